package org.lidless.footage.backfill;

import java.util.function.BooleanSupplier;
import org.lidless.footage.storage.Bringing;
import org.lidless.world.Clock;

/// Keeps copying to so many bytes a second, and measures how many there were. One thread, except [#bytesPerSecond] and
/// [#doneBytes].
final class Pace implements Bringing {

    /// The longest wait at once, so that a stop is seen soon.
    private static final long WAIT_MAX_US = 100_000;

    /// Speed is measured over about this long.
    private static final long MEASURE_US = 2_000_000;

    private final Clock clock;
    private final long bytesPerSecondMax;
    private final BooleanSupplier isStopping;

    private long dueUs = Long.MIN_VALUE;
    private long measuredFromUs;
    private long measuredBytes;
    private volatile long lately;
    private volatile long doneBytes;

    Pace(Clock clock, long bytesPerSecondMax, BooleanSupplier isStopping) {
        if (bytesPerSecondMax < 1) {
            throw new IllegalArgumentException("a pace of " + bytesPerSecondMax + " bytes a second");
        }
        this.clock = clock;
        this.bytesPerSecondMax = bytesPerSecondMax;
        this.isStopping = isStopping;
        this.measuredFromUs = clock.elapsedUs();
    }

    @Override
    public boolean goesOn(long copied, long done, long total) {
        doneBytes = done;
        long nowUs = clock.elapsedUs();
        measure(copied, nowUs);
        dueUs = Math.max(dueUs, nowUs) + copied * 1_000_000 / bytesPerSecondMax;
        while (!isStopping.getAsBoolean() && dueUs > nowUs) {
            clock.pauseUs(Math.min(WAIT_MAX_US, dueUs - nowUs));
            nowUs = clock.elapsedUs();
        }
        return !isStopping.getAsBoolean();
    }

    private void measure(long copied, long nowUs) {
        measuredBytes += copied;
        long tookUs = nowUs - measuredFromUs;
        if (tookUs >= MEASURE_US) {
            lately = measuredBytes * 1_000_000 / tookUs;
            measuredFromUs = nowUs;
            measuredBytes = 0;
        }
    }

    /// Nothing is at hand any more.
    void rest() {
        doneBytes = 0;
        lately = 0;
        measuredBytes = 0;
        measuredFromUs = clock.elapsedUs();
    }

    long bytesPerSecond() {
        return lately;
    }

    /// Bytes of the segment at hand that are here.
    long doneBytes() {
        return doneBytes;
    }
}
