package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Exports that were ordered by the API are made although the management server that took the order is killed at
/// once, and although the recorder that makes one is killed and does not come back.
@Tag("long")
final class ExportOutlivesItsServersTest {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    @RegisterExtension
    private final Place place = new Place();

    @SuppressWarnings("NullAway.Init")
    private Site site;

    private String token = "";

    @Test
    void anOrderedExportIsMadeWhoeverIsKilled() throws Exception {
        site = Site.start(place, SitePlan.of(1, 1).withSharedPool());
        Instant begin = site.awaitRecording();
        site.sight().awaitDurable(begin.plusSeconds(3));
        token = Visitor.first(site.management()).token();

        String first = order(curl(), begin);
        site.management().kill();
        site.management().start();
        assertThat(made(curl(), first)).isEqualTo("r1");

        String second = order(curl(), begin);
        site.node("r1").kill();
        assertThat(made(curl(), second)).isEqualTo(SitePlan.STANDBY);
    }

    /// The server's port is another one after each start.
    private Curl curl() throws IOException, InterruptedException {
        Node server = site.management();
        await("the address for browsers")
                .atMost(LONGEST)
                .until(() -> server.get("/api/web").map(said -> said.has("url")).orElse(false));
        URI base = URI.create(server.get("/api/web").orElseThrow().path("url").asString());
        Curl curl = new Curl(place, base, Certificates.of("m1").resolve("authority.pem"));
        curl.carry(token);
        return curl;
    }

    private static String order(Curl curl, Instant from) throws IOException, InterruptedException {
        return curl.send(
                        202,
                        "POST",
                        "/api/exports",
                        "{\"cameras\":[\"cam-1\"],\"from\":\"" + from + "\",\"to\":\"" + from.plusSeconds(2) + "\"}")
                .said("id");
    }

    /// Waits until it is there and whole, and answers who made it.
    private String made(Curl curl, String id) throws IOException, InterruptedException {
        await("export " + id)
                .atMost(LONGEST)
                .until(() -> curl.get("/api/exports/" + id).said("state").equals("done"));
        Path zip = Files.write(
                place.file(id + ".zip"),
                curl.get("/api/exports/" + id + "/file").body());
        String said = Lidless.run("verify", zip.toString()).output();
        assertThat(said).contains("unchanged since recorder");
        return curl.get("/api/exports/" + id).said("runner");
    }
}
