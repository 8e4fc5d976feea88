package org.lidless.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One node of a site under test: its settings, its data directory, and its process of the moment. The test's thread
/// does things to it; any may ask it.
final class Node {

    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final Place place;
    private final String name;
    private final Path settings;
    private final Path data;
    private volatile Optional<Program> program = Optional.empty();
    private volatile boolean shouldRun;

    Node(Place place, String name, Path settings, Path data) {
        this.place = place;
        this.name = name;
        this.settings = settings;
        this.data = data;
    }

    String name() {
        return name;
    }

    Path data() {
        return data;
    }

    /// @param wrapper a command that starts the node in its own place, such as `env NAME=VALUE`; mostly empty
    void start(String... wrapper) throws IOException {
        var command = new ArrayList<>(List.of(wrapper));
        command.addAll(Lidless.command("start", "--config", settings.toString(), "--data", data.toString()));
        program = Optional.of(place.start(name, command));
        shouldRun = true;
        tell("started");
    }

    void kill() {
        tell("kill -9");
        shouldRun = false;
        program().kill();
    }

    /// It stands still, as a machine that is frozen; its sockets stay open.
    void pause() throws IOException, InterruptedException {
        tell("stopped by SIGSTOP");
        shouldRun = false;
        program().pause();
    }

    void resume() throws IOException, InterruptedException {
        tell("goes on by SIGCONT");
        shouldRun = true;
        program().resume();
    }

    int stop() throws InterruptedException {
        tell("stop");
        shouldRun = false;
        return program().stop(STOP_MAX);
    }

    /// Whether its process should be there and is not.
    boolean hasDied() {
        return shouldRun && !program().isRunning();
    }

    boolean shouldRun() {
        return shouldRun;
    }

    /// What it has printed since the test began.
    String output() {
        return program().output();
    }

    /// Whether its process has loaded a library with this in its name.
    boolean hasLoaded(String library) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(program().pid()), "maps"))
                .contains(library);
    }

    /// What it answers to a question; empty while it does not. Asked while it stands still, it does not.
    Optional<JsonNode> get(String question) {
        if (!shouldRun) {
            return Optional.empty();
        }
        long pid = program().pid();
        return Api.ofProcess(data, pid).flatMap(api -> api.get(question));
    }

    /// What it says of all its cameras.
    Optional<JsonNode> status() {
        return get("/api/status");
    }

    /// What it says of one camera.
    Optional<JsonNode> camera(String camera) {
        return status().flatMap(all -> Recorder.find(all.path("cameras"), "camera", camera));
    }

    private Program program() {
        return program.orElseThrow(() -> new IllegalStateException(name + " was never started"));
    }

    /// What happens when, to be laid beside the nodes' logs.
    private void tell(String what) {
        place.tell(Instant.now() + " " + name + ": " + what);
    }
}
