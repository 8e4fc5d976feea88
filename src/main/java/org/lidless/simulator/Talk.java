package org.lidless.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.footage.media.rtsp.RtspReader;
import org.lidless.simulator.Personality.Moment;
import org.lidless.world.Chance;

/// One client's connection without its socket: the client's bytes go in, a camera's come out. Whoever holds the socket
/// owns it.
final class Talk implements Conversation.Voice {

    private static final int GARBAGE_BYTES_MAX = 8192;

    /// The sockets.
    interface Sockets {

        /// The camera's port for RTP; RTCP has the next.
        int port();

        /// Whether the datagram went out; when it did not, it is lost.
        boolean send(boolean rtcp, ByteBuffer packet, TransportChoice to);

        /// Something waits in [#out].
        void flush();
    }

    private final String peer;
    private final Sockets sockets;
    private final Chance chance;
    private final Conversation conversation;
    private final RtspReader reader = new RtspReader();
    private final ByteBuffer in = ByteBuffer.allocate(RtspReader.BUFFER_BYTES_MIN);
    private final SendQueue out = new SendQueue();
    private boolean hangingUp;
    private String why = "";

    /// @param peer   where the client is, without spaces
    /// @param number of the connection, from 0
    Talk(
            String peer,
            int number,
            Sockets sockets,
            Chance chance,
            DigestGate gate,
            Function<String, Optional<SimulatedCamera>> cameras) {
        this.peer = peer;
        this.sockets = sockets;
        this.chance = chance;
        this.conversation = new Conversation(this, number, gate, cameras);
    }

    Conversation conversation() {
        return conversation;
    }

    /// Where received bytes are put; then [#received].
    ByteBuffer in() {
        return in;
    }

    /// What waits to be sent.
    SendQueue out() {
        return out;
    }

    /// Whether nothing more will come of it.
    boolean isOver() {
        return !why.isEmpty() || (hangingUp && out.isEmpty());
    }

    /// One word for the ledger.
    String why() {
        return why.isEmpty() ? "camera-closed" : why;
    }

    /// The connection is of no use any more, and why.
    void broke(String whyNow) {
        why = why.isEmpty() ? whyNow : why;
    }

    /// Takes the bytes that were put into [#in].
    void received(long nowUs) throws IOException {
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
                    conversation.session().ifPresent(session -> session.heard("RTCP", nowUs));
                    yield true;
                }
                case GARBAGE -> true;
                case BROKEN -> {
                    broke("garbage");
                    yield false;
                }
            };
        }
        in.compact();
    }

    @Override
    public void say(String text) {
        queue(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private void queue(ByteBuffer bytes) {
        if (!out.offer(bytes)) {
            broke("client-not-reading");
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
        return sockets.port();
    }

    @Override
    public boolean sendFrame(MediaSession session, List<ByteBuffer> packets, int size, Moment moment) {
        TransportChoice transport = session.transport();
        Personality personality = session.camera().personality();
        if (!transport.isInterleaved()) {
            boolean all = true;
            for (ByteBuffer packet : personality.onWire(moment, packets, chance)) {
                all &= sockets.send(false, packet, transport);
            }
            return all;
        }
        if (!why.isEmpty() || !out.hasRoomForFrame(size)) {
            return false;
        }
        List<ByteBuffer> frames = new ArrayList<>(packets.size());
        packets.forEach(packet -> frames.add(interleaved(transport.first(), packet)));
        personality.onWire(moment, frames, chance).forEach(this::queue);
        sockets.flush();
        return true;
    }

    @Override
    public boolean sendBeside(TransportChoice to, List<ByteBuffer> packets) {
        if (!to.isInterleaved()) {
            boolean all = true;
            for (ByteBuffer packet : packets) {
                all &= sockets.send(false, packet, to);
            }
            return all;
        }
        int size = packets.stream().mapToInt(each -> each.remaining() + 4).sum();
        if (!why.isEmpty() || !out.hasRoomForFrame(size)) {
            return false;
        }
        packets.forEach(packet -> queue(interleaved(to.first(), packet)));
        sockets.flush();
        return true;
    }

    @Override
    public void sendReport(MediaSession session, ByteBuffer report) {
        TransportChoice transport = session.transport();
        if (!transport.isInterleaved()) {
            sockets.send(true, report, transport);
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
            sockets.flush();
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
}
