package org.lidless.sim.kernel;

import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.WitnessReport;
import org.lidless.domain.WitnessReport.Sighting;

/// A recorder as management sees it: a model, without a picture in it. It keeps its list of assignments on disk, beats,
/// sends watermarks to its shadows, and tells what it sees of others.
final class SimRecorder extends ManagedNode {

    private static final long HEARTBEAT_US = 250_000;
    private static final long WATERMARK_US = 200_000;
    private static final long WITNESS_US = 500_000;
    private static final long SILENT_US = 1_000_000;
    private static final long READY_US = 2_000_000;
    private static final long RECONNECT_MAX_US = 3_000_000;

    private final SimSite world;
    private final SplittableRandom random;
    private AssignmentList durable;
    private final TreeMap<CameraId, Long> shadowingSince = new TreeMap<>();
    private final TreeMap<String, Long> connectedTo = new TreeMap<>();
    private final TreeMap<NodeId, Peer> peers = new TreeMap<>();

    private record Peer(long boot, long heardUs, boolean closed) {}

    SimRecorder(SimSite world, String name) {
        super(world.kernel, name);
        this.world = world;
        this.random = kernel.random("recorder " + name);
        this.durable = new AssignmentList(id(), 0, List.of(), new TreeMap<>());
        started();
    }

    @Override
    public AssignmentList list() {
        return durable;
    }

    @Override
    protected void started() {
        durable.assignments().forEach(each -> shadowingSince.put(each.camera(), kernel.nowUs()));
        every(HEARTBEAT_US, this::beat);
        every(WATERMARK_US, this::sendWatermarks);
        every(WITNESS_US, this::testify);
    }

    @Override
    protected void died() {
        shadowingSince.clear();
        connectedTo.clear();
        peers.clear();
        long boot = boot();
        for (SimManagement each : world.managements) {
            world.net.send(this, each, () -> each.management().onClosed(id(), boot, each.clockUs()));
        }
        for (SimRecorder each : world.recorders) {
            if (each != this) {
                world.net.send(this, each, () -> each.peerClosed(id(), boot));
            }
        }
    }

    @Override
    public void receive(AssignmentList list) {
        if (list.version() <= durable.version() && world.flaw != ControlFlaw.FOLLOWS_ANY_LIST) {
            return;
        }
        durable = list;
        world.control.follows(this, list);
        for (Assignment each : list.assignments()) {
            shadowingSince.putIfAbsent(each.camera(), kernel.nowUs());
        }
        shadowingSince
                .keySet()
                .retainAll(list.assignments().stream().map(Assignment::camera).toList());
    }

    private void beat() {
        TreeMap<CameraId, CameraReport> reports = new TreeMap<>();
        for (Assignment each : durable.assignments()) {
            boolean ready = kernel.nowUs() - shadowingSince.getOrDefault(each.camera(), kernel.nowUs()) >= READY_US;
            OptionalLong durableUs =
                    each.mode() == Assignment.Mode.RECORD ? OptionalLong.of(wallUs()) : OptionalLong.empty();
            reports.put(each.camera(), new CameraReport(each.camera(), each.epoch(), ready, durableUs));
        }
        Heartbeat heartbeat = new Heartbeat(id(), boot(), durable.version(), reports);
        toManagement(to -> to.management().onHeartbeat(heartbeat, to.clockUs()));
    }

    /// Over the connections that stand; to a management server that was started anew, a new one first.
    private void toManagement(java.util.function.Consumer<SimManagement> message) {
        for (SimManagement each : world.managements) {
            long boot = each.boot();
            long connected = connectedTo.getOrDefault(each.name, 0L);
            if (connected == boot) {
                world.net.send(this, each, () -> message.accept(each));
            } else if (connected != -boot) {
                connectedTo.put(each.name, -boot);
                long mine = boot();
                kernel.after(random.nextLong(RECONNECT_MAX_US), () -> {
                    if (isUp() && boot() == mine) {
                        connectedTo.put(each.name, boot);
                    }
                });
            }
        }
    }

    private void sendWatermarks() {
        long boot = boot();
        for (Assignment each : durable.assignments()) {
            if (each.mode() == Assignment.Mode.RECORD) {
                each.shadow()
                        .map(world::recorder)
                        .ifPresent(to -> world.net.send(
                                this, to, () -> to.peers.put(id(), new Peer(boot, to.elapsedUs(), false))));
            }
        }
    }

    private void peerClosed(NodeId peer, long boot) {
        peers.computeIfPresent(
                peer, (node, known) -> known.boot() == boot ? new Peer(boot, known.heardUs(), true) : known);
    }

    private void testify() {
        for (Assignment each : durable.assignments()) {
            Peer owner = each.mode() == Assignment.Mode.SHADOW ? peers.get(each.owner()) : null;
            if (owner != null) {
                boolean silent = elapsedUs() - owner.heardUs() > SILENT_US;
                Sighting seen = owner.closed() ? Sighting.CLOSED : silent ? Sighting.SILENT : Sighting.HEARD;
                WitnessReport report = new WitnessReport(id(), each.owner(), owner.boot(), seen);
                toManagement(to -> to.management().onWitness(report, to.clockUs()));
            }
        }
    }
}
