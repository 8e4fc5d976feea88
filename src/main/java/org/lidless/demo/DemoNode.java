package org.lidless.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.wire.ControlClient;
import org.lidless.wire.ControlFile;
import org.lidless.wire.FootageQuestion;
import org.lidless.wire.FootageReport;
import org.lidless.wire.StatusReport;
import org.lidless.world.World;

/// One node of the demo's site: a process that may be killed and started again on the same data. Any thread may ask it;
/// one starts and ends it.
final class DemoNode implements Answering, AutoCloseable {

    /// The demo's cameras have one stream each.
    static final String STREAM = "main";

    private final World world;
    private final String name;
    private final Path folder;
    private final Path settings;
    private volatile @Nullable ChildProcess process;

    /// Written under this object's lock, so that no client is left open; no file is read under it.
    private volatile @Nullable Line line;

    /// Each process has an address and a token of its own.
    private record Line(long pid, ControlClient client) {}

    /// @param settings its settings file
    DemoNode(World world, String name, Path folder, Path settings) {
        this.world = world;
        this.name = name;
        this.folder = folder;
        this.settings = settings;
    }

    @Override
    public String name() {
        return name;
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("log");
    }

    void start() throws IOException {
        process = ChildProcess.start(
                log(), List.of("start", "--config", settings.toString(), "--data", data().toString()));
    }

    @Override
    public boolean isAlive() {
        ChildProcess running = process;
        return running != null && running.isAlive();
    }

    /// kill -9. Returns when the process is gone.
    void kill() throws InterruptedException {
        running().kill();
        forgetClient();
    }

    /// Asks it to end; [#awaitEnd] sees to it.
    void askToEnd() {
        running().askToEnd();
    }

    void awaitEnd(Duration patience) throws InterruptedException {
        running().stop(patience);
        forgetClient();
    }

    @Override
    public Optional<StatusReport> status() {
        try {
            return Optional.of(client().status());
        } catch (ProblemException notNow) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<FootageReport> footage(String camera, Optional<Instant> from) {
        try {
            return Optional.of(client().footage(new FootageQuestion(camera, STREAM, from, Optional.empty())));
        } catch (ProblemException notNow) {
            return Optional.empty();
        }
    }

    /// For further questions.
    ///
    /// @throws ProblemException `NOT_REACHABLE` while the process that runs has not said where it answers
    ControlClient client() {
        ChildProcess running = process;
        long pid = running == null ? 0 : running.pid();
        Line open = line;
        if (open != null && open.pid == pid) {
            return open.client;
        }
        ControlFile told = ControlFile.read(world.disk(), data());
        if (told.pid() != pid) {
            throw ProblemCode.NODE_STARTING.because(
                    "Node " + name + " of the demo is starting.",
                    "Only the demo's own throw-away footage is concerned.",
                    "Ask again.");
        }
        return keep(new Line(pid, new ControlClient(told))).client;
    }

    /// Of two threads that have found the same process, the first one's line is kept.
    private synchronized Line keep(Line found) {
        Line open = line;
        if (open != null && open.pid == found.pid) {
            found.client.close();
            return open;
        }
        line = found;
        if (open != null) {
            open.client.close();
        }
        return found;
    }

    private synchronized void forgetClient() {
        Line open = line;
        if (open != null) {
            open.client.close();
            line = null;
        }
    }

    private ChildProcess running() {
        ChildProcess running = process;
        if (running == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return running;
    }

    /// Ends it, without ceremony.
    @Override
    public void close() {
        ChildProcess running = process;
        if (running != null) {
            running.end();
        }
        forgetClient();
    }
}
