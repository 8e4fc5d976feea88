package org.lidless.footage.media.rtsp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lidless.footage.media.rtp.TestPacketizer.nal;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.domain.GapCause;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.media.RecordingSink.Taken;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.rtp.TestPacketizer;
import org.lidless.footage.media.rtsp.RtspClient.State;

class RtspClientTest {

    private static final byte[] SLICE = nal(900, 0x41, 0x9A);
    private static final int GSTREAMER_SSRC = 0x2E4F5A01;

    private final TestPacketizer packetizer = new TestPacketizer(VideoCodec.H264, 1000, 65_533);

    private static ByteBuffer frame(int channel, byte[] packet) {
        return ByteBuffer.allocate(4 + packet.length)
                .put((byte) '$')
                .put((byte) channel)
                .putShort((short) packet.length)
                .put(packet)
                .flip();
    }

    private byte[] picture(int index) {
        return packetizer.picture(index * 3600, SLICE).getFirst();
    }

    @Test
    void framesBecomeSamplesAndOtherChannelsAreCounted() {
        packetizer.ssrc = GSTREAMER_SSRC;
        Transcript played = Transcript.of("gstreamer/tcp-digest.txt");
        RtspClient client = played.play();
        for (int i = 0; i < 5; i++) {
            client.onBytes(frame(0, picture(i)), played.nowUs());
        }
        client.onBytes(frame(9, new byte[20]), played.nowUs());
        assertThat(played.sink().samples())
                .as("the last ends on its marker")
                .hasSize(5)
                .noneMatch(Taken::damaged);
        assertThat(client.counts().packets()).isEqualTo(5);
        assertThat(client.counts().unassigned()).isEqualTo(1);
        assertThat(client.session()).map(SessionMark::id).contains("jKtJqZ0Rs-W8LYzF");
        client.close(played.nowUs());
        assertThat(client.state()).isEqualTo(State.CLOSING);
        assertThat(Transcript.nextRequest(client).orElseThrow()).startsWith("TEARDOWN rtsp://192.0.2.7:8554/test/");
        client.onTimer(played.nowUs() + 1_000_000);
        assertThat(client.state()).isEqualTo(State.ENDED);
        assertThat(client.ended()).isEmpty();
    }

    @Test
    void reportsGoOutBeforeACameraWouldMissThem() {
        packetizer.ssrc = 0x30A98EE7;
        Transcript played = Transcript.of("dahua/sha-256-with-qop.txt");
        RtspClient client = played.play();
        long now = played.nowUs();
        client.onBytes(frame(2, secondType(picture(0))), now);
        assertThat(client.nextTimerUs()).isEqualTo(now + 2_000_000);
        client.onTimer(now + 2_000_000);
        ByteBuffer report = client.output().orElseThrow();
        assertThat(report.get(0)).isEqualTo((byte) '$');
        assertThat(report.get(1)).as("on the channel that SETUP answered").isEqualTo((byte) 3);
        assertThat(report.get(5) & 0xFF).isEqualTo(201);
        assertThat(report.getInt(12)).as("about the sender").isEqualTo(packetizer.ssrc);
        assertThat((report.getShort(2) & 0xFFFF) % 4).isZero();
    }

    private static byte[] secondType(byte[] packet) {
        packet[1] = (byte) ((packet[1] & 0x80) | 98);
        return packet;
    }

    @Test
    void silenceEndsTheSessionAndSoDoesGoodbye() {
        packetizer.ssrc = GSTREAMER_SSRC;
        Transcript played = Transcript.of("gstreamer/tcp-digest.txt");
        RtspClient client = played.play();
        long now = played.nowUs();
        client.onBytes(frame(0, picture(0)), now);
        client.onTimer(now + 4_900_000);
        assertThat(client.state()).isEqualTo(State.PLAYING);
        client.onTimer(now + 5_000_000);
        assertThat(client.ended()).hasValueSatisfying(end -> {
            assertThat(end.problem().code()).isEqualTo(ProblemCode.CAMERA_SILENT);
            assertThat(end.problem().what()).contains("cam-1").contains("5 s");
            assertThat(end.cause()).isEqualTo(GapCause.CAMERA_SILENT);
        });

        Transcript another = Transcript.of("gstreamer/tcp-digest.txt");
        RtspClient left = another.play();
        left.onBytes(frame(0, picture(0)), now);
        byte[] bye = ByteBuffer.allocate(8)
                .putInt(0x81CB0001)
                .putInt(packetizer.ssrc)
                .array();
        left.onBytes(frame(1, bye), now);
        assertThat(left.ended())
                .hasValueSatisfying(end -> assertThat(end.problem().code()).isEqualTo(ProblemCode.CAMERA_CLOSED));
    }

    @Test
    void aMissingKeepaliveAnswerIsNoReasonToEnd() {
        Transcript played = Transcript.of("gstreamer/tcp-digest.txt");
        RtspClient client = played.play();
        long now = played.nowUs();
        int keepalives = 0;
        for (int i = 0; i < 100; i++) {
            now += 1_000_000;
            client.onBytes(frame(0, picture(i)), now);
            client.onTimer(now);
            for (var out = client.output(); out.isPresent(); out = client.output()) {
                byte[] bytes = new byte[out.get().remaining()];
                out.get().get(bytes);
                keepalives += new String(bytes, UTF_8).startsWith("GET_PARAMETER") ? 1 : 0;
            }
        }
        assertThat(client.state()).isEqualTo(State.PLAYING);
        assertThat(keepalives).isEqualTo(3);
    }

    @Test
    void aClosedConnectionIsTheNetworksOnceItPlayed() {
        Transcript played = Transcript.of("gstreamer/tcp-digest.txt");
        RtspClient client = played.play();
        client.onClosed(played.nowUs());
        assertThat(client.ended())
                .hasValueSatisfying(end -> assertThat(end.cause()).isEqualTo(GapCause.NETWORK));
        assertThat(client.output()).as("nothing to send on a closed connection").isEmpty();
    }

    @Test
    void datagramsAreReorderedAndLossIsMarked() {
        packetizer.ssrc = 0x01020304;
        Transcript played = Transcript.of("plain/udp.txt");
        RtspClient client = played.play();
        assertThat(client.serverRtcpPort()).hasValue(6971);
        long now = played.nowUs();
        List<byte[]> packets =
                java.util.stream.IntStream.range(0, 40).mapToObj(this::picture).toList();
        int[] order = {0, 1, 3, 2, 5, 6, 4, 8, 9};
        for (int index : order) {
            now += 1000;
            client.onDatagram(0, false, ByteBuffer.wrap(packets.get(index)), now);
        }
        assertThat(played.sink().samples()).hasSize(7);
        assertThat(played.sink().samples()).extracting(Taken::arrivalUs).isSorted();
        assertThat(client.nextTimerUs()).isEqualTo(now - 1000 + 100_000);
        client.onTimer(now + 100_000);
        client.onDatagram(0, false, ByteBuffer.wrap(packets.get(7)), now);
        client.onDatagram(0, false, ByteBuffer.wrap(packets.get(10)), now);
        assertThat(played.sink().samples())
                .extracting(taken -> taken.rtpTime() / 3600)
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 8, 9, 10);
        assertThat(played.sink().samples())
                .filteredOn(Taken::damaged)
                .extracting(taken -> taken.rtpTime() / 3600)
                .containsExactly(8);
        assertThat(client.counts().lost()).isEqualTo(1);
        client.onTimer(now + 3_000_000);
        assertThat(client.rtcpOutput()).isPresent();
    }

    @Test
    void packetsBeforePlayIsAnsweredAreKept() {
        Transcript played = Transcript.of("refusing/no-such-stream.txt");
        RtspClient client = played.client();
        long now = played.nowUs();
        client.onConnected(now);
        client.onBytes(frame(0, picture(0)), now);
        assertThat(client.counts().unassigned()).isEqualTo(1);
        answer(client, "RTSP/1.0 200 OK", now);
        String sdp = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";
        answer(client, "RTSP/1.0 200 OK\r\nContent-Length: " + sdp.length() + "\r\n\r\n" + sdp, now);
        answer(client, "RTSP/1.0 200 OK\r\nSession: 1", now);
        client.onBytes(frame(0, picture(1)), now);
        client.onBytes(frame(0, picture(2)), now);
        assertThat(client.state()).isEqualTo(State.SETTING_UP);
        assertThat(played.sink().samples()).hasSize(2);
        client.onTimer(now + 5_000_000);
        assertThat(client.state()).as("media is answer enough").isEqualTo(State.PLAYING);
    }

    private static void answer(RtspClient client, String text, long now) {
        String all = text.contains("\r\n\r\n") ? text : text + "\r\n\r\n";
        client.onBytes(ByteBuffer.wrap(all.getBytes(UTF_8)), now);
    }
}
