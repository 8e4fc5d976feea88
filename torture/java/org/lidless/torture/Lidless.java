package org.lidless.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The program under test, by its command line, as a person starts it.
final class Lidless {

    private static final Duration COMMAND_MAX = Duration.ofMinutes(1);

    /// `-Dlidless.kept=PATH` names `lidless` of a kept build, of the release before this one: every other program
    /// that is started is of that, so that both versions meet in each story.
    private static final Optional<String> KEPT = Optional.ofNullable(System.getProperty("lidless.kept"));

    private static final AtomicInteger STARTED = new AtomicInteger();

    private Lidless() {}

    /// The command `./lidless ARGUMENTS`. Most processes of a test soon end: their code is not worth compiling twice.
    static List<String> command(String... arguments) {
        var command = new ArrayList<>(
                List.of("env", "LIDLESS_DIRECT=1g", "LIDLESS_JAVA_OPTIONS=-XX:TieredStopAtLevel=1", program()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String program() {
        boolean isKept = STARTED.getAndIncrement() % 2 == 1;
        return KEPT.filter(path -> isKept)
                .orElseGet(() -> Path.of("lidless").toAbsolutePath().toString());
    }

    /// Runs a command to its end.
    static Program.Outcome run(String... arguments) throws IOException, InterruptedException {
        return Program.run(COMMAND_MAX, command(arguments));
    }

    /// Runs a command that must succeed.
    static String need(String... arguments) throws IOException, InterruptedException {
        return Program.need(COMMAND_MAX, command(arguments));
    }
}
