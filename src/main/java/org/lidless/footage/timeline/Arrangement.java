package org.lidless.footage.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;

/// Lays out what is held and what is known to be missing, side by side in time. Pure.
///
/// Held footage wins over a gap, except over `segment-damaged`, which says that what is held cannot be read. What is
/// neither held nor written down, between the first and the last known moment, is missing for an unknown cause.
final class Arrangement {

    /// Shorter stretches without a cause are the rounding between two writers' clocks, not missing samples.
    static final long UNKNOWN_MIN_US = 1_000;

    private Arrangement() {}

    /// Footage that is held.
    ///
    /// @param endNumber number behind its last sample: what follows it without a step in the run begins here
    record Held(TimeSpan span, NodeId node, RunId run, long firstNumber, long endNumber) {}

    /// @param known from the stream's first known moment to its last, as far as it concerns the span: outside of it
    ///              nothing is missing
    static List<Stretch> of(List<Held> held, List<Gap> gaps, TimeSpan known, TimeSpan span) {
        List<Gap> damage = gaps.stream()
                .filter(gap -> gap.cause() == GapCause.SEGMENT_DAMAGED)
                .toList();
        List<Stretch> stretches = new ArrayList<>();
        long reached = span.fromUs();
        for (Stretch.Have have : haves(held, damage)) {
            long from = Math.max(have.span().fromUs(), reached);
            long to = Math.min(have.span().toUs(), span.toUs());
            if (from >= to) {
                continue;
            }
            missing(new TimeSpan(reached, from), gaps, known, stretches);
            append(new Stretch.Have(new TimeSpan(from, to), have.node()), stretches);
            reached = to;
        }
        missing(new TimeSpan(reached, Math.max(reached, span.toUs())), gaps, known, stretches);
        return List.copyOf(stretches);
    }

    /// Held spans in order, seams within a run closed, damage cut out.
    private static List<Stretch.Have> haves(List<Held> held, List<Gap> damage) {
        List<Held> sorted = new ArrayList<>(held);
        sorted.sort(Comparator.comparing(Held::span).thenComparing(Held::run));
        List<Stretch.Have> haves = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Held each = sorted.get(i);
            long end = each.span().toUs();
            if (i + 1 < sorted.size() && isSeamless(each, sorted.get(i + 1))) {
                end = Math.max(end, sorted.get(i + 1).span().fromUs());
            }
            List<TimeSpan> left = List.of(new TimeSpan(each.span().fromUs(), end));
            for (Gap gap : damage) {
                left = without(left, gap.span());
            }
            left.forEach(span -> haves.add(new Stretch.Have(span, each.node())));
        }
        haves.sort(Comparator.comparing(Stretch.Have::span));
        return haves;
    }

    private static boolean isSeamless(Held one, Held next) {
        return one.run().equals(next.run()) && next.firstNumber() <= one.endNumber();
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

    /// Fills a span in which nothing is held: with gaps by their start, and with the unknown between them.
    private static void missing(TimeSpan hole, List<Gap> gaps, TimeSpan known, List<Stretch> into) {
        long reached = hole.fromUs();
        for (Gap gap : gaps) {
            long from = Math.max(gap.span().fromUs(), reached);
            long to = Math.min(gap.span().toUs(), hole.toUs());
            if (from >= to) {
                continue;
            }
            unknown(new TimeSpan(reached, from), known, into);
            append(new Stretch.Missing(new TimeSpan(from, to), gap.cause()), into);
            reached = to;
        }
        unknown(new TimeSpan(reached, hole.toUs()), known, into);
    }

    private static void unknown(TimeSpan span, TimeSpan known, List<Stretch> into) {
        TimeSpan inside = span.within(known);
        if (inside.durationUs() >= UNKNOWN_MIN_US) {
            append(new Stretch.Missing(inside, GapCause.UNKNOWN), into);
        }
    }

    /// Adds a stretch, or lengthens the last one when the same goes on.
    private static void append(Stretch next, List<Stretch> into) {
        if (!into.isEmpty()) {
            Stretch last = into.getLast();
            boolean touches = next.span().fromUs() - last.span().toUs() < UNKNOWN_MIN_US;
            TimeSpan both = new TimeSpan(
                    last.span().fromUs(),
                    Math.max(last.span().toUs(), next.span().toUs()));
            if (touches
                    && last instanceof Stretch.Have one
                    && next instanceof Stretch.Have other
                    && one.node().equals(other.node())) {
                into.set(into.size() - 1, new Stretch.Have(both, one.node()));
                return;
            }
            if (touches
                    && last instanceof Stretch.Missing one
                    && next instanceof Stretch.Missing other
                    && one.cause() == other.cause()) {
                into.set(into.size() - 1, new Stretch.Missing(both, one.cause()));
                return;
            }
        }
        into.add(next);
    }
}
