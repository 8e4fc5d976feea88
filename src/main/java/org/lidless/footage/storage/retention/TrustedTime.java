package org.lidless.footage.storage.retention;

/// The time that ages are measured against. It follows the wall clock, and when that leaps ahead it follows slowly: by
/// a
/// quarter faster than time passes. So a clock that leaps by a month while the recorder runs deletes nothing today.
/// One thread.
public final class TrustedTime {

    private long lastUs = Long.MIN_VALUE;
    private long lastElapsedUs;

    /// @param wallUs    what the clock on the wall says, µs since 1970
    /// @param elapsedUs what has passed, µs
    public long at(long wallUs, long elapsedUs) {
        if (lastUs == Long.MIN_VALUE) {
            lastUs = wallUs;
        } else {
            long passedUs = Math.max(0, elapsedUs - lastElapsedUs);
            lastUs = Math.min(wallUs, lastUs + passedUs + passedUs / 4);
        }
        lastElapsedUs = elapsedUs;
        return lastUs;
    }
}
