package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which samples are one run, and by which clock.
final class RunSequenceTest {

    private static final long FRAME_US = 40_000;
    private static final int SECONDS = 60;

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
