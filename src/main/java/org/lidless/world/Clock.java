package org.lidless.world;

import java.util.Optional;
import org.lidless.domain.ClockQuality;

/// The two clocks. Any thread may read them.
public interface Clock {

    /// The time on the wall, µs since 1970-01-01T00:00:00Z, for stamping footage. It may jump; never subtract two of
    /// these to time something.
    long wallUs();

    /// µs since some moment before this process's first reading, for leases and time-outs. It never jumps.
    long elapsedUs();

    /// [#wallUs] less [#elapsedUs], as of one moment: on a busy machine a thread may be kept waiting for most of
    /// a second between two readings, and their plain difference is wrong by that.
    default long wallLessElapsedUs() {
        long closestUs = Long.MAX_VALUE;
        long differenceUs = 0;
        for (int tries = 0; tries < 10 && closestUs > 100; tries++) {
            long beforeUs = elapsedUs();
            long wallUs = wallUs();
            long tookUs = elapsedUs() - beforeUs;
            if (tookUs < closestUs) {
                closestUs = tookUs;
                differenceUs = wallUs - beforeUs - tookUs / 2;
            }
        }
        return differenceUs;
    }

    /// How far [#wallUs] can be trusted.
    default ClockQuality quality() {
        return ClockQuality.ARRIVAL;
    }

    /// How long the machine has been running; empty where it does not tell. Two readings with the same
    /// [Uptime#boot] may be subtracted, also those of two processes. Exact to 10 ms.
    default Optional<Uptime> uptime() {
        return Optional.empty();
    }

    /// Waits until [#elapsedUs] has grown by at least this much, or the thread is interrupted (the flag stays set).
    void pauseUs(long us);
}
