package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;

/// What a pool's I/O errors mean, in the words of whoever has to act.
final class PoolFaults {

    private PoolFaults() {}

    /// @param identified whether the directory still is the pool
    static Problem of(PoolId pool, Path directory, boolean identified, Exception failure) {
        String reason = String.valueOf(failure.getMessage());
        String lower = reason.toLowerCase(Locale.ROOT);
        if (failure instanceof PoolGoneException || (failure instanceof NoSuchFileException && !identified)) {
            return missing(pool, directory);
        }
        if (lower.contains("no space left") || lower.contains("disk quota")) {
            return ProblemCode.POOL_FULL.problem(
                    "Storage pool " + pool + " at " + directory + " is full.",
                    "What is stored is safe. New footage is kept in memory for some seconds, and then missing until "
                            + "there is space.",
                    "Free space on its disk, or add a disk.");
        }
        if (lower.contains("read-only") || failure instanceof AccessDeniedException) {
            return readOnly(pool, directory, reason);
        }
        return ProblemCode.POOL_ERROR.problem(
                "The disk of storage pool " + pool + " at " + directory + " reports an error: " + reason + ".",
                "What was reported durable is safe. What was being written is written again, to a new segment.",
                "Look at the disk's health and cables; replace it if this goes on.");
    }

    static Problem missing(PoolId pool, Path directory) {
        return ProblemCode.POOL_MISSING.problem(
                "Storage pool " + pool + " is missing: there is no such pool at " + directory + ".",
                "Nothing is written there. New footage of this pool is missing from some seconds after now until it "
                        + "is back.",
                "Mount its disk at " + directory + ". For a new pool, create the directory and leave it empty. If the "
                        + "old disk is gone for good, give the pool another, empty directory.");
    }

    static Problem foreign(PoolId pool, Path directory, String why) {
        return ProblemCode.POOL_FOREIGN.problem(
                "Storage pool " + pool + " cannot use " + directory + ": " + why + ".",
                "Nothing was written there. Cameras of this pool are not recorded.",
                "Mount the right disk at " + directory + ", or give the pool an empty directory of its own.");
    }

    static Problem inUse(PoolId pool, Path directory) {
        return ProblemCode.POOL_IN_USE.problem(
                "Storage pool " + pool + " at " + directory + " is open in another process.",
                "What is stored is safe. This recorder records nothing to it.",
                "Stop the other recorder, or give this one a pool of its own.");
    }

    static Problem readOnly(PoolId pool, Path directory, String reason) {
        return ProblemCode.POOL_READ_ONLY.problem(
                "Storage pool " + pool + " at " + directory + " cannot be written: " + reason + ".",
                "What is stored is safe and can be played. New footage of this pool is missing.",
                "Look at the mount options, the owner of the directory, and the disk's health.");
    }

    static boolean isReadOnly(Exception failure) {
        return failure instanceof AccessDeniedException
                || failure instanceof ReadOnlyFileSystemException
                || String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("read-only");
    }

    static boolean isMissing(Exception failure) {
        return failure instanceof NoSuchFileException || failure instanceof NotDirectoryException;
    }

    /// The directory is not the pool any more: unmounted, or another disk.
    static final class PoolGoneException extends IOException {

        private static final long serialVersionUID = 1L;

        PoolGoneException(Path directory) {
            super(directory + " is not the pool any more");
        }
    }
}
