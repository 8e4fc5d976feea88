package org.lidless.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.world.FreePorts;
import org.lidless.world.World;

/// The demo's site in a scratch directory: simulated cameras, a management server and recorders, each a process of its
/// own. It begins and ends them; [SiteSight] looks at them.
final class DemoSite implements AutoCloseable {

    private static final Duration READY_MAX = Duration.ofMinutes(1);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final int LOG_BYTES_MAX = 1 << 20;

    private final World world;
    private final Scratch scratch;
    private final DemoPlan plan;
    private final Waiting waiting;
    private final SiteSettings settings;
    private final SortedMap<String, DemoNode> nodes = new TreeMap<>();
    private @Nullable ChildProcess simulator;

    DemoSite(World world, Scratch scratch, DemoPlan plan, Waiting waiting) throws IOException {
        this.world = world;
        this.scratch = scratch;
        this.plan = plan;
        this.waiting = waiting;
        List<String> names = new ArrayList<>(plan.recorderNames());
        names.add(DemoPlan.MANAGEMENT);
        List<Integer> ports = FreePorts.find(world, names.size() + 2);
        SortedMap<String, Integer> peerPorts = new TreeMap<>();
        SortedMap<String, Path> folders = new TreeMap<>();
        for (String name : names) {
            peerPorts.put(name, ports.get(peerPorts.size()));
            folders.put(name, scratch.folder(name));
        }
        this.settings = new SiteSettings(
                plan,
                peerPorts,
                ports.get(names.size()),
                ports.get(names.size() + 1),
                folders,
                scratch.file("shared-pool"));
        for (String name : names) {
            Path folder = settings.folder(name);
            world.disk().createDirectories(folder.resolve("data"));
            if (!name.equals(DemoPlan.MANAGEMENT)) {
                world.disk().createDirectories(settings.pool(name));
            }
            Path file = scratch.write(name + ".yaml", settings.of(name));
            nodes.put(name, new DemoNode(world, name, folder, file));
        }
    }

    DemoNode management() {
        return node(DemoPlan.MANAGEMENT);
    }

    DemoNode node(String name) {
        DemoNode found = nodes.get(name);
        if (found == null) {
            throw new IllegalArgumentException("the demo has no node " + name);
        }
        return found;
    }

    List<DemoNode> recorders() {
        return plan.recorderNames().stream().map(this::node).toList();
    }

    Path ledger(String camera) {
        return scratch.file("ledger").resolve(camera + ".ledger");
    }

    /// Makes the site's authority and a certificate for every node.
    void makeCertificates() throws IOException, InterruptedException {
        Path authority = scratch.file("authority");
        Path log = scratch.file("certificates.log");
        succeed(log, List.of("certificate", "authority", "--dir", authority.toString()));
        List<ChildProcess> issuing = new ArrayList<>();
        for (String node : nodes.keySet()) {
            issuing.add(ChildProcess.brief(
                    log,
                    List.of(
                            "certificate",
                            "issue",
                            "--dir",
                            authority.toString(),
                            "--node",
                            node,
                            "--host",
                            "127.0.0.1",
                            "--out",
                            settings.certificates(node).toString())));
        }
        for (ChildProcess each : issuing) {
            if (each.exitCode() != 0) {
                throw waiting.failed(
                        "A certificate could not be issued: " + said(log).strip());
            }
        }
    }

    private void succeed(Path log, List<String> arguments) throws IOException, InterruptedException {
        int code = ChildProcess.brief(log, arguments).exitCode();
        if (code != 0) {
            throw waiting.failed("\"lidless " + String.join(" ", arguments) + "\" ended with " + code + ": "
                    + said(log).strip());
        }
    }

    /// Returns when the simulated cameras can be watched and every node's process has been started.
    void start() throws IOException {
        Path log = scratch.file("simulator.log");
        ChildProcess cameras = ChildProcess.start(
                log,
                List.of(
                        "simulate",
                        "--cameras",
                        Integer.toString(plan.cameras()),
                        "--port",
                        Integer.toString(settings.cameraPort()),
                        "--user",
                        SiteSettings.USER,
                        "--password",
                        SiteSettings.PASSWORD,
                        "--ledger",
                        scratch.folder("ledger").toString()));
        simulator = cameras;
        for (DemoNode node : nodes.values()) {
            node.start();
        }
        waiting.until("the simulated cameras", READY_MAX, () -> {
            if (!cameras.isAlive()) {
                throw waiting.failed("The simulated cameras ended: " + said(log).strip());
            }
            // The simulator says `ready` on its first line when it listens.
            return said(log).lines().anyMatch(line -> line.startsWith("ready ")) ? "" : "they are starting";
        });
    }

    private String said(Path log) throws IOException {
        return world.disk().exists(log)
                ? new String(world.disk().readWhole(log, LOG_BYTES_MAX), StandardCharsets.UTF_8)
                : "";
    }

    /// Ends the standbys. They go first: a shadow that is left alone takes over.
    void stopStandbys() throws InterruptedException {
        stop(plan.standbyNames());
    }

    /// Ends the primaries, then management, and then the cameras.
    void stop() throws InterruptedException {
        stop(plan.primaryNames());
        stop(List.of(DemoPlan.MANAGEMENT));
        if (simulator != null) {
            simulator.stop(STOP_MAX);
        }
    }

    private void stop(List<String> names) throws InterruptedException {
        names.forEach(name -> node(name).askToEnd());
        for (String name : names) {
            node(name).awaitEnd(STOP_MAX);
        }
    }

    /// Whether `lidless verify` finds nothing wrong with any pool, nor, where a recorder has its own, with what its
    /// index says of it. Of a shared pool every index is behind what the others wrote while it was being stopped.
    boolean verified() throws IOException, InterruptedException {
        List<ChildProcess> running = new ArrayList<>();
        for (String recorder : plan.shared() ? plan.recorderNames().subList(0, 1) : plan.recorderNames()) {
            List<String> verify = new ArrayList<>();
            verify.add("verify");
            verify.add(settings.pool(recorder).toString());
            if (!plan.shared()) {
                verify.add("--data");
                verify.add(node(recorder).data().toString());
            }
            running.add(ChildProcess.brief(scratch.file("verify-" + recorder + ".log"), verify));
        }
        boolean good = true;
        for (ChildProcess each : running) {
            good &= each.exitCode() == 0;
        }
        return good;
    }

    /// Ends what still runs, without ceremony.
    @Override
    public void close() {
        nodes.values().forEach(DemoNode::close);
        if (simulator != null) {
            simulator.end();
        }
    }
}
