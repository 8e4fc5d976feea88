package org.lidless.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockTest {

    private static final long AHEAD_US = 1_700_000_000_000_000L;

    @Test
    void twoClocksAreComparedAsOfOneMomentHoweverLongTheThreadWaitsInBetween() {
        var clock = new Stalling();
        assertThat(clock.wallLessElapsedUs()).isEqualTo(AHEAD_US);
    }

    /// Every reading of the first two tries takes half a second.
    private static final class Stalling implements Clock {

        private long nowUs;
        private int readings;

        private void read() {
            readings++;
            if (readings <= 6) {
                nowUs += 500_000;
            }
        }

        @Override
        public long wallUs() {
            read();
            return AHEAD_US + nowUs;
        }

        @Override
        public long elapsedUs() {
            read();
            return nowUs;
        }

        @Override
        public void pauseUs(long us) {
            nowUs += us;
        }
    }
}
