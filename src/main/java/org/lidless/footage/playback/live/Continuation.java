package org.lidless.footage.playback.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.RingTail;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentFit;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.footage.timeline.alignment.AlignmentLearner;
import org.lidless.footage.timeline.alignment.Fit;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Where to go on in a ring behind the samples that were brought last, whoever's ring they came from. Pure.
///
/// A sample is known again by run and number in the ring that it came from; in another recorder's ring by the fit
/// of the two runs ([AlignmentFit]), or, where they have too little in common for that, by the hashes of the last
/// three.
///
/// @param kind  what was found
/// @param place where to go on in the ring's count; 0 for `NOTHING`
/// @param match the sample before that place, as this ring has it; null when it was not found
/// @param next  the sample at that place, when the ring has it already
/// @param known so many samples from that place on were brought already: the ring was behind
record Continuation(
        Kind kind,
        long place,
        @Nullable SampleMark match,
        @Nullable SampleMark next,
        int known) {

    /// What a ring has for one who goes on.
    enum Kind {
        /// The very next sample, now or soon.
        NEXT,
        /// Later samples of the same log: what comes before them is not in the ring any more.
        LATER,
        /// A key sample shown later, of a log whose samples cannot be compared.
        OTHER,
        /// Nothing yet.
        NOTHING
    }

    /// So many of the last samples must be met one behind the other where no fit is possible.
    private static final int SUFFIX = 3;

    /// A ring may be behind by so many samples.
    private static final int KNOWN_MAX = 64;

    private static final Continuation NOTHING = new Continuation(Kind.NOTHING, 0, null, null, 0);

    /// @param brought marks of the samples brought last, in order, at least one
    static Continuation of(Collection<SampleMark> brought, RingTail.Look look) {
        List<SampleMark> before = List.copyOf(brought);
        SampleMark last = before.getLast();
        for (int i = 0; i < look.marks().size(); i++) {
            SampleMark mark = look.marks().get(i);
            if (mark.run().equals(last.run()) && mark.number() >= last.number()) {
                return mark.number() == last.number() ? at(look, i, 0) : later(look, i);
            }
        }
        Continuation fitted = fitted(before, look);
        if (fitted != null) {
            return fitted;
        }
        Continuation met = bySuffix(before, look);
        return met != null ? met : other(before, look);
    }

    private static Continuation at(RingTail.Look look, int index, int known) {
        boolean isThere = index + 1 < look.marks().size();
        return new Continuation(
                Kind.NEXT,
                look.first() + index + 1,
                look.marks().get(index),
                isThere ? look.marks().get(index + 1) : null,
                known);
    }

    private static Continuation later(RingTail.Look look, int from) {
        return keyAt(look, from, Kind.LATER);
    }

    private static Continuation keyAt(RingTail.Look look, int from, Kind kind) {
        for (int i = from; i < look.marks().size(); i++) {
            if (look.marks().get(i).key()) {
                return new Continuation(
                        kind, look.first() + i, null, look.marks().get(i), 0);
            }
        }
        return NOTHING;
    }

    private static @Nullable Continuation fitted(List<SampleMark> before, RingTail.Look look) {
        SampleMark last = before.getLast();
        List<SampleMark> mine =
                before.stream().filter(mark -> mark.run().equals(last.run())).toList();
        List<RunId> runs = look.marks().stream().map(SampleMark::run).distinct().toList();
        for (int i = runs.size() - 1; i >= 0; i--) {
            RunId run = runs.get(i);
            List<SampleMark> theirs =
                    look.marks().stream().filter(mark -> mark.run().equals(run)).toList();
            if (AlignmentFit.of(mine, theirs, AlignmentLearner.SKEW_MAX_US) instanceof Fit.Aligned(Alignment found)
                    && found.kind() != AlignmentKind.PER_SESSION) {
                long offset = found.runA().equals(last.run()) ? found.tickOffset() : -found.tickOffset();
                return found.kind() == AlignmentKind.SAME_BYTES
                        ? placed(look, run, mine, offset)
                        : beyond(look, run, last.presentationTicks() + offset, Kind.OTHER);
            }
        }
        return null;
    }

    /// Behind the last sample, or, when the ring is still behind that one, behind an earlier one.
    private static Continuation placed(RingTail.Look look, RunId run, List<SampleMark> mine, long offset) {
        for (int known = 0; known < Math.min(KNOWN_MAX, mine.size()); known++) {
            long ticks = mine.get(mine.size() - 1 - known).presentationTicks() + offset;
            for (int i = look.marks().size() - 1; i >= 0; i--) {
                SampleMark mark = look.marks().get(i);
                boolean isThere = mark.run().equals(run)
                        && Math.abs(mark.presentationTicks() - ticks) <= Alignment.TOLERANCE_TICKS;
                if (isThere && (known == 0 || i == look.marks().size() - 1)) {
                    return at(look, i, known);
                }
            }
        }
        return beyond(look, run, mine.getLast().presentationTicks() + offset, Kind.LATER);
    }

    private static Continuation beyond(RingTail.Look look, RunId run, long ticks, Kind kind) {
        for (int i = 0; i < look.marks().size(); i++) {
            SampleMark mark = look.marks().get(i);
            if (mark.run().equals(run) && mark.presentationTicks() > ticks + Alignment.TOLERANCE_TICKS) {
                return keyAt(look, i, kind);
            }
        }
        return NOTHING;
    }

    private static @Nullable Continuation bySuffix(List<SampleMark> before, RingTail.Look look) {
        List<SampleMark> suffix = new ArrayList<>(before.subList(Math.max(0, before.size() - SUFFIX), before.size()));
        int found = -1;
        for (int end = suffix.size() - 1; end < look.marks().size(); end++) {
            if (endsAt(suffix, look.marks(), end)) {
                if (found >= 0) {
                    return null;
                }
                found = end;
            }
        }
        return found < 0 ? null : at(look, found, 0);
    }

    private static boolean endsAt(List<SampleMark> suffix, List<SampleMark> marks, int end) {
        for (int i = 0; i < suffix.size(); i++) {
            SampleMark mine = suffix.get(suffix.size() - 1 - i);
            SampleMark theirs = marks.get(end - i);
            if (mine.hash() != theirs.hash()
                    || Math.abs(mine.timeUs() - theirs.timeUs()) > AlignmentLearner.SKEW_MAX_US) {
                return false;
            }
        }
        return true;
    }

    /// At a key sample shown later, which is none of those that were brought.
    private static Continuation other(List<SampleMark> before, RingTail.Look look) {
        Set<Long> known = new HashSet<>();
        before.forEach(mark -> known.add(mark.hash()));
        for (int i = 0; i < look.marks().size(); i++) {
            SampleMark mark = look.marks().get(i);
            if (mark.key() && mark.timeUs() > before.getLast().timeUs() && !known.contains(mark.hash())) {
                return keyAt(look, i, Kind.OTHER);
            }
        }
        return NOTHING;
    }

    /// How much later the next sample is decoded than the one that was brought last; as long as ever when it has
    /// not come.
    long stepTicks() {
        SampleMark from = match;
        SampleMark to = next;
        return from == null || to == null ? 0 : stepTicks(from, to);
    }

    /// Between two samples of one ring.
    static long stepTicks(SampleMark from, SampleMark to) {
        return to.run().equals(from.run())
                ? to.decodeTicks() - from.decodeTicks()
                : SampleMark.ticksOf(to.decodeUs() - from.decodeUs());
    }
}
