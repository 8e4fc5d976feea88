package org.lidless.torture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A real file system on a file, whose power can be cut. Needs root and loop devices.
final class LoopDisk implements AutoCloseable {

    private static final Duration WORK_MAX = Duration.ofSeconds(20);
    private static final long SIZE = 400L << 20;

    private final String kind;
    private final Path image;
    private final Path mountPoint;
    private final Path shutdown;
    private boolean mounted;
    private boolean frozen;

    /// @param kind `ext4` or `xfs`
    LoopDisk(Place place, String kind) throws IOException, InterruptedException {
        this.kind = kind;
        image = place.file(kind + ".image");
        mountPoint = place.newDirectory(kind);
        shutdown = place.file("shutdown");
        if (!Files.exists(shutdown)) {
            Path source = Path.of("torture", "tools", "shutdown.c").toAbsolutePath();
            Program.need(
                    WORK_MAX,
                    List.of("gcc", "-Wall", "-Wextra", "-Werror", "-o", shutdown.toString(), source.toString()));
        }
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        Program.need(WORK_MAX, List.of("mkfs." + kind, "-q", image.toString()));
        mount();
    }

    static boolean canBeMade() throws IOException, InterruptedException {
        return Program.need(WORK_MAX, List.of("id", "-u")).strip().equals("0")
                && Files.exists(Path.of("/dev/loop-control"));
    }

    Path directory() {
        return mountPoint;
    }

    /// ext4 commits its journal each 5 s by itself; here only what is forced is to survive.
    void mount() throws IOException, InterruptedException {
        String options = kind.equals("ext4") ? "loop,commit=600" : "loop";
        Program.need(WORK_MAX, List.of("mount", "-o", options, image.toString(), mountPoint.toString()));
        mounted = true;
    }

    /// Leaves no room on it, not even for root.
    void fill() throws IOException, InterruptedException {
        Path filler = filler();
        Program.run(WORK_MAX, List.of("fallocate", "-l", Long.toString(SIZE), filler.toString()));
        // What cannot be had in one piece is had in small ones, until there is no more.
        Program.Outcome last = Program.run(WORK_MAX, List.of("dd", "if=/dev/zero", "of=" + filler + "-2", "bs=4k"));
        if (!last.output().contains("No space left")) {
            throw new IOException(mountPoint + " still has room: " + last.output());
        }
    }

    /// Makes room again.
    void free() throws IOException {
        Files.deleteIfExists(filler());
        Files.deleteIfExists(Path.of(filler() + "-2"));
    }

    private Path filler() {
        return mountPoint.resolve("filler");
    }

    /// From now on nothing more reaches the disk, and what is not on it is forgotten. Fails when that did not happen.
    void cutPower() throws IOException, InterruptedException {
        Program.need(WORK_MAX, List.of(shutdown.toString(), mountPoint.toString()));
        Program.Outcome touched = Program.run(
                WORK_MAX, List.of("touch", mountPoint.resolve("after-the-cut").toString()));
        if (touched.code() == 0) {
            throw new IOException("the file system still takes writes after its power was cut");
        }
    }

    /// From now on every write to it waits, as on a disk that hangs.
    void freeze() throws IOException, InterruptedException {
        Program.need(WORK_MAX, List.of("fsfreeze", "--freeze", mountPoint.toString()));
        frozen = true;
    }

    /// Writes go on.
    void thaw() throws IOException, InterruptedException {
        frozen = false;
        Program.need(WORK_MAX, List.of("fsfreeze", "--unfreeze", mountPoint.toString()));
    }

    /// What Linux does when it finds an error in the file system: nothing on it can be changed any more. ext4 only.
    void forceReadOnly() throws IOException, InterruptedException {
        Program.need(WORK_MAX, List.of("mount", "-o", "remount,errors=remount-ro", mountPoint.toString()));
        String device = Program.need(WORK_MAX, List.of("findmnt", "-no", "SOURCE", mountPoint.toString()))
                .strip();
        Path trigger = Path.of("/sys/fs/ext4", device.substring(device.lastIndexOf('/') + 1), "trigger_fs_error");
        Files.writeString(trigger, "a test");
    }

    /// The mount point is bare, although files on it are open.
    void vanish() throws IOException, InterruptedException {
        Program.need(WORK_MAX, List.of("umount", "-l", mountPoint.toString()));
        mounted = false;
    }

    void unmount() throws IOException, InterruptedException {
        Program.need(WORK_MAX, List.of("umount", mountPoint.toString()));
        mounted = false;
    }

    /// Unmounts it when nobody has anything open on it.
    ///
    /// @return whether it is unmounted
    boolean tryUnmount() throws IOException, InterruptedException {
        mounted =
                Program.run(WORK_MAX, List.of("umount", mountPoint.toString())).code() != 0;
        return !mounted;
    }

    /// Whether the kernel has nothing of it any more: the last file on it is closed.
    boolean isFree() throws IOException, InterruptedException {
        return Program.need(WORK_MAX, List.of("losetup", "-j", image.toString()))
                .isBlank();
    }

    /// Mends its file system, as an administrator does; it is not mounted. ext4 only.
    void repair() throws IOException, InterruptedException {
        Program.Outcome check = Program.run(WORK_MAX, List.of("e2fsck", "-fy", image.toString()));
        // 1: errors were corrected (e2fsck(8)).
        if (check.code() > 1) {
            throw new IOException("e2fsck: " + check.output());
        }
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            try {
                if (frozen) {
                    Program.run(WORK_MAX, List.of("fsfreeze", "--unfreeze", mountPoint.toString()));
                }
                Program.run(WORK_MAX, List.of("umount", "-l", mountPoint.toString()));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while unmounting " + mountPoint, stop);
            }
        }
    }
}
