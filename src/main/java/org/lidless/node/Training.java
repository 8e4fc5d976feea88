package org.lidless.node;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lidless.cli.Commands;
import org.lidless.cli.Console;
import org.lidless.domain.ProblemException;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.ControlClient;
import org.lidless.world.DiskFile;
import org.lidless.world.FreePorts;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays a small site inside one process and ends: management, a recorder, its standby and some cameras of 4
/// Mbit/s, a dozen seconds of footage, so that what runs for each packet is known to be hot, and an export. The JVM
/// notes meanwhile what a start needs and which code is hot (JEP 483, 514 and 515), and `./lidless` gives it those
/// notes at every later start, which then takes about half the time and the processor. Nothing but speed depends on
/// it.
final class Training {

    private static final Logger LOG = LoggerFactory.getLogger(Training.class);
    private static final List<String> NODES = List.of("m1", "r1", "s1");
    private static final long PATIENCE_US = 60_000_000;
    private static final long RECORD_US = 12_000_000;
    private static final int CAMERAS = 8;
    private static final String KILOBITS = "4000";
    private static final long POLL_US = 100_000;

    private final World world;
    private final Path scratch;
    private final Console silent;
    private final List<Integer> ports;

    private Training(World world, Path scratch) throws IOException {
        this.world = world;
        this.scratch = scratch;
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        this.silent = new Console(world, nowhere, nowhere, false, false, false);
        this.ports = FreePorts.find(world, NODES.size() + 2);
    }

    /// Ends with 1 when it cannot be played to its end: the nodes' threads would keep the process otherwise.
    ///
    /// @param words an empty directory, which the caller throws away
    public static void main(String[] words) {
        int code = 1;
        try {
            new Training(World.real(), Path.of(words[0]).toAbsolutePath()).play();
            code = 0;
        } catch (IOException | RuntimeException failed) {
            LOG.error("the training ended early: later starts are slower, and nothing else is concerned", failed);
        }
        System.exit(code);
    }

    private void play() throws IOException {
        String authority = path("authority");
        need("certificate", "authority", "--dir", authority);
        for (String node : NODES) {
            need("certificate", "issue", "--dir", authority, "--node", node, "--out", path("certificates-" + node));
            world.disk().createDirectories(scratch.resolve("pool-" + node));
        }
        begin(
                "simulate",
                "--cameras",
                Integer.toString(CAMERAS),
                "--kilobits",
                KILOBITS,
                "--port",
                Integer.toString(port(4)),
                "--ledgers",
                path("ledgers"));
        write("m1.yaml", management());
        write("r1.yaml", recorder("r1"));
        write("s1.yaml", recorder("s1"));
        NODES.forEach(node -> begin("start", "--config", path(node + ".yaml"), "--data", path("data-" + node)));
        awaitFootage();
        world.clock().pauseUs(RECORD_US);
        NODES.forEach(node -> run("status", "--data", path("data-" + node)));
        run("footage", "list", "--camera", "cam-1", "--data", path("data-r1"));
        run("export", "start", "--camera", "cam-1", "--from=-4s", "--to=-1s", path("a.mp4"), "--data", path("data-r1"));
        run("verify", path("a.mp4"));
    }

    private String management() {
        return head("m1", "management", 0) + "consensus-listen: 127.0.0.1:" + port(3)
                + "\nweb:\n  listen: 127.0.0.1:0\nrecorders:\n"
                + "  - {node: r1, address: 127.0.0.1:" + port(1) + ", standby: false}\n"
                + "  - {node: s1, address: 127.0.0.1:" + port(2) + ", standby: true}\n"
                + "cameras:\n"
                + IntStream.rangeClosed(1, CAMERAS)
                        .mapToObj(number -> camera("cam-" + number))
                        .collect(Collectors.joining());
    }

    private String camera(String name) {
        return "  - {name: " + name + ", url: \"rtsp://127.0.0.1:" + port(4) + "/" + name
                + "\", recorder: r1, sessions: 3}\n";
    }

    private String recorder(String node) {
        return head(node, "recorder", NODES.indexOf(node)) + "management:\n  - {node: m1, address: 127.0.0.1:" + port(0)
                + "}\npools:\n  - {name: main, path: \"" + path("pool-" + node) + "\"}\n";
    }

    private String head(String node, String role, int port) {
        return "node: " + node + "\nrole: " + role + "\nlisten: 127.0.0.1:0\npeer-listen: 127.0.0.1:" + port(port)
                + "\ncertificates: \"" + path("certificates-" + node) + "\"\n";
    }

    private int port(int place) {
        return ports.get(place);
    }

    private String path(String name) {
        return scratch.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        try (DiskFile file = world.disk().create(scratch.resolve(name))) {
            file.write(new ByteBuffer[] {ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))}, 0);
        }
    }

    private int run(String... words) {
        return Commands.run(silent, Lidless.mounted(silent), words);
    }

    private void need(String... words) throws IOException {
        int code = run(words);
        if (code != 0) {
            throw new IOException("\"lidless " + String.join(" ", words) + "\" ended with " + code);
        }
    }

    private void begin(String... words) {
        Thread.ofPlatform().daemon().name(words[0]).start(() -> run(words));
    }

    private void awaitFootage() throws IOException {
        long untilUs = world.clock().elapsedUs() + PATIENCE_US;
        while (!isRecorded()) {
            if (world.clock().elapsedUs() > untilUs) {
                throw new IOException("nothing was recorded in " + PATIENCE_US / 1_000_000 + " s");
            }
            world.clock().pauseUs(POLL_US);
        }
    }

    private boolean isRecorded() {
        try (ControlClient node = ControlClient.of(world.disk(), scratch.resolve("data-r1"))) {
            List<CameraStatus> cameras = node.status().cameras();
            return cameras.size() == CAMERAS
                    && cameras.stream()
                            .allMatch(camera -> camera.stored().lastDurable().isPresent());
        } catch (ProblemException notYet) {
            return false;
        }
    }
}
