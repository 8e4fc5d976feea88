package org.lidless.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private final TurnedClock clock = new TurnedClock();
    private final List<String> told = new ArrayList<>();
    private final Waiting waiting = new Waiting(clock, Path.of("/demo"), told::add);

    @Test
    void endsWhenNothingIsLackingAndTellsNowAndThenWhatIs() throws IOException {
        waiting.until("it", Duration.ofSeconds(60), () -> clock.elapsedUs() < 40_000_000 ? "a camera" : "");
        assertThat(told).containsExactly("still waiting: a camera", "still waiting: a camera");
        assertThat(clock.elapsedUs()).isEqualTo(40_000_000);
    }

    @Test
    void saysWhatWasLackingWhenPatienceEnds() throws IOException {
        assertThat(waiting.patiently(Duration.ofSeconds(1), () -> "a camera")).isEqualTo("a camera");
        assertThatThrownBy(() -> waiting.until("the cameras", Duration.ofSeconds(1), () -> "cam-1: refused"))
                .hasMessageContaining("waited 1 s for the cameras in vain: cam-1: refused.");
    }
}
