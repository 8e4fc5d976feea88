package org.lidless.torture;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Freezes a primary for a while and lets it go on, as a virtual machine that is moved: no connection closes, and
/// whoever wakes up does not know that it slept.
@Execution(ExecutionMode.CONCURRENT)
final class SurvivesPausesTest {

    private static final List<String> ALL = List.of("cam-1", "cam-2", "cam-3");

    @RegisterExtension
    private final Place place = new Place();

    @Test
    @Tag("process")
    void shortOnes() throws IOException, InterruptedException {
        pausesOf(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    @Test
    @Tag("long")
    void aLongOne() throws IOException, InterruptedException {
        pausesOf(Duration.ofSeconds(60));
    }

    private void pausesOf(Duration... pauses) throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, ALL.size()));
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        for (Duration pause : pauses) {
            site.node("r1").pause();
            sight.pass(pause);
            site.node("r1").resume();
            // What it missed is known as soon as it is at work again.
            sight.awaitDurable(Instant.now());
            sight.awaitMerged("r1", recording);
            sight.awaitProtected();
            site.assertNothingLostSince(recording);
        }
        site.stopAndVerify();
    }
}
