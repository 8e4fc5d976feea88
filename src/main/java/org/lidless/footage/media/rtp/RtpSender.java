package org.lidless.footage.media.rtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/// Numbers one track's packets and reports on them (RFC 3550 sections 5.1 and 6.4.1). One thread.
public final class RtpSender {

    private static final int HEADER_BYTES = 12;
    private static final int VERSION_2 = 0x80;
    private static final int MARKER = 0x80;
    private static final int REPORT_BYTES = 28;
    private static final int CNAME = 1;
    private static final byte[] NAME = "lidless".getBytes(US_ASCII);
    /// SSRC, the item's two bytes, the name, an end, filled up to words (RFC 3550 section 6.5).
    private static final int DESCRIPTION_BYTES = 4 + (4 + 2 + NAME.length + 1 + 3) / 4 * 4;

    private static final int BYE_BYTES = 8;
    private static final long NTP_EPOCH_OFFSET_S = 2_208_988_800L;
    private static final long US_PER_SECOND = 1_000_000;

    /// Where packets go.
    public interface Room {

        /// Room for the next packet: the caller puts exactly so many bytes into the buffer before it asks again.
        ///
        /// @param reports whether it is a packet of RTCP
        ByteBuffer next(boolean reports, int bytes);
    }

    private final int ssrc;
    private final int type;
    private final int firstTime;
    private final Room room;
    private int sequence;
    private int packets;
    private int octets;
    private long reportedUs;
    private long reported;

    /// @param ssrc      random
    /// @param sequence  of the first packet, random
    /// @param firstTime RTP time of the track's tick 0, random
    /// @param type      the payload type
    public RtpSender(int ssrc, int sequence, int firstTime, int type, Room room) {
        this.ssrc = ssrc;
        this.sequence = sequence & 0xFFFF;
        this.firstTime = firstTime;
        this.type = type;
        this.room = room;
    }

    public int ssrc() {
        return ssrc;
    }

    /// The next packet's number.
    public int sequence() {
        return sequence;
    }

    /// RTP time of a tick of the track, 32 bits, unsigned.
    public long time(long ticks) {
        return (firstTime + ticks) & 0xFFFF_FFFFL;
    }

    /// Whether a packet was sent.
    public boolean hasBegun() {
        return packets > 0;
    }

    /// Where the payloads of what is shown at a tick go.
    public Payloads at(long ticks) {
        return (bytes, marker, later) -> {
            ByteBuffer packet = room.next(false, HEADER_BYTES + bytes);
            packet.put((byte) VERSION_2).put((byte) ((marker ? MARKER : 0) | type));
            packet.putShort((short) sequence).putInt((int) time(ticks + later)).putInt(ssrc);
            sequence = sequence + 1 & 0xFFFF;
            packets++;
            octets += bytes;
            return packet;
        };
    }

    /// Says which moment a tick of the track is, so that players lay tracks side by side, with the name that must go
    /// with it.
    ///
    /// @param wallUs when that tick was captured, µs since 1970
    public void report(long wallUs, long ticks) {
        reportedUs = wallUs;
        reported = ticks;
        report(room.next(true, REPORT_BYTES + DESCRIPTION_BYTES));
    }

    private void report(ByteBuffer packet) {
        head(packet, 0, Rtcp.SENDER_REPORT, REPORT_BYTES);
        packet.putInt((int) (Math.floorDiv(reportedUs, US_PER_SECOND) + NTP_EPOCH_OFFSET_S));
        packet.putInt((int) ((Math.floorMod(reportedUs, US_PER_SECOND) << 32) / US_PER_SECOND));
        packet.putInt((int) time(reported)).putInt(packets).putInt(octets);
        head(packet, 1, Rtcp.DESCRIPTION, DESCRIPTION_BYTES);
        packet.put((byte) CNAME).put((byte) NAME.length).put(NAME);
        packet.put(new byte[DESCRIPTION_BYTES - 8 - 2 - NAME.length]);
    }

    /// Says that nothing more comes (RFC 3550 section 6.6), behind a report, as all RTCP goes (section 6.1).
    public void bye() {
        ByteBuffer packet = room.next(true, REPORT_BYTES + DESCRIPTION_BYTES + BYE_BYTES);
        report(packet);
        head(packet, 1, Rtcp.BYE, BYE_BYTES);
    }

    private void head(ByteBuffer packet, int count, int kind, int bytes) {
        packet.put((byte) (VERSION_2 | count)).put((byte) kind).putShort((short) (bytes / 4 - 1));
        packet.putInt(ssrc);
    }
}
