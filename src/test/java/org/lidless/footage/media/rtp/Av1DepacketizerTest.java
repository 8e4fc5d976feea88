package org.lidless.footage.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lidless.footage.media.RecordingSink;
import org.lidless.footage.media.RecordingSink.Taken;
import org.lidless.footage.media.VideoCodec;

/// AV1 as the payload format allows it, and as it does not.
class Av1DepacketizerTest {

    /// A sequence header of libaom, 640 by 360, without a size field.
    private static final byte[] SEQUENCE = HexFormat.of().parseHex("080000000cc4ff6736be4010");
    private static final byte[] DELIMITER = {0x10};
    private static final byte[] KEY = obu(6, 0x10, 900);
    private static final byte[] OTHER = obu(6, 0x30, 300);
    private static final byte[] HIDDEN = obu(6, 0x20, 200);

    private static final int Z = 0x80;
    private static final int Y = 0x40;
    private static final int N = 0x08;

    private final RecordingSink sink = new RecordingSink();
    private final TestPacketizer packetizer = new TestPacketizer(VideoCodec.AV1, 1000, 65_530);
    private final RtpReceiver receiver = new RtpReceiver(
            new VideoTrack(VideoCodec.AV1, TestPacketizer.PAYLOAD_TYPE, List.of(), OptionalInt.empty()),
            sink,
            false,
            42,
            0);

    private static byte[] obu(int type, int first, int size) {
        return TestPacketizer.nal(size, type << 3, first);
    }

    private void feed(int time, boolean marker, byte[] payload) {
        byte[] packet = packetizer.packet(time, marker, payload);
        receiver.rtp(ByteBuffer.allocateDirect(packet.length).put(0, packet), 0, packet.length, 0);
    }

    /// Elements counted in the header, the last one without a length.
    private static byte[] counted(int flags, byte[]... elements) {
        return payload(flags | (elements.length << 4), elements.length - 1, elements);
    }

    /// Elements that all have a length.
    private static byte[] uncounted(int flags, byte[]... elements) {
        return payload(flags, elements.length, elements);
    }

    private static byte[] payload(int header, int withLength, byte[]... elements) {
        var out = new ByteArrayOutputStream();
        out.write(header);
        for (int at = 0; at < elements.length; at++) {
            if (at < withLength) {
                out.write((elements[at].length & 0x7F) | 0x80);
                out.write(elements[at].length >> 7);
            }
            out.writeBytes(elements[at]);
        }
        return out.toByteArray();
    }

    private static byte[] part(byte[] whole, int from, int to) {
        return java.util.Arrays.copyOfRange(whole, from, to);
    }

    /// As it is stored: with its size in four bytes behind its header.
    private static byte[] stored(byte[] obu) {
        ByteBuffer out = ByteBuffer.allocate(obu.length + 4).put((byte) (obu[0] | 2));
        int size = obu.length - 1;
        out.put((byte) ((size & 0x7F) | 0x80))
                .put((byte) (((size >> 7) & 0x7F) | 0x80))
                .put((byte) 0x80)
                .put((byte) 0);
        return out.put(obu, 1, size).array();
    }

    private void keyThenOthers() {
        feed(0, true, counted(N, SEQUENCE, KEY));
        feed(3600, true, counted(0, OTHER));
    }

    @Test
    void countedAndUncountedElementsComeOutAlike() {
        keyThenOthers();
        feed(7200, true, uncounted(N, SEQUENCE, KEY));
        feed(10_800, true, uncounted(0, OTHER));
        assertThat(sink.samples()).hasSize(4).noneMatch(Taken::damaged);
        assertThat(sink.samples()).extracting(Taken::key).containsExactly(true, false, true, false);
        assertThat(sink.samples().get(0).nals()).containsExactly(stored(SEQUENCE), stored(KEY));
        assertThat(sink.samples().get(2).nals()).containsExactly(stored(SEQUENCE), stored(KEY));
        assertThat(sink.parameters()).hasSize(1);
        assertThat(sink.parameters().getFirst().width()).isEqualTo(640);
        assertThat(sink.parameters().getFirst().parameterSets().getFirst().bytes())
                .isEqualTo(SEQUENCE);
    }

    @Test
    void aUnitInPiecesIsPutTogether() {
        feed(0, false, counted(N | Y, SEQUENCE, part(KEY, 0, 100)));
        feed(0, false, counted(Z | Y, part(KEY, 100, 700)));
        feed(0, true, counted(Z, part(KEY, 700, KEY.length)));
        feed(3600, true, counted(0, OTHER));
        assertThat(sink.samples().getFirst().nals()).containsExactly(stored(SEQUENCE), stored(KEY));
    }

    @Test
    void delimitersGoAndSizesOfTheCamerasOwnAreTakenAsRead() {
        byte[] sized = ByteBuffer.allocate(OTHER.length + 2)
                .put((byte) (OTHER[0] | 2))
                .put((byte) (((OTHER.length - 1) & 0x7F) | 0x80))
                .put((byte) ((OTHER.length - 1) >> 7))
                .put(OTHER, 1, OTHER.length - 1)
                .array();
        keyThenOthers();
        feed(7200, true, uncounted(0, DELIMITER, sized));
        assertThat(sink.samples().getLast().nals()).containsExactly(stored(OTHER));
    }

    @Test
    void aTemporalUnitOfSeveralFramesIsOneSample() {
        keyThenOthers();
        feed(7200, false, counted(0, HIDDEN));
        feed(7200, true, counted(0, OTHER));
        assertThat(sink.samples()).hasSize(3);
        assertThat(sink.samples().getLast().nals()).containsExactly(stored(HIDDEN), stored(OTHER));
    }

    @Test
    void withoutMarkersTheNextTimeEndsASample() {
        for (int i = 0; i < 4; i++) {
            feed(i * 3600, false, i == 0 ? counted(N, SEQUENCE, KEY) : counted(0, OTHER));
        }
        assertThat(sink.samples()).hasSize(3).noneMatch(Taken::damaged);
    }

    @Test
    void aLostPieceTearsItsUnitAndNoOther() {
        keyThenOthers();
        feed(7200, false, counted(Y, part(KEY, 0, 100)));
        packetizer.lose(1);
        feed(7200, true, counted(Z, part(KEY, 700, KEY.length)));
        feed(10_800, true, counted(0, OTHER));
        assertThat(sink.samples()).hasSize(3);
        assertThat(sink.samples().getLast().nals()).containsExactly(stored(OTHER));
        assertThat(receiver.counts(0, 0).dropped()).isPositive();
    }

    @Test
    void aChangedSequenceIsToldAndARepeatIsNot() {
        keyThenOthers();
        feed(7200, true, counted(N, SEQUENCE, KEY));
        assertThat(sink.parameters()).hasSize(1);
        byte[] other = SEQUENCE.clone();
        other[other.length - 2] ^= 0x10;
        feed(10_800, true, counted(N, other, KEY));
        assertThat(sink.parameters()).hasSize(2);
    }
}
