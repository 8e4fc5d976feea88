package org.lidless.footage.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.RecordingSink;
import org.lidless.footage.media.RecordingSink.Beside;
import org.lidless.footage.media.RecordingSink.Taken;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.codec.JpegFront;

/// What is cut into packets is the same, byte for byte, when our own receiver has put it together again.
class VideoPayloadsTest {

    private static final int CASES = 150;
    private static final byte[] AV1_SEQUENCE = sizeInside(HexFormat.of().parseHex("080000000cc4ff6736be4010"));

    private final RecordingSink sink = new RecordingSink();
    private final List<ByteBuffer> packets = new ArrayList<>();
    private int largest;

    private final RtpSender.Room room = (reports, bytes) -> {
        ByteBuffer packet = ByteBuffer.allocate(bytes);
        packets.add(packet);
        largest = Math.max(largest, bytes);
        return packet;
    };

    private static byte[] random(Random chance, int size, int... first) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (1 + chance.nextInt(255));
        }
        for (int i = 0; i < first.length && i < size; i++) {
            bytes[i] = (byte) first[i];
        }
        return bytes;
    }

    /// Sizes at and around each edge between packets.
    private static int size(Random chance, int bytesMax, int least) {
        int packets = chance.nextInt(4);
        return Math.max(least, packets * (bytesMax - 3) + chance.nextInt(9) - 4);
    }

    private static byte[] lengthBefore(byte[] unit) {
        return ByteBuffer.allocate(4 + unit.length)
                .putInt(unit.length)
                .put(unit)
                .array();
    }

    /// As `leb128` in four bytes, behind a header that says so.
    private static byte[] sizeInside(byte[] obu) {
        byte[] stored = new byte[obu.length + 4];
        stored[0] = (byte) (obu[0] | 2);
        int size = obu.length - 1;
        for (int i = 0; i < 4; i++) {
            stored[1 + i] = (byte) (((size >> (7 * i)) & 0x7F) | (i < 3 ? 0x80 : 0));
        }
        System.arraycopy(obu, 1, stored, 5, size);
        return stored;
    }

    private static List<byte[]> units(VideoCodec codec, Random chance, int bytesMax, boolean key) {
        return switch (codec) {
            case H264 ->
                key
                        ? List.of(
                                lengthBefore(H264DepacketizerTest.SPS),
                                lengthBefore(H264DepacketizerTest.PPS),
                                lengthBefore(random(chance, size(chance, bytesMax, 3), 0x65, 0x88)),
                                lengthBefore(random(chance, size(chance, bytesMax, 3), 0x65, 0x48)))
                        : List.of(lengthBefore(random(chance, size(chance, bytesMax, 3), 0x41, 0x9A)));
            case H265 ->
                key
                        ? List.of(
                                lengthBefore(H265DepacketizerTest.VPS),
                                lengthBefore(H265DepacketizerTest.SPS),
                                lengthBefore(H265DepacketizerTest.PPS),
                                lengthBefore(random(chance, size(chance, bytesMax, 4), 0x26, 0x01, 0xAF)))
                        : List.of(
                                lengthBefore(random(chance, size(chance, bytesMax, 4), 0x02, 0x01, 0xD0)),
                                lengthBefore(random(chance, size(chance, bytesMax, 4), 0x02, 0x01, 0x40)));
            case AV1 ->
                key
                        ? List.of(AV1_SEQUENCE, sizeInside(random(chance, size(chance, bytesMax, 3), 0x30, 0x10)))
                        : List.of(sizeInside(random(chance, size(chance, bytesMax, 3), 0x30, 0x30)));
            case MJPEG -> {
                byte[] front = JpegFront.of(640, 360, chance.nextInt(2), JpegFront.tables(50), chance.nextInt(2) * 7);
                var image = new ByteArrayOutputStream();
                image.writeBytes(front);
                image.writeBytes(random(chance, size(chance, bytesMax, 3)));
                image.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
                yield List.of(image.toByteArray());
            }
        };
    }

    private static byte[] joined(List<byte[]> units) {
        var all = new ByteArrayOutputStream();
        units.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] stored(Taken taken) {
        var all = new ByteArrayOutputStream();
        taken.nals().forEach(unit -> all.writeBytes(taken.plain() ? unit : lengthBefore(unit)));
        return all.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(VideoCodec.class)
    void samplesComeBackByteForByte(VideoCodec codec) {
        Random chance = new Random(17);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            int bytesMax = i % 3 == 0 ? 700 : VideoPayloads.BYTES_USUAL;
            sent.add(joined(units(codec, chance, bytesMax, i % 10 == 0)));
        }
        var sender = new RtpSender(0x10203040, 65_500, -500_000, 96, room);
        for (int i = 0; i < CASES; i++) {
            int bytesMax = i % 3 == 0 ? 700 : VideoPayloads.BYTES_USUAL;
            VideoPayloads.cut(codec, ByteBuffer.wrap(sent.get(i)).asReadOnlyBuffer(), bytesMax, sender.at(i * 3_600L));
        }
        assertThat(largest).isLessThanOrEqualTo(12 + VideoPayloads.BYTES_USUAL);
        assertThat(packets).noneMatch(ByteBuffer::hasRemaining);
        receive(new VideoTrack(codec, 96, List.of(), OptionalInt.empty()));
        assertThat(sink.samples()).hasSize(CASES).noneMatch(Taken::damaged);
        for (int i = 0; i < CASES; i++) {
            Taken taken = sink.samples().get(i);
            assertThat(stored(taken)).as("sample " + i).isEqualTo(sent.get(i));
            assertThat(taken.rtpTime()).isEqualTo((int) sender.time(i * 3_600L));
        }
    }

    private void receive(VideoTrack track) {
        var receiver = new RtpReceiver(track, sink, false, 42, 0);
        long nowUs = 0;
        for (ByteBuffer packet : packets) {
            receiver.rtp(packet.clear(), 0, packet.capacity(), nowUs += 1_000);
        }
        receiver.flush();
        assertThat(receiver.counts(0, 0).lost()).isZero();
    }

    @ParameterizedTest
    @EnumSource(CompanionCodec.class)
    void framesBesideComeBackByteForByte(CompanionCodec codec) {
        boolean isAac = codec == CompanionCodec.AAC;
        int channels = codec == CompanionCodec.L16 ? 2 : 1;
        var of = new Companion(
                codec,
                16_000,
                codec.isAudio() ? channels : 0,
                isAac ? List.of(new ParameterSet(new byte[] {0x14, 0x08})) : List.of());
        Random chance = new Random(4);
        var sender = new RtpSender(7, 65_530, 0, 97, room);
        var sent = new ByteArrayOutputStream();
        for (int i = 0; i < CASES; i++) {
            int size = codec == CompanionCodec.OPUS ? 100 : size(chance, VideoPayloads.BYTES_USUAL, 8) / 4 * 4;
            byte[] frame = random(chance, size, codec == CompanionCodec.OPUS ? 0x08 : 1);
            sent.writeBytes(frame);
            CompanionPayloads.cut(
                    new CompanionFrame(of, 0, 1_024, ByteBuffer.wrap(frame)),
                    VideoPayloads.BYTES_USUAL,
                    sender.at(i * 10_000L));
        }
        assertThat(largest).isLessThanOrEqualTo(12 + VideoPayloads.BYTES_USUAL);
        var receiver = new CompanionReceiver(new CompanionOffer(of, 97, 13, 3, isAac ? 16_000 : 0), sink, false);
        packets.forEach(packet -> receiver.rtp(packet.clear(), 0, packet.capacity(), 1_000));
        List<Beside> got = sink.companions(codec.isAudio());
        var back = new ByteArrayOutputStream();
        got.forEach(each -> {
            byte[] bytes = new byte[each.bytes().remaining()];
            each.bytes().duplicate().get(bytes);
            back.writeBytes(bytes);
        });
        assertThat(back.toByteArray()).isEqualTo(sent.toByteArray());
    }

    @Test
    void reportsAreReadBack() {
        var sender = new RtpSender(7, 1, 1_000, 96, room);
        sender.at(90_000).next(3, true, 0).put(new byte[] {0x41, (byte) 0x9A, 1});
        sender.report(1_793_000_000_500_000L, 90_000);
        sender.bye();
        var receiver = new RtpReceiver(
                new VideoTrack(VideoCodec.H264, 96, List.of(), OptionalInt.empty()), sink, false, 42, 0);
        receiver.rtp(packets.getFirst().clear(), 0, packets.getFirst().capacity(), 1);
        receiver.rtcp(packets.get(1).clear(), 0, packets.get(1).capacity(), 2);
        SenderReport report = receiver.senderReport().orElseThrow();
        assertThat(report.ntp() >>> 32).isEqualTo(1_793_000_000L + 2_208_988_800L);
        assertThat(report.ntp() & 0xFFFF_FFFFL).isEqualTo(1L << 31);
        assertThat(receiver.isBye()).isFalse();
        receiver.rtcp(packets.get(2).clear(), 0, packets.get(2).capacity(), 3);
        assertThat(receiver.isBye()).isTrue();
    }

    @Test
    void aSampleThatIsNoneIsRefused() {
        Payloads nowhere = (bytes, marker, later) -> ByteBuffer.allocate(bytes);
        for (VideoCodec codec : VideoCodec.values()) {
            assertThatThrownBy(() -> VideoPayloads.cut(
                            codec, ByteBuffer.wrap(new byte[] {2, 0, 0, 9, 1, 1}), VideoPayloads.BYTES_USUAL, nowhere))
                    .as(codec.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
