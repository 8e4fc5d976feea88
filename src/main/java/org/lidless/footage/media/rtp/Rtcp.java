package org.lidless.footage.media.rtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/// Writes the RTCP of one who only receives (RFC 3550 section 6): a receiver report and the name that must go with
/// it.
public final class Rtcp {

    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int DESCRIPTION = 202;
    static final int BYE = 203;

    private static final int VERSION_AND_ONE = 0x81;
    private static final int CNAME = 1;
    private static final int REPORT_BYTES = 32;

    private Rtcp() {}

    /// What a receiver tells of one sender (RFC 3550 section 6.4.1).
    ///
    /// @param fractionLost of the packets since the last report, in 1/256
    /// @param lost         packets since the beginning, signed, 24 bits
    /// @param highest      highest sequence number with its cycles
    /// @param jitter       in ticks of RTP time
    /// @param lastReport   middle 32 bits of the NTP time of the last sender report; 0 without one
    /// @param delay        since that report came, in 1/65536 s
    record Reception(int sender, int fractionLost, int lost, int highest, int jitter, int lastReport, int delay) {}

    /// A compound packet: receiver report and CNAME.
    static ByteBuffer receiverReport(int ownSsrc, Reception of) {
        byte[] name = "lidless".getBytes(UTF_8);
        int items = 4 + 2 + name.length + 1;
        int padded = (items + 3) / 4 * 4;
        ByteBuffer packet = ByteBuffer.allocate(REPORT_BYTES + 4 + padded);
        header(packet, RECEIVER_REPORT, REPORT_BYTES);
        packet.putInt(ownSsrc).putInt(of.sender);
        packet.putInt(of.fractionLost << 24 | (of.lost & 0xFFFFFF));
        packet.putInt(of.highest).putInt(of.jitter).putInt(of.lastReport).putInt(of.delay);
        header(packet, DESCRIPTION, 4 + padded);
        packet.putInt(ownSsrc).put((byte) CNAME).put((byte) name.length).put(name);
        return packet.position(packet.capacity()).flip();
    }

    private static void header(ByteBuffer packet, int type, int bytes) {
        packet.put((byte) VERSION_AND_ONE).put((byte) type).putShort((short) (bytes / 4 - 1));
    }
}
