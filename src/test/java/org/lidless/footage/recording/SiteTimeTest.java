package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lidless.footage.recording.SiteTime.Beginning;

class SiteTimeTest {

    private static final long T0 = 1_700_000_000_000_000L;
    private static final long FRAME_US = 40_000;

    @ParameterizedTest
    @ValueSource(longs = {120_000, 900_000})
    void aFirstSampleThatWaitedIsMadeUpForInSeconds(long waitedUs) {
        var site = new SiteTime(T0 + waitedUs, Beginning.FRESH);
        long last = T0;
        for (long frame = 0; frame <= 75; frame++) {
            long timeUs = site.place(frame * FRAME_US, T0 + Math.max(waitedUs, frame * FRAME_US), FRAME_US);
            assertThat(timeUs).as("order at frame " + frame).isGreaterThan(last);
            last = timeUs;
        }
        assertThat(last).isBetween(T0 + 75 * FRAME_US, T0 + 75 * FRAME_US + 5_000);
    }

    @Test
    void whatIsNotWrittenYetIsMovedToWhereItBelongs() {
        var site = new SiteTime(T0 + 900_000, Beginning.FRESH);
        long movedUs = 0;
        for (long frame = 0; frame <= 30; frame++) {
            site.place(frame * FRAME_US, T0 + Math.max(900_000, frame * FRAME_US), FRAME_US);
            movedUs += site.settle();
        }
        assertThat(site.at(0)).isEqualTo(T0);
        assertThat(movedUs).isBetween(-900_000L, -1L);
    }

    @Test
    void lateArrivalsOnlyMakeItCreep() {
        var site = new SiteTime(T0, Beginning.FRESH);
        long before = T0 - FRAME_US;
        for (long frame = 0; frame < 1_000; frame++) {
            long timeUs = site.place(frame * FRAME_US, T0 + frame * FRAME_US + (frame < 100 ? 0 : 30_000), FRAME_US);
            assertThat(timeUs - before).isBetween(FRAME_US, FRAME_US + FRAME_US / SiteTime.SLEW_DIVISOR);
            before = timeUs;
        }
    }

    @Test
    void whatArrivesBeforeItWasTakenIsSetRightAtOnceAndOrderStays() {
        var site = new SiteTime(T0, Beginning.KNOWN);
        long before = T0 - 1;
        for (long frame = 0; frame < 50; frame++) {
            long timeUs = site.place(frame * FRAME_US, T0 + frame * FRAME_US - (frame < 10 ? 0 : 300_000), FRAME_US);
            assertThat(timeUs).isGreaterThan(before);
            before = timeUs;
        }
        assertThat(before).isBetween(T0 + 49 * FRAME_US - 300_000, T0 + 49 * FRAME_US - 290_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {-12, -4, 4, 12})
    void anEvenChangeOfTheDelayIsAnotherRate(int percent) {
        var rate = new SiteRate();
        for (long frame = 0; frame < 15 * 25; frame++) {
            long mediaUs = frame * FRAME_US * (100 - percent) / 100;
            long arrivedUs = frame * FRAME_US + frame % 7 * 500;
            rate.take(arrivedUs - mediaUs, arrivedUs);
        }
        assertThat(rate.pace()).isBetween(100.0 / (100 - percent) - 0.002, 100.0 / (100 - percent) + 0.002);
    }

    @Test
    void anUnevenChangeOfTheDelayIsNone() {
        var rate = new SiteRate();
        long delayUs = 0;
        for (long frame = 0; frame < 60 * 25; frame++) {
            delayUs += frame / 25 % 3 == 0 ? 4_000 : frame / 25 % 3 == 1 ? -2_500 : 0;
            rate.take(delayUs, frame * FRAME_US);
        }
        assertThat(rate.pace()).isEqualTo(1);
    }
}
