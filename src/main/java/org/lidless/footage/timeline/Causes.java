package org.lidless.footage.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.splice.OwnedRange;

/// Why something is missing, as recorders have stored it. Where several say something, the stream's owner at that time
/// is believed first; that a recorder was down which did not own the stream is believed last, because it should not
/// have recorded anyway. Immutable.
final class Causes {

    private final List<Stored> gaps;
    private final List<OwnedRange> newestFirst;

    /// @param node who stored it
    record Stored(Gap gap, NodeId node) {}

    Causes(List<Stored> gaps, List<OwnedRange> ownership) {
        this.gaps = gaps.stream()
                .sorted(Comparator.comparing((Stored each) -> each.gap().span())
                        .thenComparing(each -> each.gap().cause())
                        .thenComparing(Stored::node))
                .toList();
        this.newestFirst = ownership.stream()
                .sorted(Comparator.comparing(OwnedRange::epoch).reversed().thenComparing(OwnedRange::span))
                .toList();
    }

    /// Who owned the stream at a moment.
    Optional<NodeId> owner(long timeUs) {
        for (OwnedRange range : newestFirst) {
            if (range.span().contains(timeUs)) {
                return Optional.of(range.owner());
            }
        }
        return Optional.empty();
    }

    /// Moments at which the owner changes.
    List<Long> changes() {
        List<Long> moments = new ArrayList<>();
        for (OwnedRange range : newestFirst) {
            moments.add(range.span().fromUs());
            moments.add(range.span().toUs());
        }
        return moments;
    }

    /// Damage that a recorder found in what it had written.
    List<TimeSpan> damage(NodeId recorder) {
        return gaps.stream()
                .filter(each -> each.gap().cause() == GapCause.SEGMENT_DAMAGED
                        && each.node().equals(recorder))
                .map(each -> each.gap().span())
                .toList();
    }

    /// What is stored of a hole, in order of time; what nobody has stored is left out.
    List<Stretch.Missing> of(TimeSpan hole) {
        List<Stored> there =
                gaps.stream().filter(each -> each.gap().span().overlaps(hole)).toList();
        TreeSet<Long> edges = new TreeSet<>(List.of(hole.fromUs(), hole.toUs()));
        there.forEach(each -> {
            edges.add(each.gap().span().fromUs());
            edges.add(each.gap().span().toUs());
        });
        edges.addAll(changes());
        List<Stretch.Missing> missing = new ArrayList<>();
        List<Long> inside = List.copyOf(edges.subSet(hole.fromUs(), true, hole.toUs(), true));
        for (int i = 0; i + 1 < inside.size(); i++) {
            TimeSpan piece = new TimeSpan(inside.get(i), inside.get(i + 1));
            cause(there, piece.fromUs()).ifPresent(cause -> append(new Stretch.Missing(piece, cause), missing));
        }
        return missing;
    }

    private Optional<GapCause> cause(List<Stored> there, long timeUs) {
        Optional<NodeId> owner = owner(timeUs);
        Stored best = null;
        int bestRank = Integer.MAX_VALUE;
        for (Stored each : there) {
            int rank = rank(each, owner);
            if (each.gap().span().contains(timeUs) && rank < bestRank) {
                best = each;
                bestRank = rank;
            }
        }
        return Optional.ofNullable(best).map(each -> each.gap().cause());
    }

    private static int rank(Stored stored, Optional<NodeId> owner) {
        if (owner.isEmpty() || owner.get().equals(stored.node())) {
            return 0;
        }
        return stored.gap().cause() == GapCause.RECORDER_DOWN ? 2 : 1;
    }

    private static void append(Stretch.Missing next, List<Stretch.Missing> into) {
        if (!into.isEmpty()
                && into.getLast().cause() == next.cause()
                && into.getLast().span().toUs() == next.span().fromUs()) {
            Stretch.Missing last = into.removeLast();
            into.add(new Stretch.Missing(
                    new TimeSpan(last.span().fromUs(), next.span().toUs()), next.cause()));
        } else {
            into.add(next);
        }
    }
}
