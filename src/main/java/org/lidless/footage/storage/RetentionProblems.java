package org.lidless.footage.storage;

import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;

/// What a person should know of a pool's retention.
final class RetentionProblems {

    private RetentionProblems() {}

    static Problem stopped(PoolId pool, long bytes, long used, int sharePercent) {
        return ProblemCode.DELETION_STOPPED.problem(
                "Pool " + pool + " would delete " + megabytes(bytes) + " of " + megabytes(used) + " at once, more than "
                        + sharePercent + " %; it has stopped deleting.",
                "Safe: nothing of that was deleted. Should the disk be all but full, only as much goes as recording "
                        + "needs, the oldest first.",
                "Check the clock, the settings (days, bytes, size, reserve) and what else is on the disk. If it is "
                        + "meant: lidless pool confirm " + pool + ".");
    }

    static Problem guaranteeBroken(PoolId pool) {
        return ProblemCode.GUARANTEE_BROKEN.problem(
                "Pool " + pool + " is too small: it deletes footage that is guaranteed to be kept.",
                "The oldest of what was guaranteed is gone; each piece is a stored gap pool-full.",
                "Add a disk, or record less to this pool, or lower what is guaranteed.");
    }

    static Problem nothingToDelete(PoolId pool, long bytes, boolean isCrowdedOut) {
        return ProblemCode.NOTHING_TO_DELETE.problem(
                "Pool " + pool + " is full, and for " + megabytes(bytes) + " there is nothing that may be deleted.",
                (isCrowdedOut ? "Something else has filled its disk, so nothing guaranteed goes. " : "")
                        + "What is locked as evidence stays. New footage is recorded until the disk has no room left.",
                "Add a disk, lift locks that are not needed any more (lidless footage locks), or free what else is on "
                        + "the disk.");
    }

    private static String megabytes(long bytes) {
        return bytes / 1_000_000 + " MB";
    }
}
