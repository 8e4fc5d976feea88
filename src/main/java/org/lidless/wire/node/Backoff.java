package org.lidless.wire.node;

import org.lidless.world.Chance;

/// How long to wait before dialling again: at once after a connection that held, then from 100 ms on up to 2 s, a
/// random part less, so that many nodes do not dial in step. Belongs to one thread.
final class Backoff {

    static final long FIRST_US = 100_000;
    static final long MOST_US = 2_000_000;

    private final Chance chance;
    private long nextUs;

    Backoff(Chance chance) {
        this.chance = chance;
    }

    /// A connection was open for a while.
    void held() {
        nextUs = 0;
    }

    /// @return µs to wait now
    long next() {
        long waitUs = nextUs;
        nextUs = Math.clamp(nextUs * 2, FIRST_US, MOST_US);
        return waitUs - (waitUs == 0 ? 0 : chance.below(waitUs / 2));
    }
}
