package org.lidless.footage.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lidless.footage.media.rtp.TestPacketizer.nal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lidless.footage.media.RecordingSink;
import org.lidless.footage.media.RecordingSink.Taken;
import org.lidless.footage.media.VideoCodec;

class H264DepacketizerTest {

    static final byte[] SPS = HexFormat.of().parseHex("6764000cacd941419f9f011000000300100000030320f1429960");
    static final byte[] PPS = HexFormat.of().parseHex("68ebe3cb22c0");
    static final byte[] IDR = nal(3000, 0x65, 0x88);
    static final byte[] IDR_LATER = nal(2500, 0x65, 0x48);
    static final byte[] SLICE = nal(900, 0x41, 0x9A);
    static final byte[] SLICE_LATER = nal(800, 0x41, 0x4A);
    static final byte[] SEI = nal(20, 0x06, 0x05, 0x10);
    static final byte[] DELIMITER = {0x09, (byte) 0xF0};

    private final RecordingSink sink = new RecordingSink();
    private final TestPacketizer packetizer = new TestPacketizer(VideoCodec.H264, 1000, 65_530);
    private final RtpReceiver receiver = new RtpReceiver(
            new VideoTrack(VideoCodec.H264, TestPacketizer.PAYLOAD_TYPE, List.of(), OptionalInt.empty()),
            sink,
            false,
            42,
            0);
    private long nowUs;

    private void feed(List<byte[]> packets) {
        packets.forEach(this::feed);
    }

    private void feed(byte[] packet) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(packet.length + 8).put(5, packet);
        nowUs += 1000;
        receiver.rtp(buffer, 5, 5 + packet.length, nowUs);
        assertThat(buffer.position()).isZero();
        assertThat(buffer.limit()).isEqualTo(packet.length + 8);
    }

    private void feedPictures(int from, int count) {
        for (int i = from; i < from + count; i++) {
            feed(packetizer.picture(i * 3600, SLICE));
        }
    }

    private Taken sample(int index) {
        return sink.samples().get(index);
    }

    @Test
    void picturesComeOutAsTheyWentIn() {
        feed(packetizer.picture(0, DELIMITER, SPS, PPS, SEI, IDR, IDR_LATER));
        feed(packetizer.picture(3600, DELIMITER, SEI, SLICE, SLICE_LATER));
        feed(packetizer.picture(7200, DELIMITER, SLICE));
        assertThat(sink.samples()).hasSize(3);
        assertThat(sample(0).nals()).containsExactly(DELIMITER, SPS, PPS, SEI, IDR, IDR_LATER);
        assertThat(sample(0).key()).isTrue();
        assertThat(sample(1).nals()).containsExactly(DELIMITER, SEI, SLICE, SLICE_LATER);
        assertThat(sample(1).key()).isFalse();
        assertThat(sample(1).rtpTime()).isEqualTo(3600);
        assertThat(sample(2).arrivalUs()).as("ends on the marker").isEqualTo(nowUs);
        assertThat(sink.samples()).noneMatch(Taken::damaged);
        assertThat(sink.parameters()).hasSize(1);
        assertThat(sink.parameters().getFirst().width()).isEqualTo(320);
        assertThat(receiver.counts(0, 0).lost()).isZero();
    }

    @Test
    void aggregatesAreTakenApart() {
        feed(packetizer.packet(0, false, packetizer.aggregate(SPS, PPS, SEI)));
        feed(packetizer.picture(0, IDR));
        feedPictures(1, 2);
        assertThat(sample(0).nals()).containsExactly(SPS, PPS, SEI, IDR);
    }

    @Test
    void parametersAreToldAgainOnlyWhenTheyChange() {
        byte[] other = HexFormat.of().parseHex("6742c028d900780227e5c044000003000400000300c83c60c920");
        feed(packetizer.picture(0, SPS, PPS, IDR));
        feed(packetizer.picture(3600, SPS, PPS, IDR));
        feed(packetizer.picture(7200, other, PPS, IDR));
        assertThat(sink.parameters()).hasSize(2);
        assertThat(sink.parameters().getLast().width()).isEqualTo(1920);
    }

    @Test
    void aLostFragmentTearsItsUnitAndDamagesItsSample() {
        feed(packetizer.picture(0, SPS, PPS, IDR));
        feedPictures(1, 2);
        List<byte[]> torn = packetizer.picture(3 * 3600, SLICE, nal(4000, 0x41, 0x4A));
        torn.remove(2);
        feed(torn);
        feedPictures(4, 1);
        assertThat(sink.samples()).hasSize(5);
        assertThat(sample(3).nals()).containsExactly(SLICE);
        assertThat(sample(3).damaged()).isTrue();
        assertThat(sample(4).damaged()).isFalse();
        assertThat(receiver.counts(0, 0).lost()).isEqualTo(1);
    }

    @Test
    void aPictureWhoseOnlySliceIsTornIsDropped() {
        feed(packetizer.picture(0, SPS, PPS, IDR));
        feedPictures(1, 1);
        List<byte[]> torn = packetizer.picture(2 * 3600, IDR);
        torn.remove(1);
        feed(torn);
        feedPictures(3, 1);
        assertThat(sink.samples()).extracting(Taken::rtpTime).containsExactly(0, 3600, 3 * 3600);
        assertThat(sample(2).key()).as("the torn key lends nothing to the next").isFalse();
        assertThat(sample(2).damaged()).as("what it is decoded from is missing").isTrue();
    }

    @Test
    void aLossFromWithinOnePictureIntoAnotherDamagesTheOneBehindThem() {
        feed(packetizer.picture(0, SPS, PPS, IDR));
        feedPictures(1, 1);
        feed(packetizer.picture(2 * 3600, nal(4000, 0x41, 0x4A)).subList(0, 2));
        packetizer.lose(20);
        List<byte[]> last = packetizer.picture(5 * 3600, nal(4000, 0x41, 0x4A));
        feed(last.subList(2, last.size()));
        feedPictures(6, 2);
        assertThat(sink.samples()).extracting(Taken::rtpTime).containsExactly(0, 3600, 6 * 3600, 7 * 3600);
        assertThat(sample(2).damaged()).isTrue();
        assertThat(sample(3).damaged()).isFalse();
    }

    @Test
    void aLossBetweenPicturesDamagesTheNext() {
        feed(packetizer.picture(0, SPS, PPS, IDR));
        feedPictures(1, 2);
        packetizer.lose(3);
        feedPictures(4, 2);
        assertThat(sample(3).damaged()).isTrue();
        assertThat(sample(4).damaged()).isFalse();
        assertThat(receiver.counts(0, 0).lost()).isEqualTo(3);
    }

    @Test
    void markersOnEverySliceAreNotTrusted() {
        for (int i = 0; i < 4; i++) {
            int time = i * 3600;
            feed(packetizer.packet(time, true, i == 0 ? nal(900, 0x65, 0x88) : SLICE));
            feed(packetizer.packet(time, true, i == 0 ? nal(900, 0x65, 0x48) : SLICE_LATER));
        }
        receiver.flush();
        assertThat(sink.samples()).hasSize(4).allMatch(taken -> taken.nals().size() == 2);
        assertThat(sink.samples()).noneMatch(Taken::damaged);
    }

    @Test
    void withoutMarkersPicturesEndWhereTheNextBegins() {
        for (int i = 0; i < 4; i++) {
            feed(packetizer.packet(i * 3600, false, SLICE));
            feed(packetizer.packet(i * 3600, false, SLICE_LATER));
        }
        assertThat(sink.samples()).hasSize(3);
        receiver.flush();
        assertThat(sink.samples()).hasSize(4).allMatch(taken -> taken.nals().size() == 2);
    }

    @Test
    void aMarkerOnParameterSetsEndsNothing() {
        for (int i = 0; i < 3; i++) {
            feed(packetizer.packet(i * 3600, true, SPS));
            feed(packetizer.packet(i * 3600, true, PPS));
            feed(packetizer.picture(i * 3600, IDR));
        }
        assertThat(sink.samples()).hasSize(3).allMatch(taken -> taken.nals().size() == 3);
    }

    @Test
    void parameterSetsWithThePictureBeforesStampBelongToTheNext() {
        feedPictures(0, 2);
        feed(packetizer.packet(3600, false, SPS));
        feed(packetizer.packet(3600, false, PPS));
        feed(packetizer.picture(7200, IDR));
        assertThat(sample(2).nals()).containsExactly(SPS, PPS, IDR);
        assertThat(sample(2).rtpTime()).isEqualTo(7200);
    }

    @Test
    void aStampThatChangesInsideAPictureKeepsItWhole() {
        feedPictures(0, 2);
        feed(packetizer.packet(7200, false, SLICE));
        feed(packetizer.packet(7290, true, SLICE_LATER));
        feedPictures(3, 1);
        assertThat(sample(2).nals()).containsExactly(SLICE, SLICE_LATER);
    }

    @Test
    void oddFragmentsAreTolerated() {
        feed(packetizer.picture(0, SPS, PPS, IDR));
        feedPictures(1, 1);
        feed(packetizer.packet(7200, false, packetizer.fragment(SLICE, 1, 0, true, false)));
        feed(packetizer.packet(7200, false, packetizer.fragment(SLICE, 1, 899, false, false)));
        feed(packetizer.packet(7200, true, packetizer.fragment(SLICE, 900, 0, false, true)));
        feed(packetizer.packet(10_800, true, packetizer.fragment(SLICE, 1, 899, true, true)));
        feed(packetizer.packet(14_400, false, new byte[0]));
        assertThat(sample(2).nals()).containsExactly(SLICE);
        assertThat(sample(3).nals()).containsExactly(SLICE);
        assertThat(sink.samples()).noneMatch(Taken::damaged);
    }

    @Test
    void startCodesSplitUnits() {
        feed(packetizer.picture(0, joined(SPS, PPS, IDR)));
        feedPictures(1, 1);
        feed(packetizer.packet(7200, true, joined(new byte[0], SLICE)));
        feedPictures(3, 1);
        assertThat(sample(0).nals()).containsExactly(SPS, PPS, IDR);
        assertThat(sample(2).nals()).containsExactly(SLICE);
    }

    private static byte[] joined(byte[]... nals) {
        var all = new ArrayList<Byte>();
        for (int i = 0; i < nals.length; i++) {
            if (i > 0) {
                List.of((byte) 0, (byte) 0, (byte) 0, (byte) 1).forEach(all::add);
            }
            for (byte each : nals[i]) {
                all.add(each);
            }
        }
        byte[] bytes = new byte[all.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = all.get(i);
        }
        return bytes;
    }

    @Test
    void aRecoveryPointMakesAnIntraPictureAKey() {
        byte[] recovery = {0x06, 0x06, 0x01, (byte) 0xC4, (byte) 0x80};
        byte[] intra = nal(500, 0x41, 0xB0);
        feedPictures(0, 2);
        feed(packetizer.picture(7200, recovery, intra));
        feed(packetizer.picture(10_800, recovery, SLICE));
        assertThat(sample(2).key()).isTrue();
        assertThat(sample(3).key()).isFalse();
    }

    @Test
    void repeatsAndStrangersAreDropped() {
        feed(packetizer.picture(0, SPS, PPS, IDR));
        List<byte[]> picture = packetizer.picture(3600, SLICE);
        feed(picture);
        feed(picture);
        byte[] stranger = picture.getFirst().clone();
        stranger[11] ^= 1;
        feed(stranger);
        byte[] otherType = picture.getFirst().clone();
        otherType[1] = 50;
        feed(otherType);
        feedPictures(2, 1);
        assertThat(sink.samples()).hasSize(3).noneMatch(Taken::damaged);
        assertThat(receiver.counts(0, 0).dropped()).isEqualTo(3);
    }

    @Test
    void aCameraThatBeginsAnewIsFollowed() {
        feed(packetizer.picture(0, SPS, PPS, IDR));
        feedPictures(1, 2);
        packetizer.lose(30_000);
        feedPictures(3, 3);
        assertThat(sink.samples()).hasSizeGreaterThanOrEqualTo(5);
        packetizer.ssrc = 99;
        packetizer.lose(-20_000 & 0xFFFF);
        feedPictures(6, 40);
        assertThat(sample(sink.samples().size() - 1).rtpTime()).isEqualTo(45 * 3600);
    }

    @Test
    void paddingAndExtensionsAreNoPayload() {
        ByteBuffer packet = ByteBuffer.allocate(12 + 8 + 8 + 4 + SLICE.length + 3);
        packet.put((byte) 0xB2)
                .put((byte) (0x80 | TestPacketizer.PAYLOAD_TYPE))
                .putShort((short) 1)
                .putInt(0);
        packet.putInt(7)
                .putLong(0)
                .putInt(0xABAC0001)
                .putInt(0x12345678)
                .put((byte) 0)
                .put((byte) 0);
        byte[] first = packetizer.packet(0, true, SLICE);
        assertThat(first).hasSize(912);
        byte[] whole = new byte[12 + 8 + 8 + SLICE.length + 3];
        System.arraycopy(packet.array(), 0, whole, 0, 28);
        System.arraycopy(SLICE, 0, whole, 28, SLICE.length);
        whole[whole.length - 1] = 3;
        feed(whole);
        receiver.flush();
        assertThat(sample(0).nals()).containsExactly(SLICE);
    }

    @Test
    void aSampleThatNeverEndsIsForgottenInTime() {
        byte[] slice = nal(60_000, 0x41, 0x9A);
        for (int i = 0; i < 200; i++) {
            feed(packetizer.packet(0, false, slice));
        }
        feed(packetizer.packet(3600, false, SLICE));
        feed(packetizer.packet(7200, false, SLICE));
        assertThat(sink.samples()).extracting(Taken::rtpTime).containsExactly(3600);
    }
}
