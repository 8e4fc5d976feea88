package org.lidless.torture;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A recorder under test: its settings, its data directory, and its process of the moment.
final class Recorder {

    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final Duration EXPORT_MAX = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Place place;
    private final Path settings;
    private final Path data;
    private final List<String> wrapper;
    private Optional<Program> program = Optional.empty();

    /// @param wrapper a command that starts the recorder in its own place, such as `eatmydata`; mostly empty
    Recorder(Place place, Path settings, Path data, String... wrapper) {
        this.place = place;
        this.settings = settings;
        this.data = data;
        this.wrapper = List.of(wrapper);
    }

    /// One stretch of the timeline, as `lidless footage list` prints it.
    ///
    /// @param have  whether there is footage
    /// @param cause of a gap
    record Stretch(boolean have, Instant from, Instant to, String cause) {}

    Program start() throws IOException {
        var command = new ArrayList<>(wrapper);
        command.addAll(Lidless.command("start", "--config", settings.toString(), "--data", data.toString()));
        Program started = place.start("recorder", command);
        program = Optional.of(started);
        return started;
    }

    Program program() {
        return program.orElseThrow();
    }

    void kill() {
        program().kill();
    }

    int stop() throws InterruptedException {
        return program().stop(STOP_MAX);
    }

    Path data() {
        return data;
    }

    /// What the recorder answers to `GET /api/status`; empty while nobody answers.
    Optional<JsonNode> status() {
        return Api.of(data).flatMap(api -> api.get("/api/status"));
    }

    /// What the status says of one camera.
    Optional<JsonNode> camera(String name) {
        return status().flatMap(all -> find(all.path("cameras"), "camera", name));
    }

    Optional<JsonNode> pool(String name) {
        return status().flatMap(all -> find(all.path("pools"), "pool", name));
    }

    static Optional<JsonNode> find(JsonNode list, String key, String name) {
        return list.valueStream()
                .filter(each -> each.path(key).asString("").equals(name))
                .findFirst();
    }

    /// Waits until it answers at all.
    void awaitAnswer() {
        await("an answer of the recorder")
                .atMost(START_MAX)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> status().isPresent());
    }

    /// Waits until every one of these cameras records.
    void awaitRecording(List<String> cameras) {
        awaitDurable(cameras, Instant.EPOCH);
    }

    /// Waits until footage of all these cameras is durable up to a moment, as the recorder itself reports it.
    void awaitDurable(List<String> cameras, Instant moment) {
        await("footage of " + cameras + " up to " + moment)
                .atMost(START_MAX)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!program().isRunning()) {
                        throw new AssertionError(
                                "the recorder ended:\n" + program().output());
                    }
                    Optional<JsonNode> status = status();
                    return status.isPresent()
                            && cameras.stream()
                                    .allMatch(
                                            each -> durable(status.get(), each).isAfter(moment));
                });
    }

    /// The newest moment that is durable, as reported; the epoch while there is none.
    static Instant durable(JsonNode status, String camera) {
        return find(status.path("cameras"), "camera", camera)
                .filter(found -> found.path("recording").asBoolean(false))
                .map(found -> found.path("lastDurable").asString(""))
                .filter(text -> !text.isEmpty())
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
    }

    /// The timeline of everything there is of a camera.
    ///
    /// @param camera its name, or `NAME/sub` for its sub stream
    List<Stretch> footage(String camera) throws IOException, InterruptedException {
        String printed = Lidless.need(
                "footage",
                "list",
                "--camera",
                name(camera),
                "--stream",
                stream(camera),
                "-o",
                "json",
                "--data",
                data.toString());
        JsonNode report = JSON.readTree(printed.substring(printed.indexOf('{')));
        return stretches(report.path("stretches"));
    }

    private static String name(String camera) {
        return camera.split("/", 2)[0];
    }

    private static String stream(String camera) {
        return camera.contains("/") ? camera.split("/", 2)[1] : "main";
    }

    private static List<Stretch> stretches(JsonNode list) {
        return list.valueStream()
                .map(each -> new Stretch(
                        each.path("state").asString().equals("have"),
                        Instant.parse(each.path("from").asString()),
                        Instant.parse(each.path("to").asString()),
                        each.path("cause").asString("")))
                .toList();
    }

    /// A finished export.
    ///
    /// @param start site time of its first sample
    /// @param end   site time up to which every sample must be in it; some behind it may be too
    /// @param gaps  what it lacks in between, as it says itself
    ///
    /// @param further movies behind the first, of another encoding
    record Export(Path file, Instant start, Instant end, List<Stretch> gaps, List<Movie> further) {

        /// All of its movies; the first one ends where the second begins.
        List<Movie> movies() {
            var all = new ArrayList<>(further);
            all.addFirst(new Movie(
                    file, start, further.isEmpty() ? end : further.getFirst().start()));
            return all;
        }
    }

    /// One file of an export.
    record Movie(Path file, Instant start, Instant end) {}

    /// Exports everything there is of a camera up to the last moment that its timeline has.
    Export exportAll(String camera, List<Stretch> stretches) throws IOException, InterruptedException {
        List<Stretch> have = stretches.stream().filter(Stretch::have).toList();
        if (have.isEmpty()) {
            throw new IOException("there is no footage of " + camera + ": " + stretches);
        }
        return export(camera, have.getFirst().from(), have.getLast().to());
    }

    Export export(String camera, Instant from, Instant to) throws IOException, InterruptedException {
        Path file = place.file(camera.replace('/', '-') + "-export.mp4");
        Program.need(
                EXPORT_MAX,
                Lidless.command(
                        "export",
                        "start",
                        "--camera",
                        name(camera),
                        "--stream",
                        stream(camera),
                        "--from",
                        from.toString(),
                        "--to",
                        to.toString(),
                        file.toString(),
                        "--data",
                        data.toString()));
        JsonNode exports = Api.of(data).flatMap(api -> api.get("/api/exports")).orElseThrow();
        JsonNode result = exports.valueStream()
                .filter(each -> each.path("order").path("path").asString("").equals(file.toString()))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .path("result")
                .path("cameras")
                .path(0);
        Instant end = Instant.parse(result.path("end").asString());
        return new Export(
                file,
                Instant.parse(result.path("start").asString()),
                end.isBefore(to) ? end : to,
                stretches(result.path("gaps")),
                result.path("files")
                        .valueStream()
                        .skip(1)
                        .map(each -> new Movie(
                                Path.of(each.path("path").asString()),
                                Instant.parse(each.path("start").asString()),
                                Instant.parse(each.path("end").asString())))
                        .toList());
    }
}
