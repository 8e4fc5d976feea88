package org.lidless.footage.timeline.splice;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Sees the holes in one writer's copy of a stream, sample by sample: the last contiguous one against the next. Nobody
/// has to notice that an owner changed or that a process was paused.
///
/// Fed with the marks of one copy in order: numbers rising within a run, runs one after another. Holds a few numbers.
/// One thread.
public final class HoleFinder {

    private final NodeId holder;
    private Cadence cadence = new Cadence();
    private @Nullable SampleMark first;
    private @Nullable SampleMark last;
    private long firstKey = Long.MAX_VALUE;
    private @Nullable Reach closed;

    public HoleFinder(NodeId holder) {
        this.holder = holder;
    }

    /// The next sample; answers the hole before it, if there is one.
    ///
    /// @throws IllegalArgumentException when the mark does not rise above the last one of its run
    public Optional<Hole> next(SampleMark mark) {
        SampleMark before = last;
        HoleSight sight = before == null ? null : sightBetween(before, mark);
        closed = null;
        if (before == null || sight != null) {
            closed = reach().orElse(null);
            first = mark;
            firstKey = Long.MAX_VALUE;
        }
        if (mark.key() && firstKey == Long.MAX_VALUE) {
            firstKey = mark.decodeTicks();
        }
        last = mark;
        return before == null || sight == null
                ? Optional.empty()
                : Optional.of(new Hole(before, mark, spanBetween(before, mark), sight));
    }

    /// The whole stretch that is growing; empty before the first sample.
    public Optional<Reach> reach() {
        SampleMark from = first;
        SampleMark to = last;
        return from == null || to == null
                ? Optional.empty()
                : Optional.of(new Reach(holder, from, firstKey, to, usual(from, to)));
    }

    /// The whole stretch that ended with the hole that [#next] has just answered; empty when it answered none.
    public Optional<Reach> closed() {
        return Optional.ofNullable(closed);
    }

    private @Nullable HoleSight sightBetween(SampleMark before, SampleMark mark) {
        if (!before.run().equals(mark.run())) {
            cadence = new Cadence();
            return HoleSight.SEAM;
        }
        if (mark.number() <= before.number() || mark.decodeTicks() <= before.decodeTicks()) {
            throw new IllegalArgumentException("marks of run " + mark.run() + " must rise: " + before.number() + " at "
                    + before.decodeTicks() + ", then " + mark.number() + " at " + mark.decodeTicks());
        }
        if (mark.number() > before.number() + 1) {
            return HoleSight.NUMBER;
        }
        long step = mark.decodeTicks() - before.decodeTicks();
        if (cadence.leaps(step)) {
            cadence.addLeap(step);
            return HoleSight.CLOCK;
        }
        cadence.add(step);
        return null;
    }

    private static TimeSpan spanBetween(SampleMark before, SampleMark mark) {
        long fromUs = before.decodeUs();
        long untilUs = before.run().equals(mark.run())
                ? fromUs + SampleMark.usOf(mark.decodeTicks() - before.decodeTicks())
                : mark.decodeUs();
        return new TimeSpan(fromUs, Math.max(fromUs, untilUs));
    }

    private static long usual(SampleMark from, SampleMark to) {
        return to.number() == from.number()
                ? 0
                : (to.decodeTicks() - from.decodeTicks()) / (to.number() - from.number());
    }
}
