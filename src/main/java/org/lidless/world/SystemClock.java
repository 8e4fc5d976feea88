package org.lidless.world;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The machine's clocks.
public final class SystemClock implements Clock {

    private final long startNs = System.nanoTime();

    @Override
    public long wallUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Override
    public long elapsedUs() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNs);
    }

    @Override
    public void pauseUs(long us) {
        long endNs = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(us);
        long leftNs = endNs - System.nanoTime();
        while (leftNs > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(leftNs);
            leftNs = endNs - System.nanoTime();
        }
    }
}
