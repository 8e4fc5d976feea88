package org.lidless.footage.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lidless.footage.media.RecordingSink;
import org.lidless.footage.media.RecordingSink.Taken;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.codec.JpegFront;

/// MJPEG as RFC 2435 has it, and as networks leave it.
class JpegDepacketizerTest {

    private static final int ACROSS = 20;
    private static final int DOWN = 10;
    private static final byte[] SCAN = TestPacketizer.nal(2500, 0x11, 0x22);

    private final RecordingSink sink = new RecordingSink();
    private final TestPacketizer packetizer = new TestPacketizer(VideoCodec.MJPEG, 1000, 65_530);
    private final RtpReceiver receiver = new RtpReceiver(
            new VideoTrack(VideoCodec.MJPEG, TestPacketizer.PAYLOAD_TYPE, List.of(), OptionalInt.empty()),
            sink,
            false,
            42,
            0);

    private void feed(int time, boolean marker, byte[] payload) {
        byte[] packet = packetizer.packet(time, marker, payload);
        receiver.rtp(ByteBuffer.allocateDirect(packet.length).put(0, packet), 0, packet.length, 0);
    }

    private static byte[] fragment(int type, int q, byte[] headers, int from, int to) {
        ByteBuffer payload = ByteBuffer.allocate(8 + headers.length + to - from);
        payload.putInt(from).put((byte) type).put((byte) q).put((byte) ACROSS).put((byte) DOWN);
        return payload.put(headers).put(SCAN, from, to - from).array();
    }

    private void image(int time, int type, int q, byte[] first, byte[] each) {
        byte[] both = Arrays.copyOf(each, each.length + first.length);
        System.arraycopy(first, 0, both, each.length, first.length);
        feed(time, false, fragment(type, q, both, 0, 1000));
        feed(time, false, fragment(type, q, each, 1000, 2000));
        feed(time, true, fragment(type, q, each, 2000, SCAN.length));
    }

    private static byte[] tables(int length) {
        ByteBuffer header = ByteBuffer.allocate(4 + length).putShort((short) 0).putShort((short) length);
        for (int i = 0; i < length; i++) {
            header.put((byte) (1 + i));
        }
        return header.array();
    }

    private static byte[] whole(int sampling, byte[] tables, int interval) {
        byte[] front = JpegFront.of(ACROSS * 8, DOWN * 8, sampling, tables, interval);
        byte[] image = Arrays.copyOf(front, front.length + SCAN.length + 2);
        System.arraycopy(SCAN, 0, image, front.length, SCAN.length);
        image[image.length - 2] = (byte) 0xFF;
        image[image.length - 1] = (byte) 0xD9;
        return image;
    }

    @Test
    void anImageGetsItsFrontAndItsEndBack() {
        image(0, 1, 50, new byte[0], new byte[0]);
        assertThat(sink.samples()).hasSize(1);
        assertThat(sink.samples().getFirst().key()).isTrue();
        assertThat(sink.samples().getFirst().nals()).containsExactly(whole(1, JpegFront.tables(50), 0));
        assertThat(sink.parameters()).singleElement().satisfies(each -> {
            assertThat(each.width()).isEqualTo(160);
            assertThat(each.height()).isEqualTo(80);
        });
    }

    @Test
    void tablesInBandAreUsedAndRemembered() {
        image(0, 0, 200, tables(128), new byte[0]);
        image(3600, 0, 200, tables(0), new byte[0]);
        byte[] wanted = whole(0, Arrays.copyOfRange(tables(128), 4, 132), 0);
        assertThat(sink.samples())
                .extracting(Taken::nals)
                .allSatisfy(nals -> assertThat(nals).containsExactly(wanted));
        image(7200, 0, 201, tables(0), new byte[0]);
        assertThat(sink.samples()).as("tables that never came").hasSize(2);
    }

    @Test
    void restartMarkersAreSaidInTheFront() {
        image(0, 65, 50, new byte[0], new byte[] {0, 4, (byte) 0xFF, (byte) 0xFF});
        assertThat(sink.samples().getFirst().nals()).containsExactly(whole(1, JpegFront.tables(50), 4));
    }

    @Test
    void anImageWithALossIsDroppedAndTheNextIsNot() {
        feed(0, false, fragment(1, 50, new byte[0], 0, 1000));
        packetizer.lose(1);
        feed(0, true, fragment(1, 50, new byte[0], 2000, SCAN.length));
        image(3600, 1, 50, new byte[0], new byte[0]);
        assertThat(sink.samples()).hasSize(1).noneMatch(Taken::damaged);
        assertThat(receiver.counts(0, 0).dropped()).isEqualTo(1);
    }

    @Test
    void withoutAMarkerTheNextTimeEndsAnImage() {
        feed(0, false, fragment(1, 50, new byte[0], 0, 1000));
        feed(0, false, fragment(1, 50, new byte[0], 1000, SCAN.length));
        feed(3600, false, fragment(1, 50, new byte[0], 0, SCAN.length));
        assertThat(sink.samples())
                .singleElement()
                .satisfies(each -> assertThat(each.nals()).containsExactly(whole(1, JpegFront.tables(50), 0)));
    }

    @Test
    void nonsenseIsCountedAndNothingMore() {
        feed(0, true, new byte[5]);
        feed(0, true, fragment(7, 50, new byte[0], 0, 1000));
        feed(0, true, fragment(1, 0, new byte[0], 0, 1000));
        feed(0, true, fragment(1, 255, tables(64), 0, 100));
        assertThat(sink.samples()).isEmpty();
        assertThat(receiver.counts(0, 0).dropped()).isEqualTo(4);
        receiver.flush();
    }
}
