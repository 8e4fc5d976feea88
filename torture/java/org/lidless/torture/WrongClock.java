package org.lidless.torture;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A wall clock that is off, for one process; what measures durations in it is not touched. By libfaketime, whose mend
/// for older C libraries must be off: with it every timed wait of a JVM ends at once, and the process burns a core.
final class WrongClock {

    private static final Duration WORK_MAX = Duration.ofSeconds(20);
    private static final String PRELOAD = "LD_PRELOAD=";

    private WrongClock() {}

    /// A command in front of a program's, for [Node#start].
    ///
    /// @param seconds how far off, with its sign
    static String[] off(String seconds) throws IOException, InterruptedException {
        String library = Program.need(WORK_MAX, List.of("faketime", "-f", "+0s", "env"))
                .lines()
                .filter(line -> line.startsWith(PRELOAD))
                .findFirst()
                .orElseThrow(() -> new IOException("faketime does not say which library it loads"));
        return new String[] {
            "env",
            library,
            "FAKETIME=" + seconds + "s",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            "FAKETIME_FORCE_MONOTONIC_FIX=0",
            "NO_FAKE_STAT=1"
        };
    }
}
