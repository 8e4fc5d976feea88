package org.lidless.footage.recording;

/// Site time of a companion's frames. A frame follows the one before as its RTP time says, held to the time of arrival
/// by small steps. Pure. One thread.
///
/// What must not spoil it: RTP times that do not tick as the frames last (some cameras stamp sound of 8 kHz at 16 kHz):
/// then a frame follows directly behind the one before, as it does where that is nearer to its arrival than what a
/// clock says that leaps. A network that stands still and then brings much at once: lateness counts only when it stays.
/// A frame cannot arrive before it ends: one that would is placed at its arrival.
final class CompanionClock {

    /// Further from its arrival than this, a frame is not where it belongs, µs.
    static final long JUMP_US = 300_000;
    /// Lateness that stays for so long is no standstill of the network, µs.
    static final long LATE_US = 3_000_000;

    private static final int SMOOTHING = 128;
    /// Frames with a wrong distance before the distances count as wrong, and at most remembered.
    private static final int ODD_MIN = 4;
    private static final int ODD_MAX = 8;
    private static final long US_PER_SECOND = 1_000_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final int rate;
    private boolean begun;
    private int lastRtpTime;
    private int lastTicks;
    private long lastUs;
    private int odd;
    private long lateSinceUs = NEVER;

    /// @param rate the track's ticks in a second
    CompanionClock(int rate) {
        this.rate = rate;
    }

    /// @param ticks     how long the frame lasts; 0 when nobody knows
    /// @param arrivedUs site time of arrival, µs: when a frame of sound had ended
    /// @return site time at which the frame begins, µs
    long place(int rtpTime, int ticks, long arrivedUs) {
        long dueUs = arrivedUs - toUs(ticks);
        lastUs = begun ? next(rtpTime, dueUs) : dueUs;
        begun = true;
        lastRtpTime = rtpTime;
        lastTicks = ticks;
        return lastUs;
    }

    private long next(int rtpTime, long dueUs) {
        long predictedUs = lastUs + toUs(step(rtpTime - lastRtpTime, dueUs - lastUs));
        long lateUs = dueUs - predictedUs;
        if (lateUs < -JUMP_US || (lastTicks == 0 && lateUs > JUMP_US)) {
            lateSinceUs = NEVER;
            return dueUs;
        }
        if (lateUs <= JUMP_US) {
            lateSinceUs = NEVER;
            return predictedUs + lateUs / SMOOTHING;
        }
        lateSinceUs = lateSinceUs == NEVER ? dueUs : lateSinceUs;
        if (dueUs - lateSinceUs < LATE_US) {
            return predictedUs;
        }
        lateSinceUs = NEVER;
        return dueUs;
    }

    /// From the frame before to this one.
    ///
    /// @param told      as their stamps say
    /// @param arrivedUs as their arrivals say, µs
    private int step(int told, long arrivedUs) {
        if (lastTicks == 0) {
            return told;
        }
        boolean isOdd = Math.abs((long) told - lastTicks) > lastTicks / 4;
        odd = Math.clamp(odd + (isOdd ? 1L : -1L), 0, ODD_MAX);
        boolean isNearer = Math.abs(arrivedUs - toUs(lastTicks)) < Math.abs(arrivedUs - toUs(told));
        return isOdd && (odd >= ODD_MIN || isNearer) ? lastTicks : told;
    }

    private long toUs(long ticks) {
        return ticks * US_PER_SECOND / rate;
    }
}
