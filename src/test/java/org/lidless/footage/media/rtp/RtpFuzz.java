package org.lidless.footage.media.rtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.lidless.footage.media.RecordingSink;
import org.lidless.footage.media.VideoCodec;
import org.lidless.fuzz.Target;

/// What arrives in packets. An input is a row of packets, each with its length in two bytes before it, whose highest
/// bit says that it is RTCP.
public final class RtpFuzz {

    /// A sequence header of libaom and a shown key frame; the header's flags say two elements, a new sequence.
    private static final byte[] AV1_KEY =
            HexFormat.of().parseHex("280c" + "080000000cc4ff6736be4010" + "3010" + "11".repeat(90));
    private static final byte[] AV1_OTHER = HexFormat.of().parseHex("10" + "3030" + "22".repeat(90));

    private RtpFuzz() {}

    public static List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (VideoCodec codec : List.of(VideoCodec.H264, VideoCodec.H265)) {
            targets.add(new Packets(codec, "rtp-" + codec.name().toLowerCase(java.util.Locale.ROOT), false));
        }
        targets.add(new Packets(VideoCodec.AV1, "rtp-av1", false));
        targets.add(new Packets(VideoCodec.MJPEG, "rtp-mjpeg", false));
        targets.add(new Packets(VideoCodec.H264, "rtcp", true));
        targets.add(new BesideFuzz());
        return targets;
    }

    private record Packets(VideoCodec codec, String name, boolean isRtcp) implements Target {

        @Override
        public String toString() {
            return name;
        }

        @Override
        public List<byte[]> seeds() {
            List<byte[]> seeds = new ArrayList<>();
            for (int size : new int[] {60, 400, 1_400}) {
                var packetizer = new TestPacketizer(codec, size, 65_530);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                for (int picture = 0; picture < 8; picture++) {
                    for (byte[] packet : packets(packetizer, picture)) {
                        put(out, packet, false);
                    }
                    put(out, report(picture), true);
                }
                seeds.add(out.toByteArray());
            }
            return seeds;
        }

        private List<byte[]> packets(TestPacketizer packetizer, int picture) {
            int time = picture * 3_600;
            return switch (codec) {
                case H264, H265 -> packetizer.picture(time, nals(picture));
                case AV1 -> List.of(packetizer.packet(time, true, picture % 4 == 0 ? AV1_KEY : AV1_OTHER));
                case MJPEG ->
                    List.of(
                            packetizer.packet(time, false, scan(0, picture % 2 == 0 ? 50 : 255)),
                            packetizer.packet(time, true, scan(500, picture % 2 == 0 ? 50 : 255)));
            };
        }

        /// A piece of an image (RFC 2435 section 3.1), where Q asks for it with tables, with restarts in every type
        /// above 63.
        private static byte[] scan(int from, int q) {
            ByteBuffer payload = ByteBuffer.allocate(8 + 4 + 4 + 128 + 500);
            int type = q == 255 ? 65 : 1;
            payload.putInt(from).put((byte) type).put((byte) q).put((byte) 20).put((byte) 10);
            if (type > 63) {
                payload.putInt(0x0004_FFFF);
            }
            if (q == 255 && from == 0) {
                payload.putInt(128).put(new byte[128]);
            }
            byte[] piece = TestPacketizer.nal(500, 0x11, 0x22);
            payload.put(piece);
            return java.util.Arrays.copyOf(payload.array(), payload.position());
        }

        /// Parameter sets and a key picture, then others.
        private byte[][] nals(int picture) {
            int[] headers = codec == VideoCodec.H264
                    ? new int[] {0x67, 0x68, picture % 4 == 0 ? 0x65 : 0x41}
                    : new int[] {0x40, 0x42, 0x44, picture % 4 == 0 ? 0x26 : 0x02};
            byte[][] nals = new byte[headers.length][];
            for (int i = 0; i < headers.length; i++) {
                nals[i] = TestPacketizer.nal(i + 1 == headers.length ? 900 : 24, headers[i], 0x80 + picture);
            }
            return nals;
        }

        /// A sender report with a description and a goodbye behind it (RFC 3550 sections 6.4.1, 6.5, 6.6).
        private static byte[] report(int picture) {
            return ByteBuffer.allocate(28 + 16 + 8)
                    .putInt(0x80C8_0006)
                    .putInt(7)
                    .putLong(0xE4E2_1234_0000_0000L)
                    .putInt(picture * 3_600)
                    .putInt(100)
                    .putInt(100_000)
                    .putInt(0x81CA_0003)
                    .putInt(7)
                    .putLong(0x0105_6361_6D2D_3100L)
                    .putInt(0x81CB_0001)
                    .putInt(9)
                    .array();
        }

        private static void put(ByteArrayOutputStream out, byte[] packet, boolean rtcp) {
            out.write(packet.length >> 8 | (rtcp ? 0x80 : 0));
            out.write(packet.length);
            out.writeBytes(packet);
        }

        @Override
        public long allocationMax(int inputBytes) {
            return (48L << 20) + 2_048L * inputBytes;
        }

        @Override
        public long feed(byte[] input) {
            var sink = new RecordingSink();
            var track = new VideoTrack(codec, TestPacketizer.PAYLOAD_TYPE, List.of(), OptionalInt.empty());
            var receiver = new RtpReceiver(track, sink, input.length % 2 == 1, 7, 0);
            long nowUs = 0;
            ByteBuffer in = ByteBuffer.wrap(input);
            while (in.remaining() >= 2) {
                int head = in.getShort() & 0xFFFF;
                int length = Math.min(head & 0x7FFF, in.remaining());
                int at = in.position();
                nowUs += 20_000;
                if (isRtcp || head > 0x7FFF) {
                    receiver.rtcp(in, at, at + length, nowUs);
                    receiver.receiverReport(nowUs);
                } else {
                    receiver.rtp(in, at, at + length, nowUs);
                }
                if (nowUs >= receiver.nextTimerUs()) {
                    receiver.onTimer(nowUs);
                }
                in.position(at + length);
            }
            receiver.flush();
            long damaged =
                    sink.samples().stream().filter(RecordingSink.Taken::damaged).count();
            return sink.samples().size() * 1_009L
                    + damaged * 31
                    + (receiver.isBye() ? 1 : 0)
                    + receiver.senderReport().map(Object::hashCode).orElse(0) % 13;
        }
    }
}
