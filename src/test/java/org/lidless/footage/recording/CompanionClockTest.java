package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Where sound lies in time, whatever its clock and the network do.
class CompanionClockTest {

    private static final int RATE = 8_000;
    private static final int TICKS = 160;
    private static final long FRAME_US = 20_000;
    private static final long T0 = 1_790_000_000_000_000L;

    private final CompanionClock clock = new CompanionClock(RATE);

    @Test
    void distancesAreThoseOfItsStampsThoughArrivalsJitter() {
        var random = new Random(4);
        long before = clock.place(0, TICKS, T0);
        for (int frame = 1; frame < 5_000; frame++) {
            long at = clock.place(frame * TICKS, TICKS, T0 + frame * FRAME_US + random.nextInt(30_000));
            assertThat(at - before).isBetween(FRAME_US - 500, FRAME_US + 500);
            assertThat(at + FRAME_US - (T0 + frame * FRAME_US)).isBetween(-30_000L, 30_000L);
            before = at;
        }
    }

    @Test
    void aFrameThatWasLostLeavesItsPlace() {
        clock.place(0, TICKS, T0);
        long before = clock.place(TICKS, TICKS, T0 + FRAME_US);
        long behind = clock.place(4 * TICKS, TICKS, T0 + 4 * FRAME_US);
        assertThat(behind - before).isBetween(3 * FRAME_US - 500, 3 * FRAME_US + 500);
    }

    @Test
    void stampsOfTwiceTheRateAreNotBelieved() {
        long before = clock.place(0, TICKS, T0);
        long worst = 0;
        for (int frame = 1; frame < 3_000; frame++) {
            long at = clock.place(frame * 2 * TICKS, TICKS, T0 + frame * FRAME_US);
            if (frame > 10) {
                assertThat(at - before).isBetween(FRAME_US - 1_000, FRAME_US + 1_000);
                worst = Math.max(worst, Math.abs(at + FRAME_US - (T0 + frame * FRAME_US)));
            }
            before = at;
        }
        assertThat(worst).isLessThan(100_000);
    }

    @Test
    void aLeapOfTheStampsPutsNothingFarFromItsArrival() {
        for (int frame = 0; frame < 1_000; frame++) {
            int leap = frame / 150 * 700_000_000;
            long at = clock.place(frame * TICKS + leap, TICKS, T0 + frame * FRAME_US);
            assertThat(at + FRAME_US - (T0 + frame * FRAME_US)).isBetween(-50_000L, 50_000L);
        }
    }

    @Test
    void whatANetworkHeldUpAndBringsAtOnceKeepsItsDistances() {
        long first = clock.place(0, TICKS, T0);
        for (int frame = 1; frame < 400; frame++) {
            boolean isHeld = frame >= 100 && frame < 200;
            long arrived = T0 + (isHeld ? 200 : frame) * FRAME_US;
            long at = clock.place(frame * TICKS, TICKS, arrived);
            assertThat(at - first).isBetween(frame * FRAME_US - 5_000, frame * FRAME_US + 60_000);
        }
    }

    @Test
    void stampsThatStoodStillAreSetRightInTheEnd() {
        long last = 0;
        for (int frame = 0; frame < 1_000; frame++) {
            long pauseUs = frame >= 100 ? 10_000_000 : 0;
            last = clock.place(frame * TICKS, TICKS, T0 + frame * FRAME_US + pauseUs);
        }
        assertThat(last + FRAME_US - (T0 + 999 * FRAME_US + 10_000_000)).isBetween(-50_000L, 50_000L);
    }

    @Test
    void aClockThatDriftsIsFollowed() {
        long last = 0;
        for (int frame = 0; frame < 50 * 600; frame++) {
            last = clock.place(frame * TICKS, TICKS, T0 + frame * (FRAME_US + 10));
        }
        assertThat(last + FRAME_US - (T0 + (50 * 600 - 1) * (FRAME_US + 10))).isBetween(-50_000L, 50_000L);
    }
}
