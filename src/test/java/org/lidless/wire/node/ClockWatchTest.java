package org.lidless.wire.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final long HOUR_US = 3_600_000_000L;

    private final ClockWatch watch = new ClockWatch();

    @Test
    void nothingIsKnownBeforeTheFirstAnswer() {
        assertThat(watch.offset(1_000, 5_000)).isEmpty();
    }

    @Test
    void theShortestRoundTripCounts() {
        watch.answered(0, 100_000, HOUR_US + 90_000);
        watch.answered(200_000, 201_000, HOUR_US + 200_500);
        watch.answered(300_000, 340_000, HOUR_US + 339_000);
        ClockOffset offset = watch.offset(350_000, 350_000).orElseThrow();
        assertThat(offset.offsetUs()).isEqualTo(-HOUR_US);
        assertThat(offset.errorUs()).isBetween(500L, 600L);
    }

    @Test
    void theTruthIsAlwaysWithinTheBound() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            ClockWatch tried = new ClockWatch();
            long truth = random.nextLong(-HOUR_US, HOUR_US);
            long now = 0;
            for (int each = 0; each < 40; each++) {
                long there = random.nextLong(random.nextBoolean() ? 300 : 400_000);
                long back = random.nextLong(random.nextBoolean() ? 300 : 400_000);
                tried.answered(now, now + there + back, now + there + truth);
                now += there + back + random.nextLong(2_000_000);
                ClockOffset offset = tried.offset(now, now).orElseThrow();
                assertThat(Math.abs(offset.offsetUs() + truth))
                        .as("seed " + seed)
                        .isLessThanOrEqualTo(offset.errorUs());
            }
        }
    }

    @Test
    void theBoundGrowsWithAge() {
        watch.answered(0, 1_000, 500);
        assertThat(watch.offset(HOUR_US, HOUR_US).orElseThrow().errorUs()).isGreaterThan(700_000);
    }

    @Test
    void aClockThatWasSetIsBelievedAtOnce() {
        watch.answered(0, 1_000, 500);
        watch.answered(1_000_000, 1_100_000, HOUR_US + 1_050_000);
        assertThat(watch.offset(1_200_000, 1_200_000).orElseThrow().offsetUs()).isEqualTo(-HOUR_US);
    }

    @Test
    void aJumpOfTheOwnClockMovesTheOffsetWithIt() {
        watch.answered(0, 1_000, 500);
        assertThat(watch.offset(2_000, 2_000 + HOUR_US).orElseThrow().offsetUs())
                .isEqualTo(HOUR_US);
    }
}
