package org.lidless.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.footage.backfill.HomeBringer;
import org.lidless.footage.backfill.HomeTally;
import org.lidless.footage.recording.Recorder;
import org.lidless.footage.storage.EvidenceLocks;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.node.settings.Settings;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.OwnControl;
import org.lidless.wire.StatusReport;
import org.lidless.wire.Tally;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.NodeFiles;
import org.lidless.wire.authority.Renewal;
import org.lidless.wire.node.NodeServer;
import org.lidless.world.World;

/// What a member of a site has beside a recorder that is alone: the port on which peers ask it, what it hears from
/// management and from the owners of what it shadows, and the bringing home of its cameras' footage.
final class SitePart implements AutoCloseable {

    private final Opened parts;
    private final NodeServer server;
    private final SiteMember member;
    private final HomeBringer bringer;
    private final SiteClock clock;

    private SitePart(Opened parts, NodeServer server, SiteMember member, HomeBringer bringer, SiteClock clock) {
        this.parts = parts;
        this.clock = clock;
        this.server = server;
        this.member = member;
        this.bringer = bringer;
    }

    /// @param own this recorder's control address, for what management asks
    /// @throws org.lidless.domain.ProblemException `PORT_IN_USE`
    static SitePart join(
            World world,
            SiteClock clock,
            Settings.Recording settings,
            Settings.Membership membership,
            NodeCredentials credentials,
            Recorder recorder,
            SqliteIndex index,
            PeerFootage peers,
            Path dataDirectory,
            OwnControl own)
            throws IOException {
        Opened opened = new Opened();
        boolean joined = false;
        try {
            long boot = world.chance().fork("boot").bits();
            NodeServer server = NodeServer.start(
                    world,
                    credentials,
                    boot,
                    membership.peerListen(),
                    new NodeServer.Desks(
                            Optional.empty(),
                            Optional.of(new RecorderDesk(
                                    world.disk(), settings, recorder, new EvidenceLocks(world, index))),
                            Optional.of(new RecorderDoor(membership.management().keySet(), own)),
                            Optional.empty()));
            opened.add(server);
            SiteMember member = SiteMember.start(
                    world, clock, settings, membership, credentials, recorder, peers, dataDirectory, boot);
            opened.add(member);
            recorder.othersPools(peers::known);
            HomeBringer bringer = HomeBringer.start(
                    world,
                    index,
                    new HomePeers(peers),
                    () -> owned(member, settings, recorder),
                    HomeBringer.BYTES_PER_SECOND);
            opened.add(bringer);
            var renewal = new Renewal(world, credentials, NodeFiles.in(membership.certificates()));
            Thread keeper = Thread.ofPlatform()
                    .daemon()
                    .name("certificate")
                    .start(new CertificateKeeper(world, credentials, renewal, membership::management));
            opened.add(keeper::interrupt);
            joined = true;
            return new SitePart(opened, server, member, bringer, clock);
        } finally {
            if (!joined) {
                opened.close();
            }
        }
    }

    /// The streams whose home is here and that this recorder owns now, with the pool that takes their footage.
    private static SortedMap<StreamId, Pool> owned(SiteMember member, Settings.Recording settings, Recorder recorder) {
        TreeMap<StreamId, Pool> owned = new TreeMap<>();
        List<Assignment> all =
                member.assignments().map(AssignmentList::assignments).orElse(List.of());
        for (Assignment each : all) {
            if (each.mode() == Assignment.Mode.RECORD && each.primary().equals(settings.node())) {
                for (StreamKind kind : each.address().streams()) {
                    recorder.pool(settings.poolsOf(kind).getFirst())
                            .ifPresent(pool -> owned.put(new StreamId(each.camera(), kind), pool));
                }
            }
        }
        return owned;
    }

    /// A recorder's status with what its part in the site adds: what it does for each camera, and what is still to come
    /// home.
    StatusReport completed(StatusReport alone) {
        Map<String, Assignment> assignments = new TreeMap<>();
        member.assignments()
                .ifPresent(list -> list.assignments()
                        .forEach(each -> assignments.put(each.camera().value(), each)));
        List<CameraStatus> cameras = alone.cameras().stream()
                .map(camera -> onDuty(camera, assignments.get(camera.camera())))
                .toList();
        return new StatusReport(
                alone.version(),
                alone.node(),
                alone.program(),
                alone.pid(),
                alone.now(),
                alone.started(),
                cameras,
                alone.pools(),
                bringer.status().map(home -> new StatusReport.BringingHome(home.segments(), home.bytes())),
                alone.locks(),
                alone.groups(),
                alone.servers(),
                alone.syslog());
    }

    /// What is counted of its part in the site.
    Tally tally() {
        HomeTally home = bringer.tally();
        SortedMap<String, Double> seconds = new TreeMap<>();
        home.broughtUs().forEach((node, us) -> seconds.put(node.value(), us / 1e6));
        long lagUs = home.oldestUs().isPresent()
                ? Math.max(0, clock.wallUs() - home.oldestUs().getAsLong())
                : 0;
        return new Tally(
                Optional.empty(),
                Map.of(),
                Optional.of(clock.aheadUs() / 1e6),
                Optional.of(new Tally.Fetched(seconds, lagUs / 1e6)));
    }

    private static CameraStatus onDuty(CameraStatus camera, @Nullable Assignment assignment) {
        if (assignment == null) {
            return camera;
        }
        String duty = switch (assignment.mode()) {
            case RECORD -> CameraStatus.RECORD;
            case SHADOW -> CameraStatus.SHADOW;
        };
        return camera.with(new CameraStatus.Charge(
                Optional.of(duty),
                Optional.of(assignment.owner().value()),
                Optional.of(assignment.epoch().value()),
                Optional.of(assignment.primary().value())));
    }

    /// Gives this recorder's cameras to others before it ends; at most [Leaving#WAIT_US].
    void leave() {
        member.leave(server::isShadowed);
    }

    @Override
    public void close() {
        parts.close();
    }
}
