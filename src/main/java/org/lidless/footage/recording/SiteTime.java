package org.lidless.footage.recording;

/// Places one run's media time on the site's clock. The first sample lies where it arrived; the others at media
/// time from there, with a correction that creeps (at most 500 ppm of the time gone by) towards the earliest
/// arrival seen: a network can only delay a sample, so the smallest delay is nearest to the truth. So the
/// camera's clock may drift, and jitter never shows. In a run's first seconds the correction may be quicker: the first
/// sample of a stream with B-frames waits in the camera for those after it, a camera may send a backlog first, and a
/// recorder that has just started on a busy machine may come to its first samples most of a second late, too late for
/// being compared with another recorder's.
/// Steps of the wall clock do not move a run. Pure. One thread.
final class SiteTime {

    /// How far arrival and media time may part before they cannot belong to one clock, µs.
    static final long JUMP_US = 1_000_000;
    /// How long samples may stay late by more than that (a backlog being delivered) before it is a jump, µs.
    static final long LATE_MAX_US = 3_000_000;
    /// Length of each of the two windows in which the smallest delay is looked for, µs.
    static final long WINDOW_US = 10_000_000;

    /// Media time at a run's start in which the correction is quick, µs.
    static final long SETTLING_US = 3_000_000;

    private static final long SLEW_DIVISOR = 2_000;
    private static final long SETTLING_DIVISOR = 2;

    private final long startArrivalUs;
    private final long startTimeUs;
    private long correctionUs;
    private long lastMediaUs;
    private long windowStartUs;
    private long windowMinUs;
    private long windowBeforeMinUs;
    private long lateSinceUs = -1;

    /// @param arrivalUs monotonic arrival of the run's first sample
    /// @param timeUs    its site time
    SiteTime(long arrivalUs, long timeUs) {
        this.startArrivalUs = arrivalUs;
        this.startTimeUs = timeUs;
        this.windowStartUs = arrivalUs;
    }

    /// Whether a sample of this media time (µs since the run's first) arriving now can belong to this run's clock:
    /// not before it can have been taken, and not late without end.
    boolean admits(long mediaUs, long arrivalUs) {
        long lateUs = delayUs(mediaUs, arrivalUs) - correctionUs;
        if (lateUs < -JUMP_US) {
            return false;
        }
        return lateUs <= JUMP_US || lateSinceUs < 0 || arrivalUs - lateSinceUs <= LATE_MAX_US;
    }

    /// Takes the next sample into account and returns its site time.
    long place(long mediaUs, long arrivalUs) {
        long delayUs = delayUs(mediaUs, arrivalUs);
        if (delayUs - correctionUs <= JUMP_US) {
            lateSinceUs = -1;
        } else if (lateSinceUs < 0) {
            lateSinceUs = arrivalUs;
        }
        if (arrivalUs - windowStartUs > WINDOW_US) {
            windowBeforeMinUs = windowMinUs;
            windowMinUs = delayUs;
            windowStartUs = arrivalUs;
        }
        windowMinUs = Math.min(windowMinUs, delayUs);
        long goneUs = mediaUs - lastMediaUs;
        if (goneUs > 0) {
            long stepUs = goneUs / (mediaUs < SETTLING_US ? SETTLING_DIVISOR : SLEW_DIVISOR);
            long targetUs = Math.min(windowMinUs, windowBeforeMinUs);
            correctionUs += Math.clamp(targetUs - correctionUs, -stepUs, stepUs);
            lastMediaUs = mediaUs;
        }
        return at(mediaUs);
    }

    /// Where this media time lies on the site's clock, as far as is known now.
    long at(long mediaUs) {
        return startTimeUs + mediaUs + correctionUs;
    }

    private long delayUs(long mediaUs, long arrivalUs) {
        return (arrivalUs - startArrivalUs) - mediaUs;
    }
}
