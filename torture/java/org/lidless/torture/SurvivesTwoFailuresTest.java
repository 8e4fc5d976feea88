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

/// Kills a primary and, two seconds later, the standby that took over. Nobody is left to record: what is lost then lies
/// inside of stored gaps that say why, and nothing else is lost.
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
final class SurvivesTwoFailuresTest {

    private static final List<String> ALL = List.of("cam-1", "cam-2", "cam-3");
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    /// What a killed recorder had not yet written.
    private static final Duration WINDOW = Duration.ofMillis(1500);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    void whatIsLostLiesInGapsThatSayWhy() throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, ALL.size()));
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        site.node("r1").kill();
        sight.pass(BETWEEN);
        Instant bothGone = Instant.now();
        site.standby().kill();
        sight.pass(BETWEEN);
        site.node("r1").start();
        site.standby().start();
        sight.awaitProtected();
        Instant bothBack = Instant.now();
        sight.awaitHome("r1");
        Instant stop = Instant.now();
        sight.awaitDurable(stop.plusSeconds(1));
        for (String camera : ALL) {
            List<Shown> gaps = site.tally().line(camera, "r1").stream()
                    .filter(each -> !each.isHad() && each.to().isAfter(recording))
                    .toList();
            assertThat(gaps).as("gaps of " + camera).isNotEmpty().allSatisfy(gap -> {
                assertThat(gap.state()).isEqualTo("gap");
                assertThat(gap.by()).as("cause of " + gap).isEqualTo("recorder-down");
                assertThat(gap.from()).isAfter(bothGone.minus(WINDOW));
                assertThat(gap.to()).isAfter(bothGone).isBefore(bothBack);
            });
            assertThat(site.tally().faultsOutsideOfGaps(camera, "r1", recording, stop))
                    .isEmpty();
        }
        site.stopAndVerify();
    }
}
