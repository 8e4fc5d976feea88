package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A camera whose hours are over is called by nobody, and the gap says why; others go on. When it is wanted again it
/// is recorded and guarded as before.
@Execution(ExecutionMode.CONCURRENT)
final class RecordsByScheduleTest {

    private static final Duration OBEYED_MAX = Duration.ofSeconds(20);
    private static final Duration OFF = Duration.ofSeconds(3);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    @Tag("process")
    void aCameraIsOffOutsideOfItsHours() throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, 2));
        Instant recording = site.awaitRecording();
        String document =
                Lidless.need("config", "get", "--data", site.management().data().toString());
        LocalTime later = LocalTime.now(ZoneOffset.UTC).plusHours(3);
        String hours = "%02d:00-%02d:00 UTC"
                .formatted(later.getHour(), later.plusHours(1).getHour());
        String named = "  - name: cam-1\n";
        assertThat(document).contains(named);
        apply(site, "off.yaml", document.replace(named, named + "    schedule: \"" + hours + "\"\n"));
        site.sight()
                .until(
                        OBEYED_MAX,
                        "cam-1 being off",
                        () -> state(site, "cam-1").equals("off")
                                        && site.node("r1").camera("cam-1").isEmpty()
                                ? ""
                                : "it is " + state(site, "cam-1"));
        site.sight().pass(OFF);
        String again =
                Lidless.need("config", "get", "--data", site.management().data().toString());
        apply(site, "on.yaml", again.replaceAll("    schedule: .*\n", ""));
        site.sight().awaitProtected();
        Instant stop = Instant.now();
        // That it is off is put down until it had time to be called: footage must be beyond that.
        site.sight().awaitDurable(stop.plusSeconds(7));
        assertThat(site.tally().faults("cam-2", "r1", recording, stop)).isEmpty();
        List<Shown> missing = site.tally().line("cam-1", "r1").stream()
                .filter(each -> !each.isHad() && each.to().isAfter(recording))
                .toList();
        assertThat(missing).hasSize(1).allSatisfy(each -> {
            assertThat(each.state()).isEqualTo("gap");
            assertThat(each.by()).isEqualTo("scheduled-off");
            assertThat(Duration.between(each.from(), each.to())).isGreaterThan(OFF);
        });
        site.stopAndVerify();
    }

    private void apply(Site site, String name, String document) throws IOException, InterruptedException {
        Path file = Files.writeString(place.file(name), document);
        Lidless.need(
                "apply",
                "-f",
                file.toString(),
                "--data",
                site.management().data().toString());
    }

    private static String state(Site site, String camera) {
        var said = site.sight().managed().get(camera);
        return said == null ? "unknown" : said.path("state").asString("?");
    }
}
