package org.lidless.footage.timeline.alignment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.domain.RunId;

/// All that is known of how runs relate, followed through: when A is aligned with B and B with C, then A with C. Runs
/// of the same bytes form one *log*; runs on one clock, whatever their bytes, share one *axis*. The same set of
/// alignments gives the same graph, in whatever order they come. Immutable.
///
/// When alignments contradict each other (they close a circle that does not add up), those verified over the most
/// samples stand and the others are told by [#contradicted].
public final class AlignmentGraph {

    /// Circles may be off by this much: each side of one may be off by the tolerance.
    private static final long CIRCLE_TICKS = 2 * Alignment.TOLERANCE_TICKS;

    private static final Comparator<Alignment> MOST_TRUSTED_FIRST = Comparator.comparing(Alignment::kind)
            .thenComparing(Comparator.comparingInt(Alignment::verified).reversed())
            .thenComparing(Alignment::runA)
            .thenComparing(Alignment::runB)
            .thenComparingLong(Alignment::tickOffset);

    /// A run's place: the smallest run it is connected with, and what to subtract from its ticks to get there.
    private record Place(RunId root, long offset) {}

    private final TreeMap<RunId, Place> logs = new TreeMap<>();
    private final TreeMap<RunId, Place> axes = new TreeMap<>();
    private final List<Alignment> contradicted = new ArrayList<>();
    private boolean isEncodedApart;

    private AlignmentGraph() {}

    public static AlignmentGraph of(Collection<Alignment> known) {
        var graph = new AlignmentGraph();
        List<Alignment> sorted = new ArrayList<>(known);
        sorted.sort(MOST_TRUSTED_FIRST);
        for (Alignment each : sorted) {
            graph.isEncodedApart |= each.kind() != AlignmentKind.SAME_BYTES;
            boolean holds = switch (each.kind()) {
                case SAME_BYTES -> connect(graph.axes, each) && connect(graph.logs, each);
                case SAME_TIMES -> connect(graph.axes, each);
                case PER_SESSION -> true;
            };
            if (!holds) {
                graph.contradicted.add(each);
            }
        }
        return graph;
    }

    /// What names the run's log: the smallest run of the same bytes.
    public RunId log(RunId run) {
        return placeOf(logs, run).root;
    }

    /// What names the run's axis: the smallest run on the same clock.
    public RunId axis(RunId run) {
        return placeOf(axes, run).root;
    }

    /// Ticks of this run on its axis.
    public long onAxis(RunId run, long ticks) {
        return ticks - placeOf(axes, run).offset;
    }

    /// Ticks on a run's axis, as that run counts them.
    public long fromAxis(RunId run, long ticks) {
        return ticks + placeOf(axes, run).offset;
    }

    /// Whether the camera is known to encode for each session on its own.
    public boolean isEncodedApart() {
        return isEncodedApart;
    }

    /// Alignments that could not be true together with more trusted ones.
    public List<Alignment> contradicted() {
        return List.copyOf(contradicted);
    }

    private static Place placeOf(Map<RunId, Place> places, RunId run) {
        Place place = places.get(run);
        return place == null ? new Place(run, 0) : place;
    }

    /// Whether the alignment agrees with what is known; afterwards both runs are connected.
    private static boolean connect(Map<RunId, Place> places, Alignment each) {
        Place a = placeOf(places, each.runA());
        Place b = placeOf(places, each.runB());
        long apart = b.offset - a.offset;
        if (a.root.equals(b.root)) {
            return Math.abs(apart - each.tickOffset()) <= CIRCLE_TICKS;
        }
        places.putIfAbsent(each.runA(), a);
        places.putIfAbsent(each.runB(), b);
        boolean towardsA = a.root.compareTo(b.root) < 0;
        Place gone = towardsA ? b : a;
        RunId root = towardsA ? a.root : b.root;
        long more = towardsA ? each.tickOffset() - apart : apart - each.tickOffset();
        places.replaceAll((run, place) -> place.root.equals(gone.root) ? new Place(root, place.offset + more) : place);
        return true;
    }
}
