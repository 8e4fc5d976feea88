package org.lidless.footage.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.domain.TimeSpan;

/// Chains that lie in the same stretch of time, and so have to be read side by side. Most of the time that is one, and
/// reading it costs nothing more.
///
/// @param chains at least one, by start
record Passage(List<Chain> chains) {

    /// Chains that are no further apart than this may hold the same samples: clocks differ, and pictures are shown
    /// later
    /// than they come. A run whose writer is another one is read apart only beyond.
    static final long MARGIN_US = 2_000_000;

    Passage {
        chains = List.copyOf(chains);
    }

    TimeSpan span() {
        long fromUs = Long.MAX_VALUE;
        long toUs = Long.MIN_VALUE;
        for (Chain chain : chains) {
            fromUs = Math.min(fromUs, chain.span().fromUs());
            toUs = Math.max(toUs, chain.span().toUs());
        }
        return new TimeSpan(fromUs, toUs);
    }

    /// Draws together what must be read together; by start.
    static List<Passage> of(List<Chain> chains) {
        List<Chain> sorted = new ArrayList<>(chains);
        sorted.sort(Comparator.comparing(Chain::span).thenComparing(Chain::run));
        int[] group = new int[sorted.size()];
        for (int i = 0; i < group.length; i++) {
            group[i] = i;
        }
        for (int i = 0; i < group.length; i++) {
            for (int j = i + 1; j < group.length; j++) {
                if (sorted.get(j).span().fromUs() - sorted.get(i).span().toUs() > MARGIN_US) {
                    break;
                }
                if (isBeside(sorted.get(i), sorted.get(j))) {
                    join(group, i, j);
                }
            }
        }
        Map<Integer, List<Chain>> passages = new TreeMap<>();
        for (int i = 0; i < group.length; i++) {
            passages.computeIfAbsent(group[i], _ -> new ArrayList<>()).add(sorted.get(i));
        }
        return passages.values().stream()
                .map(Passage::new)
                .sorted(Comparator.comparing(Passage::span))
                .toList();
    }

    /// Two runs of one writer come one after another, even where a clock that was set back says otherwise.
    private static boolean isBeside(Chain one, Chain other) {
        return !one.writer().equals(other.writer()) || one.run().equals(other.run());
    }

    private static void join(int[] group, int i, int j) {
        int kept = Math.min(group[i], group[j]);
        int gone = Math.max(group[i], group[j]);
        for (int k = 0; k < group.length; k++) {
            if (group[k] == gone) {
                group[k] = kept;
            }
        }
    }
}
