package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Right;

/// What the server does with every request, whatever its operation.
final class WebServerTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private static final Pattern NAME = Pattern.compile("\"name\":\"(n[0-9]+)\"");
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    private final AtomicInteger made = new AtomicInteger();

    @TempDir
    private Path directory;

    private TestWeb web;

    record Named(String name, int size) {}

    @BeforeEach
    void start() {
        WebLimits limits = WebLimits.NORMAL.withIdle(Duration.ofSeconds(5)).withRequest(SOON);
        web = new TestWeb(directory, limits, routes -> {
            routes.get("/api/open", Need.open(), call -> call.json(200, new Named("open", 1)));
            routes.get("/api/site", Need.of(Right.CONFIGURE), call -> call.json(200, new Named("site", 1)));
            routes.get(
                    "/api/cameras/{camera}",
                    Need.path(Right.STATUS, "camera"),
                    call -> call.json(200, new Named(call.camera().value(), 1)));
            routes.get(
                    "/api/timeline",
                    Need.query(Right.PLAYBACK, "camera"),
                    call -> call.json(200, new Named("lanes", call.cameras().size())));
            routes.get("/api/forgets", Need.object(Right.EXPORT), call -> call.json(200, new Named("secret", 1)));
            routes.post("/api/things", Need.of(Right.CONFIGURE), call -> {
                Named body = call.body(Named.class);
                call.etag("7");
                call.json(201, new Named(body.name() + made.incrementAndGet(), body.size()));
            });
            routes.put("/api/things", Need.of(Right.CONFIGURE), call -> {
                call.ifMatch("7");
                call.nothing();
            });
            routes.get(
                    "/api/list",
                    Need.of(Right.STATUS),
                    call -> call.page(
                            IntStream.range(0, 250)
                                    .mapToObj(n -> String.format("n%03d", n))
                                    .toList(),
                            Function.identity(),
                            Comparator.naturalOrder(),
                            name -> new Named(name, 0)));
            routes.get("/api/bug", Need.open(), call -> {
                throw new IllegalStateException("secret inside");
            });
            routes.socket(
                    "/api/echo",
                    Need.of(Right.SIGNED_IN),
                    socket ->
                            socket.onMessage(said -> said.send(Call.caller(said).name() + " said " + said.message())));
        });
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private HttpResponse<String> get(String name, String path) throws IOException, InterruptedException {
        return web.send(web.as(name, path));
    }

    @Test
    void speaksHttp2AndSecurityHeadersAreThere() throws Exception {
        HttpResponse<String> answer = get("root", "/api/open");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        HttpResponse<String> page = get("root", "/cameras");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "frame-ancestors 'none'",
                        "wss://other.example:8443");
    }

    @Test
    void nobodyAndWhoMayNotAreRefusedBeforeTheOperation() throws Exception {
        assertThat(get("nobody", "/api/site").statusCode()).isIn(401, 403);
        assertThat(get("gate", "/api/site").statusCode()).isEqualTo(403);
        assertThat(get("gate", "/api/cameras/gate").statusCode()).isEqualTo(200);
        assertThat(get("gate", "/api/cameras/dock").statusCode()).isEqualTo(403);
        assertThat(get("gate", "/api/timeline?camera=gate&camera=dock").statusCode())
                .isEqualTo(403);
        assertThat(get("gate", "/api/timeline?camera=gate").statusCode()).isEqualTo(200);
        assertThat(get("gate", "/api/timeline").statusCode()).isEqualTo(400);
    }

    @Test
    void anOperationThatForgetsToAskAnswersNothing() throws Exception {
        HttpResponse<String> answer = get("root", "/api/forgets");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret").contains("LID-BUG-001");
    }

    @Test
    void aBugTellsNothingOfItselfButItsTrace() throws Exception {
        HttpResponse<String> answer = get("root", "/api/bug");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .doesNotContain("secret")
                .contains("\"help\":\"/help/LID-BUG-001\"", "\"next\":", "\"footage\":", "\"trace\":\"");
    }

    @Test
    void bodiesAreStrictAndBounded() throws Exception {
        HttpRequest.Builder post = web.as("root", "/api/things").header("Content-Type", "application/json");
        assertThat(web.send(post.POST(BodyPublishers.ofString("{\"name\":\"a\",\"size\":1,\"x\":2}")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(web.send(post.POST(BodyPublishers.ofString("{\"name\":\"a\"} {}")))
                        .statusCode())
                .isEqualTo(400);
        String huge = "{\"name\":\"" + "a".repeat(Call.BODY_BYTES_MAX) + "\",\"size\":1}";
        assertThat(web.send(post.POST(BodyPublishers.ofString(huge))).statusCode())
                .isEqualTo(413);
        HttpRequest.Builder plain = web.as("root", "/api/things").header("Content-Type", "text/plain");
        assertThat(web.send(plain.POST(BodyPublishers.ofString("{}"))).statusCode())
                .isEqualTo(415);
    }

    @Test
    void theSameKeyIsAnsweredTheSameAndDoneOnce() throws Exception {
        HttpRequest.Builder post = web.as("root", "/api/things")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k1");
        HttpResponse<String> one = web.send(post.POST(BodyPublishers.ofString("{\"name\":\"a\",\"size\":1}")));
        HttpResponse<String> again = web.send(post.POST(BodyPublishers.ofString("{\"name\":\"a\",\"size\":1}")));
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(one.body());
        assertThat(again.headers().firstValue("ETag")).contains("\"7\"");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(made.get()).isEqualTo(1);
        assertThat(web.send(post.POST(BodyPublishers.ofString("{\"name\":\"b\",\"size\":1}")))
                        .statusCode())
                .isEqualTo(422);
        // A refused one may be mended and sent again.
        HttpRequest.Builder other = web.as("root", "/api/things")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k2");
        assertThat(web.send(other.POST(BodyPublishers.ofString("{}"))).statusCode())
                .isEqualTo(400);
        assertThat(web.send(other.POST(BodyPublishers.ofString("{\"name\":\"c\",\"size\":1}")))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void anOldVersionIsRefused() throws Exception {
        HttpRequest.Builder put = web.as("root", "/api/things").PUT(BodyPublishers.noBody());
        assertThat(web.send(put.copy().header("If-Match", "\"6\"")).statusCode())
                .isEqualTo(412);
        assertThat(web.send(put.copy().header("If-Match", "\"7\"")).statusCode())
                .isEqualTo(204);
        assertThat(web.send(put.copy().header("If-Match", "*")).statusCode()).isEqualTo(204);
    }

    @Test
    void pagesFollowEachOther() throws Exception {
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            String body = get("root", "/api/list?limit=100" + cursor).body();
            NAME.matcher(body).results().forEach(found -> names.add(found.group(1)));
            var next = NEXT.matcher(body);
            cursor = next.find() ? "&cursor=" + next.group(1) : "";
        } while (!cursor.isEmpty());
        assertThat(names).hasSize(250).doesNotHaveDuplicates().isSorted();
        assertThat(get("root", "/api/list?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("root", "/api/list?cursor=%25").statusCode()).isEqualTo(400);
    }

    @Test
    void nobodyClimbsOut() throws Exception {
        for (String path : List.of(
                "/../pom.xml",
                "/assets/../../org/lidless/web/WebServer.class",
                "/assets/..%2f..%2forg/lidless/web/WebServer.class",
                "/assets/%2e%2e/%2e%2e/logback.xml",
                "/..;/logback.xml",
                "/assets//../logback.xml",
                "/assets/x%00.js",
                "/api/cameras/..%2f..%2fetc",
                "/api/cameras/%2e%2e",
                "/api/cameras/gate%2f..%2fdock")) {
            String status = statusOf(path);
            assertThat(status).as(path).matches("(400|401|403|404)");
        }
    }

    /// As a client that does not tidy paths.
    private String statusOf(String path) throws IOException {
        try (SSLSocket socket = web.socket()) {
            write(
                    socket,
                    "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer root\r\nConnection: close\r\n\r\n");
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).doesNotContain("configuration", "cafebabe");
            return answer.substring(9, 12);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Test
    void aHeaderThatIsTooLongIsRefused() throws Exception {
        try (SSLSocket socket = web.socket()) {
            write(socket, "GET /api/open HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n");
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 431").contains("application/problem+json");
        }
    }

    @Test
    void whoDripsARequestIsCutOffThoughHeNeverRests() throws Exception {
        try (SSLSocket socket = web.socket()) {
            write(socket, "GET /api/open HTTP/1.1\r\nHost: x\r\n");
            assertThat(isCutOff(socket, "X-A: 1\r\n")).isTrue();
        }
    }

    @Test
    void whoDripsABodyIsCutOff() throws Exception {
        try (SSLSocket socket = web.socket()) {
            write(
                    socket,
                    "POST /api/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer root\r\n"
                            + "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{");
            assertThat(isCutOff(socket, " ")).isTrue();
        }
    }

    @Test
    void whoDripsAGreetingIsCutOff() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.server.port())) {
            // The beginning of a TLS record of 512 bytes.
            socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0});
            assertThat(isCutOff(socket, "\1")).isTrue();
        }
    }

    /// Sends a little ten times a second until the other side has had enough.
    private static boolean isCutOff(Socket socket, String drip) throws IOException {
        socket.setSoTimeout(100);
        for (int tries = 0; tries < 60; tries++) {
            try {
                write(socket, drip);
                if (socket.getInputStream().read(new byte[4096]) < 0) {
                    return true;
                }
            } catch (SocketTimeoutException goesOn) {
                assertThat(goesOn).isNotNull();
            } catch (IOException cut) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whoHasGreetedStaysAsLongAsItTalks() throws Exception {
        try (SSLSocket socket = web.socket()) {
            long until = System.nanoTime() + 2 * SOON.toNanos();
            while (System.nanoTime() < until) {
                write(socket, "GET /api/open HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(socket.getInputStream().read(new byte[4096])).isPositive();
            }
        }
    }

    @Test
    void twoHundredIdleConnectionsHinderNobodyAndGo() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int count = 0; count < 200; count++) {
                idle.add(new Socket(InetAddress.getLoopbackAddress(), web.server.port()));
            }
            assertThat(get("root", "/api/open").statusCode()).isEqualTo(200);
            for (Socket each : idle) {
                each.setSoTimeout(10_000);
                assertThat(each.getInputStream().read()).isNegative();
            }
        } finally {
            for (Socket each : idle) {
                each.close();
            }
        }
        assertThat(get("root", "/api/open").statusCode()).isEqualTo(200);
    }

    @Test
    void anotherServersPageMayAskAndNobodyElses() throws Exception {
        HttpRequest.Builder known = HttpRequest.newBuilder(web.uri("/api/open"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://other.example:8443");
        HttpResponse<String> answer = web.send(known);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("https://other.example:8443");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        HttpRequest.Builder stranger =
                HttpRequest.newBuilder(web.uri("/api/open")).header("Origin", "https://evil.example");
        assertThat(web.send(stranger).headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void whatIsNotThereIsAProblem() throws Exception {
        for (String path : List.of("/api/nothing", "/api", "/assets/none.js", "/missing.png")) {
            HttpResponse<String> answer = get("root", path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
        HttpRequest.Builder wrong = web.as("root", "/api/open").DELETE();
        assertThat(web.send(wrong).statusCode()).isIn(404, 405);
    }

    @Test
    void aSocketKnowsWhoseItIs() throws Exception {
        CompletableFuture<String> said = new CompletableFuture<>();
        URI echo = URI.create("wss://127.0.0.1:" + web.server.port() + "/api/echo");
        WebSocket socket = web.http
                .newWebSocketBuilder()
                .header("Authorization", "Bearer root")
                .buildAsync(echo, new Hearing(said))
                .get(5, TimeUnit.SECONDS);
        assertThat(socket.sendText("hello", true)).isNotNull();
        assertThat(said.get(5, TimeUnit.SECONDS)).isEqualTo("root said hello");
        assertThat(web.http
                        .newWebSocketBuilder()
                        .buildAsync(echo, new Hearing(said))
                        .handle((opened, refused) -> refused)
                        .get(5, TimeUnit.SECONDS))
                .isNotNull();
    }

    private record Hearing(CompletableFuture<String> said) implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            said.complete(text.toString());
            return null;
        }
    }
}
