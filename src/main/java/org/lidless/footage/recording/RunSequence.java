package org.lidless.footage.recording;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.GapCause;
import org.lidless.domain.RunId;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentFit;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.world.Chance;
import org.lidless.world.Clock;

/// The runs of one stream, one after the other: decides for each sample whether it goes on with the run or
/// begins another, and keeps what a run can learn from the one before (frame distance, reorder depth).
/// Owned by the ring's owner.
///
/// No run → a run: first sample of an RTSP session, placed where it arrived.
/// A run → another: the clock jumped (placed at the end of the one before when that is where it arrived,
/// so that no seam
///   shows, and else where it arrived); or something is missing (placed by the clock of the one before).
/// A run → none: the RTSP session ended.
final class RunSequence {

    /// How far a jumped clock's first sample may lie from the end of the run before and still follow it
    /// seamlessly, µs.
    static final long SEAM_US = 500_000;

    private final Clock clock;
    private final Chance chance;
    private @Nullable RunClock now;
    private RunId run = new RunId(0);
    private long runFirst;
    private long siteOffsetUs;
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
        return RunClock.toUs(now == null ? usualTicks : now.usualTicks());
    }

    /// Places the next sample; a section when it begins one.
    Optional<Section> next(long sample, int rtpTime, long arrivalUs) {
        VideoParameters known = parameters;
        if (known == null) {
            throw new IllegalStateException("a sample without parameters was admitted");
        }
        aheadTicks = OptionalLong.empty();
        boolean another = startsRun(rtpTime, arrivalUs, known);
        bridge = Optional.empty();
        if (another) {
            RunId before = run;
            run = new RunId(chance.bits());
            runFirst = sample;
            aheadTicks.ifPresent(ticks -> bridge = Optional.of(bridge(before, run, ticks)));
        }
        times().place(rtpTime, arrivalUs);
        usualTicks = times().usualTicks();
        learntDepth = Math.max(learntDepth, times().depth());
        if (!another && !parametersChanged) {
            return Optional.empty();
        }
        var section = new Section(run, runFirst, sample, known, another ? missing : Optional.empty());
        parametersChanged = false;
        missing = Optional.empty();
        return Optional.of(section);
    }

    /// How the run that the last sample began relates to the one before, when both are on one clock.
    Optional<Alignment> bridge() {
        return bridge;
    }

    /// Two runs of one session. What was learnt from pictures counts more.
    static Alignment bridge(RunId before, RunId after, long aheadTicks) {
        return Alignment.between(before, after, aheadTicks, 0, AlignmentFit.VERIFIED_MIN, AlignmentKind.SAME_BYTES);
    }

    private boolean startsRun(int rtpTime, long arrivalUs, VideoParameters known) {
        RunClock before = now;
        int depth = Math.max(known.reorderDepth(), learntDepth);
        if (before == null) {
            siteOffsetUs = clock.wallLessElapsedUs();
            now = new RunClock(depth, usualTicks, rtpTime, arrivalUs, arrivalUs + siteOffsetUs);
            return true;
        }
        return switch (before.next(rtpTime, arrivalUs)) {
            case SAME -> false;
            case HOLE -> {
                missing(holeCause);
                long ticks = before.usualTicksAfterHole(rtpTime);
                var next = new RunClock(depth, ticks, rtpTime, arrivalUs, before.timeOf(rtpTime));
                now = next;
                aheadTicks = OptionalLong.of(next.ticksOf(rtpTime) - before.ticksOf(rtpTime));
                yield true;
            }
            case JUMP -> {
                long arrivedUs = arrivalUs + siteOffsetUs;
                long seamUs = before.endUs();
                boolean follows = Math.abs(arrivedUs - seamUs) <= SEAM_US;
                now = new RunClock(depth, usualTicks, rtpTime, arrivalUs, follows ? seamUs : arrivedUs);
                yield true;
            }
        };
    }
}
