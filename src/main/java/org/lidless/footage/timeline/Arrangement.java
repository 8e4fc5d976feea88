package org.lidless.footage.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentLearner;

/// Lays out what is held, what is away and what is known to be missing, side by side in time. Pure.
///
/// Held footage wins over what is away, and both win over a gap, except over damage that the recorder of it has found.
/// Where several recorders have something, the stream's owner is named, or else who was named before. What is neither
/// held, nor away, nor written down, between the first and the last known moment, is missing for an unknown cause.
final class Arrangement {

    /// Between two recorders' footage so much may be their clocks' difference, and nothing missing.
    static final long SEAM_US = AlignmentLearner.SKEW_MAX_US;

    private final List<Held> held;
    private final Absence absence;
    private final TimeSpan span;
    private final List<Alignment> alignments;
    private final List<Stretch> stretches = new ArrayList<>();
    private @Nullable NodeId named;
    private @Nullable Held last;

    /// Footage that is held by somebody.
    ///
    /// @param endNumber number behind its last sample: what follows it without a step in the run begins here
    /// @param awayAt    whoever has it, when that one cannot be asked now
    record Held(TimeSpan span, NodeId node, RunId run, long firstNumber, long endNumber, Optional<NodeId> awayAt) {}

    private Arrangement(List<Held> held, Absence absence, TimeSpan span, List<Alignment> alignments) {
        this.held = held;
        this.absence = absence;
        this.span = span;
        this.alignments = alignments;
    }

    /// Where nothing is known of how runs relate.
    static List<Stretch> of(List<Held> held, Causes causes, TimeSpan known, TimeSpan span) {
        return of(held, causes, known, span, List.of());
    }

    /// @param causes     what is stored, and who owned the stream when
    /// @param known      from the stream's first known moment to its last: outside of it nothing is missing
    /// @param alignments which runs are copies of one stream
    static List<Stretch> of(List<Held> held, Causes causes, TimeSpan known, TimeSpan span, List<Alignment> alignments) {
        Absence absence = new Absence(List.of(), causes, known);
        return new Arrangement(whole(held, causes), absence, span, alignments).stretches(causes);
    }

    /// Held spans by start, seams within a run closed, damage cut out.
    private static List<Held> whole(List<Held> held, Causes causes) {
        List<Held> sorted = new ArrayList<>(held);
        sorted.sort(Comparator.comparing(Held::run)
                .thenComparing(Held::span)
                .thenComparing(each -> each.awayAt().isPresent()));
        List<Held> whole = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Held each = sorted.get(i);
            long end = each.span().toUs();
            if (i + 1 < sorted.size() && isSeamless(each, sorted.get(i + 1))) {
                end = Math.max(end, sorted.get(i + 1).span().fromUs());
            }
            List<TimeSpan> left = List.of(new TimeSpan(each.span().fromUs(), end));
            for (TimeSpan damage : causes.damage(each.node())) {
                left = Absence.without(left, damage);
            }
            left.forEach(span -> whole.add(
                    new Held(span, each.node(), each.run(), each.firstNumber(), each.endNumber(), each.awayAt())));
        }
        whole.sort(Comparator.comparing(Held::span).thenComparing(Held::run));
        return whole;
    }

    private static boolean isSeamless(Held one, Held next) {
        return one.run().equals(next.run()) && next.firstNumber() <= one.endNumber();
    }

    private List<Stretch> stretches(Causes causes) {
        TreeSet<Long> edges = new TreeSet<>(List.of(span.fromUs(), span.toUs()));
        held.forEach(each -> {
            edges.add(each.span().fromUs());
            edges.add(each.span().toUs());
        });
        edges.addAll(causes.changes());
        List<Long> inside = List.copyOf(edges.subSet(span.fromUs(), true, span.toUs(), true));
        List<Held> here = new ArrayList<>();
        int next = 0;
        long holeFromUs = span.fromUs();
        for (int i = 0; i + 1 < inside.size(); i++) {
            TimeSpan piece = new TimeSpan(inside.get(i), inside.get(i + 1));
            here.removeIf(each -> each.span().toUs() <= piece.fromUs());
            while (next < held.size() && held.get(next).span().fromUs() <= piece.fromUs()) {
                Held each = held.get(next++);
                if (each.span().toUs() > piece.fromUs()) {
                    here.add(each);
                }
            }
            Held chosen = chosen(here, causes.owner(piece.fromUs()));
            if (chosen != null) {
                hole(holeFromUs, piece.fromUs(), chosen);
                name(piece, chosen);
                holeFromUs = piece.toUs();
            }
        }
        hole(holeFromUs, span.toUs(), null);
        return Absence.joined(stretches);
    }

    private @Nullable Held chosen(List<Held> here, Optional<NodeId> owner) {
        Held best = null;
        for (Held each : here) {
            if (best == null || rank(each, owner) < rank(best, owner)) {
                best = each;
            }
        }
        return best;
    }

    private int rank(Held each, Optional<NodeId> owner) {
        int rank = each.awayAt().isPresent() ? 4 : 0;
        boolean isOwners = owner.isPresent() && owner.get().equals(each.node());
        return rank + (isOwners ? 0 : each.node().equals(named) ? 1 : 2);
    }

    private void name(TimeSpan piece, Held chosen) {
        stretches.add(chosen.awayAt()
                .<Stretch>map(holder -> new Stretch.Away(piece, chosen.node(), holder))
                .orElse(new Stretch.Have(piece, chosen.node())));
        named = chosen.node();
        last = chosen;
    }

    /// Whether two runs are known to be copies of one stream: then nothing is missing where they adjoin but what their
    /// clocks differ by, and that the one before was down is no news, because the other had taken over.
    private boolean areCopies(Held before, Held next) {
        return alignments.stream()
                .anyMatch(each -> (each.runA().equals(before.run())
                                && each.runB().equals(next.run()))
                        || (each.runA().equals(next.run()) && each.runB().equals(before.run())));
    }

    private static boolean isOnlyAbsence(Stretch told) {
        return told instanceof Stretch.Missing missing
                && (missing.cause() == GapCause.RECORDER_DOWN || missing.cause() == GapCause.UNKNOWN);
    }

    /// What is between two pieces, or before the first or behind the last.
    private void hole(long fromUs, long toUs, @Nullable Held next) {
        if (fromUs >= toUs) {
            return;
        }
        Held before = last;
        boolean isSeam = before != null && next != null && !before.node().equals(next.node());
        List<Stretch> told =
                absence.of(new TimeSpan(fromUs, toUs), List.of(), List.of(), isSeam ? SEAM_US : Absence.HOLE_MIN_US);
        boolean isClocksOnly = before != null
                && next != null
                && isSeam
                && toUs - fromUs < SEAM_US
                && areCopies(before, next)
                && told.stream().allMatch(Arrangement::isOnlyAbsence);
        if (!isClocksOnly) {
            stretches.addAll(told);
        }
    }
}
