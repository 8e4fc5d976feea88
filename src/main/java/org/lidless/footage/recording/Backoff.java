package org.lidless.footage.recording;

import org.lidless.world.Chance;

/// How long to wait before the next attempt: doubling from the shortest to the longest wait, each with a jitter
/// of a quarter, so that many cameras lost together do not come back together. One thread.
final class Backoff {

    private final long shortestUs;
    private final long longestUs;
    private final Chance chance;
    private long nextUs;

    Backoff(long shortestUs, long longestUs, Chance chance) {
        this.shortestUs = shortestUs;
        this.longestUs = longestUs;
        this.chance = chance;
        this.nextUs = shortestUs;
    }

    /// The wait before the next attempt, µs; the one after it is twice as long.
    long next() {
        long waitUs = nextUs;
        nextUs = Math.min(longestUs, nextUs * 2);
        return waitUs - waitUs / 4 + chance.below(waitUs / 2 + 1);
    }

    /// It went well: the next wait is the shortest again.
    void reset() {
        nextUs = shortestUs;
    }
}
