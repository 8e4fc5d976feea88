package org.lidless.footage.recording;

import org.lidless.footage.media.Sample;

/// The times of one run: from RTP time stamps (32 bits that wrap, RFC 3550 section 5.1) to ticks since the
/// run's zero, decoding times and site time, and the judgement whether the next sample still belongs to
/// the run. Answers of the last [#place] are read from the accessors, so that nothing is allocated a
/// sample. Pure. One thread.
final class RunClock {

    /// Shortest distance between two samples that counts as something missing, µs.
    static final long HOLE_US = 2_000_000;
    /// A hole is also longer than this many usual distances, for cameras of few frames.
    static final int HOLE_FRAMES = 3;

    static final int FRAME_TICKS_DEFAULT = 3_600;

    /// How far a sample may be stamped ahead of its arrival and of those before it, µs.
    static final long LEAP_US = 250_000;

    /// Rates nearer to each other are one and the same.
    private static final double PACE_OFF_MIN = 0.004;

    private final DecodeOrder order;
    private final SiteTime site;
    private final double pace;
    private int lastRtpTime;
    private long lastRaw;
    private long newestTicks;
    private final long firstTicks;
    private long usualTicks;
    private long slowTicks;
    private long decodeTicks = -1;
    private long placedTicks;
    private long lastArrivedUs;
    private long timeUs;

    /// What the next sample is to a run.
    enum Next {
        /// It goes on.
        SAME,
        /// Its clock goes on, and something is missing before this sample.
        HOLE,
        /// Its clock jumped.
        JUMP,
        /// It goes on, and its clock is seen to run at another rate than declared.
        RATE
    }

    /// A run begins with this sample.
    ///
    /// @param depth      declared (or learnt) reorder depth
    /// @param frameTicks usual distance of two samples
    /// @param rtpTime    RTP time of the first sample
    /// @param pace       ticks of 1/90000 s that pass while the camera counts one; 1 when it does as it says
    /// @param site       places it on the site's clock
    RunClock(int depth, long frameTicks, int rtpTime, double pace, SiteTime site) {
        this.order = new DecodeOrder(depth, Math.clamp(frameTicks, 1, Sample.TICKS_PER_SECOND));
        this.pace = pace;
        this.site = site;
        this.lastRtpTime = rtpTime;
        this.firstTicks = order.firstTicks();
        this.newestTicks = firstTicks;
        this.usualTicks = frameTicks;
        this.slowTicks = frameTicks;
    }

    /// Whether a sample belongs to this run.
    ///
    /// @param key       whether it is a key sample: nothing sent before one is shown behind it (H.265 8.1.3)
    /// @param arrivedUs arrival on the site's clock, µs
    Next next(int rtpTime, boolean key, long arrivedUs) {
        long ticks = unwrapped(rtpTime);
        if (ticks < newestTicks - toTicks(SiteTime.JUMP_US)
                || (key && isBehindOthers(ticks))
                || !order.admits(ticks, usualTicks / 4)
                || isRepeated(ticks, arrivedUs)
                || isLeap(ticks, arrivedUs)
                || !site.admits(mediaUs(ticks), arrivedUs)) {
            return Next.JUMP;
        }
        long holeTicks = Math.max(toTicks(HOLE_US), HOLE_FRAMES * slowTicks);
        if (ticks - newestTicks > holeTicks) {
            return Next.HOLE;
        }
        return Math.abs(likelyPace() / pace - 1) > PACE_OFF_MIN ? Next.RATE : Next.SAME;
    }

    /// Shown before others, or, where samples are reordered, at the same time as one.
    private boolean isBehindOthers(long ticks) {
        return ticks < newestTicks || (ticks == newestTicks && order.depth() > 0);
    }

    /// The clock was set back by just one sample.
    private boolean isRepeated(long ticks, long arrivedUs) {
        return decodeTicks >= 0
                && Math.abs(ticks - newestTicks) < usualTicks / 16
                && arrivedUs - lastArrivedUs > toUs(usualTicks) / 2;
    }

    /// The clock was set forward: it counted much more than usual, and the sample came no later for it.
    private boolean isLeap(long ticks, long arrivedUs) {
        return site.at(mediaUs(ticks)) - arrivedUs > LEAP_US
                && toUs(ticks - newestTicks) > toUs(usualTicks) * 5 / 4 + LEAP_US;
    }

    /// Places the run's first, or next, sample.
    ///
    /// @param arrivedUs arrival on the site's clock, µs
    void place(int rtpTime, long arrivedUs) {
        long ticks = unwrapped(rtpTime);
        newestTicks = Math.max(newestTicks, ticks);
        lastRaw += rtpTime - lastRtpTime;
        lastRtpTime = rtpTime;
        long usualUs = toUs(usualTicks);
        long before = decodeTicks;
        decodeTicks = order.place(ticks);
        if (before >= 0) {
            usualTicks += (Math.min(decodeTicks - before, HOLE_FRAMES * usualTicks) - usualTicks) / 8;
            slowTicks += (decodeTicks - before - slowTicks) / 8;
        }
        // Two that are stamped alike are shown one after the other.
        placedTicks = order.depth() == 0 ? order.presentation() : ticks;
        lastArrivedUs = arrivedUs;
        timeUs = site.place(mediaUs(placedTicks), arrivedUs, usualUs);
    }

    /// Moves the whole run, of which nothing has been written yet, to where it is seen to belong.
    ///
    /// @return by how much its samples before the one placed last are to be moved, µs
    long settle() {
        long movedUs = site.settle();
        timeUs = site.at(mediaUs(placedTicks));
        return movedUs;
    }

    /// The site's clock was set by this much, µs.
    void step(long us) {
        site.step(us);
    }

    /// Whether the run has fallen behind its samples' arrival.
    boolean isLate() {
        return site.isLate();
    }

    /// Ticks of 1/90000 s that pass while the camera counts one, as this run has it.
    double pace() {
        return pace;
    }

    /// The same as the run's samples say.
    double likelyPace() {
        return site.pace() == 1 ? pace : SiteRate.likely(pace * site.pace());
    }

    /// Decoding time of the sample placed last, 1/90000 s.
    long decodeTicks() {
        return decodeTicks;
    }

    /// Time of showing of the sample placed last, 1/90000 s.
    long presentationTicks() {
        return order.presentation();
    }

    /// Site time of the sample placed last, µs since 1970.
    long timeUs() {
        return timeUs;
    }

    /// Where a sample of this RTP time would lie on the site's clock.
    long timeOf(int rtpTime) {
        return site.at(mediaUs(unwrapped(rtpTime)));
    }

    /// Time of showing of a sample of this RTP time, 1/90000 s.
    long ticksOf(int rtpTime) {
        return unwrapped(rtpTime);
    }

    /// Where the sample after the newest is expected on the site's clock.
    long endUs() {
        return site.at(mediaUs(newestTicks + usualTicks));
    }

    /// The usual distance of two samples, 1/90000 s.
    long usualTicks() {
        return usualTicks;
    }

    /// Begins behind a hole of another run: a camera that has become slow is not taken for one that leaves holes,
    /// more than once.
    ///
    /// @param rtpTime of this run's first sample
    void beginsBehindHole(RunClock before, int rtpTime) {
        slowTicks = (before.slowTicks + before.unwrapped(rtpTime) - before.newestTicks) / 2;
    }

    /// The distance of two samples that is nothing out of the usual, 1/90000 s.
    long slowTicks() {
        return Math.max(usualTicks, slowTicks);
    }

    /// The reorder depth, declared or learnt.
    int depth() {
        return order.depth();
    }

    /// Ticks as µs.
    static long toUs(long ticks) {
        return ticks * 100 / 9;
    }

    private static long toTicks(long us) {
        return us * 9 / 100;
    }

    private long mediaUs(long ticks) {
        return toUs(ticks - firstTicks);
    }

    private long unwrapped(int rtpTime) {
        long raw = lastRaw + (rtpTime - lastRtpTime);
        return firstTicks + (pace == 1 ? raw : Math.round(raw * pace));
    }
}
