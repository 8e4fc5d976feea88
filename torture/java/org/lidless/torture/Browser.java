package org.lidless.torture;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A real Chromium without a window, driven by its DevTools protocol: opens a page, chooses files, reads what it
/// shows.
final class Browser implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Program program;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> asked;
    private String session = "";
    private int last;

    private Browser(Program program, WebSocket socket, Map<Integer, CompletableFuture<JsonNode>> asked) {
        this.program = program;
        this.socket = socket;
        this.asked = asked;
    }

    static Browser start(Place place) throws IOException {
        Path profile = place.newDirectory("browser");
        Program program = place.start(
                "chromium",
                List.of(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--ignore-certificate-errors",
                        "--autoplay-policy=no-user-gesture-required",
                        "--disable-background-networking",
                        "--disable-backgrounding-occluded-windows",
                        "--disable-renderer-backgrounding",
                        "--window-size=1280,800",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank"));
        Path port = profile.resolve("DevToolsActivePort");
        await("Chromium")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
        List<String> lines = Files.readAllLines(port);
        Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), new Answers(asked))
                .join();
        return place.closing(new Browser(program, socket, asked));
    }

    /// Opens a page in a tab of its own, and waits until it is there.
    void open(URI page) throws IOException {
        // A window of its own: what is behind another is not drawn.
        JsonNode target = ask("Target.createTarget", Map.of("url", page.toString(), "newWindow", true));
        String id = target.path("targetId").asString();
        session = ask("Target.attachToTarget", Map.of("targetId", id, "flatten", true))
                .path("sessionId")
                .asString();
        await("the page " + page)
                .atMost(LONGEST)
                // Between two pages a tab has nothing that could be asked.
                .ignoreException(IOException.class)
                .until(() ->
                        evaluate("location.protocol + document.readyState").equals(page.getScheme() + ":complete"));
    }

    /// The tab that is asked and told now; the one that was opened last, unless another was turned to.
    String tab() {
        return session;
    }

    void turnTo(String tab) {
        session = tab;
    }

    /// Waits until an expression is true in the page, or in the one that it is on its way to.
    void awaitTrue(String what, Duration longest, String expression) {
        await(what + " in the browser")
                .atMost(longest)
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(IOException.class)
                .until(() -> evaluate(expression).equals("true"));
    }

    /// As if a person had chosen them.
    void choose(String selector, List<Path> files) throws IOException {
        int root = ask("DOM.getDocument", Map.of()).path("root").path("nodeId").asInt();
        int input = ask("DOM.querySelector", Map.of("nodeId", root, "selector", selector))
                .path("nodeId")
                .asInt();
        ask(
                "DOM.setFileInputFiles",
                Map.of(
                        "nodeId",
                        input,
                        "files",
                        files.stream().map(Path::toString).toList()));
    }

    /// Runs a script in the page, and waits for what it promises.
    ///
    /// @throws IOException that it threw something
    void run(String script) throws IOException {
        JsonNode answer = ask("Runtime.evaluate", Map.of("expression", script, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException("in the page: " + answer.path("exceptionDetails"));
        }
    }

    /// What an expression is, as text.
    String evaluate(String expression) throws IOException {
        JsonNode answer = ask("Runtime.evaluate", Map.of("expression", "String(" + expression + ")"));
        return answer.path("result").path("value").asString("");
    }

    private JsonNode ask(String method, Map<String, ?> parameters) throws IOException {
        int id = ++last;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        ObjectNode question = JSON.createObjectNode().put("id", id).put("method", method);
        if (!session.isEmpty() && !method.startsWith("Target.")) {
            question.put("sessionId", session);
        }
        question.set("params", JSON.valueToTree(parameters));
        socket.sendText(question.toString(), true).join();
        try {
            JsonNode came = answer.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            if (came.has("error")) {
                throw new IOException(method + ": " + came.path("error"));
            }
            return came.path("result");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(method + " was interrupted", stopped);
        } catch (ExecutionException | TimeoutException late) {
            throw new IOException(method + " was not answered", late);
        }
    }

    @Override
    public void close() {
        socket.abort();
        program.close();
    }

    /// Messages come in parts.
    private static final class Answers implements WebSocket.Listener {

        private final Map<Integer, CompletableFuture<JsonNode>> asked;
        private final StringBuilder text = new StringBuilder();

        Answers(Map<Integer, CompletableFuture<JsonNode>> asked) {
            this.asked = asked;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> waiting =
                        asked.remove(message.path("id").asInt(-1));
                if (waiting != null) {
                    waiting.complete(message);
                }
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
