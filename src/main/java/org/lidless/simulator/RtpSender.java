package org.lidless.simulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// One session's numbering of packets: its own SSRC, and its own beginnings of sequence and time (RFC 3550
/// section 5.1).
final class RtpSender {

    /// Bytes of an RTP header without extensions.
    static final int HEADER_BYTES = 12;

    private static final int MARKER = 0x80;
    private static final int VERSION_2 = 0x80;
    private static final int SENDER_REPORT = 200;
    private static final int SOURCE_DESCRIPTION = 202;
    private static final long NTP_EPOCH_OFFSET_S = 2_208_988_800L;

    private final int ssrc;
    private final int timeOffset;
    private int sequence;
    private int packets;
    private int octets;

    /// @param timeOffset RTP time at the camera's tick 0
    RtpSender(int ssrc, int firstSequence, int timeOffset) {
        this.ssrc = ssrc;
        this.sequence = firstSequence & 0xFFFF;
        this.timeOffset = timeOffset;
    }

    int ssrc() {
        return ssrc;
    }

    /// The next packet's number.
    int nextSequence() {
        return sequence;
    }

    /// RTP time of a tick of the camera, 32 bits, unsigned.
    long rtpTime(long ticks) {
        return (timeOffset + ticks) & 0xFFFF_FFFFL;
    }

    /// A frame's packets, numbered.
    List<ByteBuffer> packets(long ticks, List<Payload> payloads) {
        List<ByteBuffer> made = new ArrayList<>(payloads.size());
        for (Payload payload : payloads) {
            byte[] bytes = payload.bytes();
            ByteBuffer packet = ByteBuffer.allocate(HEADER_BYTES + bytes.length);
            packet.put((byte) VERSION_2).put((byte) ((payload.marker() ? MARKER : 0) | payload.type()));
            packet.putShort((short) sequence)
                    .putInt((int) rtpTime(ticks + payload.lateTicks()))
                    .putInt(ssrc);
            packet.put(bytes).flip();
            made.add(packet);
            sequence = (sequence + 1) & 0xFFFF;
            packets++;
            octets += bytes.length;
        }
        return made;
    }

    /// A sender report (RFC 3550 section 6.4.1) with the name that must go with it.
    ///
    /// @param wallUs the time now, µs since 1970
    /// @param ticks  the camera's tick now
    ByteBuffer senderReport(long wallUs, long ticks) {
        long seconds = Math.floorDiv(wallUs, 1_000_000L) + NTP_EPOCH_OFFSET_S;
        long fraction = (Math.floorMod(wallUs, 1_000_000L) << 32) / 1_000_000L;
        ByteBuffer report = ByteBuffer.allocate(28 + 20);
        report.put((byte) VERSION_2)
                .put((byte) SENDER_REPORT)
                .putShort((short) 6)
                .putInt(ssrc);
        report.putInt((int) seconds).putInt((int) fraction).putInt((int) rtpTime(ticks));
        report.putInt(packets).putInt(octets);
        byte[] name = {'l', 'i', 'd', 'l', 'e', 's', 's'};
        report.put((byte) (VERSION_2 | 1))
                .put((byte) SOURCE_DESCRIPTION)
                .putShort((short) 4)
                .putInt(ssrc);
        report.put((byte) 1).put((byte) name.length).put(name);
        while (report.hasRemaining()) {
            report.put((byte) 0);
        }
        return report.flip();
    }
}
