package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTimeTest {

    private static final long T0 = 1_700_000_000_000_000L;
    private static final long FRAME_US = 40_000;

    @ParameterizedTest
    @ValueSource(longs = {120_000, 900_000})
    void aFirstSampleThatWaitedIsMadeUpForInSeconds(long waitedUs) {
        var site = new SiteTime(waitedUs, T0 + waitedUs);
        long last = T0;
        for (long frame = 1; frame <= 75; frame++) {
            long mediaUs = frame * FRAME_US;
            long timeUs = site.place(mediaUs, mediaUs);
            assertThat(timeUs).as("order at frame " + frame).isGreaterThan(last);
            last = timeUs;
        }
        assertThat(last).isBetween(T0 + 75 * FRAME_US, T0 + 75 * FRAME_US + 5_000);
    }

    @Test
    void laterTheCorrectionOnlyCreeps() {
        var site = new SiteTime(0, T0);
        for (long frame = 1; frame <= 100; frame++) {
            site.place(frame * FRAME_US, frame * FRAME_US);
        }
        long before = site.place(101 * FRAME_US, 101 * FRAME_US - 30_000);
        long after = site.place(102 * FRAME_US, 102 * FRAME_US - 30_000);
        assertThat(after - before).isBetween(FRAME_US - FRAME_US / 2_000, FRAME_US);
    }
}
