package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Three management servers: kills a primary and, while its cameras are being taken over, the server that leads. The
/// next leader finds the takeover done or does it, and no frame is lost. `-Dlidless.seed=N` repeats a run's moments.
@Execution(ExecutionMode.CONCURRENT)
final class SurvivesLeaderKillTest {

    private static final int ROUNDS_LONG = 20;
    private static final List<String> PRIMARIES = List.of("r1", "r2");

    /// A takeover takes a fraction of a second; the leader is killed before, in and after it.
    private static final int APART_MS_MAX = 400;

    /// From the kill of the recorder until another owns, while the leader is lost too.
    private static final Duration OWNED_MAX = Duration.ofSeconds(3);

    /// The same on a machine that has other things to do.
    private static final Duration OWNED_BUSY_MAX = Duration.ofSeconds(10);

    /// From the kill of the leader until another leads.
    private static final Duration LED_MEDIAN_MAX = Duration.ofSeconds(1);

    @RegisterExtension
    private final Place place = new Place();

    private final List<Duration> owned = new ArrayList<>();
    private final List<Duration> led = new ArrayList<>();

    @Test
    @Tag("process")
    void whenTheLeaderDiesInATakeover() throws IOException, InterruptedException {
        rounds(1, OWNED_BUSY_MAX);
    }

    @Test
    @Tag("long")
    void whenTheLeaderDiesInTwentyTakeovers() throws IOException, InterruptedException {
        rounds(ROUNDS_LONG, OWNED_MAX);
        Collections.sort(led);
        assertThat(led.get(led.size() / 2)).as("median time to a new leader").isLessThan(LED_MEDIAN_MAX);
    }

    private void rounds(int count, Duration ownedMax) throws IOException, InterruptedException {
        long seed = Long.getLong("lidless.seed", System.nanoTime());
        System.out.println("SurvivesLeaderKillTest: -Dlidless.seed=" + seed);
        var random = new SplittableRandom(seed);
        Site site = Site.start(place, SitePlan.of(PRIMARIES.size(), 4).withServers(3));
        Instant recording = site.awaitRecording();
        for (int round = 0; round < count; round++) {
            String primary = PRIMARIES.get(round % PRIMARIES.size());
            round(site, primary, Duration.ofMillis(random.nextInt(APART_MS_MAX)));
        }
        for (String primary : PRIMARIES) {
            site.sight().awaitMerged(primary, recording);
        }
        site.assertNothingLostSince(recording);
        System.out.println("SurvivesLeaderKillTest: owner changed after " + owned + ", another led after " + led);
        assertThat(Collections.max(owned)).as("time until another owns").isLessThan(ownedMax);
        site.stopAndVerify();
    }

    private void round(Site site, String primary, Duration apart) throws IOException {
        SiteSight sight = site.sight();
        sight.awaitServers();
        Node leader = sight.awaitLeader();
        Instant killed = Instant.now();
        site.node(primary).kill();
        sight.pass(apart);
        Instant leaderless = Instant.now();
        leader.kill();
        CompletableFuture<Duration> next = CompletableFuture.supplyAsync(() -> {
            sight.awaitLeader();
            return Duration.between(leaderless, Instant.now());
        });
        sight.awaitDuty(site.plan().camerasOf(primary), SitePlan.STANDBY, "record");
        owned.add(Duration.between(killed, Instant.now()));
        led.add(next.join());
        place.tell("round " + owned.size() + ": owned after " + owned.getLast() + ", led after " + led.getLast());
        leader.start();
        site.node(primary).start();
        sight.awaitProtected();
    }
}
