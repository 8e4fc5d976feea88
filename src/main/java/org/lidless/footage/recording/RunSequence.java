package org.lidless.footage.recording;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.GapCause;
import org.lidless.domain.RunId;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.recording.SiteTime.Beginning;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentFit;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.world.Chance;
import org.lidless.world.Clock;

/// The runs of one stream, one after the other: decides for each sample whether it goes on with the run or
/// begins another, and keeps what a run can learn from the one before (frame distance, reorder depth).
/// Owned by the ring's owner.
///
/// No run → a run: first sample of an RTSP session, placed where it arrived, less what it waited in the camera
/// for the
///   pictures that are shown before those sent behind it.
/// A run → another: the clock jumped (placed at the end of the one before when samples arrive without a break,
/// so that
///   no seam shows, and else where it arrived); or something is missing (placed by the clock of the one before).
/// A run → none: the RTSP session ended.
///
/// A camera whose clock jumps [#JUMPS_MAX] times in [#JUMPS_US] is not asked for the time any more until its
/// session ends: its samples are one run whose ticks count what passes between arrivals.
final class RunSequence {

    /// How long nothing may have arrived before a jumped clock's first sample for it to follow without a seam, µs.
    static final long SEAM_US = 500_000;
    static final int JUMPS_MAX = 4;
    static final long JUMPS_US = 60_000_000;
    /// A site clock that differs by more from what it was is stepped, and one that is set a little is followed, µs.
    static final long STEP_US = 250_000;

    private final Clock clock;
    private final Chance chance;
    private @Nullable RunClock now;
    private RunId run = new RunId(0);
    private long runFirst;
    private long siteOffsetUs;
    private boolean isOffsetKnown;
    private long steppedUs;
    private long lastArrivalUs = Long.MIN_VALUE;
    private double pace = 1;
    private final long[] jumpedUs = new long[JUMPS_MAX];
    private long jumps;
    private boolean isByArrival;
    private int arrivalStamp;
    private long usualTicks = RunClock.FRAME_TICKS_DEFAULT;
    private int learntDepth;
    private Optional<GapCause> missing = Optional.empty();
    private OptionalLong aheadTicks = OptionalLong.empty();
    private Optional<Alignment> bridge = Optional.empty();
    private GapCause holeCause = GapCause.CAMERA_SILENT;
    private @Nullable VideoParameters parameters;
    private boolean parametersChanged;

    RunSequence(Clock clock, Chance chance) {
        this.clock = clock;
        this.chance = chance;
    }

    /// The RTSP session is over; the next sample begins a run.
    void sessionEnded() {
        now = null;
        isByArrival = false;
    }

    /// Place in the ring's count of the present run's first sample.
    long runFirst() {
        return runFirst;
    }

    /// Moves the present run to where it is seen to belong, as long as nothing of it has been written.
    ///
    /// @param takenEnd place in the ring's count behind what was ever given to a writer
    /// @return by how much its samples before the one placed last are to be moved, µs
    long settle(long takenEnd) {
        return takenEnd <= runFirst ? times().settle() : 0;
    }

    /// How often the camera's clock jumped.
    long jumps() {
        return jumps;
    }

    /// Whether the camera's own clock is of no use in this session.
    boolean isByArrival() {
        return isByArrival;
    }

    /// Ticks of 1/90000 s that pass while the camera counts one.
    double pace() {
        return pace;
    }

    /// Samples go missing from here on for this reason; the first reason before the next run counts.
    void missing(GapCause cause) {
        if (missing.isEmpty()) {
            missing = Optional.of(cause);
        }
    }

    /// What holes within a session are put down to from now on.
    void blameHolesOn(GapCause cause) {
        holeCause = cause;
    }

    /// Samples arrive again and nothing was missing.
    void nothingMissing() {
        missing = Optional.empty();
    }

    void parameters(VideoParameters changed) {
        if (!changed.equals(parameters)) {
            parameters = changed;
            parametersChanged = true;
        }
    }

    /// What to add to a monotonic time to get site time, µs, as the run's samples were placed.
    long siteOffsetUs() {
        return now == null ? clock.wallLessElapsedUs() : siteOffsetUs;
    }

    /// Whether a sample can be placed: a decoder could begin with it, or a run is going on.
    boolean admits(boolean key) {
        return parameters != null && (now != null || key);
    }

    /// Times of the sample that [#next] placed.
    RunClock times() {
        if (now == null) {
            throw new IllegalStateException("no run has begun");
        }
        return now;
    }

    /// The usual distance of two samples, µs.
    long usualUs() {
        return RunClock.toUs(now == null ? usualTicks : now.slowTicks());
    }

    /// Places the next sample; a section when it begins one.
    Optional<Section> next(long sample, int rtpTime, boolean key, long arrivalUs) {
        VideoParameters known = parameters;
        if (known == null) {
            throw new IllegalStateException("a sample without parameters was admitted");
        }
        aheadTicks = OptionalLong.empty();
        long stepUs = followClock();
        long arrivedUs = arrivalUs + siteOffsetUs;
        boolean another = startsRun(stamp(rtpTime, arrivalUs), key, arrivalUs, arrivedUs, stepUs, known);
        bridge = Optional.empty();
        if (another) {
            RunId before = run;
            run = new RunId(chance.bits());
            runFirst = sample;
            aheadTicks.ifPresent(ticks -> bridge = Optional.of(bridge(before, run, ticks)));
        }
        times().place(stamp(rtpTime, arrivalUs), arrivedUs);
        if (isByArrival) {
            arrivalStamp = stamp(rtpTime, arrivalUs);
        }
        lastArrivalUs = arrivalUs;
        usualTicks = times().usualTicks();
        learntDepth = Math.max(learntDepth, times().depth());
        if (!another && !parametersChanged) {
            return Optional.empty();
        }
        var stamps = new Section.Stamps(clock.quality(), steppedUs);
        Optional<GapCause> before = another ? missing : Optional.empty();
        var section = new Section(run, runFirst, sample, known, usualTicks, before, stamps);
        parametersChanged = false;
        missing = Optional.empty();
        return Optional.of(section);
    }

    /// The sample's place on the clock that counts: the camera's, or that of arrivals, which always goes on.
    private int stamp(int rtpTime, long arrivalUs) {
        if (!isByArrival) {
            return rtpTime;
        }
        int stamp = (int) (arrivalUs * 9 / 100);
        return stamp - arrivalStamp > 0 ? stamp : arrivalStamp + 1;
    }

    /// How far the site's clock is ahead of the monotonic one. A little is followed; a step moves everything that
    /// was stamped before it, too.
    ///
    /// @return by how much it was stepped since the last sample, µs
    private long followClock() {
        long offsetUs = clock.wallLessElapsedUs();
        long byUs = isOffsetKnown ? offsetUs - siteOffsetUs : 0;
        isOffsetKnown = true;
        siteOffsetUs = offsetUs;
        if (Math.abs(byUs) <= STEP_US) {
            return 0;
        }
        steppedUs += byUs;
        return byUs;
    }

    /// How the run that the last sample began relates to the one before, when both are on one clock.
    Optional<Alignment> bridge() {
        return bridge;
    }

    /// Two runs of one session. What was learnt from pictures counts more.
    static Alignment bridge(RunId before, RunId after, long aheadTicks) {
        return Alignment.between(before, after, aheadTicks, 0, AlignmentFit.VERIFIED_MIN, AlignmentKind.SAME_BYTES);
    }

    private boolean startsRun(
            int stamp, boolean key, long arrivalUs, long arrivedUs, long stepUs, VideoParameters known) {
        RunClock before = now;
        if (before == null) {
            long waitedUs = RunClock.toUs(known.reorderDepth() * usualTicks);
            begin(known, stamp, new SiteTime(arrivedUs - waitedUs, Beginning.FRESH));
            return true;
        }
        before.step(stepUs);
        return switch (before.next(stamp, key, arrivedUs)) {
            case SAME -> {
                if (stepUs != 0) {
                    goOn(before, stamp, known);
                }
                yield stepUs != 0;
            }
            case HOLE -> {
                missing(holeCause);
                goOn(before, stamp, known).beginsBehindHole(before, stamp);
                yield true;
            }
            case JUMP -> {
                jumped(arrivalUs);
                seam(before, before.isLate(), stamp(stamp, arrivalUs), arrivalUs, arrivedUs, known);
                yield true;
            }
            case RATE -> {
                pace = before.likelyPace();
                boolean isBehind = arrivedUs - before.endUs() > SiteTime.BEHIND_US;
                seam(before, isBehind, stamp, arrivalUs, arrivedUs, known);
                yield true;
            }
        };
    }

    /// A run on the clock of the one before.
    private RunClock goOn(RunClock before, int stamp, VideoParameters known) {
        RunClock next = begin(known, stamp, new SiteTime(before.timeOf(stamp), Beginning.KNOWN));
        aheadTicks = OptionalLong.of(next.ticksOf(stamp) - before.ticksOf(stamp));
        return next;
    }

    private RunClock begin(VideoParameters known, int stamp, SiteTime site) {
        int depth = isByArrival ? 0 : Math.max(known.reorderDepth(), learntDepth);
        double counted = isByArrival ? 1 : pace;
        if (counted != 1) {
            site.hasRoughRate();
        }
        RunClock begun = new RunClock(depth, usualTicks, stamp, counted, site);
        now = begun;
        return begun;
    }

    private void jumped(long arrivalUs) {
        int turn = (int) (jumps % JUMPS_MAX);
        if (!isByArrival && jumps >= JUMPS_MAX && arrivalUs - jumpedUs[turn] < JUMPS_US) {
            isByArrival = true;
            arrivalStamp = (int) (arrivalUs * 9 / 100) - 1;
        }
        jumpedUs[turn] = arrivalUs;
        jumps++;
    }

    /// What arrives without a break follows the run before without one, whatever the camera's clock says.
    private void seam(
            RunClock before, boolean isBehind, int stamp, long arrivalUs, long arrivedUs, VideoParameters known) {
        boolean follows = arrivalUs - lastArrivalUs <= Math.max(SEAM_US, RunClock.HOLE_FRAMES * usualUs());
        SiteTime site;
        // Whatever the run before made of its clock: nothing is taken after it arrived.
        boolean isPossible = before.endUs() - arrivedUs <= SiteTime.JUMP_US;
        if (follows && isPossible) {
            site = new SiteTime(before.endUs(), isBehind ? Beginning.BEHIND : Beginning.KNOWN);
        } else {
            if (!follows) {
                missing(holeCause);
            }
            site = new SiteTime(arrivedUs, Beginning.FRESH);
        }
        begin(known, stamp, site);
    }
}
