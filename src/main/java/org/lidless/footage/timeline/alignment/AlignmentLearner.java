package org.lidless.footage.timeline.alignment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.domain.RunId;

/// Learns, while two writers both receive a stream, how the clocks of their present runs relate. Fed with marks as
/// they come: late, twice, with some missing, either side first. Holds at most [#WINDOW_MAX] marks a side, the newest
/// by number. A run not seen before on a side replaces that side's run, and learning begins anew; marks of the last
/// [#RETIRED_MAX] replaced runs are ignored.
///
/// An answer stands until it is contradicted by later marks or a run is replaced; the caller writes it down. One
/// thread.
public final class AlignmentLearner {

    /// The bound on arrival times that is promised when nothing better is known: a quarter of a second.
    public static final long SKEW_MAX_US = 250_000;
    /// Marks held a side; 34 s at 30 frames a second.
    public static final int WINDOW_MAX = 1024;
    static final int RETIRED_MAX = 8;
    /// New marks before it is tried again, until learnt, and to confirm it then.
    static final int TRY_AFTER = 16;

    static final int CONFIRM_AFTER = 512;

    private final long skewMaxUs;
    private final Side one = new Side();
    private final Side other = new Side();
    private Fit fit = new Fit.Unknown(Fit.Reason.TOO_FEW);
    private int sinceTried;

    /// @param skewMaxUs how far apart the site times of one camera frame may be in the two runs, at most, µs: see
    ///                  [AlignmentFit]
    public AlignmentLearner(long skewMaxUs) {
        if (skewMaxUs <= 0) {
            throw new IllegalArgumentException("the bound on arrival times must be above 0, not " + skewMaxUs);
        }
        this.skewMaxUs = skewMaxUs;
    }

    public AlignmentLearner() {
        this(SKEW_MAX_US);
    }

    /// A mark of the one writer.
    public void one(SampleMark mark) {
        take(one, mark);
    }

    /// A mark of the other writer.
    public void other(SampleMark mark) {
        take(other, mark);
    }

    /// What is known of the two present runs.
    public Optional<Alignment> alignment() {
        return fit() instanceof Fit.Aligned(Alignment alignment) ? Optional.of(alignment) : Optional.empty();
    }

    /// What is known of the two present runs, or why nothing is.
    public Fit fit() {
        return fit;
    }

    private void take(Side side, SampleMark mark) {
        boolean fresh = side.startsAnew(mark.run());
        if (!side.take(mark)) {
            return;
        }
        if (fresh) {
            fit = new Fit.Unknown(Fit.Reason.TOO_FEW);
            sinceTried = 0;
        }
        sinceTried++;
        boolean known = fit instanceof Fit.Aligned(Alignment it) && it.kind() == AlignmentKind.SAME_BYTES;
        if (sinceTried >= (known ? CONFIRM_AFTER : TRY_AFTER) && one.ready() && other.ready()) {
            sinceTried = 0;
            reconsider(AlignmentFit.of(one.marks.values(), other.marks.values(), skewMaxUs));
        }
    }

    /// Too few marks to say anything, after much was known, change nothing: one side has fallen silent.
    private void reconsider(Fit next) {
        boolean silent = next instanceof Fit.Unknown(Fit.Reason why) && why == Fit.Reason.TOO_FEW;
        if (!(silent && fit instanceof Fit.Aligned)) {
            fit = next;
        }
    }

    private static final class Side {

        private final TreeMap<Long, SampleMark> marks = new TreeMap<>();
        private final Deque<RunId> retired = new ArrayDeque<>();

        boolean startsAnew(RunId run) {
            return !marks.isEmpty() && !marks.firstEntry().getValue().run().equals(run) && !retired.contains(run);
        }

        /// Whether the mark says something new.
        boolean take(SampleMark mark) {
            if (retired.contains(mark.run())) {
                return false;
            }
            if (startsAnew(mark.run())) {
                retired.addLast(marks.firstEntry().getValue().run());
                if (retired.size() > RETIRED_MAX) {
                    retired.removeFirst();
                }
                marks.clear();
            }
            if (marks.size() >= WINDOW_MAX && mark.number() < marks.firstKey()) {
                return false;
            }
            boolean added = marks.putIfAbsent(mark.number(), mark) == null;
            if (marks.size() > WINDOW_MAX) {
                marks.pollFirstEntry();
            }
            return added;
        }

        boolean ready() {
            return marks.size() >= AlignmentFit.VERIFIED_MIN;
        }
    }
}
