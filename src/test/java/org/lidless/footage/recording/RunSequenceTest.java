package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which samples are one run, and by which clock.
final class RunSequenceTest {

    private static final long FRAME_US = 40_000;
    private static final int SECONDS = 60;

    /// Two outages around two pictures, in a stream whose pictures are sent in another order than they are shown: the
    /// second outage is no usual distance of two pictures. (Soak seed 61: each picture began a run, 0.8 s later.)
    @Test
    void outagesAroundTwoPicturesAreNotHowOftenTheyCome() {
        var clock = new HandClock();
        var runs = new RunSequence(clock, new SeededChance(1));
        runs.parameters(FakeCamera.parameters(1));
        long startUs = clock.elapsedUs();
        for (int i = 0; i < 400; i++) {
            int shown = i % 2 == 1 ? i + 1 : Math.max(0, i - 1);
            if ((i > 150 && i < 301) || (i > 302 && i < 361)) {
                continue;
            }
            clock.pass(startUs + (i + 1) * 2L * FRAME_US - clock.elapsedUs());
            runs.next(i, shown * 2 * 3_600, i == 0, clock.elapsedUs());
            long takenUs = startUs + shown * 2L * FRAME_US;
            assertThat(runs.times().timeUs() - clock.wallLessElapsedUs() - takenUs)
                    .as("picture %d", i)
                    .isBetween(-300_000L, 300_000L);
        }
        assertThat(runs.usualUs()).isLessThan(5_000_000);
        assertThat(runs.jumps()).isZero();
    }

    /// A camera that sends one picture a second while nothing moves, and 25 with B-frames when something does.
    @Test
    void aCameraThatBecomesFastIsNotTakenForOneWhoseClockJumps() {
        var clock = new HandClock();
        var runs = new RunSequence(clock, new SeededChance(1));
        runs.parameters(FakeCamera.parameters(1));
        long startUs = clock.elapsedUs();
        for (int i = 0; i < 60; i++) {
            clock.pass(1_000_000);
            runs.next(i, i * 90_000, i == 0, clock.elapsedUs());
        }
        for (int i = 1; i < 400; i++) {
            int shown = i % 2 == 1 ? i + 1 : i - 1;
            long takenUs = startUs + 60_000_000 + shown * FRAME_US;
            clock.pass(FRAME_US);
            runs.next(60 + i, 59 * 90_000 + shown * 3_600, false, clock.elapsedUs());
            assertThat(runs.times().timeUs() - clock.wallLessElapsedUs() - takenUs)
                    .as("picture %d", i)
                    .isBetween(-300_000L, 300_000L);
        }
        assertThat(runs.jumps()).isZero();
    }

    /// However mad the camera's clock, and however its pictures come after few of them came.
    @Test
    void nothingIsShownASecondAfterItCame() {
        for (long seed = 1; seed <= 300; seed++) {
            var clock = new HandClock();
            var runs = new RunSequence(clock, new SeededChance(seed));
            runs.parameters(FakeCamera.parameters(1));
            var random = new Random(seed);
            int stamp = random.nextInt();
            for (int i = 0; i < 500; i++) {
                boolean isSlow = i < 50;
                boolean isMad = !isSlow && random.nextInt(4) == 0;
                clock.pass(isSlow ? 5_000_000 : isMad ? random.nextLong(8_000_000) : random.nextLong(80_000));
                stamp += isSlow ? 450_000 : isMad ? random.nextInt(-900_000, 900_000) : random.nextInt(-7_200, 14_400);
                runs.next(i, stamp, i == 0 || random.nextInt(20) == 0, clock.elapsedUs());
                assertThat(runs.times().timeUs() - clock.wallUs())
                        .as("seed %d, picture %d", seed, i)
                        .isLessThanOrEqualTo(SiteTime.JUMP_US);
            }
        }
    }

    /// 94,500 is none of the usual rates, so it is taken for one that is a sixth of a percent off: the pictures are
    /// shown when they were taken all the same, however long that goes on.
    @ParameterizedTest
    @ValueSource(ints = {94_500, 81_300, 130_700})
    void whatIsOffInARateThatNobodyUsesDoesNotAddUp(int rate) {
        var clock = new HandClock();
        var runs = new RunSequence(clock, new SeededChance(1));
        runs.parameters(FakeCamera.parameters(1));
        var random = new Random(1);
        long startUs = clock.elapsedUs();
        long worstUs = 0;
        for (int i = 0; i < 10 * SECONDS * 25; i++) {
            long takenUs = startUs + i * FRAME_US;
            long delayUs = 1_500 + (long) (-Math.log(1 - random.nextDouble()) * 4_000);
            clock.pass(takenUs + delayUs - clock.elapsedUs());
            runs.next(i, (int) (i * FRAME_US * rate / 1_000_000), i % 50 == 0, clock.elapsedUs());
            if (i > 2 * SECONDS * 25) {
                worstUs = Math.max(worstUs, Math.abs(runs.times().timeUs() - takenUs - clock.wallLessElapsedUs()));
            }
        }
        assertThat(runs.pace()).isNotEqualTo(1);
        assertThat(worstUs).isLessThan(50_000);
    }

    /// Its rate is seen before its samples, which seem to come later and later, are taken for those of another clock.
    @ParameterizedTest
    @ValueSource(ints = {10_000, 24_000, 48_000, 60_000})
    void aCameraThatCountsSlowerThanItSaysIsUnderstoodAndNotGivenUp(int rate) {
        for (long seed = 1; seed <= 50; seed++) {
            var clock = new HandClock();
            var runs = new RunSequence(clock, new SeededChance(seed));
            runs.parameters(FakeCamera.parameters(1));
            var random = new Random(seed);
            long startUs = clock.elapsedUs() + random.nextLong(1_000_000);
            for (int i = 0; i < SECONDS * 25; i++) {
                long takenUs = startUs + i * FRAME_US;
                long delayUs = 1_500 + (long) (-Math.log(1 - random.nextDouble()) * 4_000);
                clock.pass(takenUs + delayUs - clock.elapsedUs());
                runs.next(i, (int) (i * FRAME_US * rate / 1_000_000), i % 50 == 0, clock.elapsedUs());
            }
            assertThat(runs.isByArrival()).as("by arrival, seed %d", seed).isFalse();
            assertThat(runs.pace()).as("seed %d", seed).isEqualTo(90_000.0 / rate);
        }
    }
}
