package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/// Four primaries share two standbys that bear three cameras each. Two primaries killed at once cost nothing. A
/// third one costs the cameras that matter least: they lie in stored gaps, and an alarm names them.
@Execution(ExecutionMode.CONCURRENT)
final class SurvivesManyFailuresTest {

    private static final int STREAMS = 3;
    private static final List<String> LOST = List.of("r1", "r2", "r3");

    /// Cameras of the three in order of what they matter: 1 2 3 5 6 7 | 9 10 11.
    private static final List<String> LEAST = List.of("cam-9", "cam-10", "cam-11");

    /// What the third one costs nothing: each standby bears one of them in place of what matters less.
    private static final List<String> KEPT = List.of("cam-3", "cam-7");

    private static final Duration OWNED_MAX = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofSeconds(3);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    @Tag("long")
    void twoOfFourCostNothingAndAThirdWhatMattersLeast() throws IOException, InterruptedException {
        SitePlan plan = SitePlan.of(4, 12).withStandbys(2, STREAMS);
        Site site = Site.start(place, plan);
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        site.node("r1").kill();
        site.node("r2").kill();
        sight.until(OWNED_MAX, "standbys owning what r1 and r2 had", () -> ownedByLost(site, LOST.subList(0, 2)));
        sight.awaitDurable(Instant.now());
        sight.pass(BETWEEN);
        assertThat(stranded(site)).as("cameras that nobody records, two lost").isEmpty();
        sight.until(OWNED_MAX, "a standby of its own for each of " + KEPT, () -> notApart(site));
        Instant third = Instant.now();
        site.node("r3").kill();
        sight.until(OWNED_MAX, "the alarm that names " + LEAST, () -> {
            List<String> said = stranded(site);
            return said.size() == LEAST.size() && said.containsAll(LEAST) ? "" : "stranded: " + said;
        });
        sight.pass(BETWEEN);
        assertThat(site.management().output().lines())
                .as("the alarm that names " + LEAST)
                .anyMatch(line ->
                        line.contains("Nobody records") && LEAST.stream().allMatch(line::contains));
        for (String each : LOST) {
            site.node(each).start();
        }
        sight.awaitProtected();
        Instant back = Instant.now();
        for (String each : plan.primaryNames()) {
            sight.awaitHome(each);
        }
        Instant stop = Instant.now();
        sight.awaitDurable(stop.plusSeconds(1));
        for (String camera : plan.cameraNames()) {
            if (LEAST.contains(camera)) {
                judgeDropped(site, camera, recording, third, back, stop);
            } else {
                assertThat(site.tally().faults(camera, plan.homeOf(camera), recording, stop))
                        .isEmpty();
            }
        }
        site.stopAndVerify();
    }

    /// A camera that had to go has a gap with its cause for the time without a recorder, and nothing else is
    /// missing.
    private static void judgeDropped(
            Site site, String camera, Instant recording, Instant third, Instant back, Instant stop)
            throws IOException, InterruptedException {
        String home = site.plan().homeOf(camera);
        List<Shown> missing = site.tally().line(camera, home).stream()
                .filter(each -> !each.isHad() && each.to().isAfter(recording))
                .toList();
        assertThat(missing).as("missing of " + camera).isNotEmpty().allSatisfy(each -> {
            assertThat(each.state()).isEqualTo("gap");
            assertThat(each.by()).isIn("recorder-down", "no-standby");
            assertThat(each.from()).isAfter(third.minusSeconds(2));
            assertThat(each.to()).isBefore(back);
        });
        assertThat(site.tally().faultsOutsideOfGaps(camera, home, recording, stop))
                .isEmpty();
    }

    private static String ownedByLost(Site site, List<String> lost) {
        List<String> all = site.sight().ownerships().entrySet().stream()
                .filter(each -> lost.stream().anyMatch(node -> each.getValue().startsWith(node + " ")))
                .map(each -> each.getKey() + " " + each.getValue())
                .toList();
        return site.sight().ownerships().isEmpty() ? "management does not answer" : String.join(", ", all);
    }

    private static String notApart(Site site) {
        Map<String, JsonNode> all = site.sight().managed();
        boolean areReady = KEPT.stream().allMatch(site.sight()::isReady);
        Set<String> shadows = shadows(all, KEPT);
        return areReady && shadows.size() == KEPT.size() ? "" : "ready: " + areReady + ", shadowed by " + shadows;
    }

    /// Who shadows cameras, as management says.
    private static Set<String> shadows(Map<String, JsonNode> all, List<String> cameras) {
        return cameras.stream()
                .map(all::get)
                .filter(Objects::nonNull)
                .flatMap(said -> said.path("shadow").asStringOpt().stream())
                .collect(Collectors.toSet());
    }

    private static List<String> stranded(Site site) {
        return site.management().status().stream()
                .flatMap(said -> said.path("groups").valueStream())
                .flatMap(group -> group.path("stranded").valueStream())
                .map(each -> each.asString("?"))
                .toList();
    }
}
