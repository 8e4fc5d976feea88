package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A camera that serves one session counts that of a recorder that was killed for a minute. The successor ends
/// it: it was told of it.
@Tag("process")
final class TakesOverOneSessionTest {

    private static final String CAMERA = "cam-1";
    /// Well below the minute for which the camera would keep the dead recorder's session.
    private static final Duration TAKEOVER_MAX = Duration.ofSeconds(20);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    void theSessionOfADeadRecorderIsEndedByItsSuccessor() throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, 1).withOdd(CAMERA, "ghost-453", 1));
        site.awaitRecording();
        site.node("r1").kill();
        Instant killed = Instant.now();
        site.sight().awaitOwner(List.of(CAMERA), SitePlan.STANDBY);
        site.sight().awaitDurable(Instant.now());
        assertThat(Duration.between(killed, Instant.now()))
                .as("until the successor has footage")
                .isLessThan(TAKEOVER_MAX);
    }
}
