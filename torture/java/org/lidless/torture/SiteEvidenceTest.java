package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// A site whose recorder stands still with an order: another recorder makes the export. And its audit logs, held
/// against the heads that the management servers agreed on: a tail that was cut and a log that was written anew
/// are named, online and offline.
@Tag("long")
final class SiteEvidenceTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    void anotherRecorderMakesTheExportAndACutLogIsNamed() throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, 1).withSharedPool());
        Instant recording = site.awaitRecording();
        site.sight().awaitDurable(recording.plusSeconds(2));
        String management = site.management().data().toString();
        site.node("r1").pause();
        Lidless.need(
                "export",
                "start",
                "--camera",
                "cam-1",
                "--from",
                recording.toString(),
                "--to",
                recording.plusSeconds(2).toString(),
                "--no-wait",
                "--data",
                management);
        await("another recorder makes it").atMost(LONGEST).until(() -> {
            JsonNode all = exports(site);
            return all.path(0).path("state").asString("").equals("done");
        });
        JsonNode export = exports(site).path(0);
        assertThat(export.path("runner").asString()).isEqualTo(SitePlan.STANDBY);
        site.node("r1").resume();
        Path zip = place.file("out.zip");
        Lidless.need("export", "get", export.path("id").asString(), zip.toString(), "--data", management);
        assertThat(Lidless.run("verify", zip.toString()).output()).contains("unchanged since recorder s1");
        Lidless.need("export", "remove", export.path("id").asString(), "--data", management);
        await("its file is gone")
                .atMost(LONGEST)
                .until(() -> !Files.exists(site.standby()
                        .data()
                        .resolve("exports")
                        .resolve(export.path("id").asString())));

        await("every node's head is agreed on")
                .atMost(LONGEST)
                .until(() -> Api.of(site.management().data())
                        .flatMap(api -> api.get("/api/audit/kept"))
                        .filter(each -> each.size() == 3)
                        .isPresent());
        Path audit = place.file("audit");
        Lidless.need("audit", "export", "--site", audit.toString(), "--data", management);
        assertThat(Lidless.run("audit", "check", audit.toString()).code()).isZero();
        assertThat(Lidless.run("audit", "check", "--site", "--data", management).code())
                .isZero();

        Path log = audit.resolve("s1.audit.log");
        List<String> lines = Files.readAllLines(log);
        Files.write(log, lines.subList(0, 1));
        Program.Outcome cut = Lidless.run("audit", "check", audit.toString());
        assertThat(cut.output()).contains("its tail was cut");
        assertThat(cut.code()).isEqualTo(1);

        site.standby().stop();
        cutTail(site.standby().data().resolve("audit"));
        site.standby().start();
        await("the site sees it")
                .atMost(LONGEST)
                .until(() -> Lidless.run("audit", "check", "--site", "--data", management)
                        .output()
                        .contains("s1 CHANGED"));
        site.management().stop();
    }

    private static JsonNode exports(Site site) {
        return Api.of(site.management().data())
                .flatMap(api -> api.get("/api/exports"))
                .orElseThrow();
    }

    /// All but the first record of a chain is gone.
    private static void cutTail(Path chain) throws IOException {
        try (var files = Files.list(chain)) {
            for (Path file : files.sorted().skip(1).toList()) {
                Files.delete(file);
            }
        }
        try (var files = Files.list(chain)) {
            Path first = files.findFirst().orElseThrow();
            List<String> lines = Files.readAllLines(first);
            Files.writeString(first, lines.getFirst() + "\n", StandardCharsets.UTF_8);
        }
    }
}
