package org.lidless.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.cli.DataDirectory;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.footage.evidence.AuditRecord;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.footage.evidence.EvidenceKey;
import org.lidless.footage.recording.RecordedCamera;
import org.lidless.footage.recording.Recorder;
import org.lidless.footage.recording.RecorderSettings;
import org.lidless.footage.recording.RecordingStatus;
import org.lidless.footage.storage.ChosenIndex;
import org.lidless.footage.storage.IndexFollower;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.PostgresIndex;
import org.lidless.footage.storage.SegmentIndex;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.Timeline;
import org.lidless.node.settings.Settings;
import org.lidless.wire.ControlFile;
import org.lidless.wire.ControlServer;
import org.lidless.wire.OwnControl;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running recorder with everything that it needs, from [#start] to [#close]: alone, or as a member of a site.
final class RecorderNode implements RunningNode {

    private static final Logger LOG = LoggerFactory.getLogger(RecorderNode.class);

    private static final long RESUME_US = 5_000_000;

    private final World world;
    private final Settings.Recording settings;
    private final DataDirectory data;
    private final Opened parts;
    private final int controlPort;
    private final Optional<SitePart> site;

    private RecorderNode(
            World world,
            Settings.Recording settings,
            DataDirectory data,
            Opened parts,
            int controlPort,
            Optional<SitePart> site) {
        this.world = world;
        this.settings = settings;
        this.data = data;
        this.parts = parts;
        this.controlPort = controlPort;
        this.site = site;
    }

    /// Starts in this order: lock, certificate, index, control address, recorder, site; and says in `control.json` that
    /// it answers.
    ///
    /// @throws org.lidless.domain.ProblemException `DATA_IN_USE`, `DATA_UNUSABLE`, `PORT_IN_USE`,
    ///                                             `CERTIFICATES_UNUSABLE`
    static RecorderNode start(World machine, Settings.Recording settings, Path dataDirectory) {
        DataDirectory data = DataDirectory.lock(machine.disk(), dataDirectory);
        Opened opened = new Opened();
        opened.add(data);
        boolean started = false;
        try {
            var clock = settings.site().isPresent()
                    ? new SiteClock(machine.clock(), new KeptTime(machine.disk(), data.path(), machine.clock()))
                    : new SiteClock(machine.clock());
            var world = new World(clock, machine.chance(), machine.disk(), machine.network());
            SqliteIndex index = SqliteIndex.open(world.disk(), data.path());
            opened.add(index);
            @Nullable
            NodeCredentials credentials = settings.site()
                    .map(site -> credentials(world, settings, site))
                    .orElse(null);
            Optional<PostgresIndex> indexServer = settings.index().map(each -> server(each, settings.node()));
            indexServer.ifPresent(opened::add);
            @Nullable
            PeerFootage peers = credentials == null
                    ? null
                    : new PeerFootage(world, credentials, index, indexServer, node -> OptionalLong.empty());
            if (peers != null) {
                opened.add(peers);
            }
            var holders = new SiteHolders(settings.node(), world.disk(), directories(settings), peers);
            SegmentIndex read = indexServer
                    .<SegmentIndex>map(each -> chosen(world, settings, each, index, opened))
                    .orElse(index);
            Timeline timeline = new Timeline(read, holders, world.clock());
            AuditTrail trail = audit(world, data, settings.node(), opened);
            EvidenceKey key = EvidenceKey.open(world.disk(), data.path().resolve("evidence-key.pem"));
            LOG.info("exports are signed by the key {}", key.thumbprint());
            String self = settings.node().value();
            trail.record(self, self, AuditAct.KEY_USED, "exports are signed by " + key.thumbprint(), AuditRecord.DONE);
            ExportProof proof = new ExportProof(
                    world, settings.node(), key, trail, read, Proofs.stamps(world, settings.proving(), opened));
            ExportDesk exports = new ExportDesk(world, settings, data.path(), timeline, proof, key.thumbprint());
            opened.add(exports);
            MissingFootage missing = new MissingFootage(world.clock(), timeline);
            NodeControl control = new NodeControl(
                    world,
                    settings,
                    index,
                    timeline,
                    exports,
                    NodeAudit.in(world.disk(), data.path(), trail, settings.node()),
                    missing);
            String token = ControlFile.newToken(world.chance().fork("control"));
            AuditedControl audited = new AuditedControl(control, trail, clock);
            Proofs.forward(world, data.path(), settings.node(), trail, settings.proving(), audited, opened);
            ControlServer server = ControlServer.start(settings.listen(), audited, token, audited);
            opened.add(server);
            ControlFile answersAt = new ControlFile(
                    "http://" + settings.listen().getHostString() + ":" + server.port(),
                    token,
                    ProcessHandle.current().pid(),
                    settings.node().value());
            Recorder recorder = recorder(world, settings, data, index);
            opened.add(recorder);
            control.answersFor(recorder);
            holders.ownAreReadableIf(recorder::isReadable);
            opened.add(missing.watch(() -> streams(recorder)));
            Optional<SitePart> site = Optional.empty();
            if (credentials != null && peers != null) {
                Settings.Membership membership = settings.site().orElseThrow();
                OwnControl own = new OwnControl(answersAt);
                opened.add(own);
                SitePart part = SitePart.join(
                        world, clock, settings, membership, credentials, recorder, index, peers, data.path(), own);
                opened.add(part);
                control.isPartOf(part);
                site = Optional.of(part);
            }
            Thread resuming = Thread.ofVirtual().name("exports").start(() -> resume(world, exports));
            opened.add(resuming::interrupt);
            answersAt.write(world.disk(), data.path());
            started = true;
            return new RecorderNode(world, settings, data, opened, server.port(), site);
        } catch (IOException failed) {
            throw ProblemCode.DATA_UNUSABLE.because(
                    "The data directory " + data.path() + " cannot be used: " + failed + ".",
                    "Nothing is recorded: the recorder was not started.",
                    "Check its owner and the free space, or name another directory with --data.");
        } finally {
            if (!started) {
                opened.close();
            }
        }
    }

    /// Exports that a restart has interrupted begin again once what others hold has had time to show.
    private static void resume(World world, ExportDesk exports) {
        world.clock().pauseUs(RESUME_US);
        if (!Thread.currentThread().isInterrupted()) {
            exports.resume();
        }
    }

    /// The chain in which a node writes down what people ask of it.
    static AuditTrail audit(World world, DataDirectory data, NodeId node, Opened opened) throws IOException {
        AuditTrail trail = AuditTrail.open(world, data.path().resolve("audit"), node.value());
        opened.add(trail);
        return trail;
    }

    private static PostgresIndex server(Settings.IndexServer server, NodeId node) {
        return PostgresIndex.of(
                server.address(),
                server.credentials().user(),
                server.credentials().password(),
                node);
    }

    /// What questions are answered from: the server while it is there, else the recorder's own index.
    private static ChosenIndex chosen(
            World world, Settings.Recording settings, PostgresIndex server, SqliteIndex own, Opened opened) {
        IndexFollower follower = new IndexFollower(world, server, places(settings));
        Thread thread = Thread.ofPlatform().daemon().name("index").start(follower);
        opened.add(thread::interrupt);
        return new ChosenIndex(server, follower::isCurrent, own);
    }

    private static List<PoolPlace> places(Settings.Recording settings) {
        return settings.pools().stream()
                .map(pool -> new PoolPlace(pool.pool(), pool.path(), pool.shared(), pool.force()))
                .toList();
    }

    private static NodeCredentials credentials(
            World world, Settings.Recording settings, Settings.Membership membership) {
        return Credentials.load(world, settings.node(), membership.certificates());
    }

    private static List<StreamId> streams(Recorder recorder) {
        return recorder.status().stream().map(RecordingStatus::stream).toList();
    }

    private static Map<PoolId, Path> directories(Settings.Recording settings) {
        Map<PoolId, Path> directories = new TreeMap<>();
        settings.pools().forEach(pool -> directories.put(pool.pool(), pool.path()));
        return directories;
    }

    private static Recorder recorder(World world, Settings.Recording settings, DataDirectory data, SqliteIndex index) {
        RecorderSettings how = RecorderSettings.standard(settings.node(), data.path())
                .withSegmentUs(settings.segment().toNanos() / 1000)
                .withRetention(settings.retention());
        List<PoolPlace> pools = places(settings);
        if (settings.site().isPresent()) {
            return Recorder.start(world, how, index, pools);
        }
        return Recorder.start(
                world,
                how,
                index,
                pools,
                settings.cameras().stream()
                        .map(camera -> new RecordedCamera(camera.source(), camera.pools()))
                        .toList());
    }

    @Override
    public String greeting() {
        String at = ", control http://" + settings.listen().getHostString() + ":" + controlPort;
        if (settings.site().isPresent()) {
            return "recorder " + settings.node() + " is a member of a site, whose management says what it records" + at;
        }
        int cameras = settings.cameras().size();
        String hint = cameras == 0 ? "\nThere are no cameras yet; add some under \"cameras:\" in the settings." : "";
        return "recording " + cameras + (cameras == 1 ? " camera" : " cameras") + at + hint;
    }

    /// Stops recording cleanly: a member of a site first gives its cameras to others; then sealed, stored, closed.
    @Override
    public void close() {
        LOG.info("stopping");
        site.ifPresent(SitePart::leave);
        try {
            ControlFile.remove(world.disk(), data.path());
        } catch (IOException failed) {
            LOG.warn("{} could not be removed", ControlFile.NAME, failed);
        }
        parts.close();
        LOG.info("stopped");
    }
}
