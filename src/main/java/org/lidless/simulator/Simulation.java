package org.lidless.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.world.Chance;
import org.lidless.world.Clock;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All simulated cameras of one process, behind one port. One thread calls [#run]; any other may call [#stop].
public final class Simulation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Simulation.class);
    private static final long LEDGER_EVERY_US = 200_000;
    private static final long IDLE_MS_MAX = 50;

    private final Clock clock;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final DatagramPair datagrams;
    private final Map<String, SimulatedCamera> cameras = new TreeMap<>();
    private final RequestDesk desk;
    private final ByteBuffer waste = ByteBuffer.allocate(2048);
    private final long startUs;
    private long ledgersWrittenUs;
    private volatile boolean stopped;

    private Simulation(World world, SimulationOrder order, Selector selector, ServerSocketChannel server)
            throws IOException {
        this.clock = world.clock();
        this.selector = selector;
        this.server = server;
        this.datagrams = DatagramPair.open(world.network(), order.host());
        this.startUs = clock.elapsedUs();
        long wallUs = clock.wallUs();
        world.disk().createDirectories(order.ledgers());
        Chance chance = order.chance();
        for (SimulatedCamera camera : order.cameras(world.disk(), wallUs)) {
            cameras.put(camera.name(), camera);
        }
        this.desk = new RequestDesk(cameras, clock, chance.fork("sessions"), datagrams.port());
        server.register(selector, SelectionKey.OP_ACCEPT);
        datagrams.register(selector);
    }

    /// Begins to listen.
    ///
    /// @throws java.net.BindException when the port is in use
    public static Simulation start(World world, SimulationOrder order) throws IOException {
        ServerSocketChannel server = world.network().listen(new InetSocketAddress(order.host(), order.port()));
        try {
            return new Simulation(world, order, world.network().selector(), server);
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /// The port that it listens on.
    public int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /// Serves until [#stop].
    public void run() throws IOException {
        while (!stopped) {
            tick();
        }
        for (SimulatedCamera camera : cameras.values()) {
            camera.ledger().flush();
        }
    }

    public void stop() {
        stopped = true;
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            key.channel().close();
        }
        for (SimulatedCamera camera : cameras.values()) {
            camera.ledger().close();
        }
        selector.close();
    }

    /// Sends what is due, then waits for the network until something else is.
    private void tick() throws IOException {
        long nowUs = clock.elapsedUs();
        long nextUs = nowUs + IDLE_MS_MAX * 1000;
        for (SimulatedCamera camera : cameras.values()) {
            while (camera.nextDueUs() + startUs <= nowUs) {
                camera.emit(nowUs, clock.wallUs());
            }
            nextUs = Math.min(nextUs, camera.nextDueUs() + startUs);
        }
        if (nowUs - ledgersWrittenUs > LEDGER_EVERY_US) {
            ledgersWrittenUs = nowUs;
            for (SimulatedCamera camera : cameras.values()) {
                camera.ledger().flush();
            }
        }
        long waitMs = Math.max(1, (nextUs - clock.elapsedUs()) / 1000);
        selector.select(this::serve, Math.min(IDLE_MS_MAX, waitMs));
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isValid() && key.isAcceptable()) {
                accept();
            } else if (key.attachment() instanceof Connection connection) {
                serve(connection, key);
            } else if (key.channel() instanceof DatagramChannel datagram) {
                // Receiver reports by UDP: a camera does not mind what they say.
                waste.clear();
                datagram.receive(waste);
            }
        } catch (IOException failed) {
            LOG.debug("connection ended: {}", failed.toString());
            if (key.attachment() instanceof Connection connection) {
                end(connection, "error");
            }
        }
    }

    private void serve(Connection connection, SelectionKey key) throws IOException {
        boolean alive = true;
        if (key.isReadable()) {
            alive = connection.read(desk);
        }
        if (alive && key.isValid() && key.isWritable()) {
            connection.write();
        }
        if (!alive || !connection.isOpen()) {
            end(connection, "closed");
        }
    }

    private void accept() throws IOException {
        @Nullable SocketChannel channel = server.accept();
        if (channel == null) {
            return;
        }
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new Connection(channel, key, datagrams.rtp()));
    }

    private void end(Connection connection, String why) {
        try {
            connection.close();
            for (RtpSession session : connection.sessions()) {
                session.camera().leave(connection);
                session.camera().ledger().closed(session.id(), clock.wallUs(), why);
            }
            connection.sessions().clear();
        } catch (IOException failed) {
            LOG.warn("a ledger cannot be written: {}", failed.toString());
        }
    }
}
