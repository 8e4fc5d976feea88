package org.lidless.footage.media.rtsp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;
import org.lidless.footage.media.RecordingSink;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.rtp.TestPacketizer;
import org.lidless.footage.media.rtsp.RtspClient.State;

/// Conversations with bytes changed at random, from seeds: nothing escapes, everything goes on or ends, and the sink is
/// never called out of order.
class HostileBytesTest {

    private static final int ROUNDS = 1500;

    @Test
    void nothingEscapesFromChangedBytes() {
        for (VideoCodec codec : VideoCodec.values()) {
            int samples = 0;
            for (int seed = 0; seed < ROUNDS; seed++) {
                try {
                    samples += play(codec, new Random(seed));
                } catch (RuntimeException e) {
                    throw new AssertionError(codec + " seed " + seed, e);
                }
            }
            assertThat(samples).as("most conversations get through").isGreaterThan(ROUNDS);
        }
    }

    private static int play(VideoCodec codec, Random random) {
        var source = new CameraSource(
                StreamId.main(new CameraId("cam-1")),
                URI.create("rtsp://192.0.2.7/stream"),
                Optional.of(new CameraSource.Credentials("viewer", "secret")),
                random.nextInt(4) == 0 ? Transport.UDP : Transport.TCP);
        var sink = new RecordingSink();
        var client =
                new RtspClient(source, sink, RtspPatience.USUAL, "Lidless/test", random::nextLong, CameraLessons.NONE);
        byte[] bytes = conversation(codec, random);
        for (int i = random.nextInt(6); i > 0; i--) {
            mutate(bytes, random);
        }
        client.onConnected(0);
        long nowUs = 0;
        ByteBuffer in = ByteBuffer.allocate(RtspClient.RECEIVE_BYTES_MIN);
        int at = 0;
        while (at < bytes.length && client.state() != State.ENDED) {
            int size = Math.min(Math.min(1 + random.nextInt(3000), bytes.length - at), in.remaining());
            assertThat(size).as("room for more").isPositive();
            in.put(bytes, at, size).flip();
            at += size;
            client.onBytes(in, nowUs);
            in.compact();
            nowUs += random.nextInt(400_000);
            if (client.wantsUdpPorts()) {
                client.onUdpPorts(5000, nowUs);
            }
            client.onDatagram(random.nextInt(3), random.nextBoolean(), ByteBuffer.wrap(someBytes(random)), nowUs);
            client.onTimer(nowUs);
            client.output().ifPresent(out -> out.position(out.limit()));
        }
        client.close(nowUs);
        client.onTimer(nowUs + 10_000_000);
        assertThat(client.state()).isEqualTo(State.ENDED);
        return sink.samples().size();
    }

    private static byte[] someBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        if (bytes.length > 1) {
            bytes[0] = (byte) 0x80;
            bytes[1] = TestPacketizer.PAYLOAD_TYPE;
        }
        return bytes;
    }

    private static void mutate(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(3)) {
            case 0 -> bytes[at] = (byte) random.nextInt();
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            default -> {
                int from = random.nextInt(bytes.length);
                int size = Math.min(random.nextInt(200), bytes.length - Math.max(at, from));
                System.arraycopy(bytes, from, bytes, at, size);
            }
        }
    }

    private static byte[] conversation(VideoCodec codec, Random random) {
        var out = new ByteArrayOutputStream();
        String challenge = "RTSP/1.0 401 No\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n\r\n";
        write(out, random.nextBoolean() ? challenge : "");
        write(out, "RTSP/1.0 200 OK\r\nPublic: OPTIONS, GET_PARAMETER\r\n\r\n");
        String sdp = "v=0\r\na=control:*\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 "
                + (codec == VideoCodec.MJPEG ? "JPEG" : codec)
                + "/90000\r\na=fmtp:96 sprop-parameter-sets=Z2QADKzZQUGfnwEQAAADABAAAAMDIPFCmWA=,aOvjyyLA;"
                + " sprop-vps=QAEMAf//AWAAAAMAkAAAAwAAAwA8lZgJ\r\na=control:track1\r\n";
        write(
                out,
                "RTSP/1.0 200 OK\r\nContent-Base: rtsp://192.0.2.7/stream/\r\nContent-Length: " + sdp.length()
                        + "\r\n\r\n" + sdp);
        write(out, "RTSP/1.0 200 OK\r\nSession: 12;timeout=4\r\nTransport: RTP/AVP/TCP;interleaved=0-1;ssrc=1\r\n\r\n");
        write(out, "RTSP/1.0 200 OK\r\n\r\n");
        var packetizer = new TestPacketizer(codec, 300 + random.nextInt(700), random.nextInt(65_536));
        for (int i = 0; i < 12; i++) {
            List<byte[]> packets = switch (codec) {
                case H264 -> nals(packetizer, random, i * 3600, random.nextInt(32));
                case H265 -> nals(packetizer, random, i * 3600, random.nextInt(48) << 1);
                case AV1 -> obus(packetizer, random, i * 3600);
                case MJPEG -> image(packetizer, random, i * 3600);
            };
            for (byte[] packet : packets) {
                write(out, "$\0" + (char) (packet.length >> 8) + (char) (packet.length & 0xFF));
                out.writeBytes(packet);
            }
        }
        return out.toByteArray();
    }

    private static List<byte[]> nals(TestPacketizer packetizer, Random random, int time, int header) {
        byte[] first = TestPacketizer.nal(random.nextInt(60) + 3, header, 1 + random.nextInt(255));
        byte[] second = TestPacketizer.nal(random.nextInt(2500) + 3, header, 1 + random.nextInt(255));
        List<byte[]> packets = packetizer.picture(time, first, second);
        packets.add(packetizer.packet(time, random.nextBoolean(), packetizer.aggregate(first, first)));
        return packets;
    }

    private static List<byte[]> obus(TestPacketizer packetizer, Random random, int time) {
        byte[] frame = TestPacketizer.nal(random.nextInt(900) + 3, 0x10, 6 << 3, random.nextInt(256));
        byte[] several = TestPacketizer.nal(random.nextInt(900) + 9, random.nextInt(256), 3, 8, random.nextInt(256));
        return List.of(packetizer.packet(time, random.nextBoolean(), several), packetizer.packet(time, true, frame));
    }

    private static List<byte[]> image(TestPacketizer packetizer, Random random, int time) {
        byte[] first = TestPacketizer.nal(900, 0, 0, 0, 0, random.nextInt(2), 1 + random.nextInt(255), 9, 9);
        byte[] last = TestPacketizer.nal(random.nextInt(900) + 9, 0, 0, 3, 0x7C, 1, 50, 9, 9);
        return List.of(packetizer.packet(time, false, first), packetizer.packet(time, true, last));
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(ISO_8859_1));
    }
}
