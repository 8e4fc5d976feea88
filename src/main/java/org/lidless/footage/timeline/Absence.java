package org.lidless.footage.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.lidless.domain.GapCause;
import org.lidless.domain.TimeSpan;

/// Says what a hole is: away where somebody who cannot be asked now has it; damaged where it was written and cannot be
/// read; otherwise missing for the cause that is stored, and else for an unknown one. Immutable.
///
/// @param away   what is recorded and not to be had now, in any order
/// @param causes what is stored
/// @param known  from the stream's first known moment to its last: outside of it nothing is missing
record Absence(List<Stretch.Away> away, Causes causes, TimeSpan known) {

    /// Shorter holes are the rounding between two writers' clocks, not missing samples, also where a cause is stored
    /// that reaches over footage, as that of hours in which nothing was wanted.
    static final long HOLE_MIN_US = 1_000;

    Absence {
        away = List.copyOf(away);
    }

    /// @param moreAway     what turned out to be away while it was read
    /// @param unread       what turned out to be damaged, or gone
    /// @param unknownMinUs what is shorter and has no cause is not told
    /// @return in order of time, not overlapping
    List<Stretch> of(TimeSpan hole, List<Stretch.Away> moreAway, List<Stretch.Missing> unread, long unknownMinUs) {
        List<Stretch> told = new ArrayList<>();
        List<TimeSpan> left = List.of(hole);
        left = lay(away, left, told);
        left = lay(moreAway, left, told);
        left = lay(unread, left, told);
        if (hole.durationUs() >= HOLE_MIN_US) {
            for (TimeSpan piece : List.copyOf(left)) {
                left = lay(causes.of(piece), left, told);
            }
        }
        for (TimeSpan piece : left) {
            TimeSpan inside = piece.within(known);
            if (inside.durationUs() >= unknownMinUs) {
                told.add(new Stretch.Missing(inside, GapCause.UNKNOWN));
            }
        }
        told.sort(Comparator.comparing(Stretch::span));
        return joined(told);
    }

    /// Tells of what is left where a stretch lies over it; answers what is left then.
    private static List<TimeSpan> lay(List<? extends Stretch> stretches, List<TimeSpan> over, List<Stretch> told) {
        List<TimeSpan> left = over;
        for (Stretch stretch : stretches) {
            for (TimeSpan piece : left) {
                TimeSpan both = piece.within(stretch.span());
                if (!both.isEmpty()) {
                    told.add(cut(stretch).apply(both));
                }
            }
            left = without(left, stretch.span());
        }
        return left;
    }

    private static Function<TimeSpan, Stretch> cut(Stretch stretch) {
        return switch (stretch) {
            case Stretch.Have have -> span -> new Stretch.Have(span, have.node());
            case Stretch.Away gone -> span -> new Stretch.Away(span, gone.recorder(), gone.holder());
            case Stretch.Missing missing -> span -> new Stretch.Missing(span, missing.cause());
        };
    }

    /// The spans without what lies in another one.
    static List<TimeSpan> without(List<TimeSpan> spans, TimeSpan cut) {
        List<TimeSpan> left = new ArrayList<>();
        for (TimeSpan span : spans) {
            if (!span.overlaps(cut)) {
                left.add(span);
                continue;
            }
            if (span.fromUs() < cut.fromUs()) {
                left.add(new TimeSpan(span.fromUs(), cut.fromUs()));
            }
            if (cut.toUs() < span.toUs()) {
                left.add(new TimeSpan(cut.toUs(), span.toUs()));
            }
        }
        return left;
    }

    /// Neighbours that say the same drawn together.
    static List<Stretch> joined(List<Stretch> stretches) {
        List<Stretch> joined = new ArrayList<>();
        for (Stretch next : stretches) {
            Stretch last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && next.span().fromUs() - last.span().toUs() < HOLE_MIN_US) {
                TimeSpan both = new TimeSpan(
                        last.span().fromUs(),
                        Math.max(last.span().toUs(), next.span().toUs()));
                Stretch longer = cut(last).apply(both);
                if (longer.equals(cut(next).apply(both))) {
                    joined.set(joined.size() - 1, longer);
                    continue;
                }
            }
            joined.add(next);
        }
        return List.copyOf(joined);
    }
}
