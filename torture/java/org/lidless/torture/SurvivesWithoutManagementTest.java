package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Takes management away, and kills and starts a recorder meanwhile: recording does not need management, and when it is
/// back it finds everything in order and changes nothing.
@Execution(ExecutionMode.CONCURRENT)
final class SurvivesWithoutManagementTest {

    private static final Duration SHORT = Duration.ofSeconds(12);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DEAD = Duration.ofSeconds(3);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    @Tag("long")
    void frozen() throws IOException, InterruptedException {
        withoutManagement(SHORT, true);
    }

    @Test
    @Tag("process")
    void killed() throws IOException, InterruptedException {
        withoutManagement(SHORT, false);
    }

    @Test
    @Tag("long")
    void frozenForHalfAMinute() throws IOException, InterruptedException {
        withoutManagement(LONG, true);
    }

    @Test
    @Tag("long")
    void killedForHalfAMinute() throws IOException, InterruptedException {
        withoutManagement(LONG, false);
    }

    @Test
    @Tag("long")
    void allThreeKilledForAMinute() throws IOException, InterruptedException {
        withoutManagement(SitePlan.of(2, 4).withServers(3), MINUTE, false);
    }

    private void withoutManagement(Duration away, boolean frozen) throws IOException, InterruptedException {
        withoutManagement(SitePlan.of(2, 4), away, frozen);
    }

    private void withoutManagement(SitePlan plan, Duration away, boolean frozen)
            throws IOException, InterruptedException {
        Site site = Site.start(place, plan);
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        SortedMap<String, String> before = sight.ownerships();
        Instant gone = Instant.now();
        for (Node server : site.servers()) {
            if (frozen) {
                server.pause();
            } else {
                server.kill();
            }
        }
        sight.pass(DEAD);
        site.node("r1").kill();
        sight.pass(DEAD);
        site.node("r1").start();
        sight.awaitDuty(site.plan().camerasOf("r1"), "r1", "record");
        sight.awaitDurable(Instant.now());
        Duration left = Duration.between(Instant.now(), gone.plus(away));
        if (left.isPositive()) {
            sight.pass(left);
        }
        for (Node server : site.servers()) {
            if (frozen) {
                server.resume();
            } else {
                server.start();
            }
        }
        sight.awaitProtected();
        assertThat(sight.ownerships()).as("owners after management is back").isEqualTo(before);
        sight.awaitMerged("r1", recording);
        sight.awaitMerged("r2", recording);
        site.assertNothingLostSince(recording);
        assertThat(sight.ownerships()).as("owners at the end").isEqualTo(before);
        site.stopAndVerify();
    }
}
