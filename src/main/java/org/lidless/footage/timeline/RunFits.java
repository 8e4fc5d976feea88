package org.lidless.footage.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentFit;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.AlignmentLearner;
import org.lidless.footage.timeline.alignment.Fit;
import org.lidless.footage.timeline.alignment.KeyFit;
import org.lidless.footage.timeline.alignment.SampleMark;

/// How the runs of a passage relate: as recorders have learnt while they received them, else by comparing what they
/// have
/// in common, else by the key sample with which the later one begins. What was found is remembered for [#PAIRS_MAX]
/// pairs. Any thread.
final class RunFits {

    static final int PAIRS_MAX = 1024;

    /// Common reception that is looked at, at each end, µs: five times what it takes.
    static final long WINDOW_US = 10_000_000;

    /// With less in common there are never enough samples to compare all of them.
    static final long COMMON_MIN_US = 1_000_000;

    /// What is read of both where one run begins, µs from there to either side.
    static final long BEGIN_US = 2_000_000;

    private record Pair(RunId one, RunId other) {}

    /// @param commonUs how much they had in common when it was tried
    private record Tried(Optional<Alignment> found, long commonUs) {}

    /// Guarded by itself; no I/O while it is held.
    private final Map<Pair, Tried> tried = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Tried> eldest) {
            return size() > PAIRS_MAX;
        }
    };

    /// @param stored what recorders have learnt of the stream's runs
    AlignmentGraph graph(Passage passage, Collection<Alignment> stored) {
        List<Alignment> known = new ArrayList<>(stored);
        AlignmentGraph graph = AlignmentGraph.of(known);
        List<Chain> chains = passage.chains();
        for (int i = 0; i < chains.size(); i++) {
            for (int j = i + 1; j < chains.size(); j++) {
                Chain one = chains.get(i);
                Chain other = chains.get(j);
                if (one.writer().equals(other.writer()) || isKnown(one.run(), other.run(), graph, stored)) {
                    continue;
                }
                Alignment found = fitted(one, other);
                if (found != null) {
                    known.add(found);
                    graph = AlignmentGraph.of(known);
                }
            }
        }
        return graph;
    }

    private static boolean isKnown(RunId one, RunId other, AlignmentGraph graph, Collection<Alignment> stored) {
        return graph.log(one).equals(graph.log(other))
                || stored.stream()
                        .anyMatch(each -> (each.runA().equals(one)
                                        && each.runB().equals(other))
                                || (each.runA().equals(other) && each.runB().equals(one)));
    }

    private @Nullable Alignment fitted(Chain one, Chain other) {
        long fromUs = Math.max(one.span().fromUs(), other.span().fromUs());
        long toUs = Math.min(one.span().toUs(), other.span().toUs());
        long commonUs = toUs - fromUs;
        if (commonUs < -AlignmentLearner.SKEW_MAX_US) {
            return null;
        }
        boolean inOrder = one.run().compareTo(other.run()) < 0;
        Pair pair = inOrder ? new Pair(one.run(), other.run()) : new Pair(other.run(), one.run());
        Tried before;
        synchronized (tried) {
            before = tried.get(pair);
        }
        if (before != null && (before.found().isPresent() || commonUs < 2 * before.commonUs())) {
            return before.found().orElse(null);
        }
        Optional<Alignment> found = compared(one, other, fromUs, toUs).or(() -> begun(one, other));
        synchronized (tried) {
            tried.put(pair, new Tried(found, commonUs));
        }
        return found.orElse(null);
    }

    private static Optional<Alignment> compared(Chain one, Chain other, long fromUs, long toUs) {
        if (toUs - fromUs < COMMON_MIN_US) {
            return Optional.empty();
        }
        Optional<Alignment> found = fit(one, other, fromUs, Math.min(toUs, fromUs + WINDOW_US));
        return found.isEmpty() && toUs - fromUs > WINDOW_US ? fit(one, other, toUs - WINDOW_US, toUs) : found;
    }

    /// By the key sample with which the later one begins.
    private static Optional<Alignment> begun(Chain one, Chain other) {
        boolean isFirst = one.span().fromUs() < other.span().fromUs();
        Chain earlier = isFirst ? one : other;
        Chain later = isFirst ? other : one;
        long beginUs = later.span().fromUs();
        return KeyFit.of(
                marks(earlier, beginUs - BEGIN_US, beginUs + BEGIN_US),
                marks(later, beginUs, beginUs + BEGIN_US),
                AlignmentLearner.SKEW_MAX_US);
    }

    private static Optional<Alignment> fit(Chain one, Chain other, long fromUs, long toUs) {
        Fit fit = AlignmentFit.of(marks(one, fromUs, toUs), marks(other, fromUs, toUs), AlignmentLearner.SKEW_MAX_US);
        return fit instanceof Fit.Aligned(Alignment alignment) ? Optional.of(alignment) : Optional.empty();
    }

    private static List<SampleMark> marks(Chain chain, long fromUs, long toUs) {
        List<SampleMark> marks = new ArrayList<>();
        try (StrandReading reading = new StrandReading(chain, Start.at(chain, fromUs), new Shelf(), true, toUs)) {
            while (reading.hasNext() && marks.size() < AlignmentLearner.WINDOW_MAX) {
                marks.add(reading.next());
            }
        }
        return marks;
    }
}
