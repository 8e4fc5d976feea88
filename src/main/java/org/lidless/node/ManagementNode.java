package org.lidless.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.lidless.cli.DataDirectory;
import org.lidless.control.consensus.ConsensusSettings;
import org.lidless.control.consensus.ConsensusSettings.Certificates;
import org.lidless.control.consensus.ConsensusSettings.Member;
import org.lidless.control.consensus.ConsensusSettings.Pace;
import org.lidless.control.consensus.RatisConsensus;
import org.lidless.control.failover.FailoverTiming;
import org.lidless.control.management.ManagementLoop;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.WitnessReport;
import org.lidless.node.settings.Settings;
import org.lidless.wire.ControlFile;
import org.lidless.wire.ControlServer;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.NodeFiles;
import org.lidless.wire.node.Dialler;
import org.lidless.wire.node.ManagementDesk;
import org.lidless.wire.node.NodeServer;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running management server: its member of the consensus, the loop that decides, the port that recorders talk to.
final class ManagementNode implements RunningNode {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementNode.class);

    private final World world;
    private final Settings.Managing settings;
    private final Opened parts;
    private final DataDirectory data;
    private final int controlPort;

    private ManagementNode(World world, Settings.Managing settings, Opened parts, DataDirectory data, int controlPort) {
        this.world = world;
        this.settings = settings;
        this.parts = parts;
        this.data = data;
        this.controlPort = controlPort;
    }

    /// Starts in this order: lock, certificate, consensus, loop, ports; and says in `control.json` that it answers.
    ///
    /// @throws org.lidless.domain.ProblemException `DATA_IN_USE`, `DATA_UNUSABLE`, `PORT_IN_USE`,
    ///                                             `CERTIFICATES_UNUSABLE`
    static ManagementNode start(World world, Settings.Managing settings, java.nio.file.Path dataDirectory) {
        DataDirectory data = DataDirectory.lock(world.disk(), dataDirectory);
        Opened opened = new Opened();
        opened.add(data);
        boolean started = false;
        try {
            NodeFiles files = NodeFiles.in(settings.certificates());
            NodeCredentials credentials = Credentials.load(world, settings.node(), settings.certificates());
            Optional<SiteKeeper.Restoring> restoring = Backups.toRestore(world.disk(), data.path())
                    .map(backup -> new SiteKeeper.Restoring(backup, () -> Backups.restored(world.disk(), data.path())));
            PeerRecorders recorders = new PeerRecorders();
            Dialler dialler = Dialler.start(world);
            opened.add(dialler);
            ManagementLoop loop = new ManagementLoop(world, settings.node(), timing(settings), recorders);
            RatisConsensus consensus = RatisConsensus.start(world, consensus(settings, data, files), loop.replica());
            opened.add(consensus);
            loop.start(consensus);
            opened.add(loop);
            NodeServer server = NodeServer.start(
                    world,
                    credentials,
                    world.chance().fork("boot").bits(),
                    settings.peerListen(),
                    new NodeServer.Desks(Optional.of(new Desk(loop)), Optional.empty()));
            opened.add(server);
            recorders.reachedBy(server, dialler, loop);
            Backups backups = new Backups(world, settings.node(), data.path(), loop::site);
            Thread backing = Thread.ofPlatform().daemon().name("backups").start(backups);
            opened.add(backing::interrupt);
            WantedSite wanted = new WantedSite(settings.site());
            Thread keeper = Thread.ofPlatform()
                    .daemon()
                    .name("site-keeper")
                    .start(new SiteKeeper(loop, wanted, restoring, world.clock()));
            opened.add(keeper::interrupt);
            String token = ControlFile.newToken(world.chance().fork("control"));
            ManagementControl answers = new ManagementControl(world, settings.node(), loop, wanted, backups);
            Thread alarms = Thread.ofPlatform()
                    .daemon()
                    .name("group-alarms")
                    .start(new GroupAlarms(answers::groups, world.clock()));
            opened.add(alarms::interrupt);
            AuditedControl audited = new AuditedControl(
                    answers, RecorderNode.audit(world, data, settings.node(), opened), world.clock());
            ControlServer control = ControlServer.start(settings.listen(), audited, token, audited);
            opened.add(control);
            new ControlFile(
                            "http://" + settings.listen().getHostString() + ":" + control.port(),
                            token,
                            ProcessHandle.current().pid(),
                            settings.node().value())
                    .write(world.disk(), data.path());
            started = true;
            return new ManagementNode(world, settings, opened, data, control.port());
        } catch (IOException failed) {
            throw ProblemCode.DATA_UNUSABLE.because(
                    "The data directory " + data.path() + " cannot be used, or the address "
                            + settings.consensusListen() + " not be listened on: " + failed + ".",
                    "Safe: recorders go on with what they do.",
                    "Check the directory's owner and free space, and whether another process has the port.");
        } finally {
            if (!started) {
                opened.close();
            }
        }
    }

    private static FailoverTiming timing(Settings.Managing settings) {
        return FailoverTiming.NORMAL.withHoldDownUs(settings.holdDown().toNanos() / 1000);
    }

    private static ConsensusSettings consensus(Settings.Managing settings, DataDirectory data, NodeFiles files) {
        InetSocketAddress listen = settings.consensusListen();
        String address = listen.getHostString() + ":" + listen.getPort();
        return new ConsensusSettings(
                settings.node().value(),
                List.of(new Member(settings.node().value(), address)),
                data.path().resolve("consensus"),
                Pace.LAN,
                Optional.of(new Certificates(files.key(), files.certificate(), files.authority())));
    }

    /// What recorders say goes to the loop.
    private record Desk(ManagementLoop loop) implements ManagementDesk {

        @Override
        public void opened(NodeId node, long boot) {
            LOG.info("recorder {} is connected", node);
        }

        @Override
        public void closed(NodeId node, long boot) {
            LOG.info("the connection of recorder {} closed", node);
            loop.closed(node, boot);
        }

        @Override
        public void heartbeat(Heartbeat heartbeat) {
            loop.heartbeat(heartbeat);
        }

        @Override
        public void witnessed(WitnessReport report) {
            loop.witnessed(report);
        }
    }

    @Override
    public String greeting() {
        return "managing " + settings.site().cameras().size() + " cameras of "
                + settings.site().recorders().size() + " recorders, control http://"
                + settings.listen().getHostString() + ":" + controlPort;
    }

    @Override
    public void close() {
        LOG.info("stopping");
        try {
            ControlFile.remove(world.disk(), data.path());
        } catch (IOException failed) {
            LOG.warn("{} could not be removed", ControlFile.NAME, failed);
        }
        parts.close();
        LOG.info("stopped");
    }
}
