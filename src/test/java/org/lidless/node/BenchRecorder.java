package org.lidless.node;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.WitnessReport;
import org.lidless.domain.WitnessReport.Sighting;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.node.ManagementHearer;
import org.lidless.wire.node.ManagementLink;
import org.lidless.wire.node.NodeServer;
import org.lidless.world.World;

/// A recorder as management servers see it, over the real wire, without cameras and disks: it sends heartbeats,
/// follows its lists, is ready for whatever it shadows, says what it sees of others, and answers who asks for its
/// footage that it has none.
final class BenchRecorder implements ManagementHearer {

    private static final long FORCE_US = 500_000;

    private final NodeCredentials credentials;
    private final SortedMap<NodeId, String> servers;
    private final int port;
    private final List<ManagementLink> links = new ArrayList<>();
    private final AtomicLong boot = new AtomicLong();
    private volatile AssignmentList followed;
    private volatile long followedNs;
    private @Nullable NodeServer door;

    /// @param servers where the management servers are
    BenchRecorder(NodeCredentials credentials, SortedMap<NodeId, String> servers, int port) {
        this.credentials = credentials;
        this.servers = servers;
        this.port = port;
        this.followed = new AssignmentList(credentials.node(), 0, List.of(), new TreeMap<>());
    }

    NodeId node() {
        return credentials.node();
    }

    void start() {
        boot.incrementAndGet();
        door = NodeServer.start(
                World.real(),
                credentials,
                boot.get(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new NodeServer.Desks(Optional.empty(), Optional.of(new NoFootage())));
        servers.forEach((server, address) -> links.add(
                ManagementLink.start(World.real(), credentials, boot.get(), server, address, this::heartbeat, this)));
    }

    /// Its connections close, and nobody listens at its address any more.
    void die() {
        NodeServer open = door;
        door = null;
        Thread closing = Thread.startVirtualThread(() -> {
            if (open != null) {
                open.close();
            }
        });
        links.parallelStream().forEach(ManagementLink::close);
        links.clear();
        try {
            closing.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// It has lost the connection to another recorder.
    void misses(BenchRecorder lost) {
        for (Sighting each : List.of(Sighting.CLOSED, Sighting.REFUSED)) {
            links.forEach(link -> link.witness(new WitnessReport(node(), lost.node(), lost.boot.get(), each)));
        }
    }

    long count(Assignment.Mode mode) {
        return followed.assignments().stream()
                .filter(each -> each.mode() == mode)
                .count();
    }

    boolean records(CameraId camera) {
        return followed.assignments().stream()
                .anyMatch(each -> each.camera().equals(camera) && each.mode() == Assignment.Mode.RECORD);
    }

    List<CameraId> recorded() {
        return followed.assignments().stream()
                .filter(each -> each.mode() == Assignment.Mode.RECORD)
                .map(Assignment::camera)
                .toList();
    }

    /// When its newest list came, ns of the monotonic clock.
    long followedNs() {
        return followedNs;
    }

    private Heartbeat heartbeat() {
        AssignmentList list = followed;
        long nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        SortedMap<CameraId, CameraReport> cameras = new TreeMap<>();
        for (Assignment each : list.assignments()) {
            boolean isShadow = each.mode() == Assignment.Mode.SHADOW;
            cameras.put(
                    each.camera(),
                    new CameraReport(
                            each.camera(),
                            each.epoch(),
                            isShadow,
                            isShadow ? OptionalLong.empty() : OptionalLong.of(durable(each.camera(), nowUs))));
        }
        return new Heartbeat(node(), boot.get(), list.version(), cameras);
    }

    /// Each camera's footage is forced twice a second, not all at the same moment.
    private static long durable(CameraId camera, long nowUs) {
        long phaseUs = Math.floorMod(camera.value().hashCode() * 7_919L, FORCE_US);
        return (nowUs - phaseUs) / FORCE_US * FORCE_US + phaseUs;
    }

    @Override
    public synchronized void assigned(AssignmentList list) {
        if (list.version() > followed.version()) {
            followed = list;
            followedNs = System.nanoTime();
        }
    }

    @Override
    public void opened(NodeId management) {
        // What it is to do comes by itself.
    }

    @Override
    public void closed(NodeId management) {
        // It is dialled again.
    }

    @Override
    public void refused(NodeId management, Problem problem) {
        System.err.println(node() + " is refused by " + management + ": " + problem);
    }
}
