package org.lidless.footage.recording;

/// Places one run's media time on the site's clock. A network can only delay a sample, so the smallest delay is
/// nearest to the truth: media time lies where the earliest arrivals of the last windows put it, and jitter never
/// shows.
///
/// The correction creeps when samples come later and later: that is a camera's clock that is slow, or a network
/// that fills up. It hurries when they come too early, for that cannot be: a sample would have been taken after
/// it arrived. While nothing of the run has been written, it is set at once ([#settle]): the first sample of a
/// stream with B-frames waits in the camera for those after it, and a recorder that has just started may come to
/// its first samples most of a second late.
///
/// Pure. One thread.
final class SiteTime {

    /// How far arrival and media time may part before they cannot belong to one clock, µs.
    static final long JUMP_US = 1_000_000;
    /// How long samples may stay late by more than that (a backlog being delivered) before it is a jump, µs. It takes
    /// less to see that a camera counts slower than it says ([SiteRate#SECONDS_PLAIN]): its samples are late, too.
    static final long LATE_MAX_US = 6_000_000;
    /// Length of each of the two windows in which the smallest delay is looked for, µs.
    static final long WINDOW_US = 10_000_000;
    /// Media time at a run's start in which what is not written yet may still be moved, µs.
    static final long SETTLING_US = 3_000_000;
    /// The correction creeps by at most this part of the time gone by: twice what crystals differ by.
    static final int SLEW_DIVISOR = 1_000;
    /// The same where a camera counts at another rate than it says, which is known to a quarter of a percent
    /// ([SiteRate#likely]).
    static final int SLEW_ROUGH_DIVISOR = 250;
    /// Behind by more than this for a whole window, it creeps by [#BEHIND_DIVISOR], µs.
    static final long BEHIND_US = 50_000;
    static final int BEHIND_DIVISOR = 50;
    /// A site time never makes a step greater than this beside media time, so that no gap is seen in it, µs.
    static final long STEP_MAX_US = 50_000;

    private static final long CAUGHT_UP_US = 10_000;

    private final SiteRate rate = new SiteRate();
    private int slewDivisor = SLEW_DIVISOR;
    private long zeroUs;
    private long correctionUs;
    private long correctionBeforeUs;
    private long lastMediaUs;
    private long windowStartUs = Long.MIN_VALUE;
    private long windowMinUs;
    private long windowBeforeMinUs;
    private long lateSinceUs = Long.MIN_VALUE;
    private boolean isSettling;
    private boolean isHurrying;
    private long samples;

    /// How a run begins.
    enum Beginning {
        /// Nothing is known but when its first sample arrived.
        FRESH,
        /// Its place is known from the run before.
        KNOWN,
        /// It follows the run before without a gap, which had fallen behind.
        BEHIND
    }

    /// @param timeUs site time of the run's first sample, µs
    SiteTime(long timeUs, Beginning how) {
        this.zeroUs = timeUs;
        this.isSettling = how == Beginning.FRESH;
        this.isHurrying = how == Beginning.BEHIND;
        long unknown = how == Beginning.KNOWN ? 0 : Long.MAX_VALUE;
        this.windowMinUs = unknown;
        this.windowBeforeMinUs = unknown;
    }

    /// The rate of the run's clock is known roughly only.
    void hasRoughRate() {
        slewDivisor = SLEW_ROUGH_DIVISOR;
    }

    /// Whether a sample of this media time (µs since the run's first) arriving now can belong to this run's
    /// clock: not before it can have been taken, and not late without end.
    ///
    /// @param arrivedUs arrival on the site's clock, µs
    boolean admits(long mediaUs, long arrivedUs) {
        long lateUs = arrivedUs - at(mediaUs);
        if (lateUs < -JUMP_US) {
            return false;
        }
        return lateUs <= JUMP_US || lateSinceUs == Long.MIN_VALUE || arrivedUs - lateSinceUs <= LATE_MAX_US;
    }

    /// Whether samples have been late for so long that the next one that is late, too, is a jump.
    boolean isLate() {
        return lateSinceUs != Long.MIN_VALUE;
    }

    /// Takes the next sample into account and returns its site time.
    ///
    /// @param usualUs usual distance of two samples: the correction never makes up for all of it at once, so that
    ///                samples that are shown before others sent earlier stay in order
    long place(long mediaUs, long arrivedUs, long usualUs) {
        long delayUs = arrivedUs - zeroUs - mediaUs;
        if (delayUs - correctionUs <= JUMP_US) {
            lateSinceUs = Long.MIN_VALUE;
        } else if (lateSinceUs == Long.MIN_VALUE) {
            lateSinceUs = arrivedUs;
        }
        samples++;
        correctionBeforeUs = correctionUs;
        isSettling &= mediaUs < SETTLING_US;
        window(delayUs, arrivedUs);
        rate.take(delayUs, arrivedUs);
        long goneUs = mediaUs - lastMediaUs;
        if (goneUs > 0) {
            creep(goneUs, usualUs);
            lastMediaUs = mediaUs;
        }
        return at(mediaUs);
    }

    private void window(long delayUs, long arrivedUs) {
        if (windowStartUs == Long.MIN_VALUE) {
            windowStartUs = arrivedUs;
        }
        if (arrivedUs - windowStartUs > WINDOW_US) {
            windowBeforeMinUs = windowMinUs;
            windowMinUs = delayUs;
            windowStartUs = arrivedUs;
        }
        windowMinUs = Math.min(windowMinUs, delayUs);
    }

    private long targetUs() {
        return Math.min(windowMinUs, windowBeforeMinUs);
    }

    private void creep(long goneUs, long usualUs) {
        long wrongUs = targetUs() - correctionUs;
        if (wrongUs < 0) {
            correctionUs -= Math.min(-wrongUs, Math.min(goneUs, usualUs) / 2);
            return;
        }
        isHurrying &= wrongUs > CAUGHT_UP_US;
        int divisor = wrongUs > BEHIND_US ? BEHIND_DIVISOR : slewDivisor;
        long mostUs = isHurrying ? Math.min(goneUs, STEP_MAX_US) : goneUs / divisor;
        correctionUs += Math.min(wrongUs, mostUs);
    }

    /// Moves the whole run to where the samples seen so far put it; only when none of it has been written.
    ///
    /// @return by how much everything before the sample placed last is to be moved, µs
    long settle() {
        if (!isSettling || samples < 2 || windowMinUs == Long.MAX_VALUE) {
            return 0;
        }
        correctionUs = targetUs();
        return correctionUs - correctionBeforeUs;
    }

    /// The site's clock was set: media time lies elsewhere by this much, µs.
    void step(long us) {
        zeroUs += us;
        lateSinceUs += lateSinceUs == Long.MIN_VALUE ? 0 : us;
    }

    /// Where this media time lies on the site's clock, as far as is known now.
    long at(long mediaUs) {
        return zeroUs + mediaUs + correctionUs;
    }

    /// What the delays say of the clock's rate: what to multiply media time by; 1 while they say nothing.
    double pace() {
        return rate.pace();
    }
}
