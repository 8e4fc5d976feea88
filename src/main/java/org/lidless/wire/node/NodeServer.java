package org.lidless.wire.node;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.util.JavalinBindException;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.NodeName;
import org.lidless.world.World;

/// The one port on which a node answers its peers: HTTPS and WebSocket, TLS 1.3, nobody without a certificate of the
/// site. Everything it says and understands is in docs/formats/node-protocol.md.
public final class NodeServer implements AutoCloseable {

    /// The longest text message or request that is read.
    static final int MESSAGE_BYTES_MAX = 2 << 20;

    /// Threads of its own, so that a hanging disk or a flood of requests takes none that recording needs.
    private static final int THREADS_MAX = 48;

    private static final int THREADS_MIN = 4;

    /// What a node answers with: a management server has the first, a recorder the second, a small site's node both.
    ///
    /// @param control what other management servers pass on to this one
    /// @param door    lets newcomers in; without it nobody without a certificate comes as far as to say a word
    public record Desks(
            Optional<ManagementDesk> management,
            Optional<FootageDesk> footage,
            Optional<ControlDesk> control,
            Optional<DoorDesk> door) {

        public Desks(Optional<ManagementDesk> management, Optional<FootageDesk> footage) {
            this(management, footage, Optional.empty(), Optional.empty());
        }
    }

    private final World world;
    private final Message.Hello hello;
    private final Refusals refusals;
    private final Optional<RecorderVisits> recorders;
    private final Optional<ShadowVisits> shadows;
    private final Optional<LiveVisits> watchers;
    private final Desks desks;
    private final Javalin server;

    private NodeServer(World world, NodeCredentials own, long boot, InetSocketAddress listen, Desks desks) {
        this.world = world;
        this.hello = new Message.Hello(Message.PROTOCOL, own.node(), boot);
        this.refusals = new Refusals(world.clock());
        this.recorders = desks.management().map(RecorderVisits::new);
        this.desks = desks;
        this.shadows = desks.footage().map(ShadowVisits::new);
        this.watchers = desks.footage().map(desk -> new LiveVisits(desk, world.clock()));
        TlsDoor door =
                new TlsDoor(own.forAnswering(), listen, refusals, desks.door().isPresent());
        this.server = Javalin.create(config -> configure(config, door));
    }

    /// Begins to answer. Port 0 takes any free one.
    ///
    /// @param boot names this start of the process: 64 random bits
    /// @throws org.lidless.domain.ProblemException `PORT_IN_USE`
    public static NodeServer start(World world, NodeCredentials own, long boot, InetSocketAddress listen, Desks desks) {
        NodeServer started = new NodeServer(world, own, boot, listen, desks);
        try {
            started.server.start();
        } catch (JavalinBindException taken) {
            started.close();
            throw ProblemCode.PORT_IN_USE.because(
                    "The address " + listen.getHostString() + ":" + listen.getPort()
                            + ", on which this node answers its peers, is in use by another process.",
                    "Nothing is recorded: this node was not started.",
                    "Stop the other process, or choose another port in the settings.");
        }
        return started;
    }

    private void configure(JavalinConfig config, TlsDoor door) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = false;
        config.http.maxRequestSize = MESSAGE_BYTES_MAX;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
        threads.setName("node-server");
        config.jetty.threadPool = threads;
        config.jetty.addConnector(door::connector);
        config.jetty.modifyServer(door::limit);
        config.jetty.modifyWebSocketServletFactory(sockets -> {
            sockets.setMaxTextMessageSize(MESSAGE_BYTES_MAX);
            sockets.setMaxBinaryMessageSize(1024);
        });
        config.routes.before(this::admit);
        config.routes.wsBeforeUpgrade(this::admit);
        desks.management().ifPresent(desk -> {
            recorders.ifPresent(
                    visits -> config.routes.ws("/node/v1/management", socket(visits, desk::leads)::configure));
            config.routes.ws(TimeLink.PATH, socket(new ServerVisits(desk), desk::leads)::configure);
        });
        shadows.ifPresent(visits -> config.routes.ws("/node/v1/watermarks", socket(visits, () -> true)::configure));
        watchers.ifPresent(visits -> config.routes.ws(LiveLink.PATH, socket(visits, () -> true)::configure));
        desks.door().ifPresent(desk -> new DoorRoutes(desk, refusals).configure(config.routes));
        desks.control().ifPresent(desk -> new ControlRoutes(desk).configure(config.routes));
        desks.footage().ifPresent(desk -> new FootageRoutes(desk).configure(config.routes));
    }

    private PeerSocket socket(Visits visits, BooleanSupplier timeCounts) {
        return new PeerSocket(world, hello, refusals, visits, timeCounts);
    }

    /// TLS has checked the certificate; here its name is taken down.
    private void admit(Context context) {
        if (desks.door().isPresent() && context.path().equals(DoorRoutes.JOIN)) {
            return;
        }
        Object shown = context.req().getAttribute("jakarta.servlet.request.X509Certificate");
        if (!(shown instanceof X509Certificate[] chain) || chain.length == 0) {
            throw new UnauthorizedResponse("no certificate");
        }
        try {
            NodeId peer = NodeName.of(chain[0]);
            context.attribute(PeerSocket.PEER, peer);
            context.attribute(
                    DoorRoutes.SHOWN,
                    new DoorDesk.Shown(peer, NodeName.hosts(chain[0]), NodeName.isManagement(chain[0])));
        } catch (CertificateException nameless) {
            throw new UnauthorizedResponse(String.valueOf(nameless.getMessage()));
        }
    }

    /// The port on which it answers.
    public int port() {
        return server.port();
    }

    /// Sends a recorder its assignments, if it is connected; returns at once, and promises nothing. Any thread.
    public void push(AssignmentList assignments) {
        recorders.ifPresent(visits -> visits.push(assignments));
    }

    /// Recorders whose management link is open.
    public SortedSet<NodeId> connected() {
        return recorders.map(RecorderVisits::connected).orElseGet(TreeSet::new);
    }

    /// Whether some peer shadows this stream from here now. Any thread.
    public boolean isShadowed(StreamId stream) {
        return shadows.filter(visits -> visits.isTold(stream)).isPresent();
    }

    @Override
    public void close() {
        shadows.ifPresent(ShadowVisits::close);
        watchers.ifPresent(LiveVisits::close);
        recorders.ifPresent(RecorderVisits::drop);
        server.stop();
    }
}
