package org.lidless.footage.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.domain.TimeSpan;

/// Frames of 40 ms; a number is a place in order of showing.
class CoverageTest {

    private static final long FRAME_US = 40_000;

    @Test
    void withoutReorderingItEndsWithTheLastSample() {
        assertThat(covered(0, 0, 1, 2, 3)).isEqualTo(frames(0, 4));
    }

    @Test
    void aFrameShownLaterCoversNothingBeforeThoseBetween() {
        assertThat(covered(2, 0, 3)).isEqualTo(frames(0, 1));
        assertThat(covered(2, 0, 3, 1)).isEqualTo(frames(0, 2));
        assertThat(covered(2, 0, 3, 1, 2)).isEqualTo(frames(0, 4));
    }

    @Test
    void aDepthThatIsNotUsedCostsNothing() {
        assertThat(covered(2, 0, 1, 2, 3, 4)).isEqualTo(frames(0, 5));
    }

    @Test
    void whatCameBetweenFragmentsIsCounted() {
        assertThat(covered(2, 1, 2, 6, 4, 5)).isEqualTo(frames(1, 7).within(frames(1, 7)));
    }

    private static TimeSpan frames(long from, long to) {
        return new TimeSpan(from * FRAME_US, to * FRAME_US);
    }

    /// Samples in order of decoding; the i-th is decoded `depth` frames before the i-th smallest place is shown.
    private static TimeSpan covered(int depth, int... places) {
        int[] sorted = places.clone();
        java.util.Arrays.sort(sorted);
        List<Sample> samples = new ArrayList<>();
        for (int at = 0; at < places.length; at++) {
            long decode = (sorted[0] + at - depth) * 3600L;
            samples.add(new Sample(at, decode, places[at] * 3600L, places[at] * FRAME_US, 3600, at == 0, 10));
        }
        return Coverage.of(samples);
    }
}
