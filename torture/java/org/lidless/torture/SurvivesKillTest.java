package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.json.JsonMapper;

/// Kills a primary, has the standby record for it, starts it again, and counts every frame: with one pool that all
/// share, and with pools of their own.
@Execution(ExecutionMode.CONCURRENT)
final class SurvivesKillTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> ALL = List.of("cam-1", "cam-2", "cam-3");

    @RegisterExtension
    private final Place place = new Place();

    @Test
    @Tag("process")
    void onASharedPool() throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, ALL.size()).withSharedPool());
        killAndReturn(site);
        showsThatItCostNothing(site);
        site.stopAndVerify();
    }

    /// The demo, which every check runs, tells the same story.
    @Test
    @Tag("long")
    void withPoolsOfTheirOwn() throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, ALL.size()));
        Instant recording = killAndReturn(site);
        // The bytes are home, not only known of: the one that recorded them is gone.
        site.standby().kill();
        site.assertNothingLostSince(recording);
        site.stopAndVerify();
    }

    /// @return the moment from which on every frame counts
    private static Instant killAndReturn(Site site) throws IOException, InterruptedException {
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        site.node("r1").kill();
        sight.awaitOwner(ALL, SitePlan.STANDBY);
        sight.awaitDurable(Instant.now());
        site.node("r1").start();
        sight.awaitMerged("r1", recording);
        sight.awaitProtected();
        site.assertNothingLostSince(recording);
        return recording;
    }

    /// `lidless failover show`, by the footage that is stored.
    private static void showsThatItCostNothing(Site site) throws IOException, InterruptedException {
        String server = site.servers().getFirst().data().toString();
        String incident = JSON.readTree(Lidless.need("failover", "history", "--data", server, "-o", "json"))
                .path(0)
                .path("id")
                .asString();
        String[] shown = Lidless.need(
                        "failover",
                        "show",
                        incident,
                        "--data",
                        server,
                        "--footage",
                        site.node("r1").data().toString())
                .split("\n");
        for (String camera : ALL) {
            assertThat(shown)
                    .anySatisfy(line -> assertThat(line.trim().split(" {2,}"))
                            .startsWith(camera, SitePlan.STANDBY)
                            .hasSize(8)
                            .endsWith("0.000 s", "0.000 s"));
        }
    }
}
