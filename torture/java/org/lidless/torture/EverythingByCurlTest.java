package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lidless.contract.CommandTable;
import tools.jackson.databind.JsonNode;

/// The whole of a site's life by `curl` alone: signing in, cameras, pictures, evidence, exports, draining, a lost
/// recorder, configuration, backups, people, audit. Every operation of docs/reference/openapi.yaml is asked, and
/// answers as it says there. The same once more by a client that was generated from the page.
@Tag("process")
final class EverythingByCurlTest {

    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final String PASSWORD = "correct horse battery";

    /// What is not asked here, and which test does.
    private static final Map<String, String> ELSEWHERE = Map.of(
            "oidcStart", "OidcOverHttpTest, with a real provider",
            "oidcCallback", "OidcOverHttpTest, with a real provider",
            "live", "WatchesThroughKillTest: curl speaks no WebSocket",
            "invite", "JoinsTest: it needs the authority's key",
            "dismissServer", "JoinsTest: it needs a second server");

    @RegisterExtension
    private final Place place = new Place();

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @SuppressWarnings("NullAway.Init")
    private Curl curl;

    @SuppressWarnings("NullAway.Init")
    private Instant begin;

    @Test
    void everyOperationAnswersCurlAsItIsWritten() throws Exception {
        site = Site.start(place, SitePlan.of(1, 1));
        begin = site.awaitRecording();
        Node server = site.management();
        await("the address for browsers")
                .atMost(LONGEST)
                .until(() -> server.get("/api/web").map(said -> said.has("url")).orElse(false));
        URI base = URI.create(server.get("/api/web").orElseThrow().path("url").asString());
        Path authority = Certificates.of("m1").resolve("authority.pem");
        curl = new Curl(place, base, authority);
        about();
        signIn();
        String export = order();
        people();
        cameras();
        footage();
        configuration();
        recorders();
        export(export);
        SortedSet<String> byClient =
                generatedClient(base, authority, "everything.mjs", "cam-1", begin.toString(), "r1");
        lose();
        byClient.addAll(generatedClient(base, authority, "loss.mjs", "r1", "cam-1"));
        audit();
        SortedSet<String> never = new TreeSet<>(curl.all());
        never.removeAll(curl.answered());
        assertThat(never).isEqualTo(new TreeSet<>(ELSEWHERE.keySet()));
        assertThat(byClient).isEqualTo(curl.answered());
        byClient.addAll(ELSEWHERE.keySet());
        assertThat(byClient).containsAll(CommandTable.operations());
    }

    /// What is told to everybody.
    private void about() throws IOException, InterruptedException {
        curl.get("/healthz");
        curl.get("/readyz");
        curl.get("/verify");
        assertThat(curl.get("/api/openapi.yaml").text()).startsWith("openapi: 3.1.0");
        assertThat(curl.get("/api/problems").text()).contains("LID-CAM-001");
        curl.get("/api/problems/LID-CAM-001");
        curl.ask(404, "GET", "/api/problems/LID-CAM-999");
        assertThat(curl.get("/help/LID-CAM-001").header("content-type")).startsWith("text/html");
        assertThat(curl.get("/api/session/ways").json().path("first").asBoolean())
                .isTrue();
        curl.ask(401, "GET", "/api/overview");
    }

    private void signIn() throws IOException, InterruptedException {
        String said = Lidless.need(
                "person",
                "first-code",
                "-o",
                "json",
                "--data",
                site.management().data().toString());
        String code = said.replaceFirst("(?s).*\"code\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        curl.send(200, "POST", "/api/session/first", named("anna", PASSWORD, "\"code\":\"" + code + "\","));
        String jar = place.file("cookies").toString();
        Curl.Answer in = curl.send(200, "POST", "/api/session", named("anna", PASSWORD, ""), "-c", jar);
        String csrf = "Lidless-CSRF: " + in.said("csrf");
        curl.get("/api/session", "-b", jar);
        curl.ask(403, "POST", "/api/session/ticket", "-b", jar);
        String origin = "Origin: " + in.json().path("servers").path(0).asString();
        curl.ask(200, "POST", "/api/session/ticket", "-b", jar, "-H", csrf, "-H", origin);
        curl.ask(204, "DELETE", "/api/session", "-b", jar, "-H", csrf, "-H", origin);
        curl.ask(401, "GET", "/api/session", "-b", jar);
        curl.carry(curl.send(200, "POST", "/api/session", named("anna", PASSWORD, ""))
                .said("token"));
        curl.send(
                204,
                "PUT",
                "/api/session/password",
                "{\"old\":\"" + PASSWORD + "\",\"new\":\"" + PASSWORD + " staple\"}");
        curl.carry(curl.send(200, "POST", "/api/session", named("anna", PASSWORD + " staple", ""))
                .said("token"));
        Curl.Answer layouts = curl.get("/api/session/layouts");
        curl.send(
                200,
                "PUT",
                "/api/session/layouts",
                "[{\"id\":\"1\",\"name\":\"All\",\"columns\":1,\"tiles\":[\"cam-1\",null]}]",
                "-H",
                "If-Match: " + layouts.header("etag"));
        Curl.Answer made = curl.send(201, "POST", "/api/tokens", """
                {"name":"script","scopes":["status","live","playback","export","lock","configure","operate","people","audit"]}""");
        curl.carry(made.said("token"));
    }

    private static String named(String name, String password, String more) {
        return "{" + more + "\"name\":\"" + name + "\",\"password\":\"" + password + "\"}";
    }

    private void people() throws IOException, InterruptedException {
        curl.send(
                201,
                "POST",
                "/api/people",
                "{\"name\":\"ben\",\"roles\":[{\"role\":\"viewer\",\"cameras\":[\"cam-1\"]}]}");
        assertThat(curl.get("/api/people?limit=1").json().path("next").asString(""))
                .isNotEmpty();
        curl.send(200, "PUT", "/api/camera-groups/gates", "{\"cameras\":[\"cam-1\"]}");
        curl.get("/api/camera-groups");
        curl.get("/api/camera-groups/gates");
        String tag = curl.get("/api/people/ben").header("etag");
        String roles = "{\"roles\":[{\"role\":\"operator\",\"groups\":[\"gates\"]}]}";
        curl.send(412, "PATCH", "/api/people/ben", roles, "-H", "If-Match: \"99\"");
        curl.send(200, "PATCH", "/api/people/ben", roles, "-H", "If-Match: " + tag);
        curl.ask(200, "POST", "/api/people/ben/invitation");
        curl.ask(204, "DELETE", "/api/people/ben/sessions");
        curl.ask(204, "DELETE", "/api/people/ben");
        curl.ask(404, "GET", "/api/people/ben");
        curl.ask(204, "DELETE", "/api/camera-groups/gates");
        curl.get("/api/oidc");
        curl.send(200, "PUT", "/api/oidc", "{\"enabled\":false}");
        String id = curl.send(201, "POST", "/api/tokens", "{\"name\":\"other\",\"scopes\":[\"status\"]}")
                .said("id");
        curl.get("/api/tokens");
        curl.ask(204, "DELETE", "/api/tokens/" + id);
    }

    private void cameras() throws IOException, InterruptedException {
        String url = site.cameras().url("cam-1");
        String unknown = events("");
        assertThat(unknown).contains("event: lidless.resync");
        String last = unknown.replaceFirst("(?s).*id: (\\S+).*", "$1");
        assertThat(curl.send(200, "POST", "/api/camera-tests", "{\"url\":\"" + url + "\"}")
                        .json()
                        .path("recordable")
                        .asBoolean())
                .isTrue();
        String gate = "{\"camera\":\"gate\",\"url\":\"" + url + "\"}";
        String key = "Idempotency-Key: gate-1";
        String first = curl.send(201, "POST", "/api/cameras", gate, "-H", key).said("camera");
        Curl.Answer again = curl.send(201, "POST", "/api/cameras", gate, "-H", key);
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.said("camera")).isEqualTo(first);
        curl.send(422, "POST", "/api/cameras", gate.replace("gate", "yard"), "-H", key);
        assertThat(curl.get("/api/cameras?limit=1").json().path("next").asString(""))
                .isNotEmpty();
        String tag = curl.get("/api/cameras/gate").header("etag");
        curl.ask(
                200,
                "PATCH",
                "/api/cameras/gate",
                words(curl.body("{\"megabits\":2}", "application/merge-patch+json"), "-H", "If-Match: " + tag));
        curl.ask(
                412,
                "PATCH",
                "/api/cameras/gate",
                words(curl.body("{\"megabits\":3}", "application/merge-patch+json"), "-H", "If-Match: " + tag));
        await("what was changed is told behind " + last)
                .atMost(LONGEST)
                .until(() -> events(last).contains("\"camera\":\"gate\""));
        curl.ask(
                200,
                "POST",
                "/api/camera-imports?dry-run=true",
                words(curl.body("name,url\nyard," + url + "\n", "text/csv")));
        curl.send(200, "PUT", "/api/camera-logins/front", "{\"user\":\"admin\",\"password\":\"secret\"}");
        assertThat(curl.get("/api/camera-logins").text()).contains("front").doesNotContain("secret");
        curl.ask(204, "DELETE", "/api/camera-logins/front");
        curl.ask(204, "DELETE", "/api/cameras/gate");
        curl.ask(404, "GET", "/api/cameras/gate");
    }

    /// What is told in a second behind an event.
    private String events(String last) throws IOException, InterruptedException {
        String told = curl.get("/api/events", "-N", "--max-time", "1", "-H", "Last-Event-ID: x" + last)
                .text();
        if (!last.isEmpty()) {
            told = curl.get("/api/events", "-N", "--max-time", "1", "-H", "Last-Event-ID: " + last)
                    .text();
        }
        told.lines()
                .filter(line -> line.startsWith("data: "))
                .forEach(line -> assertThat(curl.faults(line.substring(6))).isEmpty());
        return told;
    }

    private static String[] words(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String order() throws IOException, InterruptedException {
        Instant to = Instant.now();
        site.sight().awaitDurable(to);
        return curl.send(
                        202,
                        "POST",
                        "/api/exports",
                        "{\"cameras\":[\"cam-1\"],\"from\":\"" + begin + "\",\"to\":\"" + to
                                + "\",\"note\":\"by curl\"}",
                        "-H",
                        "Idempotency-Key: export-1")
                .said("id");
    }

    private void footage() throws IOException, InterruptedException {
        String span = "from=" + begin + "&to=" + begin.plusSeconds(2);
        for (String each : List.of("overview", "status", "servers", "groups", "locks", "pools")) {
            curl.get("/api/" + each);
        }
        curl.get("/metrics");
        assertThat(curl.get("/api/footage?camera=cam-1").text()).contains("\"have\"");
        curl.get("/api/gaps?camera=cam-1&" + span);
        await("the timeline")
                .atMost(LONGEST)
                .until(() -> curl.get("/api/timeline?camera=cam-1&px=100&" + span)
                        .text()
                        .contains("\"have\""));
        Curl.Answer movie = curl.get("/api/footage/cam-1/movie.mp4?" + span);
        Video.assertClean(Files.write(place.file("movie.mp4"), movie.body()));
        Curl.Answer part = curl.ask(206, "GET", "/api/footage/cam-1/movie.mp4?" + span, "-r", "0-99");
        assertThat(part.body()).hasSize(100).isEqualTo(java.util.Arrays.copyOf(movie.body(), 100));
        assertThat(curl.get("/api/footage/cam-1/still.mp4?at=" + begin.plusSeconds(1))
                        .header("lidless-moment"))
                .isNotEmpty();
        assertThat(curl.get("/api/live/cam-1/index.m3u8").text()).startsWith("#EXTM3U");
        assertThat(curl.get("/api/footage/cam-1/hls/index.m3u8?" + span).text()).startsWith("#EXTM3U");
        for (String path : List.of("/api/live/cam-1", "/api/footage/cam-1")) {
            String address = curl.send(200, "POST", "/api/session/ticket", "{\"path\":\"" + path + "\",\"minutes\":2}")
                    .said("address");
            String file = path.contains("live") ? "/index.m3u8" : "/hls/index.m3u8?" + span;
            assertThat(curl.get(address + file).text()).startsWith("#EXTM3U");
        }
        String lock = curl.send(
                        201,
                        "POST",
                        "/api/locks",
                        "{\"camera\":\"cam-1\",\"from\":\"" + begin + "\",\"to\":\"" + begin.plusSeconds(1)
                                + "\",\"reason\":\"theft\"}")
                .said("id");
        assertThat(curl.get("/api/locks").text()).contains(lock);
        curl.ask(200, "DELETE", "/api/locks/" + lock + "?reason=solved");
    }

    private void configuration() throws IOException, InterruptedException {
        Curl.Answer now = curl.get("/api/config");
        String yaml = now.said("text");
        curl.ask(428, "PUT", "/api/config", words(curl.body(yaml, "application/yaml")));
        curl.ask(
                200,
                "PUT",
                "/api/config?dry-run=true",
                words(curl.body(yaml, "application/yaml"), "-H", "If-Match: " + now.header("etag")));
        curl.ask(412, "PUT", "/api/config", words(curl.body(yaml, "application/yaml"), "-H", "If-Match: \"999\""));
        JsonNode newest = curl.get("/api/config/history?limit=1").json();
        assertThat(newest.path("next").asString("")).isNotEmpty();
        long revision = newest.path("items").path(0).path("revision").asLong();
        curl.send(200, "POST", "/api/config/rollback", "{\"revision\":" + revision + "}");
        String file = curl.ask(201, "POST", "/api/backups").said("file");
        assertThat(curl.get("/api/backups").text()).contains(file);
    }

    private void recorders() throws IOException, InterruptedException {
        curl.get("/api/recorders");
        curl.get("/api/recorders/r1/status");
        curl.ask(200, "POST", "/api/recorders/r1/pools/main/confirm");
        curl.get("/api/failover/plan");
        curl.ask(200, "POST", "/api/recorders/r1/drain");
        awaitRecorder("r1", said -> said.path("records").asInt() == 0);
        curl.ask(200, "POST", "/api/recorders/r1/return");
        awaitRecorder("r1", said -> said.path("records").asInt() > 0);
    }

    private void awaitRecorder(String name, Predicate<JsonNode> is) {
        await(name)
                .atMost(LONGEST)
                .until(() -> is.test(curl.get("/api/recorders/" + name).json()));
    }

    private void export(String id) throws IOException, InterruptedException {
        await("the export")
                .atMost(LONGEST)
                .until(() -> curl.get("/api/exports/" + id).said("state").equals("done"));
        assertThat(curl.get("/api/exports").text()).contains(id);
        Path zip = Files.write(
                place.file("out.zip"), curl.get("/api/exports/" + id + "/file").body());
        assertThat(Lidless.run("verify", zip.toString()).output()).contains("unchanged since recorder");
        curl.ask(206, "GET", "/api/exports/" + id + "/file", "-r", "0-9");
        curl.ask(200, "POST", "/api/exports/" + id + "/cancel");
        curl.ask(204, "DELETE", "/api/exports/" + id);
        curl.ask(404, "GET", "/api/exports/" + id);
    }

    private void lose() throws IOException, InterruptedException {
        site.sight().awaitProtected();
        site.node("r1").kill();
        await("the loss")
                .atMost(LONGEST)
                .until(() ->
                        !curl.get("/api/failover/history").json().path("items").isEmpty());
        JsonNode loss = curl.get("/api/failover/history").json().path("items").path(0);
        assertThat(loss.path("lost").asString()).isEqualTo("r1");
        assertThat(curl.get("/api/failover/history/" + loss.path("id").asLong()).text())
                .contains("\"camera\":\"cam-1\"");
    }

    private void audit() throws IOException, InterruptedException {
        JsonNode newest = curl.get("/api/audit?limit=2").json();
        assertThat(newest.path("items")).hasSize(2);
        assertThat(newest.path("next").asString("")).isNotEmpty();
        assertThat(curl.get("/api/audit/check").json().path("unbroken").asBoolean())
                .isTrue();
        // One recorder is lost by now: of that one there are the heads.
        assertThat(curl.get("/api/audit/archive").status()).isEqualTo(200);
        Path log = Files.write(
                place.file("audit.log"), curl.get("/api/audit/export").body());
        assertThat(Files.readString(log, StandardCharsets.UTF_8)).contains("anna");
        assertThat(Lidless.run("audit", "check", log.toString()).code()).isZero();
    }

    /// The console's own, made by openapi-typescript, in Node.
    ///
    /// @return operations that have answered it
    private SortedSet<String> generatedClient(URI base, Path authority, String story, String... words)
            throws IOException, InterruptedException {
        return GeneratedClient.run(place, base, authority, story, words)
                .lines()
                .filter(line -> line.startsWith("answered "))
                .map(line -> line.split(" ", 3))
                .map(line -> curl.operation(line[1], line[2]))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
