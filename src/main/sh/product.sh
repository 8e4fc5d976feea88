# Sourced by ./lidless and ./dev, behind prepare.sh: how the product's JVM is started. `home` is the checkout.

# Where the JVM's notes of an earlier run are kept (JEP 514); they fit one JDK only.
notes_file() {
    local version
    version="$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")"
    printf '%s' "$home/target/lidless-$version.aot"
}

# Sets `options`. A small heap and a serial collector: memory is the ring's, and a small process closes its connections
# fast when it dies.
product_options() {
    local notes
    notes="$(notes_file)"
    options=(-XX:+UseSerialGC -Xms32m -Xmx"${LIDLESS_HEAP:-256m}"
        -XX:MaxDirectMemorySize="${LIDLESS_DIRECT:-2g}" -XX:+ExitOnOutOfMemoryError -XX:-CreateCoredumpOnCrash
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
    # Notes of an older build are worth nothing, and the JVM would say so.
    if [ -e "$notes" ] && [ -z "$(find "$home/target/lidless.jar" "$home/target/lib" -newer "$notes" -print -quit)" ]; then
        options+=(-XX:AOTCache="$notes" -Xlog:aot=off -Xlog:cds=off)
    fi
}

# Lets a fresh build play a small site, so that every later start takes half as long. Nothing but speed depends on it:
# what goes wrong is in the log.
train() {
    local notes scratch
    notes="$(notes_file)"
    if [ -e "$notes" ] && [ -z "$(find "$home/pom.xml" "$home/src/main" "$home/target/lidless.jar" "$home/target/lib" \
        -newer "$notes" -print -quit)" ]; then
        return
    fi
    # Maven leaves a jar alone whose classes have not changed, however new the sources are.
    touch "$home/target/lidless.jar"
    rm -f "$home"/target/lidless-*.aot
    scratch="$(mktemp -d "$home/target/training.XXXXXX")"
    product_options
    "$JAVA_HOME/bin/java" "${options[@]}" -XX:AOTCacheOutput="$notes" \
        -cp "$home/target/lidless.jar:$home/target/lib/*" org.lidless.node.Training "$scratch" \
        >"$home/target/training.log" 2>&1 \
        || {
            rm -f "$notes"
            echo "The JVM took no notes, so starts stay slow; nothing else is concerned. See $home/target/training.log" >&2
        }
    rm -rf "$scratch"
}
