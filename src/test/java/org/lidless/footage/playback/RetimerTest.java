package org.lidless.footage.playback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lidless.footage.media.Sample;

class RetimerTest {

    private static final long T0 = 1_700_000_000_000_000L;

    private final Retimer retimer = new Retimer();

    @Test
    void theMoviesClockIsTheSites() {
        assertThat(retimer.place(sample(0, 0, 0, T0)).presentationTicks()).isZero();
        Sample second = retimer.place(sample(1, 3600, 3600, T0 + 40_000));
        assertThat(second.presentationTicks()).isEqualTo(3600);
        // Another run, ten seconds later, whose ticks begin anew.
        Sample later = retimer.place(sample(0, 0, 0, T0 + 10_040_000));
        assertThat(later.presentationTicks()).isEqualTo(903_600);
        assertThat(later.decodeTicks()).isEqualTo(903_600);
    }

    @Test
    void samplesShownLaterThanDecodedKeepTheirOrder() {
        long[][] group = {{0, 7200}, {3600, 18_000}, {7200, 10_800}, {10_800, 14_400}};
        long lastDecode = -1;
        for (int i = 0; i < group.length; i++) {
            long shown = group[i][1];
            Sample placed = retimer.place(sample(i, group[i][0], shown, T0 + (shown - 7200) * 100 / 9));
            assertThat(placed.decodeTicks()).isEqualTo(group[i][0]).isGreaterThan(lastDecode);
            assertThat(placed.presentationTicks()).isEqualTo(shown);
            lastDecode = placed.decodeTicks();
        }
    }

    @Test
    void decodingTimesRiseEvenWhenSiteTimesOverlap() {
        retimer.place(sample(0, 0, 0, T0));
        Sample second = retimer.place(sample(1, 3600, 3600, T0 + 40_000));
        Sample overlapping = retimer.place(sample(0, 0, 0, T0 + 30_000));
        assertThat(overlapping.decodeTicks()).isEqualTo(second.decodeTicks() + 1);
        assertThat(overlapping.presentationTicks()).isGreaterThanOrEqualTo(overlapping.decodeTicks());
    }

    private static Sample sample(long number, long decode, long shown, long timeUs) {
        return new Sample(number, decode, shown, timeUs, 3600, number == 0, 10);
    }
}
