package org.lidless.footage.recording;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentLearner;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Which of a shadow's own samples the owner has on its disk. A sample is *covered* when
///
/// - its run has the same bytes as a run of the owner, and the owner has a sample at its place on the camera's
///   clock: the same one, or one that is no shorter (a shorter one has lost a part); or
/// - the two runs are compared by time, and the owner has everything from [AlignmentLearner#SKEW_MAX_US] before
///   its time to as much behind it, with nothing missing.
///
/// Whatever is not known is not covered. One thread.
final class Coverage {

    private final OwnSamples samples = new OwnSamples();
    private final OwnerMarks marks = new OwnerMarks();
    private final Stretches stretches = new Stretches();
    private final RunPairs pairs;
    private final PlaceSpans covered = new PlaceSpans();
    private final PlaceSpans safe = new PlaceSpans();
    private final long from;
    private long end;
    private long reached = -1;
    private long reachedUs = Long.MIN_VALUE;

    /// @param from what is before this place is safe already
    Coverage(ShadowLimits limits, long from) {
        this.pairs = new RunPairs(limits);
        this.from = from;
        this.end = from;
        covered.add(Math.min(0, from), from);
        safe.add(Math.min(0, from), from);
    }

    void own(OwnSamples.Own own) {
        SampleMark mark = own.mark();
        boolean learnt = pairs.own(mark);
        stretches.own(mark);
        if (own.place() >= from) {
            end = Math.max(end, own.place() + 1);
            samples.add(own);
            for (RunId theirs : marks.runs()) {
                OptionalLong offset = pairs.offset(mark.run(), theirs);
                if (offset.isPresent()) {
                    match(own, marks.near(theirs, mark.presentationTicks() + offset.getAsLong()));
                }
            }
        }
        if (learnt) {
            matchAll();
        }
    }

    void owner(List<SampleMark> durable) {
        boolean learnt = false;
        boolean more = false;
        for (SampleMark mark : durable) {
            if (marks.add(mark)) {
                more = true;
                learnt |= pairs.owner(mark);
                stretches.owner(mark);
                for (RunId mine : samples.runs()) {
                    OptionalLong offset = pairs.offset(mine, mark.run());
                    if (offset.isPresent()) {
                        match(samples.near(mine, mark.presentationTicks() - offset.getAsLong()), mark);
                    }
                }
            }
        }
        if (learnt) {
            matchAll();
        } else if (more) {
            matchByTime();
        }
    }

    void wrote(long fromPlace, long to) {
        samples.wrote(fromPlace, to);
        safe.add(fromPlace, to);
    }

    void gone(long before) {
        samples.gone(before);
        safe.add(Math.min(0, before), before);
        end = Math.max(end, before);
    }

    /// What was written before this place is not going to be covered any more.
    void settle(long before) {
        samples.settle(before);
    }

    /// The first place that is neither covered nor written nor lost.
    long firstUnsafe() {
        return safe.endOf(from);
    }

    /// The first place after this one that is safe again; `Long.MAX_VALUE` when there is none.
    long safeAfter(long place) {
        return safe.startAfter(place);
    }

    /// The first unsafe place at or after this one.
    long unsafeFrom(long place) {
        return safe.endOf(place);
    }

    /// The sample at a place that is neither covered nor written, or null.
    OwnSamples.@Nullable Own inMemory(long place) {
        return samples.inMemory(place);
    }

    /// The place after the newest own sample.
    long end() {
        return end;
    }

    /// The furthest place that is covered, -1 when none is: behind it the owner's news have not got yet.
    long reached() {
        return reached;
    }

    /// Own site time of the sample there, µs.
    long reachedUs() {
        return reachedUs;
    }

    boolean covers(long fromPlace, long to) {
        return covered.contains(fromPlace, to);
    }

    boolean isOpen(long fromPlace, long to) {
        return samples.isOpen(fromPlace, to);
    }

    /// How far the owner's durable samples are ahead of the newest own one, µs; `Long.MIN_VALUE` when it has
    /// none.
    long aheadUs() {
        SampleMark newest = marks.newest();
        return newest == null ? Long.MIN_VALUE : newest.decodeUs() - pairs.ownUs();
    }

    boolean isSettled() {
        return pairs.isSettled();
    }

    Optional<Alignment> alignment() {
        return pairs.alignment();
    }

    List<Alignment> learnt() {
        return pairs.learnt();
    }

    private void matchAll() {
        for (RunId mine : samples.runs()) {
            for (RunId theirs : marks.runs()) {
                OptionalLong offset = pairs.offset(mine, theirs);
                if (offset.isPresent()) {
                    for (OwnSamples.Own own : samples.of(mine)) {
                        match(own, marks.near(theirs, own.mark().presentationTicks() + offset.getAsLong()));
                    }
                }
            }
        }
        matchByTime();
    }

    private void match(OwnSamples.@Nullable Own own, @Nullable SampleMark theirs) {
        if (own != null && theirs != null && isAsGood(theirs, own.mark())) {
            cover(own);
        }
    }

    private static boolean isAsGood(SampleMark theirs, SampleMark own) {
        return theirs.hash() == own.hash() || theirs.size() >= own.size();
    }

    private void matchByTime() {
        for (RunId mine : samples.runs()) {
            for (Stretches.Stretch stretch : stretches.all()) {
                if (pairs.isByTime(mine, stretch.run())) {
                    matchByTime(mine, stretch);
                }
            }
        }
    }

    private void matchByTime(RunId mine, Stretches.Stretch stretch) {
        long fromUs = stretch.fromUs() + AlignmentLearner.SKEW_MAX_US;
        long toUs = stretch.toUs() - AlignmentLearner.SKEW_MAX_US;
        for (OwnSamples.Own own : samples.of(mine)) {
            long atUs = own.mark().decodeUs();
            if (atUs >= fromUs && atUs <= toUs) {
                cover(own);
            }
        }
    }

    private void cover(OwnSamples.Own own) {
        samples.forget(own);
        covered.add(own.place(), own.place() + 1);
        safe.add(own.place(), own.place() + 1);
        if (own.place() > reached) {
            reached = own.place();
            reachedUs = own.mark().timeUs();
        }
    }
}
