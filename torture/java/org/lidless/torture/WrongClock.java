package org.lidless.torture;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A wall clock that is off, for one process; what measures durations in it is not touched. By libfaketime, whose mend
/// for older C libraries must be off: with it every timed wait of a JVM ends at once, and the process burns a core.
/// Loaded without its wrapper `faketime`: that names a semaphore by its process, and ends when one that was killed
/// before left a semaphore of the same number behind. The library itself lives with that.
final class WrongClock {

    private static final Path LIBRARIES = Path.of("/usr/lib");

    private WrongClock() {}

    /// A command in front of a program's, for [Node#start].
    ///
    /// @param seconds how far off, with its sign
    /// @throws IOException libfaketime is not installed
    static String[] off(String seconds) throws IOException {
        return new String[] {
            "env",
            "LD_PRELOAD=" + library(),
            "FAKETIME=" + seconds + "s",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            "FAKETIME_FORCE_MONOTONIC_FIX=0",
            "NO_FAKE_STAT=1"
        };
    }

    /// Debian keeps it below the folder of the machine's architecture.
    private static Path library() throws IOException {
        try (DirectoryStream<Path> architectures = Files.newDirectoryStream(LIBRARIES, "*-linux-gnu*")) {
            for (Path each : architectures) {
                Path library = each.resolve("faketime/libfaketime.so.1");
                if (Files.exists(library)) {
                    return library;
                }
            }
        }
        throw new IOException("no libfaketime below " + LIBRARIES + ": install the package faketime");
    }
}
