package org.lidless.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.footage.media.rtsp.RtspMessage.Response;
import org.lidless.footage.media.rtsp.RtspReader;
import org.lidless.world.Chance;

/// One client's TCP connection: bytes in and out for its [Conversation]. Owned by the simulator's loop.
final class Connection implements Conversation.Voice {

    private static final int GARBAGE_BYTES_MAX = 8192;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final String peer;
    private final InetSocketAddress address;
    private final UdpPair udp;
    private final Chance chance;
    private final Conversation conversation;
    private final RtspReader reader = new RtspReader();
    private final ByteBuffer in = ByteBuffer.allocate(RtspReader.BUFFER_BYTES_MIN);
    private final SendQueue out = new SendQueue();
    private boolean hangingUp;
    private String why = "";

    Connection(
            SocketChannel channel,
            SelectionKey key,
            UdpPair udp,
            Chance chance,
            DigestGate gate,
            Function<String, Optional<SimulatedCamera>> cameras)
            throws IOException {
        this.channel = channel;
        this.key = key;
        this.address = (InetSocketAddress) channel.getRemoteAddress();
        this.peer = address.getAddress().getHostAddress() + ":" + address.getPort();
        this.udp = udp;
        this.chance = chance;
        this.conversation = new Conversation(this, gate, cameras);
    }

    Conversation conversation() {
        return conversation;
    }

    /// Whether nothing more will come of it.
    boolean isOver() {
        return !why.isEmpty() || (hangingUp && out.isEmpty());
    }

    /// One word for the ledger.
    String why() {
        return why.isEmpty() ? "camera-closed" : why;
    }

    /// The selector says that there is something to read.
    void readable(long nowUs) throws IOException {
        int got;
        try {
            got = channel.read(in);
        } catch (IOException reset) {
            why = "reset";
            return;
        }
        if (got < 0) {
            why = "client-closed";
            return;
        }
        in.flip();
        boolean more = true;
        while (more && !hangingUp) {
            more = switch (reader.next(in)) {
                case NOTHING -> false;
                case MESSAGE -> {
                    if (reader.message() instanceof Request request) {
                        conversation.onRequest(request, nowUs);
                    }
                    yield true;
                }
                case FRAME -> {
                    conversation.session().ifPresent(session -> session.heard(nowUs));
                    yield true;
                }
                case GARBAGE -> true;
                case BROKEN -> {
                    why = "garbage";
                    yield false;
                }
            };
        }
        in.compact();
        flush();
    }

    /// The selector says that there is room.
    void writable() {
        flush();
    }

    private void flush() {
        try {
            out.sendTo(channel);
        } catch (IOException broken) {
            why = why.isEmpty() ? "reset" : why;
        }
        if (key.isValid()) {
            key.interestOps(out.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    @Override
    public void say(Response response) {
        queue(response.encode());
    }

    @Override
    public void babble(String text) {
        queue(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private void queue(ByteBuffer bytes) {
        if (!out.offer(bytes)) {
            why = "client-not-reading";
        }
    }

    @Override
    public void hangUp() {
        hangingUp = true;
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public int udpPort() {
        return udp.port();
    }

    @Override
    public boolean sendFrame(MediaSession session, List<ByteBuffer> packets, int size) {
        TransportChoice transport = session.transport();
        if (transport.udp()) {
            boolean all = true;
            for (ByteBuffer packet : packets) {
                all &= udp.sendRtp(packet, address.getAddress(), transport.first());
            }
            return all;
        }
        if (!why.isEmpty() || !out.hasRoomForFrame(size)) {
            return false;
        }
        packets.forEach(packet -> queue(interleaved(transport.first(), packet)));
        flush();
        return true;
    }

    @Override
    public void sendReport(MediaSession session, ByteBuffer report) {
        TransportChoice transport = session.transport();
        if (transport.udp()) {
            udp.sendRtcp(report, address.getAddress(), transport.second());
        } else if (out.hasRoomForFrame(report.remaining() + 4)) {
            queue(interleaved(transport.second(), report));
        }
    }

    @Override
    public void sendGarbage(int size) {
        ByteBuffer garbage = ByteBuffer.allocate(Math.min(size, GARBAGE_BYTES_MAX) / 8 * 8 + 8);
        while (garbage.hasRemaining()) {
            garbage.putLong(chance.bits());
        }
        if (out.hasRoomForFrame(garbage.capacity())) {
            queue(garbage.flip());
            flush();
        }
    }

    /// RFC 2326 section 10.12.
    private static ByteBuffer interleaved(int channel, ByteBuffer packet) {
        return ByteBuffer.allocate(4 + packet.remaining())
                .put((byte) '$')
                .put((byte) channel)
                .putShort((short) packet.remaining())
                .put(packet)
                .flip();
    }

    /// Ends the session and closes the socket.
    void close(String whyNow) throws IOException {
        conversation.end(whyNow);
        channel.close();
    }
}
