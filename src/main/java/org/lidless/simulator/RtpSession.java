package org.lidless.simulator;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.footage.media.VideoCodec;

/// One RTSP session that watches a camera: its own SSRC, sequence numbers and time stamps (RFC 3550 section 5.1), the
/// same frames as everybody. The loop owns it.
final class RtpSession {

    static final int PAYLOAD_TYPE = 96;

    private static final int RTP_HEADER = 12;
    private static final int INTERLEAVED_HEADER = 4;
    private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;
    private static final long REPORT_EVERY_US = 5_000_000;

    private final String id;
    private final SimulatedCamera camera;
    private final Optional<InetSocketAddress> rtpTo;
    private final Optional<InetSocketAddress> rtcpTo;
    private final int channel;
    private final int ssrc;
    private final long ticksOffset;
    private int sequence;
    private boolean playing;
    private boolean started;
    private long playedAtUs;
    private long reportedAtUs;
    private int packets;
    private int octets;

    /// @param rtpTo   where packets go by UDP; empty for interleaved ones
    /// @param channel of interleaved RTP; RTCP has the next one
    RtpSession(
            String id,
            SimulatedCamera camera,
            Optional<InetSocketAddress> rtpTo,
            Optional<InetSocketAddress> rtcpTo,
            int channel,
            int ssrc,
            int sequence,
            long ticksOffset) {
        this.id = id;
        this.camera = camera;
        this.rtpTo = rtpTo;
        this.rtcpTo = rtcpTo;
        this.channel = channel;
        this.ssrc = ssrc;
        this.sequence = sequence;
        this.ticksOffset = ticksOffset;
    }

    String id() {
        return id;
    }

    SimulatedCamera camera() {
        return camera;
    }

    Optional<InetSocketAddress> rtpTo() {
        return rtpTo;
    }

    Optional<InetSocketAddress> rtcpTo() {
        return rtcpTo;
    }

    int ssrc() {
        return ssrc;
    }

    int nextSequence() {
        return sequence & 0xffff;
    }

    long rtpTime(long ticks) {
        return (ticks + ticksOffset) & 0xffff_ffffL;
    }

    void play(long nowUs) {
        playing = true;
        playedAtUs = nowUs;
        reportedAtUs = nowUs - REPORT_EVERY_US;
    }

    /// Whether this frame belongs to the session: it plays, and a key frame has come since PLAY.
    boolean wants(Frame frame, long nowUs) {
        if (!playing || !camera.personality().sends(nowUs - playedAtUs)) {
            return false;
        }
        started |= frame.key();
        return started;
    }

    /// The frame's RTP packets, as datagrams or each behind its interleaved header.
    List<ByteBuffer> packets(Frame frame, VideoCodec codec) {
        List<ByteBuffer> payloads = Packetizer.payloads(codec, frame.nals());
        List<ByteBuffer> sent = new ArrayList<>(payloads.size());
        for (int at = 0; at < payloads.size(); at++) {
            ByteBuffer payload = payloads.get(at);
            ByteBuffer packet = packet(channel, RTP_HEADER + payload.remaining());
            int marker = at == payloads.size() - 1 ? 0x80 : 0;
            packet.put((byte) 0x80).put((byte) (marker | PAYLOAD_TYPE)).putShort((short) sequence);
            packet.putInt((int) rtpTime(frame.ticks())).putInt(ssrc);
            octets += payload.remaining();
            packets++;
            sequence++;
            sent.add(packet.put(payload).flip());
        }
        return sent;
    }

    /// A sender report (RFC 3550 section 6.4.1) every five seconds.
    Optional<ByteBuffer> report(long nowUs, long wallUs, long ticksNow) {
        if (!started || nowUs - reportedAtUs < REPORT_EVERY_US) {
            return Optional.empty();
        }
        reportedAtUs = nowUs;
        ByteBuffer report = packet(channel + 1, 28);
        report.put((byte) 0x80).put((byte) 200).putShort((short) 6).putInt(ssrc);
        report.putInt((int) (wallUs / 1_000_000 + NTP_EPOCH_SECONDS));
        report.putInt((int) (((wallUs % 1_000_000) << 32) / 1_000_000));
        report.putInt((int) rtpTime(ticksNow)).putInt(packets).putInt(octets);
        return Optional.of(report.flip());
    }

    private ByteBuffer packet(int onChannel, int bytes) {
        if (rtpTo.isPresent()) {
            return ByteBuffer.allocate(bytes);
        }
        return ByteBuffer.allocate(INTERLEAVED_HEADER + bytes)
                .put((byte) '$')
                .put((byte) onChannel)
                .putShort((short) bytes);
    }
}
