package org.lidless.footage.playback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lidless.domain.RunId;
import org.lidless.footage.media.Sample;

class RetimerTest {

    private static final long T0 = 1_700_000_000_000_000L;

    private static final RunId RUN = new RunId(1);
    private static final RunId OTHER = new RunId(2);

    private final Retimer retimer = new Retimer();

    @Test
    void theMoviesClockIsTheSites() {
        assertThat(retimer.place(RUN, sample(0, 0, 0, T0)).presentationTicks()).isZero();
        Sample second = retimer.place(RUN, sample(1, 3600, 3600, T0 + 40_000));
        assertThat(second.presentationTicks()).isEqualTo(3600);
        // Another run, ten seconds later, whose ticks begin anew.
        Sample later = retimer.place(OTHER, sample(0, 0, 0, T0 + 10_040_000));
        assertThat(later.presentationTicks()).isEqualTo(903_600);
        assertThat(later.decodeTicks()).isEqualTo(903_600);
    }

    @Test
    void samplesShownLaterThanDecodedKeepTheirOrder() {
        long[][] group = {{0, 7200}, {3600, 18_000}, {7200, 10_800}, {10_800, 14_400}};
        long lastDecode = -1;
        for (int i = 0; i < group.length; i++) {
            long shown = group[i][1];
            Sample placed = retimer.place(RUN, sample(i, group[i][0], shown, T0 + (shown - 7200) * 100 / 9));
            assertThat(placed.decodeTicks()).isEqualTo(group[i][0]).isGreaterThan(lastDecode);
            assertThat(placed.presentationTicks()).isEqualTo(shown);
            lastDecode = placed.decodeTicks();
        }
    }

    @Test
    void decodingTimesRiseEvenWhenSiteTimesOverlap() {
        retimer.place(RUN, sample(0, 0, 0, T0));
        Sample second = retimer.place(RUN, sample(1, 3600, 3600, T0 + 40_000));
        Sample overlapping = retimer.place(OTHER, sample(0, 0, 0, T0 + 30_000));
        assertThat(overlapping.decodeTicks()).isEqualTo(second.decodeTicks() + 3600);
        assertThat(overlapping.presentationTicks()).isGreaterThanOrEqualTo(overlapping.decodeTicks());
    }

    @Test
    void aCamerasOwnDistancesAreKeptWhileTheClocksDriftALittle() {
        for (int ppm : new int[] {-300, 300}) {
            var drifting = new Retimer();
            long kept = 0;
            long lastShown = -3600;
            for (long i = 0; i < 100_000; i++) {
                long timeUs = T0 + i * 40_000 + i * 40_000 / 1_000_000 * ppm;
                Sample placed = drifting.place(RUN, sample(i, i * 3600, i * 3600, timeUs));
                long distance = placed.presentationTicks() - lastShown;
                assertThat(distance).as("distance at " + i).isBetween(3400L, 3800L);
                kept += distance == 3600 ? 1 : 0;
                lastShown = placed.presentationTicks();
                assertThat(Math.abs(lastShown * 100 / 9 - (timeUs - T0))).isLessThan(41_000);
            }
            assertThat(kept).isGreaterThan(95_000);
        }
    }

    @Test
    void aLargeErrorIsSetRightInSecondsAndKeepsOrder() {
        retimer.place(RUN, sample(0, 0, 0, T0));
        long before = 0;
        for (long i = 1; i < 150; i++) {
            Sample placed = retimer.place(RUN, sample(i, i * 3600, i * 3600, T0 + i * 40_000 - 400_000));
            assertThat(placed.presentationTicks()).as("at " + i).isGreaterThan(before);
            before = placed.presentationTicks();
        }
        assertThat(before * 100 / 9).isBetween(149 * 40_000L - 441_000, 149 * 40_000L - 359_000);
    }

    private static Sample sample(long number, long decode, long shown, long timeUs) {
        return new Sample(number, decode, shown, timeUs, 3600, number == 0, 10);
    }
}
