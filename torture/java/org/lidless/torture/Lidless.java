package org.lidless.torture;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The program under test, by its command line; built from what this test run was built from.
final class Lidless {

    private static final Duration COMMAND_MAX = Duration.ofMinutes(1);

    private Lidless() {}

    /// The command that `./lidless ARGUMENTS` ends in.
    static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:MaxDirectMemorySize=1g",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                "org.lidless.node.Lidless"));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Runs a command to its end.
    static Program.Outcome run(String... arguments) throws IOException, InterruptedException {
        return Program.run(COMMAND_MAX, command(arguments));
    }

    /// Runs a command that must succeed.
    static String need(String... arguments) throws IOException, InterruptedException {
        return Program.need(COMMAND_MAX, command(arguments));
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> !each.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
