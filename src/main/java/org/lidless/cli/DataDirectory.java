package org.lidless.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.lidless.domain.ProblemCode;
import org.lidless.world.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node's own directory, locked for as long as this is open: index, lock, `control.json`. Footage is not in it.
public final class DataDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final String LOCK = "lock";

    private final Path path;
    private final AutoCloseable lock;

    private DataDirectory(Path path, AutoCloseable lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Makes it where it is missing, and locks it.
    ///
    /// @throws org.lidless.domain.ProblemException `DATA_IN_USE`, `DATA_UNUSABLE`
    public static DataDirectory lock(Disk disk, Path path) {
        try {
            disk.createDirectories(path);
            return new DataDirectory(
                    path,
                    disk.tryLock(path.resolve(LOCK))
                            .orElseThrow(() -> ProblemCode.DATA_IN_USE.because(
                                    "The data directory " + path + " is in use by another process.",
                                    "Not concerned: the process that uses it goes on.",
                                    "Stop it first, or name another directory with --data.")));
        } catch (IOException failed) {
            throw ProblemCode.DATA_UNUSABLE.because(
                    "The data directory " + path + " cannot be used: " + failed + ".",
                    "Nothing is recorded: the recorder was not started.",
                    "Check its owner and the free space, or name another directory with --data.");
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (Exception failed) {
            LOG.warn("the lock of {} could not be given back", path, failed);
        }
    }
}
