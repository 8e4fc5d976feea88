package org.lidless.torture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A directory whose disk fails when told to, for a program that is started behind [#wrapper]. Needs gcc and no root;
/// `tools/faults.c` does it.
final class FailingDisk {

    /// Linux's numbers (errno-base.h).
    static final int IO_ERROR = 5;

    static final int NO_SPACE = 28;
    static final int READ_ONLY = 30;

    private static final Duration COMPILE_MAX = Duration.ofSeconds(30);
    private static final int CONTROL_BYTES = 64;
    private static final int BITTEN_AT = 32;
    private static final int LEFT_AT = 8;

    /// What can fail.
    enum Fault {
        WRITE(0),
        FORCE(1),
        READ(2),
        CHANGE(3),
        HANG(4),
        EMPTY(5);

        /// Its place in the control file, as the library has it.
        private final int place;

        Fault(int place) {
            this.place = place;
        }
    }

    private final Path directory;
    private final Path library;
    private final Path control;
    private final ByteBuffer mapped;

    FailingDisk(Place place, String name) throws IOException, InterruptedException {
        directory = place.newDirectory(name);
        library = place.file("faults.so");
        control = place.file(name + ".faults");
        if (!Files.exists(library)) {
            Path source = Path.of("torture", "tools", "faults.c").toAbsolutePath();
            Program.need(
                    COMPILE_MAX,
                    List.of(
                            "gcc",
                            "-O1",
                            "-Wall",
                            "-Wextra",
                            "-Werror",
                            "-shared",
                            "-fPIC",
                            "-o",
                            library.toString(),
                            source.toString(),
                            "-ldl"));
        }
        try (var file = new RandomAccessFile(control.toFile(), "rw")) {
            file.setLength(CONTROL_BYTES);
            mapped = file.getChannel()
                    .map(FileChannel.MapMode.READ_WRITE, 0, CONTROL_BYTES)
                    .order(ByteOrder.nativeOrder());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path directory() {
        return directory;
    }

    /// The words before a command that make it feel these faults.
    String[] wrapper() {
        return new String[] {
            "env", "FAULTS_BELOW=" + directory, "FAULTS_BY=" + control, "LD_PRELOAD=" + library,
        };
    }

    /// From now on these fail with an error, until [#heal].
    void fail(int error, Fault... faults) {
        for (Fault each : faults) {
            mapped.put(each.place, (byte) error);
        }
    }

    /// The next so many fail.
    void failOnly(int count, int error, Fault fault) {
        mapped.put(LEFT_AT + fault.place, (byte) count);
        mapped.put(fault.place, (byte) error);
    }

    /// From now on nothing comes back, whatever is asked.
    void hang() {
        fail(1, Fault.HANG);
    }

    /// From now on every directory looks empty.
    void lookEmpty() {
        fail(1, Fault.EMPTY);
    }

    /// All is well again. Fails when faults were set and none of them ever met anybody: of those that are set together
    /// one may come before the others.
    void heal() {
        boolean wasSet = false;
        boolean hurt = false;
        for (Fault each : Fault.values()) {
            if (mapped.get(each.place) != 0) {
                wasSet = true;
                hurt |= bitten(each) > 0;
            }
            mapped.put(each.place, (byte) 0);
        }
        if (wasSet && !hurt) {
            throw new AssertionError("the faults of " + directory + " hurt nobody");
        }
    }

    /// How often a fault has hurt.
    int bitten(Fault fault) {
        return mapped.getInt(BITTEN_AT + 4 * fault.place);
    }
}
