package org.lidless.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.wire.ControlClient;
import org.lidless.wire.StatusReport;
import org.lidless.world.World;

/// A site of two processes in a scratch directory: a simulator and a recorder.
final class DemoSite implements AutoCloseable {

    private static final String USER = "demo";
    private static final String PASSWORD = "never-blinks";
    private static final Duration READY_MAX = Duration.ofSeconds(40);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final long POLL_US = 50_000;
    private static final int LOG_BYTES_MAX = 1 << 20;

    private final World world;
    private final Scratch scratch;
    private final int cameras;
    private final int simulatorPort;
    private final Path data;
    private final Map<String, String> codecs = new TreeMap<>();
    private @Nullable ChildProcess simulator;
    private @Nullable ChildProcess recorder;

    DemoSite(World world, Scratch scratch, int cameras) throws IOException {
        this.world = world;
        this.scratch = scratch;
        this.cameras = cameras;
        this.simulatorPort = freePort();
        this.data = scratch.folder("data");
        scratch.folder("pool");
        scratch.write("recorder.yaml", settings());
    }

    List<String> cameraNames() {
        List<String> names = new ArrayList<>();
        for (int camera = 1; camera <= cameras; camera++) {
            names.add("cam-" + camera);
        }
        return names;
    }

    /// The codec, as the recorder tells it, and whether the camera stamps its frames: every third does not.
    String encoding(String camera) {
        int number = Integer.parseInt(camera.substring(camera.indexOf('-') + 1));
        return codecs.getOrDefault(camera, "?") + (number % 3 == 0 ? " unstamped" : " stamped");
    }

    Path ledger(String camera) {
        return scratch.file("ledger").resolve(camera + ".ledger");
    }

    Path pool() {
        return scratch.file("pool");
    }

    Path data() {
        return data;
    }

    /// Returns when the simulator's cameras can be watched.
    void startSimulator() throws IOException {
        List<String> arguments = List.of(
                "simulate",
                "--cameras",
                Integer.toString(cameras),
                "--port",
                Integer.toString(simulatorPort),
                "--user",
                USER,
                "--password",
                PASSWORD,
                "--ledger",
                scratch.folder("ledger").toString());
        Path log = scratch.file("simulator.log");
        ChildProcess started = ChildProcess.start(log, arguments);
        simulator = started;
        waitFor("the simulated cameras", started, () -> isReady(log));
    }

    void startRecorder() throws IOException {
        recorder = ChildProcess.start(
                scratch.file("recorder.log"),
                List.of("start", "--config", scratch.file("recorder.yaml").toString(), "--data", data.toString()));
    }

    /// Waits until every camera has a sample on disk that was taken after a moment.
    void awaitDurableAfter(Instant moment) throws IOException {
        ChildProcess running = running(recorder);
        Predicate<StatusReport.CameraStatus> durable = camera ->
                camera.recording() && camera.lastDurable().orElse(Instant.EPOCH).isAfter(moment);
        waitFor("all cameras being recorded", running, () -> {
            try (ControlClient client = client()) {
                StatusReport status = client.status();
                status.cameras()
                        .forEach(camera -> camera.codec().ifPresent(codec -> codecs.put(camera.camera(), codec)));
                return status.pid() == running.pid()
                        && status.cameras().stream().allMatch(durable);
            } catch (ProblemException notYet) {
                return false;
            }
        });
    }

    ControlClient client() {
        return ControlClient.of(world.disk(), data);
    }

    /// kill -9.
    void killRecorder() throws InterruptedException {
        running(recorder).kill();
    }

    void stopRecorder() throws InterruptedException {
        running(recorder).stop(STOP_MAX);
    }

    void stopSimulator() throws InterruptedException {
        running(simulator).stop(STOP_MAX);
    }

    /// Ends what still runs, without ceremony.
    @Override
    public void close() {
        if (recorder != null) {
            recorder.end();
        }
        if (simulator != null) {
            simulator.end();
        }
    }

    private String settings() {
        StringBuilder yaml = new StringBuilder("node: r1\nlisten: 127.0.0.1:0\nsegment-seconds: 10\npools:\n");
        yaml.append("  - name: main\n    path: ").append(scratch.file("pool")).append("\ncameras:\n");
        for (String camera : cameraNames()) {
            yaml.append("  - name: ").append(camera);
            yaml.append("\n    url: rtsp://127.0.0.1:")
                    .append(simulatorPort)
                    .append('/')
                    .append(camera);
            yaml.append("\n    user: ").append(USER);
            yaml.append("\n    password: ").append(PASSWORD).append('\n');
        }
        return yaml.toString();
    }

    private void waitFor(String what, ChildProcess child, Condition condition) throws IOException {
        long endUs = world.clock().elapsedUs() + READY_MAX.toNanos() / 1000;
        while (!condition.holds()) {
            if (!child.isAlive() || world.clock().elapsedUs() > endUs) {
                throw ProblemCode.DEMO_FAILED.because(
                        child.isAlive()
                                ? "The demo waited " + READY_MAX.toSeconds() + " s for " + what + " in vain."
                                : "A process of the demo ended while it waited for " + what + ".",
                        "Only the demo's own throw-away footage is concerned.",
                        "Look at the logs in " + scratch.directory() + ".");
            }
            world.clock().pauseUs(POLL_US);
        }
    }

    /// The simulator says `ready` on its first line when it listens.
    private boolean isReady(Path log) throws IOException {
        String said = new String(world.disk().readWhole(log, LOG_BYTES_MAX), StandardCharsets.UTF_8);
        return said.lines().anyMatch(line -> line.startsWith("ready "));
    }

    private int freePort() throws IOException {
        try (ServerSocketChannel probe =
                world.network().listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return ((InetSocketAddress) probe.getLocalAddress()).getPort();
        }
    }

    private static ChildProcess running(@Nullable ChildProcess child) {
        if (child == null) {
            throw new IllegalStateException("not started");
        }
        return child;
    }

    /// Something to wait for.
    private interface Condition {
        boolean holds() throws IOException;
    }
}
