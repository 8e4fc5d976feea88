package org.lidless.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lidless.domain.CameraId;
import org.lidless.simulator.personality.Personalities;
import org.lidless.world.Chance;
import org.lidless.world.World;

/// Cameras `cam-1` to `cam-N` on one port of loopback, served by one loop.
public final class Simulator implements Closeable {

    /// What the kernel keeps for one client, before the camera's own queue.
    static final int SEND_BUFFER_BYTES = 128 << 10;

    private static final long FLUSH_EVERY_US = 200_000;
    private static final long PHASE_US = 5_000;
    private static final long FRAME_US = 40_000;

    private final World world;
    private final SimulatorSettings settings;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final UdpPair udp;
    private final List<SimulatedCamera> cameras = new ArrayList<>();
    private final Chance chance;
    private int welcomed;
    private long flushAtUs;
    private volatile boolean stopping;

    private Simulator(
            World world, SimulatorSettings settings, Selector selector, ServerSocketChannel server, UdpPair udp) {
        this.world = world;
        this.settings = settings;
        this.selector = selector;
        this.server = server;
        this.udp = udp;
        this.chance = new SeededChance(settings.seed());
    }

    /// Listens, and begins the ledgers. Cameras make their first frames when [#run] is called.
    ///
    /// @throws IOException when the port is taken, or a ledger cannot be written
    public static Simulator open(World world, SimulatorSettings settings) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ServerSocketChannel server = world.network().listen(new InetSocketAddress(loopback, settings.port()));
        try {
            UdpPair udp = UdpPair.open(world.network(), loopback);
            var simulator = new Simulator(world, settings, world.network().selector(), server, udp);
            simulator.installCameras();
            server.register(simulator.selector, SelectionKey.OP_ACCEPT, server);
            udp.rtp().register(simulator.selector, SelectionKey.OP_READ, udp.rtp());
            udp.rtcp().register(simulator.selector, SelectionKey.OP_READ, udp.rtcp());
            return simulator;
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private void installCameras() throws IOException {
        ClipShelf shelf = ClipShelf.open();
        // Names the run for the checker: never twice the same, even from the same seed.
        UUID run = new UUID(world.chance().bits(), world.chance().bits());
        world.disk().createDirectories(settings.ledgers());
        long startUs = world.clock().elapsedUs();
        for (int number = 1; number <= settings.cameras(); number++) {
            CameraId id = SimulatorSettings.cameraNumber(number);
            boolean stamped = SimulatorSettings.isStamped(number);
            Personality personality = settings.personalities().getOrDefault(id, Personalities.WELL_BEHAVED);
            List<Clip> clips = shelf.forCamera(number, personality);
            Ledger ledger = Ledger.open(
                    world.disk(),
                    settings.ledgers(),
                    id,
                    run,
                    stamped,
                    clips.getFirst().codec());
            // Not all in one moment: spread over a frame's time, in steps, so that one wake-up serves several.
            long phaseUs = (number - 1L) * FRAME_US / settings.cameras() / PHASE_US * PHASE_US;
            cameras.add(new SimulatedCamera(
                    id,
                    run,
                    clips,
                    stamped,
                    personality,
                    ledger,
                    settings.kilobits() * 1000 / 8 / Clip.FRAMES_PER_SECOND,
                    world.clock(),
                    chance.fork(id.value()),
                    startUs + phaseUs));
        }
    }

    /// The port that RTSP is served on.
    public int port() {
        try {
            return ((InetSocketAddress) server.getLocalAddress()).getPort();
        } catch (IOException closed) {
            throw new IllegalStateException("the simulator is closed", closed);
        }
    }

    /// The loop: returns after [#stop], from any thread.
    ///
    /// @throws IOException when a ledger cannot be written; cameras without a ledger are worth nothing
    public void run() throws IOException {
        while (!stopping) {
            long dueUs = sendWhatIsDue();
            long leftUs = dueUs - world.clock().elapsedUs();
            if (leftUs <= 0) {
                selector.selectNow();
            } else {
                selector.select((leftUs + 999) / 1000);
            }
            serveClients();
        }
        for (SimulatedCamera camera : cameras) {
            camera.ledger().ended(world.clock().wallUs(), world.clock().elapsedUs());
            camera.ledger().flush();
        }
    }

    /// Ends the loop soon. Any thread.
    public void stop() {
        stopping = true;
        selector.wakeup();
    }

    /// Sends frames and flushes ledgers; returns when to do so again.
    private long sendWhatIsDue() throws IOException {
        long nowUs = world.clock().elapsedUs();
        long nextUs = Long.MAX_VALUE;
        for (SimulatedCamera camera : cameras) {
            while (camera.dueUs() <= nowUs) {
                camera.sendNext(nowUs);
            }
            nextUs = Math.min(nextUs, camera.dueUs());
        }
        if (nowUs >= flushAtUs) {
            flushAtUs = nowUs + FLUSH_EVERY_US;
            for (SimulatedCamera camera : cameras) {
                camera.ledger().flush();
            }
            endSilentSessions(nowUs);
        }
        return Math.min(nextUs, flushAtUs);
    }

    private void endSilentSessions(long nowUs) throws IOException {
        for (SimulatedCamera camera : cameras) {
            camera.endSilent(nowUs);
        }
        for (Connection connection : connections()) {
            Optional<MediaSession> session = connection.conversation().session();
            if (session.isPresent() && !session.get().camera().has(session.get())) {
                connection.close("timed-out");
            } else if (connection.isOver()) {
                connection.close(connection.why());
            }
        }
    }

    private List<Connection> connections() {
        List<Connection> connections = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            if (key.isValid() && key.attachment() instanceof Connection connection) {
                connections.add(connection);
            }
        }
        return connections;
    }

    private void serveClients() throws IOException {
        long nowUs = world.clock().elapsedUs();
        for (SelectionKey key : selector.selectedKeys()) {
            if (!key.isValid()) {
                continue;
            }
            switch (key.attachment()) {
                case Connection connection -> serve(connection, key, nowUs);
                case DatagramChannel datagrams -> udp.drain(datagrams, from -> heard(from, nowUs));
                default -> welcome();
            }
        }
        selector.selectedKeys().clear();
    }

    private static void serve(Connection connection, SelectionKey key, long nowUs) throws IOException {
        if (key.isReadable()) {
            connection.readable(nowUs);
        }
        if (key.isValid() && key.isWritable()) {
            connection.flush();
        }
        if (connection.isOver()) {
            connection.close(connection.why());
        }
    }

    private void heard(InetSocketAddress from, long nowUs) {
        for (Connection connection : connections()) {
            Optional<MediaSession> session = connection.conversation().session();
            if (session.isPresent()
                    && !session.get().transport().isInterleaved()
                    && (session.get().transport().first() == from.getPort()
                            || session.get().transport().second() == from.getPort())) {
                session.get().heard("RTCP", nowUs);
            }
        }
    }

    private void welcome() throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Chance own = chance.fork("connection " + welcomed);
            var gate = new DigestGate(settings.user(), settings.password(), own.fork("nonces"));
            key.attach(new Connection(channel, key, udp, welcomed, own, gate, this::cameraNamed));
            welcomed++;
        }
    }

    private Optional<SimulatedCamera> cameraNamed(String name) {
        return cameras.stream()
                .filter(camera -> camera.id().value().equals(name))
                .findFirst();
    }

    /// Closes everything; call it when [#run] has returned.
    @Override
    public void close() throws IOException {
        for (Connection connection : connections()) {
            connection.close("simulator-ended");
        }
        for (SimulatedCamera camera : cameras) {
            camera.ledger().close();
        }
        udp.close();
        server.close();
        selector.close();
    }
}
