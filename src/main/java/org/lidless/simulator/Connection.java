package org.lidless.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.rtsp.RtspMessage;
import org.lidless.footage.media.rtsp.RtspReader;

/// One RTSP connection to the simulator: reads requests, and sends answers and frames from a queue that is bounded as a
/// camera's is. The loop owns it.
final class Connection {

    /// What a camera keeps for one client before it drops frames; the kernel's send buffer comes on top.
    static final int QUEUE_BYTES_MAX = 256 * 1024;

    private static final int SEND_BUFFER_BYTES = 128 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final String peer;
    private final DatagramChannel udp;
    private final RtspReader reader = new RtspReader();
    private final ByteBuffer in = ByteBuffer.allocate(RtspReader.BUFFER_BYTES_MIN);
    private final Deque<ByteBuffer> queue = new ArrayDeque<>();
    private final List<RtpSession> sessions = new ArrayList<>();
    private int queuedBytes;
    private boolean closeWhenSent;

    Connection(SocketChannel channel, SelectionKey key, DatagramChannel udp) throws IOException {
        this.channel = channel;
        this.key = key;
        this.udp = udp;
        this.peer = String.valueOf(channel.getRemoteAddress());
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        reader.expectChannels(1);
    }

    String peer() {
        return peer;
    }

    InetSocketAddress peerAddress() throws IOException {
        return (InetSocketAddress) channel.getRemoteAddress();
    }

    List<RtpSession> sessions() {
        return sessions;
    }

    List<RtpSession> sessionsOf(SimulatedCamera camera) {
        return sessions.stream().filter(session -> session.camera() == camera).toList();
    }

    void add(RtpSession session) {
        sessions.add(session);
    }

    /// Reads what there is; gives each request to the reader of requests. False when the connection is at its end.
    boolean read(Requests requests) throws IOException {
        while (true) {
            int bytes = channel.read(in);
            if (bytes < 0) {
                return false;
            }
            if (bytes == 0) {
                return true;
            }
            in.flip();
            boolean alive = takeRequests(requests);
            in.compact();
            if (!alive) {
                return false;
            }
        }
    }

    private boolean takeRequests(Requests requests) throws IOException {
        while (true) {
            switch (reader.next(in)) {
                case NOTHING -> {
                    return true;
                }
                case MESSAGE -> {
                    if (reader.message() instanceof RtspMessage.Request request) {
                        requests.on(this, request);
                    }
                }
                case FRAME, GARBAGE -> {
                    // Receiver reports and noise: a camera does not mind.
                }
                case BROKEN -> {
                    return false;
                }
            }
            if (!channel.isOpen()) {
                return false;
            }
        }
    }

    /// Queues an answer; these are never dropped.
    void say(ByteBuffer bytes) throws IOException {
        enqueue(bytes);
        write();
    }

    void closeWhenSent() throws IOException {
        closeWhenSent = true;
        write();
    }

    /// Offers a frame whole or not at all. False when the queue has no room for it.
    boolean offer(RtpSession session, Frame frame, VideoCodec codec, long nowUs, long wallUs) throws IOException {
        if (session.rtpTo().isEmpty() && queuedBytes + frame.size() > QUEUE_BYTES_MAX) {
            return false;
        }
        Optional<ByteBuffer> report =
                session.report(nowUs, wallUs, session.camera().ticksNow());
        List<ByteBuffer> packets = session.packets(frame, codec);
        if (session.rtpTo().isPresent()) {
            for (ByteBuffer packet : packets) {
                udp.send(packet, session.rtpTo().get());
            }
            if (report.isPresent() && session.rtcpTo().isPresent()) {
                udp.send(report.get(), session.rtcpTo().get());
            }
            return true;
        }
        report.ifPresent(this::enqueue);
        packets.forEach(this::enqueue);
        write();
        return true;
    }

    /// Sends as much as the socket takes; asks to be called again for the rest.
    void write() throws IOException {
        while (!queue.isEmpty()) {
            ByteBuffer[] parts = queue.toArray(ByteBuffer[]::new);
            long written = channel.write(parts);
            queuedBytes -= (int) written;
            while (!queue.isEmpty() && !queue.peekFirst().hasRemaining()) {
                queue.removeFirst();
            }
            if (written == 0) {
                break;
            }
        }
        if (queue.isEmpty() && closeWhenSent) {
            channel.close();
            return;
        }
        if (key.isValid()) {
            key.interestOps(SelectionKey.OP_READ | (queue.isEmpty() ? 0 : SelectionKey.OP_WRITE));
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void close() throws IOException {
        channel.close();
    }

    private void enqueue(ByteBuffer bytes) {
        queue.add(bytes);
        queuedBytes += bytes.remaining();
    }

    /// Whoever answers requests.
    interface Requests {
        void on(Connection from, RtspMessage.Request request) throws IOException;
    }
}
