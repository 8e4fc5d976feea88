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
import org.lidless.checker.CheckResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Cameras for which "nothing lost" is not promised: one that encodes for each session on its own, and one that allows
/// a
/// single session. They are shown as what they are, and lose no more than is said; that is judged by time covered,
/// because frames that nobody was connected for were sent to nobody.
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
final class RecordsOddCamerasTest {

    private static final String PER_SESSION = "cam-1";
    private static final String SINGLE = "cam-2";
    private static final long FRAME_MS = 40;

    /// Two changes of owner, each up to a key frame distance.
    private static final Duration PER_SESSION_MAX = Duration.ofSeconds(2);

    /// Its two encodings can be cut into each other only by their times, which two recorders read off their own clocks.
    private static final int PER_SESSION_TWICE_MAX = 5;

    /// To the standby: noticing 3 s, connecting and waiting for a key frame 2 s; back, nothing has to be noticed.
    private static final Duration SINGLE_MAX = Duration.ofSeconds(7);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    void theyLoseNoMoreThanIsSaid() throws IOException, InterruptedException {
        SitePlan plan = SitePlan.of(1, 2).withOdd(PER_SESSION, "per-session", 2).withOdd(SINGLE, "single-session", 1);
        Site site = Site.start(place, plan);
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        assertShownAsWhatTheyAre(site);
        site.node("r1").kill();
        sight.awaitOwner(plan.cameraNames(), SitePlan.STANDBY);
        sight.awaitDurable(Instant.now());
        site.node("r1").start();
        sight.awaitHome("r1");
        sight.awaitProtected();
        Instant stop = Instant.now();
        sight.awaitDurable(stop.plusSeconds(1));
        assertCovered(site, PER_SESSION, recording, stop, PER_SESSION_MAX, PER_SESSION_TWICE_MAX);
        assertCovered(site, SINGLE, recording, stop, SINGLE_MAX, 0);
        site.stopAndVerify();
    }

    private static void assertShownAsWhatTheyAre(Site site) throws IOException, InterruptedException {
        String printed = Lidless.need(
                "status", "-o", "json", "--data", site.management().data().toString());
        JsonNode cameras = JsonMapper.builder()
                .build()
                .readTree(printed.substring(printed.indexOf('{')))
                .path("cameras");
        JsonNode perSession = Recorder.find(cameras, "camera", PER_SESSION).orElseThrow();
        JsonNode single = Recorder.find(cameras, "camera", SINGLE).orElseThrow();
        assertThat(perSession.path("protection").asString()).isEqualTo("shadowed");
        assertThat(perSession.path("expectedLoss").asString()).contains("key frame");
        assertThat(single.path("protection").asString()).isEqualTo("cold");
        assertThat(single.path("expectedLoss").asString()).contains("session", "key frame");
    }

    private static void assertCovered(Site site, String camera, Instant from, Instant to, Duration most, int twiceMax)
            throws IOException, InterruptedException {
        Tally.Count count = site.tally().count(camera, "r1", from, to, List.of());
        CheckResult found = count.result();
        long missing = found.lostCount() + found.neverOffered() + found.cameraDropped();
        assertThat(Duration.ofMillis(missing * FRAME_MS))
                .as("time not covered of " + camera)
                .isLessThanOrEqualTo(most);
        Duration gaps = count.line().stream()
                .filter(each ->
                        !each.isHad() && each.to().isAfter(from) && each.from().isBefore(to))
                .map(each -> Duration.between(each.from(), each.to()))
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(gaps).as("gaps of " + camera + " in " + count.line()).isLessThanOrEqualTo(most);
        assertThat(found.twice())
                .as("frames of " + camera + " that are there twice")
                .hasSizeLessThanOrEqualTo(twiceMax);
        assertThat(found.phantom()).as("frames that " + camera + " never sent").isZero();
        assertThat(Shown.disorder(count.line())).isEmpty();
    }
}
