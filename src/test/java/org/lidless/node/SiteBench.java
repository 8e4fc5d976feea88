package org.lidless.node;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemException;
import org.lidless.wire.ControlClient;
import org.lidless.wire.StatusReport.ServerStatus;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.world.World;

/// `./dev bench site`: three management servers as processes, and recorders that are simulated over the real
/// wire: how long from the loss of a recorder until its heirs have been told, what the servers cost while nothing
/// happens, and how much memory they take.
///
/// `--cameras N` (500), `--recorders N` (10), `--standbys N` (2), `--rounds N` (10), `--idle SECONDS` (30),
/// `--settle SECONDS` (60): how long the servers' JVMs compile before anything is measured.
public final class SiteBench implements AutoCloseable {

    private static final int SERVERS = 3;
    private static final Duration SETTLE_MAX = Duration.ofMinutes(3);
    private static final Duration OWNED_MAX = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 2;
    private static final long REST_MILLIS = 5_000;
    private static final long SECOND_MILLIS = 1_000;
    private static final double TICKS_PER_SECOND = 100;

    private final Path directory;
    private final SiteAuthority authority;
    private final int cameras;
    private final SortedMap<NodeId, String> servers = new TreeMap<>();
    private final SortedMap<NodeId, Integer> ports = new TreeMap<>();
    private final SortedMap<NodeId, Process> processes = new TreeMap<>();
    private final List<BenchRecorder> primaries = new ArrayList<>();
    private final List<BenchRecorder> standbys = new ArrayList<>();

    private SiteBench(Path directory, int cameras, int recorders, int spare) throws IOException {
        this.directory = directory;
        this.cameras = cameras;
        this.authority = SiteAuthority.create(World.real(), directory.resolve("authority"));
        names("m", SERVERS).forEach(server -> servers.put(server, "127.0.0.1:" + port()));
        names("r", recorders).forEach(node -> ports.put(node, port()));
        names("s", spare).forEach(node -> ports.put(node, port()));
        SortedMap<NodeId, Integer> consensus = new TreeMap<>();
        servers.keySet().forEach(server -> consensus.put(server, port()));
        for (NodeId server : servers.keySet()) {
            processes.put(server, start(server, settings(server, consensus, recorders)));
        }
        names("r", recorders).forEach(node -> primaries.add(recorder(node)));
        names("s", spare).forEach(node -> standbys.add(recorder(node)));
    }

    public static void main(String[] args) throws IOException {
        List<String> words = Arrays.asList(args);
        Path directory = Path.of("target", "bench", "site").toAbsolutePath();
        delete(directory);
        Files.createDirectories(directory);
        try (SiteBench bench = new SiteBench(
                directory,
                number(words, "--cameras", 500),
                number(words, "--recorders", 10),
                number(words, "--standbys", 2))) {
            bench.measure(number(words, "--rounds", 10), number(words, "--idle", 30), number(words, "--settle", 60));
        }
    }

    private static int number(List<String> words, String name, int otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(words.get(at + 1));
    }

    private static List<NodeId> names(String letter, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(each -> new NodeId(letter + each))
                .toList();
    }

    private static int port() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new java.io.UncheckedIOException(none);
        }
    }

    private NodeCredentials credentials(NodeId node) {
        return NodeCredentials.load(
                World.real(), authority.issue(node, List.of("127.0.0.1"), directory.resolve("certificates-" + node)));
    }

    private BenchRecorder recorder(NodeId node) {
        return new BenchRecorder(credentials(node), servers, requireNonNull(ports.get(node)));
    }

    private Path settings(NodeId server, SortedMap<NodeId, Integer> consensus, int recorders) throws IOException {
        var yaml = new StringBuilder();
        yaml.append("node: %s%nrole: management%nlisten: 127.0.0.1:0%npeer-listen: %s%n"
                .formatted(server, servers.get(server)));
        yaml.append(
                "consensus-listen: 127.0.0.1:%d%ncertificates: %s%nhold-down-seconds: 1%nweb:%n  listen: 127.0.0.1:0%nmanagement:%n"
                        .formatted(consensus.get(server), directory.resolve("certificates-" + server)));
        credentials(server);
        servers.forEach((each, address) -> yaml.append("  - node: %s%n    address: %s%n    consensus: 127.0.0.1:%d%n"
                .formatted(each, address, consensus.get(each))));
        yaml.append("recorders:\n");
        ports.forEach((node, port) -> yaml.append("  - node: %s%n    address: 127.0.0.1:%d%n    standby: %b%n"
                .formatted(node, port, node.value().startsWith("s"))));
        yaml.append("cameras:\n");
        for (int each = 0; each < cameras; each++) {
            yaml.append("  - name: cam-%d%n    url: rtsp://127.0.0.1:1/cam-%d%n    recorder: r%d%n    sessions: 2%n"
                    .formatted(each, each, each % recorders + 1));
        }
        return Files.writeString(directory.resolve(server + ".yaml"), yaml.toString());
    }

    private Process start(NodeId server, Path settings) throws IOException {
        return new ProcessBuilder(
                        Path.of("lidless").toAbsolutePath().toString(),
                        "start",
                        "--config",
                        settings.toString(),
                        "--data",
                        Files.createDirectories(directory.resolve("data-" + server))
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(server + ".log").toFile())
                .start();
    }

    private void measure(int rounds, int idleSeconds, int settleSeconds) throws IOException {
        long beganNs = System.nanoTime();
        primaries.forEach(BenchRecorder::start);
        standbys.forEach(BenchRecorder::start);
        await(
                "every camera recorded and shadowed",
                SETTLE_MAX,
                () -> count(primaries, Mode.RECORD) == cameras && count(standbys, Mode.SHADOW) == cameras);
        System.out.printf(
                "%d cameras on %d recorders and %d standbys, %d management servers; all assigned after %.1f s%n",
                cameras, primaries.size(), standbys.size(), SERVERS, seconds(System.nanoTime() - beganNs));
        World.real().clock().pauseUs(1_000 * SECOND_MILLIS * settleSeconds);
        idle(idleSeconds);
        List<Double> told = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            told.add(failover(primaries.get(round % primaries.size())));
        }
        Collections.sort(told);
        System.out.printf(
                "failover, from the loss of a recorder until its heirs have their lists: median %.0f ms, at most %.0f ms%n",
                told.get(told.size() / 2), told.getLast());
        memory("after " + rounds + " failovers");
    }

    private void idle(int seconds) throws IOException {
        SortedMap<NodeId, Double> before = new TreeMap<>();
        for (NodeId each : servers.keySet()) {
            before.put(each, cpuSeconds(each));
        }
        long beganNs = System.nanoTime();
        World.real().clock().pauseUs(1_000_000L * seconds);
        double passed = seconds(System.nanoTime() - beganNs);
        String leader = leader();
        for (NodeId each : servers.keySet()) {
            System.out.printf(
                    "idle: %s%s takes %.1f %% of a core%n",
                    each,
                    each.value().equals(leader) ? " (leader)" : "",
                    100 * (cpuSeconds(each) - requireNonNull(before.get(each))) / passed);
        }
        memory("idle");
    }

    private void memory(String when) throws IOException {
        for (NodeId each : servers.keySet()) {
            System.out.printf("memory %s: %s has %d MB resident%n", when, each, residentMegabytes(each));
        }
    }

    /// Takes a recorder away, and gives it back afterwards.
    ///
    /// @return from its end until standbys were told to record all of its cameras, ms
    private double failover(BenchRecorder lost) {
        List<CameraId> taken = lost.recorded();
        long diedNs = System.nanoTime();
        lost.die();
        standbys.forEach(each -> each.misses(lost));
        await(
                "heirs of " + lost.node(),
                OWNED_MAX,
                () -> taken.stream().allMatch(camera -> standbys.stream().anyMatch(each -> each.records(camera))));
        long toldNs = standbys.stream()
                .filter(each -> each.count(Mode.RECORD) > 0)
                .mapToLong(BenchRecorder::followedNs)
                .max()
                .orElseThrow();
        double ms = seconds(toldNs - diedNs) * 1_000;
        System.out.printf("%s lost: %d cameras, told after %.0f ms%n", lost.node(), taken.size(), ms);
        lost.start();
        await(
                "all at home",
                SETTLE_MAX,
                () -> count(primaries, Mode.RECORD) == cameras && count(standbys, Mode.SHADOW) == cameras);
        World.real().clock().pauseUs(1_000 * REST_MILLIS);
        return ms;
    }

    private static long count(List<BenchRecorder> recorders, Mode mode) {
        return recorders.stream().mapToLong(each -> each.count(mode)).sum();
    }

    private void await(String what, Duration longest, BooleanSupplier is) {
        long untilNs = System.nanoTime() + longest.toNanos();
        while (!is.getAsBoolean()) {
            if (System.nanoTime() > untilNs) {
                throw new IllegalStateException("waited " + longest + " for " + what + "; see " + directory);
            }
            World.real().clock().pauseUs(1_000 * LOOK_MILLIS);
        }
    }

    private String leader() {
        for (NodeId each : servers.keySet()) {
            try (ControlClient client = ControlClient.of(World.real().disk(), directory.resolve("data-" + each))) {
                return client.status().servers().orElse(List.of()).stream()
                        .filter(server -> server.state().equals(ServerStatus.LEADER))
                        .map(ServerStatus::node)
                        .findFirst()
                        .orElse("nobody");
            } catch (ProblemException notNow) {
                System.err.println(each + " does not answer: " + notNow.problem());
            }
        }
        return "nobody";
    }

    /// Of the JVM: `./lidless` becomes it.
    private double cpuSeconds(NodeId server) throws IOException {
        String stat = Files.readString(proc(server).resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private long residentMegabytes(NodeId server) throws IOException {
        try (Stream<String> lines = Files.lines(proc(server).resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path proc(NodeId server) {
        return Path.of(
                "/proc", Long.toString(requireNonNull(processes.get(server)).pid()));
    }

    private static double seconds(long ns) {
        return ns / 1e9;
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    @Override
    public void close() {
        primaries.forEach(BenchRecorder::die);
        standbys.forEach(BenchRecorder::die);
        processes.values().forEach(Process::destroyForcibly);
    }
}
