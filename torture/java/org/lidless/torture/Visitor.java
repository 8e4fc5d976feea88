package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who is signed in at a management server, over HTTPS as a browser is.
///
/// @param base  where the server answers browsers
/// @param token of the sign-in
record Visitor(HttpClient http, URI base, String token) {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The first administrator, by the one-time code that the server prints.
    static Visitor first(Node server) throws IOException, InterruptedException {
        URI base = baseOf(server);
        Program.Outcome code = Program.run(
                LONGEST,
                Lidless.command(
                        "person",
                        "first-code",
                        "-o",
                        "json",
                        "--data",
                        server.data().toString()));
        assertThat(code.code()).as(code.output()).isZero();
        // Beside the answer, a hint for a person comes by standard error.
        String said = code.output()
                .substring(code.output().indexOf('{'), code.output().lastIndexOf('}') + 1);
        String once = JSON.readTree(said).path("code").asString();
        HttpClient http =
                HttpClient.newBuilder().sslContext(AnyServer.context()).build();
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/session/first"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"code\":\"" + once + "\",\"name\":\"root\",\"password\":\"correct horse battery\"}"))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        JsonNode session = JSON.readTree(answer.body());
        return new Visitor(http, base, session.path("token").asString());
    }

    private static URI baseOf(Node server) {
        await("the address for browsers")
                .atMost(LONGEST)
                .until(() -> server.get("/api/web").map(said -> said.has("url")).orElse(false));
        return URI.create(server.get("/api/web").orElseThrow().path("url").asString());
    }

    /// The same sign-in at another server.
    Visitor at(Node server) {
        return new Visitor(http, baseOf(server), token);
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /// A camera's live or stored pictures for a player that sends no header: where, with a ticket in it.
    ///
    /// @param path `/api/live/CAMERA` or `/api/footage/CAMERA`
    String ticketed(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/session/ticket"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"path\":\"" + path + "\",\"minutes\":10}"))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("address").asString();
    }

    /// Opens a tab that shows these cameras.
    Tab watch(List<String> cameras) throws Exception {
        Tab tab = new Tab(cameras);
        show(tab, cameras);
        return tab;
    }

    /// A tab that takes nothing of what it asked for.
    void watchWithoutReading(List<String> cameras) throws Exception {
        ask(
                dial(new WebSocket.Listener() {
                    @Override
                    public void onOpen(WebSocket from) {
                        // Nothing is asked for, so nothing is read.
                    }
                }),
                new Tab(cameras),
                cameras);
    }

    /// A tab that is closed, without a word, as soon as pictures come.
    void watchAndLeave(List<String> cameras) throws Exception {
        Tab tab = new Tab(cameras);
        WebSocket socket = dial(tab);
        ask(socket, tab, cameras);
        await("pictures")
                .atMost(LONGEST)
                .until(() -> !tab.frames(cameras.getFirst()).isEmpty());
        socket.abort();
    }

    /// The tab goes on here behind what it showed last.
    void show(Tab tab, List<String> cameras) throws Exception {
        tab.goesOn();
        ask(dial(tab), tab, cameras);
    }

    private WebSocket dial(WebSocket.Listener listener) throws Exception {
        return http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .subprotocols("lidless.live.1")
                .buildAsync(URI.create("wss://" + base.getAuthority() + "/api/live"), listener)
                .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    private static void ask(WebSocket socket, Tab tab, List<String> cameras) {
        for (int i = 0; i < cameras.size(); i++) {
            String camera = cameras.get(i);
            String order = "{\"do\":\"open\",\"id\":" + (i + 1) + ",\"camera\":\"" + camera + "\"" + tab.after(camera);
            socket.sendText(order + "}", true).join();
        }
    }
}
