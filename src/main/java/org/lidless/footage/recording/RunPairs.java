package org.lidless.footage.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.footage.timeline.alignment.AlignmentLearner;
import org.lidless.footage.timeline.alignment.Fit;
import org.lidless.footage.timeline.alignment.SampleMark;

/// What is known of how a shadow's runs and its owner's relate. A pair that was found to have the same bytes
/// keeps that answer, however still the picture becomes later. A pair for which no such answer came after long
/// common reception is compared *by time*, unless a clock is evidently wrong. One thread.
final class RunPairs {

    private final ShadowLimits limits;
    private final AlignmentLearner learner = new AlignmentLearner();
    private final List<Alignment> learnt = new ArrayList<>();
    private final List<Pair> byTime = new ArrayList<>();
    private final Side own = new Side();
    private final Side owner = new Side();
    private Fit seen = learner.fit();

    private record Pair(RunId own, RunId owner) {}

    /// The present run of a side and what was received of it, site time of decoding, µs.
    private static final class Side {
        private @Nullable RunId run;
        private long firstUs;
        private long newestUs;

        void take(SampleMark mark) {
            if (!mark.run().equals(run)) {
                run = mark.run();
                firstUs = mark.decodeUs();
                newestUs = firstUs;
            }
            newestUs = Math.max(newestUs, mark.decodeUs());
        }
    }

    RunPairs(ShadowLimits limits) {
        this.limits = limits;
    }

    /// An own mark, in order; whether something was learnt.
    boolean own(SampleMark mark) {
        if (!isResting(own, mark)) {
            learner.one(mark);
        }
        own.take(mark);
        return look();
    }

    /// A mark of the owner; whether something was learnt.
    boolean owner(SampleMark mark) {
        if (!isResting(owner, mark)) {
            learner.other(mark);
        }
        owner.take(mark);
        return look();
    }

    /// Runs that are known to be encoded apart are not compared any more: that would cost more than all the
    /// rest.
    private boolean isResting(Side side, SampleMark mark) {
        return seen instanceof Fit.Aligned(Alignment found)
                && found.kind() != AlignmentKind.SAME_BYTES
                && mark.run().equals(side.run)
                && isSettled();
    }

    /// What to add to the ticks of an own run to find the same sample in a run of the owner; empty when the two
    /// are not known to have the same bytes.
    OptionalLong offset(RunId ownRun, RunId ownerRun) {
        for (Alignment each : learnt) {
            boolean forth = each.runA().equals(ownRun) && each.runB().equals(ownerRun);
            boolean back = each.runB().equals(ownRun) && each.runA().equals(ownerRun);
            if ((forth || back) && each.kind() == AlignmentKind.SAME_BYTES) {
                return OptionalLong.of(forth ? each.tickOffset() : -each.tickOffset());
            }
        }
        return OptionalLong.empty();
    }

    boolean isByTime(RunId ownRun, RunId ownerRun) {
        return byTime.contains(new Pair(ownRun, ownerRun));
    }

    /// Whether it is known how to compare the present runs.
    boolean isSettled() {
        RunId mine = own.run;
        RunId theirs = owner.run;
        return mine != null
                && theirs != null
                && (isByTime(mine, theirs) || offset(mine, theirs).isPresent());
    }

    /// Of the present runs.
    Optional<Alignment> alignment() {
        RunId mine = own.run;
        RunId theirs = owner.run;
        return learnt.stream()
                .filter(each -> mine != null && theirs != null && joins(each, mine, theirs))
                .findFirst();
    }

    List<Alignment> learnt() {
        return List.copyOf(learnt);
    }

    /// Site time of the newest own mark, µs.
    long ownUs() {
        return own.newestUs;
    }

    private boolean look() {
        boolean news = false;
        Fit fit = learner.fit();
        if (!fit.equals(seen)) {
            seen = fit;
            news = fit instanceof Fit.Aligned(Alignment alignment) && learn(alignment);
        }
        return considerTime(fit) || news;
    }

    private boolean learn(Alignment found) {
        Optional<Alignment> known = learnt.stream()
                .filter(each -> joins(each, found.runA(), found.runB()))
                .findFirst();
        boolean weaker = known.filter(
                        each -> each.kind() == AlignmentKind.SAME_BYTES && found.kind() != AlignmentKind.SAME_BYTES)
                .isPresent();
        if (weaker || known.filter(found::equals).isPresent()) {
            return false;
        }
        known.ifPresent(learnt::remove);
        learnt.add(found);
        if (learnt.size() > ShadowLimits.PAIRS_MAX) {
            learnt.removeFirst();
        }
        if (found.kind() == AlignmentKind.SAME_BYTES) {
            byTime.removeIf(pair -> joins(found, pair.own(), pair.owner()));
        }
        return true;
    }

    private boolean considerTime(Fit fit) {
        RunId mine = own.run;
        RunId theirs = owner.run;
        if (mine == null
                || theirs == null
                || commonUs() < patienceUs(fit)
                || isByTime(mine, theirs)
                || offset(mine, theirs).isPresent()) {
            return false;
        }
        byTime.add(new Pair(mine, theirs));
        if (byTime.size() > ShadowLimits.PAIRS_MAX) {
            byTime.removeFirst();
        }
        return true;
    }

    private long commonUs() {
        return Math.min(own.newestUs, owner.newestUs) - Math.max(own.firstUs, owner.firstUs);
    }

    private long patienceUs(Fit fit) {
        return switch (fit) {
            case Fit.Aligned _ -> limits.byTimeUs();
            case Fit.Unknown(Fit.Reason why) ->
                switch (why) {
                    case AMBIGUOUS -> limits.byTimeUs();
                    case TOO_FEW -> limits.byTimeLateUs();
                    case OUTSIDE_BOUND -> Long.MAX_VALUE;
                };
        };
    }

    private static boolean joins(Alignment each, RunId one, RunId other) {
        return (each.runA().equals(one) && each.runB().equals(other))
                || (each.runA().equals(other) && each.runB().equals(one));
    }
}
