package org.lidless.footage.media;

import java.util.List;
import org.lidless.domain.TimeSpan;

/// The span of site time that consecutive samples cover without a hole at its end. With B-frames a sample may come
/// before others that are shown earlier: if a crash takes those, what is missing begins where they would have been
/// shown, not behind the last sample that came. A gap that begins at this span's end misses none of them.
public final class Coverage {

    private Coverage() {}

    /// @param samples in order of decoding, at least one
    public static TimeSpan of(List<Sample> samples) {
        long fromUs = Long.MAX_VALUE;
        long endUs = Long.MIN_VALUE;
        for (int at = 0; at < samples.size(); at++) {
            Sample sample = samples.get(at);
            fromUs = Math.min(fromUs, sample.timeUs());
            endUs = Math.max(endUs, sample.timeUs() + us(sample.durationTicks()));
        }
        Sample last = samples.getLast();
        long settledUs = last.timeUs() - us(last.presentationTicks() - last.decodeTicks()) + us(last.durationTicks());
        if (settledUs >= endUs) {
            return new TimeSpan(fromUs, Math.max(fromUs, endUs));
        }
        return new TimeSpan(fromUs, Math.max(fromUs, contiguous(samples, settledUs, us(last.durationTicks()))));
    }

    /// Goes on from a time before which nothing can still come, sample by sample in order of showing, as long as the
    /// next one follows within one and a half of the usual distance.
    private static long contiguous(List<Sample> samples, long settledUs, long usualUs) {
        long[] shown = samples.stream()
                .mapToLong(Sample::timeUs)
                .filter(timeUs -> timeUs + usualUs > settledUs)
                .sorted()
                .toArray();
        long endUs = settledUs;
        for (long timeUs : shown) {
            if (timeUs > endUs + usualUs / 2) {
                break;
            }
            endUs = Math.max(endUs, timeUs + usualUs);
        }
        return endUs;
    }

    private static long us(long ticks) {
        return ticks * 100 / 9;
    }
}
