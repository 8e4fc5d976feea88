package org.lidless.footage.playback;

import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Stretch;

/// Joins a timeline's stretches for the width in which it is drawn. A gap, what is away and a change of recorder
/// are never joined away: footage gives way where a picture element holds both. Pure.
public final class TimelineJoin {

    private TimelineJoin() {}

    /// @param stretches in order of time
    /// @param elementUs how much time one picture element shows, µs
    /// @return in order of time; as many as can be told apart in that width, and those that must not be left out
    public static List<Stretch> of(List<Stretch> stretches, long elementUs) {
        List<Stretch> joined = new ArrayList<>();
        for (Stretch each : stretches) {
            Stretch next = each;
            while (!joined.isEmpty()) {
                Stretch last = joined.getLast();
                if (isSame(last, next)) {
                    joined.removeLast();
                    next = spanning(last, next);
                    continue;
                }
                boolean isBetween = joined.size() > 1
                        && last instanceof Stretch.Have brief
                        && last.span().durationUs() < elementUs
                        && isSame(joined.get(joined.size() - 2), next)
                        && isNoNews(joined, brief);
                if (!isBetween) {
                    break;
                }
                joined.removeLast();
            }
            joined.add(next);
        }
        return joined;
    }

    private static boolean isSame(Stretch one, Stretch other) {
        return switch (one) {
            case Stretch.Have have ->
                other instanceof Stretch.Have next
                        && next.node().equals(have.node())
                        && next.span().fromUs() <= have.span().toUs();
            case Stretch.Away away ->
                other instanceof Stretch.Away next
                        && next.recorder().equals(away.recorder())
                        && next.holder().equals(away.holder());
            case Stretch.Missing missing -> other instanceof Stretch.Missing next && next.cause() == missing.cause();
        };
    }

    /// Whether it was recorded by the same one as what lies before the gap before it.
    private static boolean isNoNews(List<Stretch> joined, Stretch.Have last) {
        for (int i = joined.size() - 2; i >= 0; i--) {
            if (joined.get(i) instanceof Stretch.Have before) {
                return before.node().equals(last.node());
            }
        }
        return false;
    }

    private static Stretch spanning(Stretch from, Stretch to) {
        TimeSpan span = new TimeSpan(
                from.span().fromUs(), Math.max(from.span().toUs(), to.span().toUs()));
        return switch (from) {
            case Stretch.Have have -> new Stretch.Have(span, have.node());
            case Stretch.Away away -> new Stretch.Away(span, away.recorder(), away.holder());
            case Stretch.Missing missing -> new Stretch.Missing(span, missing.cause());
        };
    }
}
