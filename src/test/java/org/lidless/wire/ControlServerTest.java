package org.lidless.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.world.World;

class ControlServerTest {

    private static final String TOKEN = "secret";
    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00.000001Z");

    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final ScriptedControl control = new ScriptedControl();
    private ControlServer server;
    private ControlClient client;

    @BeforeEach
    void start() {
        server = ControlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), control, TOKEN, this::refused);
        client = new ControlClient(new ControlFile(url(), TOKEN, 1, "r1"));
    }

    private void refused(String from, String request) {
        refusals.add(from + " " + request);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void whatTheNodeAnswersArrivesUnchanged() {
        assertThat(client.status()).isEqualTo(ScriptedControl.STATUS);
        assertThat(client.exports()).isEqualTo(List.of(ScriptedControl.EXPORT));
        assertThat(client.startExport(ScriptedControl.EXPORT.order())).isEqualTo(ScriptedControl.EXPORT);
        FootageReport footage =
                client.footage(new FootageQuestion("cam-1", "main", Optional.of(NOW), Optional.empty()));
        assertThat(footage.from()).isEqualTo(NOW);
        assertThat(footage.stretches()).hasSize(2);
    }

    @Test
    void whoeverIsAskedForIsTold() {
        Asker maria = new Asker("María & Co", "192.0.2.7");
        client.by(maria).export("1");
        client.startExport(ScriptedControl.EXPORT.order(), maria);
        client.exports();
        assertThat(control.askers).containsExactly(maria, maria);
    }

    /// What is left out is refused, and does not end in an error of ours.
    @Test
    void anOrderWithoutAMemberIsRefused() throws Exception {
        assertThat(post("/api/locks", "{\"camera\":\"cam-1\"}").statusCode()).isEqualTo(400);
        assertThat(post("/api/exports", "{}").statusCode()).isEqualTo(400);
        assertThat(post("/api/exports", "null").statusCode()).isEqualTo(400);
        String far = "{\"camera\":\"cam-1\",\"from\":\"+999999999-01-01T00:00:00Z\",\"to\":\"2026-11-22T04:00:00Z\","
                + "\"reason\":\"a theft\"}";
        assertThat(post("/api/locks", far).body()).contains("RFC 3339");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                    .header("Authorization", "Bearer " + TOKEN)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void whatSomebodyElseAnswersIsPassedOnOnce() throws Exception {
        Relay relay = asked -> asked.path().startsWith("/api/locks")
                ? Optional.of(new Relay.Answered(
                        418, "text/plain", (asked.method() + " " + asked.path()).getBytes(StandardCharsets.UTF_8)))
                : Optional.empty();
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ControlServer relaying = ControlServer.start(any, new ScriptedControl(), relay, TOKEN, this::refused);
                OwnControl passedOn =
                        new OwnControl(new ControlFile("http://127.0.0.1:" + relaying.port(), TOKEN, 1, "m1"))) {
            URI locks = URI.create("http://127.0.0.1:" + relaying.port() + "/api/locks?a=b");
            HttpRequest request = HttpRequest.newBuilder(locks)
                    .header("Authorization", "Bearer " + TOKEN)
                    .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(418);
                assertThat(answer.body()).isEqualTo("GET /api/locks?a=b");
            }
            Relay.Answered here = passedOn.answer(new Relay.Asked("GET", "/api/locks", new byte[0]));
            assertThat(here.status()).isEqualTo(200);
        }
    }

    @Test
    void metricsAreTheStatusAsPrometheusReadsIt() throws Exception {
        HttpResponse<String> metrics = get("/metrics", TOKEN);
        assertThat(metrics.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body()).isEqualTo(MetricsText.of(new ScriptedControl()));
        assertThat(get("/metrics", "guess").statusCode()).isEqualTo(401);
        assertThat(refusals).contains("127.0.0.1 GET /metrics");
    }

    @Test
    void gapsAreTheFootageWithoutWhatIsThere() throws Exception {
        String body = get("/api/gaps?camera=cam-1", TOKEN).body();
        assertThat(body).contains("recorder-down").doesNotContain("\"have\"");
    }

    @Test
    void aRequestWithoutTheTokenIsRefused() throws Exception {
        HttpResponse<String> refused = get("/api/status", "guess");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body())
                .isEqualTo("{\"type\":\"urn:lidless:problem:lid-req-002\","
                        + "\"title\":\"The recorder does not know who asks\",\"status\":401,"
                        + "\"detail\":\"The request came without this recorder's token.\",\"code\":\"LID-REQ-002\","
                        + "\"footage\":\"Safe: nothing was changed.\","
                        + "\"remedy\":\"Use the token in control.json of the recorder's data directory.\"}");
    }

    @Test
    void whatTheNodeRefusesArrivesAsTheProblemItThrew() {
        assertThatThrownBy(() -> client.export("17"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem()).isEqualTo(ScriptedControl.NO_EXPORT));
    }

    @Test
    void aBugInTheNodeIsAProblemToo() {
        assertThatThrownBy(() -> client.cancelExport("1"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo(ProblemCode.BUG));
    }

    @Test
    void aWrongRequestSaysWhatIsWrong() throws Exception {
        assertThat(get("/api/footage", TOKEN).body()).contains("The request names no camera.");
        assertThat(get("/api/footage?camera=c&from=yesterday", TOKEN).body())
                .contains("from=yesterday is not a time of RFC 3339.");
        HttpResponse<String> nowhere = get("/api/nowhere", TOKEN);
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(nowhere.body()).contains("There is nothing at GET /api/nowhere.");
    }

    @Test
    void aPortInUseIsSaid() {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        assertThatThrownBy(() -> ControlServer.start(taken, new ScriptedControl(), TOKEN, this::refused))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("LID-NODE-001")
                .hasMessageContaining(":" + server.port() + " is in use");
    }

    @Test
    void aNodeThatIsGoneIsNotReachable() {
        server.close();
        assertThatThrownBy(() -> client.status())
                .hasMessageContaining("LID-NODE-002")
                .hasMessageContaining("Recorder r1 (process 1) does not answer at http://127.0.0.1:");
    }

    @Test
    void theControlFileIsForItsOwnerOnly(@TempDir Path data) throws Exception {
        World world = World.real();
        ControlFile file = new ControlFile("http://127.0.0.1:7300", ControlFile.newToken(world.chance()), 42, "r1");
        file.write(world.disk(), data);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("control.json"))))
                .isEqualTo("rw-------");
        assertThat(ControlFile.read(world.disk(), data)).isEqualTo(file);
        assertThat(file.token()).hasSize(64);
        assertThat(data.resolve("control.token")).hasContent(file.token());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("control.token"))))
                .isEqualTo("rw-------");
        ControlFile.remove(world.disk(), data);
        assertThatThrownBy(() -> ControlFile.read(world.disk(), data)).hasMessageContaining("No recorder is running");
    }

    private String url() {
        return "http://127.0.0.1:" + server.port();
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url() + path))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
