package org.lidless.demo;

import org.lidless.world.Clock;

/// A clock that goes on only while somebody waits.
final class TurnedClock implements Clock {

    private long nowUs;

    @Override
    public long wallUs() {
        return 1_790_000_000_000_000L + nowUs;
    }

    @Override
    public long elapsedUs() {
        return nowUs;
    }

    @Override
    public void pauseUs(long us) {
        nowUs += us;
    }
}
