package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A few seconds of `./dev soak`.
class SoakTest {

    private static final long MINUTE_US = 60_000_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void hoursOfDriftsAndJumpsLoseNothingAndShowNoGapThatNeverWas(long seed) throws IOException {
        List<SoakRound.Reached> reached = new ArrayList<>();
        try (var round = new SoakRound(seed, 6, 8_000_000)) {
            assertThat(round.run(30 * MINUTE_US, 30 * MINUTE_US, reached::add)).isEmpty();
        }
        assertThat(reached.getLast().segments()).isGreaterThan(600);
        assertThat(reached.getLast().samples()).isGreaterThan(150_000);
    }
}
