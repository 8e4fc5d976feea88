# Sourced by ./lidless and ./dev: finds JDK 25, and installs what is missing on Debian.

# Prints an error in three lines (what, what it means, what to do) and ends.
fail() {
    printf '%s\n  %s\n  %s\n' "$1" "$2" "$3" >&2
    exit 2
}

# Sets JAVA_HOME to a JDK 25: the one JAVA_HOME names already, else an installed one.
find_jdk() {
    local candidate
    for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
        if [ -x "$candidate/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$candidate/release" 2>/dev/null; then
            export JAVA_HOME="$candidate"
            return
        fi
    done
    fail "Lidless needs JDK 25, and found none (JAVA_HOME, /usr/lib/jvm, /opt, SDKMAN, ~/.jdks)." \
        "Nothing was built and nothing was recorded." \
        "Install a JDK 25 (for example Temurin 25), or set JAVA_HOME to one."
}

# need COMMAND PACKAGE …: installs Debian packages when the command is missing.
missing_packages=""
need() {
    command -v "$1" >/dev/null 2>&1 || missing_packages="$missing_packages ${*:2}"
}

# need_file FILE PACKAGE …: the same, told by a file (a path or a pattern).
need_file() {
    # shellcheck disable=SC2086 # the pattern is meant to expand
    ls $1 >/dev/null 2>&1 || missing_packages="$missing_packages ${*:2}"
}

# Node for the console. An older one that is there already is not replaced.
need_node() {
    if command -v node >/dev/null 2>&1; then
        node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
            || fail "The console needs Node 20.19 or newer to be built; here is $(node --version)." \
                "Nothing was built; footage is not concerned." \
                "Install a newer Node, or build without the console: mvn package -Dlidless.console.skip"
    fi
    need node nodejs
    need npm npm
}

install_missing() {
    [ -n "$missing_packages" ] || return 0
    local as_root=""
    if [ "$(id -u)" != 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            fail "Debian packages are missing:$missing_packages" \
                "Nothing was started; footage is not concerned." \
                "Run once: sudo apt-get install -y --no-install-recommends$missing_packages"
        fi
        as_root="sudo -n"
    fi
    command -v apt-get >/dev/null 2>&1 || fail "Debian packages are missing:$missing_packages" \
        "Nothing was started; footage is not concerned." \
        "This is no Debian system: install the same programs by its own means."
    echo "Installing from Debian:$missing_packages" >&2
    # shellcheck disable=SC2086 # a list of words
    { $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q \
        && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing_packages; } \
        >&2 || fail "apt-get could not install:$missing_packages" \
        "Nothing was started; footage is not concerned." \
        "Read its message above; the same command by hand tells more."
    missing_packages=""
}
