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

/// Freezes the standby in the middle of its takeover: whoever is back first, it or the primary, nothing is lost.
@Execution(ExecutionMode.CONCURRENT)
final class SurvivesPausedStandbyTest {

    private static final List<String> ALL = List.of("cam-1", "cam-2", "cam-3");
    private static final Duration ASLEEP = Duration.ofSeconds(4);
    private static final Duration NOTICED_MAX = Duration.ofSeconds(10);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    @Tag("process")
    void itWakes() throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, ALL.size()));
        Instant recording = site.awaitRecording();
        killAndFreezeTheHeir(site);
        site.sight().pass(ASLEEP);
        site.standby().resume();
        site.sight().awaitOwner(ALL, SitePlan.STANDBY);
        site.sight().awaitDurable(Instant.now());
        site.node("r1").start();
        settleAndCount(site, recording);
    }

    @Test
    @Tag("long")
    void thePrimaryReturnsFirst() throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, ALL.size()));
        Instant recording = site.awaitRecording();
        killAndFreezeTheHeir(site);
        site.node("r1").start();
        site.sight().awaitDurable(Instant.now());
        site.standby().resume();
        settleAndCount(site, recording);
    }

    private static void killAndFreezeTheHeir(Site site) throws IOException, InterruptedException {
        site.node("r1").kill();
        site.sight()
                .until(NOTICED_MAX, "the standby beginning to write", () -> isWriting(site) ? "" : "it does not write");
        site.standby().pause();
    }

    /// It has begun what it does in a takeover: to write down what its dead owner does not have.
    private static boolean isWriting(Site site) {
        return ALL.stream()
                .anyMatch(camera -> site.standby()
                        .camera(camera)
                        .filter(said -> said.path("recording").asBoolean(false)
                                || said.path("mode").asString("").equals("record"))
                        .isPresent());
    }

    private static void settleAndCount(Site site, Instant recording) throws IOException, InterruptedException {
        site.sight().awaitMerged("r1", recording);
        site.sight().awaitProtected();
        site.assertNothingLostSince(recording);
        site.stopAndVerify();
    }
}
