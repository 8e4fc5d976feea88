package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Moves cameras on purpose: a recorder is drained, stopped, started and returned, and another is just told to end.
/// Nothing is lost, nothing is there twice.
@Execution(ExecutionMode.CONCURRENT)
final class MovesOnPurposeTest {

    private static final int SIGTERM_CODE = 143;
    private static final Duration AWAY_MAX = Duration.ofSeconds(2);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    @Tag("process")
    void aRecorderToldToEndHasGivenItsCamerasAwayBeforeItEnds() throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, 2));
        List<String> cameras = List.of("cam-1", "cam-2");
        Instant recording = site.awaitRecording();
        assertThat(site.node("r1").stop()).isEqualTo(SIGTERM_CODE);
        assertThat(site.sight().ownerships().values())
                .as("owned by the standby when r1 has ended")
                .allMatch(owner -> owner.startsWith(SitePlan.STANDBY));
        site.sight().awaitDuty(cameras, SitePlan.STANDBY, "record");
        site.node("r1").start();
        site.sight().awaitMerged("r1", recording);
        site.assertNothingLostSince(recording);
        site.stopAndVerify();
    }

    @Test
    @Tag("long")
    void everyNodeIsRestartedInTurnWhileTheApiAnswers() throws IOException, InterruptedException {
        SitePlan plan = SitePlan.of(2, 12).withServers(3);
        Site site = Site.start(place, plan);
        Instant recording = site.awaitRecording();
        site.sight().awaitServers();
        ApiWatch api = place.closing(ApiWatch.begin(site));
        for (String recorder : plan.recorderNames()) {
            command(site, "drain", recorder);
            assertThat(site.sight().ownerships().values())
                    .as("nothing is owned by " + recorder)
                    .noneMatch(owner -> owner.startsWith(recorder));
            site.node(recorder).stop();
            site.node(recorder).start();
            command(site, "return", recorder);
            if (!recorder.equals(SitePlan.STANDBY)) {
                site.sight().awaitMerged(recorder, recording);
            }
            site.sight().awaitProtected();
        }
        for (Node server : site.servers()) {
            server.stop();
            server.start();
            site.sight().awaitServers();
        }
        site.sight().awaitProtected();
        Duration away = api.longest();
        api.close();
        System.out.println("MovesOnPurposeTest: the API was away for " + away + " at most");
        site.assertNothingLostSince(recording);
        assertThat(away).as("longest time without an answer").isLessThan(AWAY_MAX);
        site.stopAndVerify();
    }

    private static void command(Site site, String verb, String recorder) throws IOException, InterruptedException {
        Lidless.need(
                "recorder", verb, recorder, "--data", site.management().data().toString());
    }
}
