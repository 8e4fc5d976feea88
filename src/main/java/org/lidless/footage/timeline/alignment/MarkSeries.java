package org.lidless.footage.timeline.alignment;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/// One run's marks as the fit needs them: in order of number, with the tick distances that are usual here, and with
/// the answer to *was this run surely receiving then?*.
final class MarkSeries {

    /// Of the numbers in a stretch this share, in thirds, must be here for the stretch to be sound.
    private static final int SOUND_THIRDS = 2;

    private final SampleMark[] byNumber;
    private final SampleMark[] byHash;
    private final boolean[] alone;
    private final long usualTicks;

    MarkSeries(Collection<SampleMark> marks, long skewMaxUs) {
        byNumber = marks.toArray(SampleMark[]::new);
        Arrays.sort(byNumber, Comparator.comparingLong(SampleMark::number));
        byHash = byNumber.clone();
        Arrays.sort(byHash, Comparator.comparingLong(SampleMark::hash).thenComparingLong(SampleMark::decodeUs));
        alone = new boolean[byHash.length];
        for (int i = 0; i < byHash.length; i++) {
            alone[i] = !repeats(i - 1, i, skewMaxUs) && !repeats(i, i + 1, skewMaxUs);
        }
        usualTicks = usual(byNumber);
    }

    int size() {
        return byNumber.length;
    }

    SampleMark at(int index) {
        return byNumber[index];
    }

    long firstUs() {
        return byNumber[0].decodeUs();
    }

    long lastUs() {
        return byNumber[byNumber.length - 1].decodeUs();
    }

    /// The place-th mark in order of hash, then of time.
    SampleMark hashed(int place) {
        return byHash[place];
    }

    /// Whether no other mark of this run within twice the bound has the hash of the place-th.
    boolean isAlone(int place) {
        return alone[place];
    }

    /// Whether the run was surely receiving from one site time to another: samples before and behind, at least two
    /// thirds of the numbers between, and no leap in the camera's clock.
    boolean soundBetween(long fromUs, long toUs) {
        int from = firstAtOrAfterUs(fromUs) - 1;
        int to = firstAtOrAfterUs(toUs + 1);
        if (from < 0 || to >= byNumber.length) {
            return false;
        }
        long numbers = byNumber[to].number() - byNumber[from].number() + 1;
        if ((to - from + 1) * 3L < numbers * SOUND_THIRDS) {
            return false;
        }
        for (int i = from; i < to; i++) {
            long steps = byNumber[i + 1].number() - byNumber[i].number();
            if (byNumber[i + 1].decodeTicks() - byNumber[i].decodeTicks() > (2 * steps + 1) * usualTicks) {
                return false;
            }
        }
        return true;
    }

    private int firstAtOrAfterUs(long timeUs) {
        int low = 0;
        int high = byNumber.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byNumber[middle].decodeUs() < timeUs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean repeats(int first, int second, long skewMaxUs) {
        return first >= 0
                && second < byHash.length
                && byHash[first].hash() == byHash[second].hash()
                && byHash[second].decodeUs() - byHash[first].decodeUs() <= 2 * skewMaxUs;
    }

    private static long usual(SampleMark[] marks) {
        if (marks.length < 2) {
            return 0;
        }
        long[] steps = new long[marks.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (marks[i + 1].decodeTicks() - marks[i].decodeTicks())
                    / Math.max(1, marks[i + 1].number() - marks[i].number());
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }
}
