package org.lidless.footage.timeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.media.Coverage;
import org.lidless.footage.media.Sample;

/// Up to where nothing is missing behind the samples brought last: those that are shown later than others may have come
/// before them. Holds a reordering's depth. One thread.
final class Covered {

    /// How many samples a reordering can reach back, at most.
    private static final int RECENT_MAX = 32;

    private final Deque<Sample> recent = new ArrayDeque<>();
    private @Nullable RunId run;

    /// The next one that was brought.
    ///
    /// @param follows whether nothing is missing before it
    void add(Sample sample, RunId of, boolean follows) {
        if (!follows || !of.equals(run)) {
            recent.clear();
        }
        run = of;
        recent.addLast(sample);
        if (recent.size() > RECENT_MAX) {
            recent.removeFirst();
        }
    }

    /// The end of what is covered, µs.
    ///
    /// @param isLeap whether the camera's clock leaps behind the last one: then its duration reaches over what is
    ///               missing, and the longest of those before it counts
    long endUs(boolean isLeap) {
        List<Sample> samples = new ArrayList<>(recent);
        Sample last = samples.getLast();
        long usual = usualTicks();
        if (isLeap && usual > 0 && last.durationTicks() > usual) {
            samples.set(
                    samples.size() - 1,
                    new Sample(
                            last.number(),
                            last.decodeTicks(),
                            last.presentationTicks(),
                            last.timeUs(),
                            (int) usual,
                            last.key(),
                            last.size()));
        }
        return Coverage.of(samples).toUs();
    }

    /// The usual distance of two samples, as far as it is known, µs.
    long usualUs() {
        long ticks = usualTicks();
        return (ticks == 0 ? recent.getLast().durationTicks() : ticks) * 100 / 9;
    }

    /// The longest duration before the last one; 0 when there is but one.
    private long usualTicks() {
        return recent.stream()
                .limit(recent.size() - 1L)
                .mapToLong(Sample::durationTicks)
                .max()
                .orElse(0);
    }
}
