package org.lidless.web.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Stretch.Missing;

/// Finds, from look to look, gaps that have become part of stored footage: nobody has anything of them, footage goes
/// on behind them, and they have stood so for [#SETTLED_US], so that what another recorder has of the span is known
/// here by then. What was there when a stream was first seen is old. A gap is told once; one that later turns out to
/// be of another length is not told again. One thread.
final class GapNews {

    /// So long a gap has to stand, µs.
    static final long SETTLED_US = 5_000_000;

    /// Gaps that are remembered for each stream; the oldest are forgotten.
    static final int REMEMBERED_MAX = 256;

    private final Map<StreamId, List<Standing>> known = new TreeMap<>();

    /// A gap, and since when it is seen; told or not.
    private record Standing(Missing gap, long sinceUs, boolean told) {}

    /// @param seen  of each stream what there is of the last while, in order of time
    /// @param nowUs monotonic time, µs
    /// @return what is new
    List<Event> look(Map<StreamId, List<Stretch>> seen, Instant at, long nowUs) {
        List<Event> news = new ArrayList<>();
        Set<StreamId> gone = new HashSet<>(known.keySet());
        gone.removeAll(seen.keySet());
        gone.forEach(known::remove);
        seen.forEach((stream, stretches) -> {
            List<Standing> before = known.getOrDefault(stream, List.of());
            List<Standing> now = new ArrayList<>();
            for (int i = 0; i + 1 < stretches.size(); i++) {
                if (stretches.get(i) instanceof Missing gap) {
                    now.add(standing(stream, gap, before, nowUs, at, news));
                }
            }
            before.stream()
                    .filter(Standing::told)
                    .filter(old -> now.stream().noneMatch(each -> overlap(each.gap(), old.gap())))
                    .forEach(now::add);
            now.sort(Comparator.comparingLong(
                            (Standing each) -> each.gap().span().fromUs())
                    .reversed());
            known.put(stream, now.size() > REMEMBERED_MAX ? now.subList(0, REMEMBERED_MAX) : now);
        });
        return news;
    }

    private Standing standing(
            StreamId stream, Missing gap, List<Standing> before, long nowUs, Instant at, List<Event> news) {
        if (!known.containsKey(stream)) {
            return new Standing(gap, nowUs, true);
        }
        for (Standing old : before) {
            if (overlap(old.gap(), gap)) {
                boolean isNew = !old.told() && nowUs - old.sinceUs() >= SETTLED_US;
                if (isNew) {
                    news.add(told(stream, gap, at));
                }
                return new Standing(gap, old.sinceUs(), old.told() || isNew);
            }
        }
        return new Standing(gap, nowUs, false);
    }

    private static boolean overlap(Missing one, Missing other) {
        return one.span().fromUs() < other.span().toUs()
                && other.span().fromUs() < one.span().toUs();
    }

    private static Event told(StreamId stream, Missing gap, Instant at) {
        Instant from = TimeSpan.instant(gap.span().fromUs());
        Instant to = TimeSpan.instant(gap.span().toUs());
        String seconds = String.format(Locale.ROOT, "%.1f", gap.span().durationUs() / 1e6);
        return Event.of(
                        at,
                        "lidless.gap.stored",
                        "Of " + stream + " " + seconds + " s are missing from " + from + " to " + to + ": "
                                + gap.cause().word() + ".")
                .ofCamera(stream.camera().value())
                .changed(from.toString(), to.toString());
    }
}
