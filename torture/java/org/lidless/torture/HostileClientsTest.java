package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lidless.contract.ApiContract;

/// A site of one machine, whose recorder shares its process with the server for browsers, is asked by whoever means
/// ill. All are refused, everybody else is answered meanwhile, and not a sample is missing.
@Tag("process")
final class HostileClientsTest {

    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final int IDLE = 200;
    private static final int DRIPPING = 30;
    private static final long DRIP_MILLIS = 200;
    private static final int STREAMS = 300;
    private static final int RESETS = 20_000;
    /// RFC 6455 section 7.4.1.
    private static final int TOO_BIG = 1009;
    private static final int CUT_OFF = -1;

    /// Where no camera may be, in every spelling.
    private static final List<String> PLACES = List.of(
            "127.0.0.2",
            "127.2",
            "2130706434",
            "0x7f.0.0.2",
            "0.0.0.0",
            "169.254.169.254",
            "224.0.0.1",
            "[::1]",
            "[::ffff:127.0.0.2]",
            "[fe80::1]");

    private static final List<String> NAMES = List.of(
            "..%2f..%2f..%2f..%2fetc%2fpasswd",
            "%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "%2e%2e",
            "..%5c..%5cetc%5cpasswd",
            "%252e%252e%252fetc",
            "%c0%ae%c0%ae%c0%afetc",
            "gate%00",
            "%0d%0aSet-Cookie:%20evil=1",
            "-rf",
            "%e2%80%aeetag",
            "a".repeat(300));

    @RegisterExtension
    private final Place place = new Place();

    private final HttpClient http =
            HttpClient.newBuilder().sslContext(AnyServer.context()).build();

    @SuppressWarnings("NullAway.Init")
    private Cameras cameras;

    @SuppressWarnings("NullAway.Init")
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private URI base;

    @SuppressWarnings("NullAway.Init")
    private Curl curl;

    private final List<Future<?>> drips = new ArrayList<>();

    private String token = "";

    @Test
    void whoeverMeansIllIsRefusedAndNotASampleIsMissing() throws Exception {
        Recorder recorder = begin();
        Instant begin = Instant.now();
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        place.closing(drip::shutdownNow);
        hold(drip);
        oversized();
        sockets();
        http2();
        places();
        names();
        curl.get("/api/overview");
        curl.send(201, "POST", "/api/invitations", "{\"role\":\"recorder\"}");
        assertThat(drips).hasSize(2 * DRIPPING);
        await("who says a letter at a time is cut off")
                .atMost(LONGEST)
                .until(() -> drips.stream().allMatch(Future::isDone));
        Instant stop = Instant.now();
        awaitDurable(stop.plusSeconds(1));
        for (String camera : cameras.names()) {
            List<Recorder.Stretch> line = recorder.footage(camera);
            assertThat(line.stream().filter(each -> !each.have() && each.to().isAfter(begin)))
                    .as(camera)
                    .isEmpty();
            assertThat(cameras.faults(camera, recorder.export(camera, begin, stop), line))
                    .isEmpty();
        }
    }

    /// A site that records two cameras, and an administrator of it.
    private Recorder begin() throws IOException, InterruptedException {
        cameras = Cameras.start(place, 2);
        data = place.newDirectory("data");
        place.start(
                "site",
                Lidless.command(
                        "start",
                        "--web",
                        "127.0.0.1:" + Ports.free(),
                        "--ports",
                        Integer.toString(Ports.free()),
                        "--camera-addresses",
                        "127.0.0.1",
                        "--data",
                        data.toString()));
        await("the address for browsers")
                .atMost(LONGEST)
                .until(() -> Api.of(data)
                        .flatMap(api -> api.get("/api/web"))
                        .filter(said -> said.has("url"))
                        .isPresent());
        base = URI.create(Api.of(data)
                .flatMap(api -> api.get("/api/web"))
                .orElseThrow()
                .path("url")
                .asString());
        curl = new Curl(place, base, data.resolve("site/authority/authority.pem"));
        String said = Lidless.need("person", "first-code", "-o", "json", "--data", data.toString());
        String code = said.replaceFirst("(?s).*\"code\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        token = curl.send(
                        200,
                        "POST",
                        "/api/session/first",
                        "{\"code\":\"" + code + "\",\"name\":\"anna\",\"password\":\"correct horse battery\"}")
                .said("token");
        curl.carry(token);
        for (String camera : cameras.names()) {
            curl.send(
                    201,
                    "POST",
                    "/api/cameras",
                    "{\"camera\":\"" + camera + "\",\"url\":\"" + cameras.url(camera) + "\"}");
        }
        awaitDurable(Instant.EPOCH);
        return new Recorder(place, data, data.resolve("recorder"));
    }

    private void awaitDurable(Instant moment) {
        await("footage up to " + moment)
                .atMost(LONGEST)
                .until(() -> Api.of(data.resolve("recorder"))
                        .flatMap(api -> api.get("/api/status"))
                        .filter(status -> cameras.names().stream()
                                .allMatch(each -> Recorder.durable(status, each).isAfter(moment)))
                        .isPresent());
    }

    /// Connections that say nothing, and such that say a header or a body letter by letter.
    private void hold(ScheduledExecutorService drip) throws IOException {
        for (int count = 0; count < IDLE; count++) {
            place.closing(new Socket(InetAddress.getLoopbackAddress(), base.getPort()));
        }
        for (int count = 0; count < DRIPPING; count++) {
            dripping(drip, "GET /api/overview HTTP/1.1\r\nHost: x\r\nX-A: ");
            dripping(
                    drip,
                    "POST /api/cameras HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                            + "\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{");
        }
    }

    private void dripping(ScheduledExecutorService drip, String begin) throws IOException {
        SSLSocket socket = socket();
        OutputStream out = socket.getOutputStream();
        out.write(begin.getBytes(StandardCharsets.US_ASCII));
        drips.add(drip.scheduleWithFixedDelay(() -> drop(out), DRIP_MILLIS, DRIP_MILLIS, TimeUnit.MILLISECONDS));
    }

    /// Ends with the connection.
    private static void drop(OutputStream out) {
        try {
            out.write(' ');
            out.flush();
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    private SSLSocket socket() throws IOException {
        SSLSocket socket =
                (SSLSocket) AnyServer.context().getSocketFactory().createSocket(base.getHost(), base.getPort());
        socket.startHandshake();
        return place.closing(socket);
    }

    private void oversized() throws Exception {
        curl.ask(431, "GET", "/api/overview", "-H", "X-Long: " + "a".repeat(20_000), "--http1.1");
        String long65 = "{\"camera\":\"" + "a".repeat(70_000) + "\",\"url\":\"rtsp://192.0.2.1/\"}";
        curl.send(413, "POST", "/api/cameras", long65);
        curl.ask(
                413,
                "POST",
                "/api/camera-imports",
                curl.body("name,url\n" + "a".repeat(1_100_000), "text/csv").toArray(String[]::new));
        curl.send(400, "POST", "/api/cameras", "[".repeat(30_000));
        curl.send(400, "POST", "/api/cameras", "{\"camera\":\"a\",\"camera\":\"b\",\"url\":\"rtsp://192.0.2.1/\"}");
    }

    /// The longest message of a client's is 8 KiB.
    private void sockets() throws Exception {
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        WebSocket socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .subprotocols("lidless.live.1")
                .buildAsync(URI.create("wss://" + base.getAuthority() + "/api/live"), new Ending(ended))
                .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        String large = "{\"do\":\"open\",\"id\":1,\"camera\":\"" + "a".repeat(100_000) + "\"}";
        assertThat(socket.sendText(large, true)).isNotNull();
        assertThat(ended.get(LONGEST.toSeconds(), TimeUnit.SECONDS)).isIn(TOO_BIG, CUT_OFF);
    }

    private record Ending(CompletableFuture<Integer> status) implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            status.complete(code);
            return null;
        }

        /// The server hung up while the message still came.
        @Override
        public void onError(WebSocket from, Throwable failure) {
            status.complete(CUT_OFF);
        }
    }

    private void http2() throws IOException {
        try (var rapid = new HostileHttp2(base, "GET", "/healthz", token)) {
            assertThat(rapid.isCutOffForAskingAndCancelling(RESETS)).isTrue();
        }
        try (var pings = new HostileHttp2(base, "GET", "/healthz", token)) {
            assertThat(pings.isCutOffForPinging(RESETS)).isTrue();
        }
        try (var many = new HostileHttp2(base, "POST", "/api/cameras", token)) {
            assertThat(many.refusedOf(STREAMS)).isGreaterThanOrEqualTo(STREAMS - 128);
        }
    }

    /// By every way on which a camera's address comes in. What answers at all addresses of this machine is not called.
    private void places() throws Exception {
        Trap trap = Trap.set(place);
        String good = cameras.url("cam-1");
        String config = curl.get("/api/config").said("text");
        List<String> places = new ArrayList<>(PLACES);
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each ->
                        !each.isLoopbackAddress() && !each.isLinkLocalAddress() && each.getAddress().length == 4)
                .forEach(each -> places.add(each.getHostAddress()));
        for (String each : places) {
            String bad = "rtsp://" + each + ":" + trap.port() + "/main";
            Map<String, HttpRequest.Builder> ways = new TreeMap<>();
            ways.put("url", json("POST", "/api/cameras", "{\"camera\":\"evil\",\"url\":\"" + bad + "\"}"));
            ways.put(
                    "sub",
                    json(
                            "POST",
                            "/api/cameras",
                            "{\"camera\":\"evil\",\"url\":\"" + good + "\",\"subUrl\":\"" + bad + "\"}"));
            ways.put("patch", json("PATCH", "/api/cameras/cam-1", "{\"url\":\"" + bad + "\"}"));
            ways.put("test", json("POST", "/api/camera-tests", "{\"url\":\"" + bad + "\"}"));
            ways.put("import", sent("POST", "/api/camera-imports", "text/csv", "name,url\nevil," + bad + "\n"));
            ways.put(
                    "config",
                    sent("PUT", "/api/config", "application/yaml", config.replace(good, bad))
                            .header("If-Match", "*"));
            for (Map.Entry<String, HttpRequest.Builder> way : ways.entrySet()) {
                HttpResponse<String> answer = http.send(way.getValue().build(), HttpResponse.BodyHandlers.ofString());
                boolean isRefused =
                        answer.statusCode() == 400 && answer.body().matches("(?s).*LID-(CAM-012|REQ-001).*");
                boolean isNoDocument =
                        way.getKey().equals("config") && answer.body().contains("\"agreed\":false,\"changes\":[]");
                // What is no host at all is refused as that, by the camera's name.
                boolean isNamed = answer.body().contains(each) || answer.body().contains("LID-REQ-001");
                assertThat((isRefused || isNoDocument) && isNamed)
                        .as(way.getKey() + " " + bad + " " + answer.body())
                        .isTrue();
            }
        }
        assertThat(curl.get("/api/config").said("text")).isEqualTo(config);
        // Nor by whoever is on the machine itself.
        String evil = config.replace(
                "\ncameras:\n",
                "\ncameras:\n  - name: evil\n    url: \"rtsp://169.254.169.254/main\"\n    recorder: r1\n");
        Path file = Files.writeString(place.file("evil.yaml"), evil);
        Program.Outcome refused = Lidless.run("apply", "-f", file.toString(), "--data", data.toString());
        assertThat(refused.output()).contains("LID-CAM-012", "169.254.169.254");
        assertThat(refused.code()).isNotZero();
        assertThat(curl.get("/api/config").said("text")).isEqualTo(config);
        assertThat(trap.called()).as("calls of refused addresses").isZero();
        new Socket("127.0.0.2", trap.port()).close();
        await("the trap itself").atMost(LONGEST).until(() -> trap.called() == 1);
    }

    private HttpRequest.Builder json(String method, String path, String body) {
        return sent(method, path, "application/json", body);
    }

    private HttpRequest.Builder sent(String method, String path, String type, String body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body));
    }

    /// As every name in every path and query of docs/reference/openapi.yaml.
    private void names() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (ApiContract.Operation each : ApiContract.read().operations()) {
            for (String name : NAMES) {
                if (each.path().contains("{")) {
                    String path = each.path().replaceAll("\\{[^}]*}", name);
                    judge(each.method(), path, wrong);
                }
                for (String parameter : each.queries()) {
                    String path = each.path().replaceAll("\\{[^}]*}", "cam-1");
                    judge(each.method(), path + "?" + parameter + "=" + name, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /// Whoever asks for such names may be hung up on, just when the next request goes out: that one comes once more.
    private HttpResponse<String> answered(HttpRequest request) throws Exception {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException hungUp) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private void judge(String method, String path, List<String> wrong) throws Exception {
        String body = path.startsWith("/api/camera-logins/")
                ? "{\"user\":\"evil\",\"password\":\"evil\"}"
                : "{\"cameras\":[]}";
        HttpRequest.Builder request = method.equals("GET")
                ? HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + token)
                : sent(method, path, "application/json", body);
        HttpResponse<String> answer = answered(request.build());
        boolean isNamedInPath = !path.contains("?");
        // Nobody signs in by a provider here: that is said, whatever the name.
        boolean isFine = (answer.statusCode() < 500 && (answer.statusCode() >= 400 || !isNamedInPath))
                || answer.body().contains("LID-ACC-009");
        boolean isClean = !answer.body().contains("root:")
                && !answer.headers().allValues("set-cookie").toString().contains("evil");
        if (!isFine || !isClean) {
            wrong.add(method + " " + path + " → " + answer.statusCode() + " " + answer.body());
        }
    }
}
