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

    private final DecodeOrder order;
    private final SiteTime site;
    private int lastRtpTime;
    private long lastTicks;
    private long newestTicks;
    private final long firstTicks;
    private long usualTicks;
    private long decodeTicks = -1;
    private long timeUs;

    /// What the next sample is to a run.
    enum Next {
        /// It goes on.
        SAME,
        /// Its clock goes on, and something is missing before this sample.
        HOLE,
        /// Its clock jumped.
        JUMP
    }

    /// A run begins with this sample.
    ///
    /// @param depth      declared (or learnt) reorder depth
    /// @param frameTicks usual distance of two samples
    /// @param rtpTime    RTP time of the first sample
    /// @param arrivalUs  its monotonic arrival
    /// @param timeUs     its site time
    RunClock(int depth, long frameTicks, int rtpTime, long arrivalUs, long timeUs) {
        this.order = new DecodeOrder(depth, Math.clamp(frameTicks, 1, Sample.TICKS_PER_SECOND));
        this.site = new SiteTime(arrivalUs, timeUs);
        this.lastRtpTime = rtpTime;
        this.firstTicks = order.firstTicks();
        this.lastTicks = firstTicks;
        this.newestTicks = firstTicks;
        this.usualTicks = frameTicks;
    }

    /// Whether a sample belongs to this run.
    Next next(int rtpTime, long arrivalUs) {
        long ticks = unwrapped(rtpTime);
        if (ticks < newestTicks - toTicks(SiteTime.JUMP_US)
                || !order.admits(ticks)
                || !site.admits(mediaUs(ticks), arrivalUs)) {
            return Next.JUMP;
        }
        long holeTicks = Math.max(toTicks(HOLE_US), HOLE_FRAMES * usualTicks);
        return ticks - newestTicks > holeTicks ? Next.HOLE : Next.SAME;
    }

    /// Places the run's first, or next, sample.
    void place(int rtpTime, long arrivalUs) {
        long ticks = unwrapped(rtpTime);
        newestTicks = Math.max(newestTicks, ticks);
        lastTicks = ticks;
        lastRtpTime = rtpTime;
        long before = decodeTicks;
        decodeTicks = order.place(ticks);
        if (before >= 0) {
            usualTicks += (decodeTicks - before - usualTicks) / 8;
        }
        timeUs = site.place(mediaUs(ticks), arrivalUs);
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

    /// The usual distance as a run that begins with this sample should assume it: a camera that has become
    /// slow is not taken for one that leaves holes, more than once.
    long usualTicksAfterHole(int rtpTime) {
        return (usualTicks + unwrapped(rtpTime) - newestTicks) / 2;
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
        return lastTicks + (rtpTime - lastRtpTime);
    }
}
