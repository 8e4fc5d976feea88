package org.lidless.footage.timeline.alignment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The pairs of equal hash in two runs that count as evidence for an offset, by the three conditions of
/// [AlignmentFit], and what else was seen on the way.
final class Evidence {

    /// @param ticks presentation time in the second run minus that in the first
    /// @param skewUs site time in the second minus that in the first
    private record Pair(long ticks, long skewUs, long hash) {}

    /// What most pairs say.
    ///
    /// @param ticks        the offset in the middle
    /// @param samples      pairs within the tolerance
    /// @param hashes       different hashes among them
    /// @param skewUs       their median difference in site time
    /// @param skewSpreadUs how far the middle four fifths of those differences lie apart
    record Offset(long ticks, int samples, int hashes, long skewUs, long skewSpreadUs) {}

    private final MarkSeries a;
    private final MarkSeries b;
    private final long skewMaxUs;
    private final List<Pair> pairs = new ArrayList<>();
    private int common;
    private int repeated;
    private int near;

    Evidence(MarkSeries a, MarkSeries b, long skewMaxUs) {
        this.a = a;
        this.b = b;
        this.skewMaxUs = skewMaxUs;
        int i = 0;
        int j = 0;
        while (i < a.size() && j < b.size()) {
            int order = Long.compare(a.hashed(i).hash(), b.hashed(j).hash());
            int iEnd = order <= 0 ? endOfHash(a, i) : i;
            int jEnd = order >= 0 ? endOfHash(b, j) : j;
            if (order == 0) {
                collect(i, iEnd, j, jEnd);
            }
            i = iEnd;
            j = jEnd;
        }
    }

    /// Pairs that count.
    int pairs() {
        return pairs.size();
    }

    /// Samples of the first run whose hash the second has too, anywhere.
    int common() {
        return common;
    }

    /// Those of them that repeat too soon, in either run.
    int repeated() {
        return repeated;
    }

    /// Pairs within the bound, sound or not.
    int near() {
        return near;
    }

    private void collect(int aFrom, int aTo, int bFrom, int bTo) {
        common += Math.min(aTo - aFrom, bTo - bFrom);
        int start = bFrom;
        boolean bRepeats = false;
        for (int j = bFrom; j < bTo; j++) {
            bRepeats |= !b.isAlone(j);
        }
        for (int i = aFrom; i < aTo; i++) {
            if (!a.isAlone(i) || bRepeats) {
                repeated++;
            }
            long timeUs = a.hashed(i).decodeUs();
            while (start < bTo && b.hashed(start).decodeUs() < timeUs - skewMaxUs) {
                start++;
            }
            for (int j = start; j < bTo && b.hashed(j).decodeUs() <= timeUs + skewMaxUs; j++) {
                near++;
                if (a.isAlone(i) && b.isAlone(j)) {
                    judge(a.hashed(i), b.hashed(j));
                } else {
                    break;
                }
            }
        }
    }

    private void judge(SampleMark one, SampleMark other) {
        if (b.soundBetween(one.decodeUs() - skewMaxUs, one.decodeUs() + skewMaxUs)
                && a.soundBetween(other.decodeUs() - skewMaxUs, other.decodeUs() + skewMaxUs)) {
            pairs.add(new Pair(
                    other.presentationTicks() - one.presentationTicks(), other.timeUs() - one.timeUs(), one.hash()));
        }
    }

    /// The offset that most pairs agree on.
    Offset best() {
        pairs.sort(Comparator.comparingLong(Pair::ticks)
                .thenComparingLong(Pair::hash)
                .thenComparingLong(Pair::skewUs));
        int bestFrom = 0;
        int bestTo = 0;
        int from = 0;
        for (int to = 1; to <= pairs.size(); to++) {
            while (pairs.get(to - 1).ticks() - pairs.get(from).ticks() > Alignment.TOLERANCE_TICKS) {
                from++;
            }
            if (to - from > bestTo - bestFrom) {
                bestFrom = from;
                bestTo = to;
            }
        }
        List<Pair> agreed = pairs.subList(bestFrom, bestTo);
        if (agreed.isEmpty()) {
            return new Offset(0, 0, 0, 0, Long.MAX_VALUE);
        }
        long[] skews = agreed.stream().mapToLong(Pair::skewUs).sorted().toArray();
        int tenth = skews.length / 10;
        return new Offset(
                agreed.get(agreed.size() / 2).ticks(),
                agreed.size(),
                (int) agreed.stream().mapToLong(Pair::hash).distinct().count(),
                skews[skews.length / 2],
                skews[skews.length - 1 - tenth] - skews[tenth]);
    }

    private static int endOfHash(MarkSeries series, int from) {
        int end = from + 1;
        while (end < series.size()
                && series.hashed(end).hash() == series.hashed(from).hash()) {
            end++;
        }
        return end;
    }
}
