package org.lidless.footage.media.rtsp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/// What waits to be sent. A camera that stops reading must not make it grow: requests are few and always kept,
/// reports are left out while [#WAITING_BYTES_MAX] wait.
final class Outbox {

    static final int WAITING_BYTES_MAX = 32_768;
    static final int DATAGRAMS_MAX = 4;

    private final ArrayDeque<ByteBuffer> stream = new ArrayDeque<>();
    private final ArrayDeque<ByteBuffer> datagrams = new ArrayDeque<>();

    void message(RtspMessage message) {
        stream.add(message.encode());
    }

    /// An interleaved frame; left out when too much waits.
    void frame(int channel, ByteBuffer packet) {
        if (isClogged()) {
            return;
        }
        ByteBuffer frame = ByteBuffer.allocate(4 + packet.remaining());
        frame.put((byte) '$').put((byte) channel).putShort((short) packet.remaining());
        stream.add(frame.put(packet).flip());
    }

    /// A datagram; the oldest gives way.
    void datagram(ByteBuffer packet) {
        if (datagrams.size() >= DATAGRAMS_MAX) {
            datagrams.removeFirst();
        }
        datagrams.add(packet);
    }

    boolean isClogged() {
        int waiting = 0;
        for (ByteBuffer each : stream) {
            waiting += each.remaining();
        }
        return waiting >= WAITING_BYTES_MAX;
    }

    Optional<ByteBuffer> next() {
        while (!stream.isEmpty() && !stream.getFirst().hasRemaining()) {
            stream.removeFirst();
        }
        return Optional.ofNullable(stream.peekFirst());
    }

    Optional<ByteBuffer> nextDatagram() {
        return Optional.ofNullable(datagrams.pollFirst());
    }
}
