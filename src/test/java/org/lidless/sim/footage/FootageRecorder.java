package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Assignment;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.WitnessReport;
import org.lidless.domain.WitnessReport.Sighting;
import org.lidless.footage.timeline.alignment.Watermark;
import org.lidless.sim.kernel.ControlFlaw;
import org.lidless.sim.kernel.ManagedNode;
import org.lidless.sim.kernel.SimManagement;

/// A recorder with pictures in it: follows its list of assignments, receives, writes, tells its shadows what
/// became durable, beats, testifies, and brings footage home.
final class FootageRecorder extends ManagedNode {

    private static final long TICK_US = 100_000;
    private static final long HEARTBEAT_US = 250_000;
    private static final long WATERMARK_US = 100_000;
    private static final long WITNESS_US = 500_000;
    private static final long SILENT_US = 1_000_000;
    private static final long HOME_US = 200_000;
    private static final long RECONNECT_MAX_US = 1_000_000;

    final FootageSite world;
    final SplittableRandom random;
    final MadeDisk disk;
    final TreeMap<CameraId, MadeStream> streams = new TreeMap<>();
    /// Streams that it was told to let go, until what they have is on disk.
    final List<MadeStream> leaving = new ArrayList<>();
    private final TreeMap<String, Long> connectedTo = new TreeMap<>();
    private final TreeMap<NodeId, Peer> peers = new TreeMap<>();
    private final TreeMap<NodeId, WatermarkLink> links = new TreeMap<>();
    private final TreeSet<CameraId> down = new TreeSet<>();
    private @Nullable MadeHomeBringer bringing;
    private long siteFromUs;

    private record Peer(long boot, long heardUs, boolean closed) {}

    FootageRecorder(FootageSite world, String name) {
        super(world.kernel, name);
        this.world = world;
        this.random = world.kernel.random("recorder " + name);
        this.disk = new MadeDisk(new AssignmentList(id(), 0, List.of(), new TreeMap<>()));
        started();
    }

    @Override
    public AssignmentList list() {
        return disk.list;
    }

    /// Site time: what the wall clock said when the process began, and monotonic from then on.
    long siteUs() {
        return siteFromUs + elapsedUs();
    }

    @Override
    protected void started() {
        siteFromUs = wallUs() - elapsedUs();
        // Who was writing what somebody else owned may have been the only one that had it.
        disk.segments.values().stream()
                .filter(each -> !each.sealed && !each.samples.isEmpty())
                .forEach(each ->
                        disk.ownedUpTo.putIfAbsent(each.camera, each.frames().length() - 1));
        disk.segments.values().forEach(each -> each.sealed = true);
        if (world.mutant == FootageMutant.PART_FOR_WHOLE) {
            disk.segments.putAll(disk.parts);
            disk.parts.clear();
        }
        down.clear();
        down.addAll(disk.ownedUpTo.keySet());
        // It was told to let go of them, and died before it had written the rest: `recorder-down` from their end on.
        down.stream()
                .filter(camera -> disk.list.assignments().stream()
                        .noneMatch(each -> each.camera().equals(camera)))
                .toList()
                .forEach(this::release);
        bringing = new MadeHomeBringer(this);
        disk.list.assignments().forEach(this::begin);
        every(TICK_US, () -> {
            streams.values().forEach(MadeStream::tick);
            leaving.removeIf(MadeStream::leaves);
        });
        every(HEARTBEAT_US, this::beat);
        every(WATERMARK_US, this::sendWatermarks);
        every(WITNESS_US, this::testify);
        every(HOME_US, () -> {
            if (bringing != null) {
                bringing.tick();
            }
        });
    }

    @Override
    protected void died() {
        streams.values().forEach(MadeStream::died);
        leaving.forEach(MadeStream::died);
        world.cameras.forEach(camera -> camera.died(this));
        streams.clear();
        leaving.clear();
        connectedTo.clear();
        peers.clear();
        links.clear();
        long boot = boot();
        for (SimManagement each : world.managements) {
            world.net.send(this, each, () -> each.management().onClosed(id(), boot, each.clockUs()));
        }
        for (FootageRecorder each : world.recorders) {
            if (each != this) {
                world.net.send(this, each, () -> each.peerClosed(id(), boot));
            }
        }
    }

    @Override
    public void receive(AssignmentList list) {
        if (list.version() <= disk.list.version() && world.flaw() != ControlFlaw.FOLLOWS_ANY_LIST) {
            return;
        }
        disk.list = list;
        kernel.trace(name + " follows " + list.version());
        world.control.follows(this, list);
        List<CameraId> wanted =
                list.assignments().stream().map(Assignment::camera).toList();
        for (MadeStream each : List.copyOf(streams.values())) {
            boolean writesOn =
                    world.mutant == FootageMutant.WRITES_ON && each.duty().mode() == Assignment.Mode.SHADOW;
            if (!wanted.contains(each.camera.id) && !writesOn) {
                streams.remove(each.camera.id);
                each.letGo();
                leaving.add(each);
            }
        }
        list.assignments().forEach(this::begin);
    }

    private void begin(Assignment duty) {
        MadeStream known = streams.get(duty.camera());
        if (known == null) {
            streams.put(duty.camera(), new MadeStream(this, world.camera(duty.camera()), duty));
        } else {
            known.follow(duty);
        }
    }

    /// A camera sent something on a session that this recorder reads at once.
    void readFrom(CameraSession session) {
        MadeStream stream = streams.get(session.camera.id);
        if (stream != null) {
            stream.read();
        }
    }

    /// Samples became durable: what is missing before them is stored as a gap, by whoever owns the stream.
    void account(FilmedCamera camera, List<MadeRing.Entry> samples) {
        Integer before = disk.ownedUpTo.get(camera.id);
        if (before == null) {
            return;
        }
        int last = before;
        String cause = down.remove(camera.id) ? "recorder-down" : "network";
        for (MadeRing.Entry each : samples) {
            int frame = each.frame().index();
            if (frame > last + 1 && !(cause.equals("recorder-down") && world.mutant == FootageMutant.STORES_NO_GAP)) {
                disk.gap(camera.id, last + 1, frame - 1, cause);
            }
            cause = "network";
            last = Math.max(last, frame);
        }
        disk.ownedUpTo.put(camera.id, last);
    }

    /// It owns the stream no more.
    void release(CameraId camera) {
        disk.disowns(camera, FootageSite.EPOCH_US + kernel.nowUs());
        Integer last = disk.ownedUpTo.remove(camera);
        if (last != null && down.remove(camera) && world.mutant != FootageMutant.STORES_NO_GAP) {
            disk.gap(camera, last + 1, world.camera(camera).frames.size() - 1, "recorder-down");
        }
    }

    /// Whether it has not yet written, or been ready for, what it did when it died.
    boolean isDown(CameraId camera) {
        return down.contains(camera);
    }

    /// The gap that runs since it died.
    Optional<MadeDisk.StoredGap> running(CameraId camera) {
        Integer last = disk.ownedUpTo.get(camera);
        int newest = world.camera(camera).frames.size() - 1;
        return last != null && isDown(camera) && last < newest && world.mutant != FootageMutant.STORES_NO_GAP
                ? Optional.of(new MadeDisk.StoredGap(camera, last + 1, newest, "recorder-down"))
                : Optional.empty();
    }

    void drop(MadeSegment segment) {
        kernel.trace(name + " drops " + segment.name);
        disk.segments.remove(segment.name);
    }

    boolean isLinkedFrom(NodeId owner) {
        Peer peer = peers.get(owner);
        return peer != null && !peer.closed();
    }

    boolean holdsInMemory(CameraId camera, int frame) {
        MadeStream stream = streams.get(camera);
        return (stream != null && stream.ring.holds(frame))
                || leaving.stream().anyMatch(each -> each.camera.id.equals(camera) && each.ring.holds(frame));
    }

    private void beat() {
        TreeMap<CameraId, CameraReport> reports = new TreeMap<>();
        streams.forEach((camera, stream) -> reports.put(camera, stream.report()));
        var heartbeat = new Heartbeat(id(), boot(), disk.list.version(), reports);
        toManagement(to -> to.management().onHeartbeat(heartbeat, to.clockUs()));
    }

    /// Over the connections that stand; to a management server that was started anew, a new one first.
    private void toManagement(Consumer<SimManagement> message) {
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
        TreeMap<NodeId, List<MadeStream>> byShadow = new TreeMap<>();
        for (MadeStream each : streams.values()) {
            if (each.isRecording()) {
                each.duty()
                        .shadow()
                        .ifPresent(to -> byShadow.computeIfAbsent(to, _ -> new ArrayList<>())
                                .add(each));
            }
        }
        links.keySet().retainAll(byShadow.keySet());
        byShadow.forEach((to, told) -> links.computeIfAbsent(
                        to, _ -> new WatermarkLink(this, world.recorder(to), random))
                .send(told));
    }

    /// Something came from a peer.
    void hear(NodeId peer, long boot, Watermark news) {
        Peer known = peers.get(peer);
        if (known == null || known.closed() || known.boot() != boot) {
            peerOpened(peer, boot);
        }
        peers.put(peer, new Peer(boot, elapsedUs(), false));
        MadeStream stream = streams.get(news.stream().camera());
        if (stream != null) {
            stream.hear(news);
        }
    }

    void peerOpened(NodeId peer, long boot) {
        peers.put(peer, new Peer(boot, elapsedUs(), false));
        streams.values().forEach(each -> each.linked(peer, true));
    }

    void peerClosed(NodeId peer, long boot) {
        Peer known = peers.get(peer);
        if (known != null && known.boot() == boot) {
            peers.put(peer, new Peer(boot, known.heardUs(), true));
            streams.values().forEach(each -> each.linked(peer, false));
        }
    }

    private void testify() {
        for (Map.Entry<NodeId, Peer> each : peers.entrySet()) {
            Peer peer = each.getValue();
            boolean owns = streams.values().stream()
                    .anyMatch(stream -> stream.duty().mode() == Mode.SHADOW
                            && stream.duty().owner().equals(each.getKey()));
            if (owns) {
                boolean silent = elapsedUs() - peer.heardUs() > SILENT_US;
                Sighting seen = peer.closed() ? Sighting.CLOSED : silent ? Sighting.SILENT : Sighting.HEARD;
                var report = new WitnessReport(id(), each.getKey(), peer.boot(), seen);
                toManagement(to -> to.management().onWitness(report, to.clockUs()));
            }
        }
    }
}
