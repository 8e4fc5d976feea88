package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A primary was killed and returns, and that goes wrong once more.
@Execution(ExecutionMode.CONCURRENT)
final class SurvivesBadReturnTest {

    private static final List<String> ALL = List.of("cam-1", "cam-2", "cam-3");
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration AWAY = Duration.ofSeconds(6);
    private static final int KILOBITS = 4_000;

    @RegisterExtension
    private final Place place = new Place();

    @Test
    @Tag("process")
    void killedAgainTwice() throws IOException, InterruptedException {
        killedAgain(List.of(
                sight -> sight.awaitDuty(ALL, "r1", "shadow"), sight -> sight.awaitOwner(List.of("cam-1"), "r1")));
    }

    @Test
    @Tag("long")
    void killedAgainFiveTimes() throws IOException, InterruptedException {
        killedAgain(List.of(
                sight -> sight.until(LONG, "an answer of r1", () -> sight.isAnswering("r1") ? "" : "none"),
                sight -> sight.awaitDuty(ALL, "r1", "shadow"),
                sight -> sight.until(LONG, "a ready shadow", () -> sight.isReady("cam-1") ? "" : "it is not ready"),
                sight -> sight.until(LONG, "cam-1 going home", () -> sight.isOwnedBy("cam-1", "r1") ? "" : "not yet"),
                sight -> sight.awaitDuty(ALL, "r1", "record")));
    }

    /// @param moments of the return, at each of which it is killed
    private void killedAgain(List<Consumer<SiteSight>> moments) throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, ALL.size()));
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        site.node("r1").kill();
        sight.awaitOwner(ALL, SitePlan.STANDBY);
        for (Consumer<SiteSight> moment : moments) {
            site.node("r1").start();
            moment.accept(sight);
            site.node("r1").kill();
            sight.awaitOwner(ALL, SitePlan.STANDBY);
        }
        sight.awaitDurable(Instant.now());
        site.node("r1").start();
        settleAndCount(site, recording);
    }

    @Test
    @Tag("process")
    void standbyKilledInTheMiddleOfTheMerge() throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, ALL.size()).withKilobits(KILOBITS));
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        site.node("r1").kill();
        sight.awaitOwner(ALL, SitePlan.STANDBY);
        sight.pass(AWAY);
        site.node("r1").start();
        sight.awaitOwner(ALL, "r1");
        sight.until(
                SHORT,
                "something being on its way home",
                () -> sight.toComeHome("r1").orElse(0L) > 0 ? "" : "nothing is");
        site.standby().kill();
        assertThat(sight.toComeHome("r1").orElse(0L))
                .as("segments that the killed standby still held")
                .isPositive();
        sight.awaitDurable(Instant.now());
        site.standby().start();
        settleAndCount(site, recording);
    }

    @Test
    @Tag("process")
    void clockOneHourAhead() throws IOException, InterruptedException {
        clockOff("+3600");
    }

    @Test
    @Tag("long")
    void clockOneHourBehind() throws IOException, InterruptedException {
        clockOff("-3600");
    }

    private void clockOff(String seconds) throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, ALL.size()));
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        site.node("r1").kill();
        sight.awaitOwner(ALL, SitePlan.STANDBY);
        sight.awaitDurable(Instant.now());
        site.node("r1").start(WrongClock.off(seconds));
        sight.awaitMerged("r1", recording);
        assertThat(site.node("r1").hasLoaded("libfaketime"))
                .as("r1 sees the wrong clock")
                .isTrue();
        settleAndCount(site, recording);
    }

    private static void settleAndCount(Site site, Instant recording) throws IOException, InterruptedException {
        site.sight().awaitMerged("r1", recording);
        site.sight().awaitProtected();
        site.assertNothingLostSince(recording);
        site.stopAndVerify();
    }
}
