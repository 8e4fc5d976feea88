package org.lidless.footage.recording;

import java.util.concurrent.atomic.AtomicLong;
import org.lidless.world.Clock;

/// A clock that a test turns by hand. Both times go on together, unless the test steps the wall.
final class HandClock implements Clock {

    private final AtomicLong elapsed = new AtomicLong(1_000_000);
    private final AtomicLong offset = new AtomicLong(1_790_000_000_000_000L);

    @Override
    public long wallUs() {
        return elapsed.get() + offset.get();
    }

    @Override
    public long elapsedUs() {
        return elapsed.get();
    }

    @Override
    public void pauseUs(long us) {
        elapsed.addAndGet(us);
    }

    void pass(long us) {
        elapsed.addAndGet(us);
    }

    void stepWall(long us) {
        offset.addAndGet(us);
    }
}
