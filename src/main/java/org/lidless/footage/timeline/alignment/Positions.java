package org.lidless.footage.timeline.alignment;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Finds a run's samples by their time of showing on the camera's clock.
final class Positions {

    private final SampleMark[] marks;

    Positions(MarkSeries series) {
        marks = new SampleMark[series.size()];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = series.at(i);
        }
        Arrays.sort(marks, Comparator.comparingLong(SampleMark::presentationTicks));
    }

    /// The sample shown at this time, give or take the tolerance; null when there is none.
    @Nullable
    SampleMark near(long ticks) {
        int low = 0;
        int high = marks.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (marks[middle].presentationTicks() < ticks - Alignment.TOLERANCE_TICKS) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < marks.length && marks[low].presentationTicks() <= ticks + Alignment.TOLERANCE_TICKS
                ? marks[low]
                : null;
    }
}
