package org.lidless.footage.timeline.alignment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Evidence from times alone, for cameras that encode each session apart: which shifts make one run's samples coincide
/// with the other's.
final class TimeEvidence {

    /// At most this many samples of the first run are tried against those near them in the second.
    private static final int TRIED_MAX = 64;
    private static final int TRIED_MIN = 25;
    /// The one true shift lets so many in a hundred coincide, and any other no more than half of those.
    private static final int COINCIDE_PERCENT = 70;

    private record Shift(long ticks, long skewUs) {}

    /// @param unique whether this shift fits and no other does
    record Offset(boolean unique, long ticks, long skewUs, int samples) {}

    private static final Offset NONE = new Offset(false, 0, 0, 0);

    private TimeEvidence() {}

    static Offset search(MarkSeries a, MarkSeries b, long skewMaxUs) {
        List<SampleMark> sound = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            long timeUs = a.at(i).decodeUs();
            if (b.soundBetween(timeUs - skewMaxUs, timeUs + skewMaxUs)) {
                sound.add(a.at(i));
            }
        }
        int tried = Math.min(TRIED_MAX, sound.size());
        if (tried < TRIED_MIN) {
            return NONE;
        }
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < tried; i++) {
            SampleMark one = sound.get((int) ((long) i * sound.size() / tried));
            for (int j = 0; j < b.size(); j++) {
                SampleMark other = b.at(j);
                if (Math.abs(other.decodeUs() - one.decodeUs()) <= skewMaxUs) {
                    shifts.add(new Shift(
                            other.presentationTicks() - one.presentationTicks(), other.timeUs() - one.timeUs()));
                }
            }
        }
        shifts.sort(Comparator.comparingLong(Shift::ticks).thenComparingLong(Shift::skewUs));
        return judged(shifts, tried);
    }

    private static Offset judged(List<Shift> shifts, int tried) {
        int from = mostAgreed(shifts, Long.MIN_VALUE, Long.MIN_VALUE);
        int count = countFrom(shifts, from);
        if (count * 100 < COINCIDE_PERCENT * tried) {
            return NONE;
        }
        Shift middle = shifts.get(from + count / 2);
        long apart = 2 * Alignment.TOLERANCE_TICKS;
        int rival = mostAgreed(shifts, middle.ticks() - apart, middle.ticks() + apart);
        boolean unique = rival < 0 || countFrom(shifts, rival) * 2 <= count;
        return new Offset(unique, middle.ticks(), middle.skewUs(), count);
    }

    /// Where the largest group within the tolerance begins, outside a span of shifts; -1 when there is none.
    private static int mostAgreed(List<Shift> shifts, long notFrom, long notTo) {
        int best = -1;
        int bestCount = 0;
        for (int i = 0; i < shifts.size(); i++) {
            long ticks = shifts.get(i).ticks();
            if (ticks >= notFrom - Alignment.TOLERANCE_TICKS && ticks <= notTo) {
                continue;
            }
            int count = countFrom(shifts, i);
            if (count > bestCount) {
                best = i;
                bestCount = count;
            }
        }
        return best;
    }

    private static int countFrom(List<Shift> shifts, int from) {
        int end = from;
        while (end >= 0
                && end < shifts.size()
                && shifts.get(end).ticks() - shifts.get(from).ticks() <= Alignment.TOLERANCE_TICKS) {
            end++;
        }
        return end - from;
    }
}
