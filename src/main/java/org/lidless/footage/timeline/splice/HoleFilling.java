package org.lidless.footage.timeline.splice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Finds what other copies have of a hole. A function of the hole, the reaches of all copies and the alignments; their
/// order changes nothing. Copies of the same bytes are taken before others, and from them always the one that goes on
/// furthest.
public final class HoleFilling {

    private final AlignmentGraph graph;
    private final Hole hole;
    /// The hole on the axis of its last sample, both ends outside, 1/90000 s.
    private final long from;

    private final long until;
    /// One and a half usual distances: two samples no further apart have none between.
    private final long joined;

    /// A reach laid over the hole.
    private record Laid(Reach reach, long from, long to, long shift, boolean sameBytes) {}

    private HoleFilling(Hole hole, AlignmentGraph graph, long usual) {
        this.hole = hole;
        this.graph = graph;
        this.joined = usual + usual / 2;
        this.from = graph.onAxis(hole.last().run(), hole.last().decodeTicks());
        this.until = graph.axis(hole.last().run()).equals(graph.axis(hole.next().run()))
                ? graph.onAxis(hole.next().run(), hole.next().decodeTicks())
                : from + SampleMark.ticksOf(hole.span().durationUs());
    }

    /// @param copies whole stretches of other copies, on whatever node
    public static Filling of(Hole hole, Collection<Reach> copies, AlignmentGraph graph) {
        long usual = copies.stream()
                .mapToLong(Reach::usualTicks)
                .filter(each -> each > 0)
                .min()
                .orElse(0);
        return new HoleFilling(hole, graph, usual).filling(copies);
    }

    private Filling filling(Collection<Reach> copies) {
        List<Laid> laid = copies.stream()
                .flatMap(reach -> laid(reach).stream())
                .sorted(Comparator.comparing((Laid each) -> each.reach.holder())
                        .thenComparing(each -> each.reach.first().run())
                        .thenComparingLong(Laid::from))
                .toList();
        List<Filling.Part> parts = new ArrayList<>();
        List<TimeSpan> open = new ArrayList<>();
        long at = from;
        while (at == from || until - at > joined) {
            Laid next = best(laid, at);
            if (next == null) {
                break;
            }
            long begin = Math.max(next.from, at + 1);
            if (begin - at > joined) {
                open.add(span(at, begin));
            }
            parts.add(new Filling.Part(
                    next.reach.holder(),
                    next.reach.first().run(),
                    begin + next.shift,
                    next.to + next.shift,
                    next.sameBytes));
            at = next.to;
        }
        if (parts.isEmpty() || until - at > joined) {
            open.add(span(at, until));
        }
        return new Filling(hole, parts, open);
    }

    /// What to go on with behind a place: of what begins within a sample's distance the one that goes furthest, same
    /// bytes first; or else what begins first.
    private @Nullable Laid best(List<Laid> laid, long at) {
        Laid best = null;
        for (Laid each : laid) {
            if (each.to > at && (best == null || isBetter(each, best, at))) {
                best = each;
            }
        }
        return best;
    }

    private boolean isBetter(Laid one, Laid other, long at) {
        boolean oneJoins = one.from <= at + joined;
        boolean otherJoins = other.from <= at + joined;
        if (oneJoins != otherJoins) {
            return oneJoins;
        }
        if (!oneJoins && one.from != other.from) {
            return one.from < other.from;
        }
        return one.sameBytes == other.sameBytes ? one.to > other.to : one.sameBytes;
    }

    /// What of a reach lies inside the hole; empty when nothing does. Other bytes begin at their first key sample.
    private Optional<Laid> laid(Reach reach) {
        boolean sameBytes =
                graph.log(reach.first().run()).equals(graph.log(hole.last().run()));
        long shift = shiftOf(reach);
        long first = sameBytes ? reach.first().decodeTicks() : reach.firstKey();
        if (first == Long.MAX_VALUE) {
            return Optional.empty();
        }
        long begin = Math.max(first - shift, from + Alignment.TOLERANCE_TICKS + 1);
        long end = Math.min(reach.last().decodeTicks() - shift, until - Alignment.TOLERANCE_TICKS - 1);
        return end < begin ? Optional.empty() : Optional.of(new Laid(reach, begin, end, shift, sameBytes));
    }

    /// What to add to a place on the hole's axis to get the reach's own ticks: by the common clock, or by site time.
    private long shiftOf(Reach reach) {
        SampleMark mark = reach.first();
        return graph.axis(mark.run()).equals(graph.axis(hole.last().run()))
                ? graph.fromAxis(mark.run(), 0)
                : mark.decodeTicks()
                        - from
                        - SampleMark.ticksOf(mark.decodeUs() - hole.span().fromUs());
    }

    private TimeSpan span(long fromTicks, long toTicks) {
        long startUs = hole.span().fromUs();
        return new TimeSpan(startUs + SampleMark.usOf(fromTicks - from), startUs + SampleMark.usOf(toTicks - from));
    }
}
