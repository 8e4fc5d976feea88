package org.lidless.footage.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// When deleting stops and asks, and what a clock that leaps does.
final class DeletionBreakerTest {

    private static final long HOUR = 3_600_000_000L;

    private final DeletionBreaker breaker = new DeletionBreaker();

    private boolean permits(long bytes, int segments) {
        return breaker.permits(bytes, segments, false, 1_000, 20);
    }

    @Test
    void aLargeShareAtOnceIsStopped() {
        assertThat(permits(200, 100)).isTrue();
        assertThat(permits(201, 100)).isFalse();
        assertThat(breaker.isTripped()).isTrue();
        assertThat(breaker.plannedBytes()).isEqualTo(201);
    }

    @Test
    void whatAPersonConfirmsMayGoAndNoMore() {
        permits(900, 100);
        assertThat(breaker.confirm()).isEqualTo(990);
        assertThat(permits(900, 100)).isTrue();
        breaker.deleted(500);
        assertThat(permits(400, 50)).isTrue();
        assertThat(permits(800, 80)).as("something new").isFalse();
    }

    @Test
    void itClosesByItselfWhenTheCauseIsGone() {
        permits(900, 100);
        assertThat(permits(10, 1)).isTrue();
        assertThat(breaker.isTripped()).isFalse();
        assertThat(breaker.confirm()).as("nothing is stopped").isZero();
    }

    @Test
    void aHandfulOfSegmentsIsNoMass() {
        assertThat(permits(1_000, 7)).isTrue();
        assertThat(breaker.permits(1_000, 7, true, 1_000, 20))
                .as("but what is guaranteed is grave")
                .isFalse();
    }

    @Test
    void aClockThatLeapsAheadIsFollowedSlowly() {
        TrustedTime time = new TrustedTime();
        assertThat(time.at(1_000 * HOUR, 0)).isEqualTo(1_000 * HOUR);
        assertThat(time.at(1_001 * HOUR, HOUR)).isEqualTo(1_001 * HOUR);
        assertThat(time.at(9_999 * HOUR, 2 * HOUR)).isEqualTo(1_002 * HOUR + HOUR / 4);
        assertThat(time.at(1_003 * HOUR, 3 * HOUR)).as("it is right again").isEqualTo(1_003 * HOUR);
        assertThat(time.at(900 * HOUR, 4 * HOUR))
                .as("backwards deletes nothing")
                .isEqualTo(900 * HOUR);
    }

    @Test
    void aForecastSaysHowLongAPoolLasts() {
        Forecast forecast = Forecast.of(100, 24 * HOUR, 450, 1_000, PoolLimits.STANDARD);
        assertThat(forecast.bytesPerDay()).isEqualTo(100);
        assertThat(forecast.daysUntilFull()).hasValue(5);
        assertThat(forecast.daysOfFootage()).hasValue(9.5);
        assertThat(Forecast.of(0, HOUR, 0, 1_000, PoolLimits.STANDARD)).isEqualTo(Forecast.UNKNOWN);
    }
}
