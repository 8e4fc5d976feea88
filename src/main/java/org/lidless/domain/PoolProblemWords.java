package org.lidless.domain;

/// What `lidless explain` says about problems of storage pools.
final class PoolProblemWords {

    static final String MISSING =
            "The pool's directory does not exist, or its identity file is not in it: usually its disk "
                    + "is not mounted. Nothing is written to the mount point. Cameras of this pool are kept in "
                    + "memory for some seconds, then a gap pool-missing is stored. Mount the disk; recording "
                    + "resumes by itself.";

    static final String FOREIGN =
            "The identity file in the directory names another recorder or another pool, so nothing is "
                    + "written there. Give this pool a directory of its own, or mount the right disk.";

    static final String READ_ONLY =
            "The directory or its file system is read-only for the recorder. Check the mount options "
                    + "and the owner of the directory, and the disk's health: Linux makes a file system "
                    + "read-only after an error.";

    static final String FULL = "No space is left. New footage is kept in memory for some seconds, then a gap pool-full "
            + "is stored. Free space or add a disk; recording resumes by itself.";

    static final String ERROR =
            "Writing, forcing or reading failed. What was not yet reported durable is written again "
                    + "from memory to a new segment; the suspect one is kept. Replace the disk if it goes on.";

    static final String IN_USE =
            "A recorder process already writes to this pool. Stop it first, or give this recorder its " + "own pool.";

    static final String STALLED =
            "A write has been waiting for several seconds. Pictures are kept in memory as long as the "
                    + "ring lasts, then a gap disk-stalled is stored.";

    private PoolProblemWords() {}
}
