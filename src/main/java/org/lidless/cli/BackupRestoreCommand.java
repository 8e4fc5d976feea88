package org.lidless.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `lidless backup restore`: puts a backup where a new management server finds it at its first start.
@Command(
        name = "restore",
        description = "Puts a backup into the data directory of a management server that was never started. At its "
                + "first start the site goes on as it was backed up.")
final class BackupRestoreCommand implements Callable<Integer> {

    /// Where the management server looks for it.
    private static final String TO_RESTORE = "restore.json";

    /// What a management server has that was started before.
    private static final String STARTED = "consensus";

    private static final int BYTES_MAX = 64 << 20;

    private final Console console;

    @Mixin
    private final DataOption data = new DataOption();

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private @Nullable Path file;

    BackupRestoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Disk disk = console.world().disk();
        Path backup = java.util.Objects.requireNonNull(file);
        byte[] bytes = read(disk, backup);
        try (DataDirectory unused = DataDirectory.lock(disk, data.directory())) {
            if (disk.exists(unused.path().resolve(STARTED))) {
                throw ProblemCode.REQUEST_REFUSED.because(
                        "The data directory " + unused.path() + " belongs to a management server that was started "
                                + "before.",
                        "Not touched: nothing was changed.",
                        "Name an empty directory with --data; a site that runs is changed by lidless apply.");
            }
            write(disk, unused.path(), bytes);
        } catch (IOException failed) {
            throw ProblemCode.DATA_UNUSABLE.because(
                    "The data directory " + data.directory() + " cannot be used: " + failed + ".",
                    "Not touched: nothing was restored.",
                    "Check its owner and the free space, or name another directory with --data.");
        }
        console.out()
                .println("Start the management server with --data " + data.directory()
                        + ", its settings and its certificates; the site goes on as it was backed up.");
        return ExitCode.OK;
    }

    private static byte[] read(Disk disk, Path backup) {
        try {
            return disk.readWhole(backup, BYTES_MAX);
        } catch (IOException unreadable) {
            throw ProblemCode.BACKUP_UNREADABLE.because(
                    "The backup " + backup + " cannot be read: " + unreadable + ".",
                    "Not touched: nothing was restored.",
                    "Check the path and the file's owner.");
        }
    }

    private static void write(Disk disk, Path directory, byte[] bytes) throws IOException {
        Path fresh = directory.resolve(TO_RESTORE + ".new");
        if (disk.exists(fresh)) {
            disk.delete(fresh);
        }
        try (DiskFile out = disk.createPrivate(fresh)) {
            out.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, 0);
            out.force();
        }
        disk.rename(fresh, directory.resolve(TO_RESTORE));
        disk.forceDirectory(directory);
    }
}
