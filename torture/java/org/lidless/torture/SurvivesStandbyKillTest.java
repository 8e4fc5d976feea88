package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/// A standby dies, which by itself costs nothing. Its shadows are spread anew over the others, so that a primary that
/// dies then costs nothing either; where there is no other, the group is at risk until it is back.
@Execution(ExecutionMode.CONCURRENT)
final class SurvivesStandbyKillTest {

    private static final String OTHER = "s2";
    private static final Duration GUARDED_MAX = Duration.ofSeconds(30);
    private static final Duration SAID_MAX = Duration.ofSeconds(30);
    private static final Duration STAYS = Duration.ofSeconds(5);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    @Tag("process")
    void theOtherOneGuardsAll() throws IOException, InterruptedException {
        SitePlan plan = SitePlan.of(2, 6).withStandbys(2, 0);
        Site site = Site.start(place, plan);
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        sight.until(SAID_MAX, "a group that is protected", () -> isNot(site, "protected"));
        Instant killed = Instant.now();
        site.node(OTHER).kill();
        sight.until(GUARDED_MAX, "every camera guarded by " + SitePlan.STANDBY, () -> unguarded(site));
        place.tell(Duration.between(killed, Instant.now()).toMillis() + " ms until all were guarded again");
        sight.until(SAID_MAX, "a group at risk", () -> isNot(site, "at risk"));
        site.node("r1").kill();
        sight.awaitOwner(plan.camerasOf("r1"), SitePlan.STANDBY);
        sight.awaitDurable(Instant.now());
        site.node("r1").start();
        site.node(OTHER).start();
        sight.awaitMerged("r1", recording);
        sight.awaitProtected();
        sight.until(SAID_MAX, "a group that is protected again", () -> isNot(site, "protected"));
        site.assertNothingLostSince(recording);
        site.stopAndVerify();
    }

    @Test
    @Tag("process")
    void withoutAnotherOneTheGroupIsAtRisk() throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, 2));
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        site.standby().kill();
        sight.until(SAID_MAX, "a group at risk", () -> isNot(site, "at risk"));
        sight.pass(STAYS);
        assertThat(isNot(site, "at risk")).as("lacking").isEmpty();
        assertThat(site.management().output().lines())
                .as("the alarm that names who has no shadow")
                .anyMatch(line -> line.contains("LID-FAIL-002"));
        site.standby().start();
        sight.awaitProtected();
        sight.until(SAID_MAX, "a group that is protected again", () -> isNot(site, "protected"));
        site.assertNothingLostSince(recording);
        site.stopAndVerify();
    }

    private static String isNot(Site site, String standing) {
        Optional<String> said = site.management()
                .status()
                .flatMap(status -> status.path("groups")
                        .valueStream()
                        .map(group -> group.path("state").asString("?"))
                        .findFirst());
        return said.filter(standing::equals).isPresent() ? "" : "it is " + said.orElse("not said");
    }

    private static String unguarded(Site site) {
        List<String> cameras = site.plan().cameraNames();
        return cameras.stream()
                .filter(camera -> {
                    JsonNode said = site.sight().managed().get(camera);
                    return said == null
                            || !said.path("shadow").asString("").equals(SitePlan.STANDBY)
                            || !said.path("ready").asBoolean(false);
                })
                .collect(Collectors.joining(", "));
    }
}
