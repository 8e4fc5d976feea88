package org.lidless.footage.recording;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.rtsp.MulticastGroup;
import org.lidless.footage.media.rtsp.RtspClient;
import org.lidless.world.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One camera's connection: the sockets around an [RtspClient]. It owns no receive buffer, only what was left of a
/// message that had not arrived whole. Belongs to its loop.
///
/// CONNECTING → OPEN ([#finishConnect]) → CLOSED ([#close]).
final class Connection {

    /// Reads in a row from one camera before others have their turn.
    private static final int READS_MAX = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final CameraFollower follower;
    private final RtspClient client;
    private final InetSocketAddress camera;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Network network;
    private final long connectByUs;
    private final Optional<SSLEngine> engine;
    private final BiConsumer<Connection, Runnable> elsewhere;
    private boolean isConnected;
    private @Nullable TlsLine tls;
    /// The video's first, then one for each further track.
    private final List<UdpPair> udp = new ArrayList<>();
    private ByteBuffer left = ByteBuffer.allocate(0);
    private int leftBytes;

    /// @param engine    for TLS, where the camera is called over it
    /// @param elsewhere does what takes a while, on whichever thread, and then has the loop call [#thought]
    Connection(
            CameraFollower follower,
            RtspClient client,
            InetSocketAddress camera,
            Network network,
            Selector selector,
            long connectByUs,
            Optional<SSLEngine> engine,
            BiConsumer<Connection, Runnable> elsewhere)
            throws IOException {
        this.follower = follower;
        this.client = client;
        this.camera = camera;
        this.network = network;
        this.connectByUs = connectByUs;
        this.engine = engine;
        this.elsewhere = elsewhere;
        this.channel = network.connect(camera);
        this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    CameraFollower follower() {
        return follower;
    }

    RtspClient client() {
        return client;
    }

    /// Whether TCP took too long to come up.
    boolean isLate(long nowUs) {
        return !isConnected && nowUs >= connectByUs;
    }

    boolean isEnded() {
        return client.state() == RtspClient.State.ENDED;
    }

    void finishConnect(long nowUs) throws IOException {
        if (channel.finishConnect()) {
            isConnected = true;
            key.interestOps(SelectionKey.OP_READ);
            if (engine.isPresent()) {
                tls = new TlsLine(channel, engine.get(), work -> elsewhere.accept(this, work));
            }
            client.onConnected(nowUs);
        }
    }

    /// Takes what has arrived, through the loop's buffer.
    void read(SelectionKey ready, ByteBuffer receive, long nowUs) throws IOException {
        for (UdpPair pair : udp) {
            if (pair.has(ready.channel())) {
                pair.receive(ready, camera.getAddress(), receive, client, nowUs);
                return;
            }
        }
        for (int i = 0; i < READS_MAX && !isEnded(); i++) {
            receive.clear();
            receive.put(left.clear().limit(leftBytes));
            int room = receive.remaining();
            int count = tls == null ? channel.read(receive) : tls.read(receive);
            receive.flip();
            client.onBytes(receive, nowUs);
            keep(receive);
            if (count < 0) {
                client.onClosed(nowUs);
            }
            if (count < room) {
                return;
            }
        }
    }

    /// What took a while was done while it waited.
    void reckoned() {
        TlsLine line = tls;
        if (line != null) {
            line.thought();
        }
    }

    /// What took a while is done: goes on where the handshake was.
    void thought(ByteBuffer receive, long nowUs) throws IOException {
        TlsLine line = tls;
        if (line != null) {
            line.thought();
            read(key, receive, nowUs);
        }
    }

    private void keep(ByteBuffer rest) {
        leftBytes = rest.remaining();
        if (leftBytes == 0) {
            return;
        }
        if (left.capacity() < leftBytes) {
            left = ByteBuffer.allocate(Math.max(2048, Integer.highestOneBit(leftBytes) * 2));
        }
        left.clear();
        left.put(rest);
    }

    /// Sends what the client wants sent, as far as it goes without waiting, and binds ports when it wants some.
    void send(Selector selector, long nowUs) throws IOException {
        if (client.wantsUdpPorts()) {
            bind(selector, nowUs);
        }
        Optional<MulticastGroup> group = client.wantedGroup();
        if (group.isPresent()) {
            join(selector, group.get(), nowUs);
        }
        Optional<ByteBuffer> out = client.output();
        while (out.isPresent()) {
            write(out.get());
            if (out.get().hasRemaining()) {
                break;
            }
            out = client.output();
        }
        if (isConnected && key.isValid()) {
            key.interestOps(interest(out));
        }
        for (UdpPair pair : udp) {
            pair.send(camera.getAddress(), client);
        }
    }

    /// Sound and metadata are done without, when there are no ports for them.
    private void bind(Selector selector, long nowUs) throws IOException {
        try {
            UdpPair pair = UdpPair.bind(network, selector, this, udp.size());
            udp.add(pair);
            client.onUdpPorts(pair.rtpPort(), nowUs);
        } catch (IOException none) {
            if (!client.onNoUdpPorts(nowUs)) {
                throw none;
            }
            LOG.warn("{}: no UDP ports are free for its sound or metadata", follower.source().stream());
        }
    }

    /// Sound and metadata are done without, when their group cannot be joined.
    private void join(Selector selector, MulticastGroup group, long nowUs) throws IOException {
        try {
            InetAddress on = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
            udp.add(UdpPair.join(network, selector, this, group, on, udp.size()));
            client.onGroupJoined(nowUs);
        } catch (IOException none) {
            if (!client.onNoUdpPorts(nowUs)) {
                throw none;
            }
            LOG.warn("{}: the group of its sound or metadata cannot be joined", follower.source().stream());
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        TlsLine line = tls;
        if (line == null) {
            channel.write(bytes);
        } else {
            line.write(bytes);
        }
    }

    private int interest(Optional<ByteBuffer> out) {
        TlsLine line = tls;
        if (line != null && line.isThinking()) {
            return 0;
        }
        return waits(out) ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    }

    /// Whether something waits for room in the socket; what waits for the other side's part of the handshake does not.
    private boolean waits(Optional<ByteBuffer> out) {
        TlsLine line = tls;
        return line == null ? out.isPresent() : line.isWaiting();
    }

    /// Closes the sockets. What cannot be closed is gone anyway.
    @Nullable
    IOException close() {
        IOException failed = null;
        try {
            channel.close();
        } catch (IOException e) {
            failed = e;
        }
        for (UdpPair pair : udp) {
            failed = pair.close(failed);
        }
        return failed;
    }
}
