package org.lidless.footage.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.RecordingSink;
import org.lidless.footage.media.RecordingSink.Beside;

/// What comes beside the video, packet by packet.
class CompanionReceiverTest {

    private static final int TYPE = 97;

    private final RecordingSink sink = new RecordingSink();
    private int number = 65_530;

    private static CompanionOffer offer(CompanionCodec codec) {
        int rate = switch (codec) {
            case AAC -> 16_000;
            case G711_A, G711_U, L16 -> 8_000;
            case OPUS -> 48_000;
            case ONVIF_METADATA -> 90_000;
        };
        var track = new Companion(
                codec,
                rate,
                codec.isAudio() ? 1 : 0,
                codec == CompanionCodec.AAC ? List.of(new ParameterSet(new byte[] {0x14, 0x08})) : List.of());
        return new CompanionOffer(track, TYPE, 13, 3, codec == CompanionCodec.AAC ? rate : 0);
    }

    private CompanionReceiver receiver(CompanionCodec codec, boolean datagrams) {
        return new CompanionReceiver(offer(codec), sink, datagrams);
    }

    private ByteBuffer packet(int time, boolean marker, int... payload) {
        return packet(number++ & 0xFFFF, time, marker, payload);
    }

    private static ByteBuffer packet(int sequence, int time, boolean marker, int... payload) {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
        packet.put((byte) 0x80).put((byte) (TYPE | (marker ? 0x80 : 0))).putShort((short) sequence);
        packet.putInt(time).putInt(4711);
        for (int each : payload) {
            packet.put((byte) each);
        }
        return packet.flip();
    }

    private static void feed(CompanionReceiver to, ByteBuffer packet) {
        to.rtp(packet, 0, packet.limit(), 1_000);
    }

    private List<Integer> sizes(boolean isAudio) {
        return sink.companions(isAudio).stream()
                .map(each -> each.bytes().remaining())
                .toList();
    }

    @Test
    void severalUnitsOfAacInOnePacketHaveTimesOfTheirOwn() {
        CompanionReceiver receiver = receiver(CompanionCodec.AAC, false);
        feed(receiver, packet(5_000, true, 0, 32, 0, 3 << 3, 0, 2 << 3, 1, 2, 3, 8, 9));
        assertThat(sizes(true)).containsExactly(3, 2);
        assertThat(sink.companions(true)).extracting(Beside::rtpTime).containsExactly(5_000, 6_024);
        assertThat(sink.companions(true)).extracting(Beside::ticks).containsOnly(1_024);
    }

    @Test
    void aUnitOfAacInPiecesIsPutTogetherAndOneWithALossIsNot() {
        CompanionReceiver receiver = receiver(CompanionCodec.AAC, false);
        feed(receiver, packet(1_024, false, 0, 16, 0, 5 << 3, 1, 2, 3));
        feed(receiver, packet(1_024, true, 0, 16, 0, 5 << 3, 4, 5));
        feed(receiver, packet(2_048, false, 0, 16, 0, 5 << 3, 1, 2, 3));
        number++;
        feed(receiver, packet(3_072, true, 0, 16, 0, 5 << 3, 4, 5));
        feed(receiver, packet(4_096, true, 0, 16, 0, 2 << 3, 6, 7));
        assertThat(sizes(true)).containsExactly(5, 2);
    }

    @Test
    void headersThatPromiseMoreThanThereIsAreDropped() {
        CompanionReceiver receiver = receiver(CompanionCodec.AAC, false);
        feed(receiver, packet(0, true, 0xFF, 0xFF, 1, 2));
        feed(receiver, packet(0, true, 0, 0, 1, 2));
        feed(receiver, packet(0, true, 0));
        feed(receiver, packet(0, true, 0, 32, 0, 1 << 3, 0x7F, 0xF8, 1));
        assertThat(sizes(true)).containsExactly(1);
        assertThat(receiver.dropped()).isEqualTo(4);
        assertThat(receiver.packets()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "0x08,960",
        "0x00,480",
        "0x10,1920",
        "0x18,2880",
        "0x60,480",
        "0x78,960",
        "0x80,120",
        "0xF8,960",
        "0xF9,1920"
    })
    void opusTellsItsLengthItself(String first, int ticks) {
        feed(receiver(CompanionCodec.OPUS, false), packet(0, true, Integer.decode(first), 1, 2));
        assertThat(sink.companions(true)).extracting(Beside::ticks).containsExactly(ticks);
    }

    @Test
    void anotherPayloadTypeIsCountedAndLeftOut() {
        CompanionReceiver receiver = receiver(CompanionCodec.G711_A, false);
        ByteBuffer packet = packet(0, false, 1, 2, 3);
        packet.put(1, (byte) 77);
        feed(receiver, packet);
        assertThat(receiver.frames()).isZero();
        assertThat(receiver.dropped()).isEqualTo(1);
        assertThat(receiver.lastPacketUs()).isEqualTo(1_000);
        assertThat(receiver.lastUs()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void datagramsAreBroughtIntoOrder() {
        CompanionReceiver receiver = receiver(CompanionCodec.G711_U, true);
        feed(receiver, packet(10, 0, false, 1));
        feed(receiver, packet(12, 2, false, 1, 2, 3));
        feed(receiver, packet(11, 1, false, 1, 2));
        feed(receiver, packet(14, 4, false, 1, 2, 3, 4, 5));
        assertThat(sizes(true)).containsExactly(1, 2, 3);
        assertThat(receiver.nextTimerUs()).isEqualTo(101_000);
        receiver.onTimer(101_000);
        assertThat(sizes(true)).containsExactly(1, 2, 3, 5);
    }

    @Test
    void aDocumentEndsWithItsMarkerOrWhereTheNextOneBegins() {
        CompanionReceiver receiver = receiver(CompanionCodec.ONVIF_METADATA, false);
        feed(receiver, packet(1, false, '<', 'a'));
        feed(receiver, packet(1, true, '/', '>'));
        feed(receiver, packet(2, false, '<', 'b'));
        feed(receiver, packet(3, false, '<', 'c', '/', '>'));
        feed(receiver, packet(4, true, '<', 'd', 'd', '/', '>'));
        assertThat(sizes(false)).containsExactly(4, 2, 4, 5);
        assertThat(sink.companions(false)).extracting(Beside::rtpTime).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aDocumentWithALossIsLeftOutUpToItsEnd() {
        CompanionReceiver receiver = receiver(CompanionCodec.ONVIF_METADATA, false);
        feed(receiver, packet(1, false, '<', 'a'));
        number++;
        feed(receiver, packet(1, false, 'x'));
        feed(receiver, packet(1, true, '/', '>'));
        feed(receiver, packet(2, true, '<', 'b', '>'));
        assertThat(sizes(false)).containsExactly(3);
    }

    @Test
    void aDocumentThatNeverEndsTakesNoMoreThanItsBound() {
        CompanionReceiver receiver = receiver(CompanionCodec.ONVIF_METADATA, false);
        int[] piece = new int[1_000];
        for (int i = 0; i < 1_000; i++) {
            feed(receiver, packet(1, false, piece));
        }
        feed(receiver, packet(1, true, piece));
        feed(receiver, packet(2, true, '<', 'b', '>'));
        assertThat(sizes(false)).containsExactly(3);
    }

    @ParameterizedTest
    @EnumSource(CompanionCodec.class)
    void noBytesDoAnyHarm(CompanionCodec codec) {
        var random = new Random(codec.name().hashCode());
        for (boolean datagrams : new boolean[] {false, true}) {
            CompanionReceiver receiver = receiver(codec, datagrams);
            for (int i = 0; i < 20_000; i++) {
                byte[] bytes = new byte[random.nextInt(60)];
                random.nextBytes(bytes);
                if (bytes.length > 12 && random.nextInt(8) > 0) {
                    bytes[0] = (byte) (0x80 | (bytes[0] & 0x3F & random.nextInt(64)));
                    bytes[1] = (byte) ((bytes[1] & 0x80) | TYPE);
                    ByteBuffer.wrap(bytes)
                            .putShort(2, (short) (i + random.nextInt(3)))
                            .putInt(8, 4711);
                    if (codec == CompanionCodec.AAC && bytes.length > 16) {
                        ByteBuffer.wrap(bytes).putInt(12, 16 << 16 | random.nextInt(300));
                    }
                }
                receiver.rtp(ByteBuffer.wrap(bytes), 0, bytes.length, i * 1_000L);
                receiver.onTimer(i * 1_000L);
            }
            receiver.flush();
            assertThat(receiver.frames()).isPositive();
        }
    }
}
