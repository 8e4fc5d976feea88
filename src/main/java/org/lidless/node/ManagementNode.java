package org.lidless.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lidless.cli.DataDirectory;
import org.lidless.control.consensus.ConsensusSettings;
import org.lidless.control.consensus.ConsensusSettings.Pace;
import org.lidless.control.consensus.ConsensusSettings.Tls;
import org.lidless.control.consensus.RatisConsensus;
import org.lidless.control.failover.FailoverTiming;
import org.lidless.control.management.ManagementLoop;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.WitnessReport;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.node.settings.Settings;
import org.lidless.node.settings.Settings.ManagementServer;
import org.lidless.web.access.Access;
import org.lidless.wire.ControlFile;
import org.lidless.wire.ControlServer;
import org.lidless.wire.OwnControl;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.NodeFiles;
import org.lidless.wire.authority.Renewal;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.wire.authority.Vault;
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
    private final CompletableFuture<Consumer<String>> teller;
    private final Supplier<Optional<String>> web;

    private ManagementNode(
            World world,
            Settings.Managing settings,
            Opened parts,
            DataDirectory data,
            Answering answering,
            CompletableFuture<Consumer<String>> teller) {
        this.world = world;
        this.settings = settings;
        this.parts = parts;
        this.data = data;
        this.controlPort = answering.controlPort();
        this.web = answering.web();
        this.teller = teller;
    }

    /// Starts in this order: lock, certificate, consensus, loop, ports; and says in `control.json` that it answers.
    ///
    /// @throws org.lidless.domain.ProblemException `DATA_IN_USE`, `DATA_UNUSABLE`, `PORT_IN_USE`,
    ///                                             `CERTIFICATES_UNUSABLE`
    static ManagementNode start(World machine, Settings.Managing settings, Path dataDirectory) {
        DataDirectory data = DataDirectory.lock(machine.disk(), dataDirectory);
        Opened opened = new Opened();
        opened.add(data);
        boolean started = false;
        try {
            CompletableFuture<Consumer<String>> teller = new CompletableFuture<>();
            Answering answering = open(machine, settings, data, opened, teller);
            started = true;
            return new ManagementNode(machine, settings, opened, data, answering, teller);
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

    /// Where it answers.
    private record Answering(int controlPort, Supplier<Optional<String>> web) {}

    private static Answering open(
            World machine,
            Settings.Managing settings,
            DataDirectory data,
            Opened opened,
            CompletableFuture<Consumer<String>> teller)
            throws IOException {
        NodeCredentials credentials = Credentials.load(machine, settings.node(), settings.certificates());
        Optional<SiteKeeper.Restoring> restoring = Backups.toRestore(machine.disk(), data.path())
                .map(backup -> new SiteKeeper.Restoring(backup, () -> Backups.restored(machine.disk(), data.path())));
        SiteClock clock = clock(machine, settings, data);
        World world = new World(clock, machine.chance(), machine.disk(), machine.network());
        long boot = world.chance().fork("boot").bits();
        PeerRecorders recorders = new PeerRecorders();
        Dialler dialler = Dialler.start(world);
        opened.add(dialler);
        ManagementLoop loop = new ManagementLoop(world, settings.node(), timing(settings), recorders);
        KnownServers known = new KnownServers(settings);
        RatisConsensus consensus =
                RatisConsensus.start(world, consensus(settings, data, credentials, known), loop.replica());
        opened.add(consensus);
        known.agreedBy(consensus);
        loop.start(consensus);
        opened.add(loop);
        OtherServers others =
                new OtherServers(world, clock, credentials, boot, known::now, known::leader, loop::leads, known::met);
        opened.add(others);
        String token = ControlFile.newToken(world.chance().fork("control"));
        Optional<SiteAuthority> authority = settings.authority().map(each -> authority(world, each));
        WantedSite wanted = new WantedSite(settings.site());
        Backups backups = new Backups(world, settings.node(), data.path(), loop::site);
        keep("backups", backups, opened);
        AuditTrail trail = RecorderNode.audit(world, data, settings.node(), opened);
        SitePeople people = new SitePeople(loop, wanted, others, world.clock());
        CameraPlaces places = CameraPlaces.of(world.network(), settings, known, loop::site);
        Vault vault = SiteVault.open(world, authority, data.path());
        recorders.openedBy(vault);
        Access access = new Access(world, people, vault, new AccessRecords(trail, world.clock()));
        RecorderCalls calls = new RecorderCalls(credentials, loop::site, world.clock());
        opened.add(calls);
        AskedNodes nodes = new AskedNodes(credentials);
        opened.add(nodes);
        SiteExports exports = new SiteExports(world, loop, nodes);
        SiteAudit audit = new SiteAudit(
                NodeAudit.in(world.disk(), data.path(), trail, settings.node()), loop::site, known::now, nodes::ask);
        ManagementControl answers = new ManagementControl(
                world,
                settings.node(),
                loop,
                wanted,
                places,
                backups,
                others::statuses,
                new MembershipDesk(world, loop, consensus, known, authority),
                new PeopleControl(access.people(), people),
                calls,
                exports,
                audit);
        keep("group-alarms", new GroupAlarms(answers::groups, world.clock()), opened);
        AuditedControl audited = AuditedControl.ofManagement(answers, trail, world.clock());
        Proofs.forward(world, data.path(), settings.node(), trail, settings.proving(), audited, opened);
        ControlServer control = ControlServer.start(settings.listen(), audited, others, token, audited);
        opened.add(control);
        ControlFile answersAt = new ControlFile(
                "http://" + settings.listen().getHostString() + ":" + control.port(),
                token,
                ProcessHandle.current().pid(),
                settings.node().value());
        OwnControl own = new OwnControl(answersAt);
        opened.add(own);
        SiteDoor door = new SiteDoor(known, others, own);
        NodeServer server = NodeServer.start(
                world,
                credentials,
                boot,
                settings.peerListen(),
                new NodeServer.Desks(
                        Optional.of(new Desk(loop, known)),
                        Optional.empty(),
                        Optional.of(door),
                        authority.map(mayLetIn -> door)));
        opened.add(server);
        recorders.reachedBy(server, dialler, loop);
        keep("site-keeper", new SiteKeeper(loop, wanted, restoring, world.clock()), opened);
        keep("evidence", new EvidenceKeeper(loop, audit, exports, nodes, world.clock()), opened);
        keep("people", new PeopleKeeper(access, people, loop::leads, world.clock(), teller), opened);
        keep("certificate", certificate(world, settings, credentials, known), opened);
        if (settings.joins()) {
            keep("admission", new Admission(world.clock(), credentials, self(settings), known), opened);
        }
        answersAt.write(world.disk(), data.path());
        WebAddresses addresses = new WebAddresses(credentials, known::now, others::statuses, world.clock());
        opened.add(addresses);
        answers.isReachedBy(addresses::here);
        var around = new WebParts.Around(
                settings, credentials, authority, data.path(), known, loop, wanted, places, calls, answers);
        SiteMedia media = SiteMedia.start(world, settings.node(), credentials, boot, data, loop::site);
        opened.add(media);
        WebPart web = new WebParts(world, around, access, media, audited, answersAt, addresses, opened).web();
        opened.add(web);
        web.open();
        keep("web", web, opened);
        keep("web-addresses", addresses, opened);
        opened.add(new HandingOver(consensus, others::reached));
        return new Answering(control.port(), addresses::here);
    }

    /// One that was made before keys were locked is locked now.
    private static SiteAuthority authority(World world, Path directory) {
        SiteAuthority opened = SiteAuthority.open(world, directory);
        try {
            if (SiteAuthority.lock(world, directory)) {
                LOG.info("the authority's key in {} is encrypted from now on", directory);
            }
        } catch (IOException failed) {
            LOG.warn(
                    "The authority's key in {} could not be encrypted ({}): whoever reads that directory has it."
                            + " Recording is not concerned. Let this process's user write the directory and the one"
                            + " above it; it is tried again at the next start.",
                    directory,
                    failed.toString());
        }
        return opened;
    }

    private static void keep(String name, Runnable work, Opened opened) {
        Thread thread = Thread.ofPlatform().daemon().name(name).start(work);
        opened.add(thread::interrupt);
    }

    private static CertificateKeeper certificate(
            World world, Settings.Managing settings, NodeCredentials credentials, KnownServers known) {
        var renewal = new Renewal(world, credentials, NodeFiles.in(settings.certificates()));
        return new CertificateKeeper(world, credentials, renewal, () -> {
            SortedMap<NodeId, String> servers = new TreeMap<>();
            known.now().forEach(each -> servers.put(each.node(), each.address()));
            return servers;
        });
    }

    private static ManagementServer self(Settings.Managing settings) {
        return settings.servers().stream()
                .filter(each -> each.node().equals(settings.node()))
                .findFirst()
                .orElseThrow();
    }

    /// The only management server's own clock is the site's; one of several goes by the leader's.
    private static SiteClock clock(World machine, Settings.Managing settings, DataDirectory data) {
        return settings.servers().size() == 1
                ? new SiteClock(machine.clock())
                : new SiteClock(machine.clock(), new KeptTime(machine.disk(), data.path(), machine.clock()));
    }

    private static FailoverTiming timing(Settings.Managing settings) {
        return FailoverTiming.NORMAL.withHoldDownUs(settings.holdDown().toNanos() / 1000);
    }

    private static ConsensusSettings consensus(
            Settings.Managing settings, DataDirectory data, NodeCredentials credentials, KnownServers known) {
        InetSocketAddress listen = settings.consensusListen();
        return new ConsensusSettings(
                self(settings).member(),
                settings.joins()
                        ? List.of()
                        : settings.servers().stream().map(KnownServers::member).toList(),
                data.path().resolve("consensus"),
                Pace.LAN,
                Optional.of(new Tls(credentials.shown(), credentials.trusting(known::contains))),
                listen.getHostString() + ":" + listen.getPort());
    }

    /// What recorders say goes to the loop.
    private record Desk(ManagementLoop loop, KnownServers known) implements ManagementDesk {

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

        @Override
        public void met(NodeId server) {
            known.met(server);
        }

        @Override
        public boolean leads() {
            return loop.leads();
        }
    }

    @Override
    public String greeting() {
        return "managing " + settings.site().cameras().size() + " cameras of "
                + settings.site().recorders().size() + " recorders, control http://"
                + settings.listen().getHostString() + ":" + controlPort
                + web.get().map(url -> ", browsers " + url).orElse("");
    }

    @Override
    public void tell(Consumer<String> to) {
        teller.complete(to);
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
