package org.lidless.footage.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lidless.footage.media.rtp.TestPacketizer.nal;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.RecordingSink;
import org.lidless.footage.media.RecordingSink.Taken;
import org.lidless.footage.media.VideoCodec;

class H265DepacketizerTest {

    static final byte[] VPS = HexFormat.of().parseHex("40010c01ffff01600000030090000003000003003c959809");
    static final byte[] SPS = HexFormat.of()
            .parseHex("42010101600000030090000003000003003ca00a080b9f796566924caf016808000003000800000300c840");
    static final byte[] PPS = HexFormat.of().parseHex("4401c172b46240");
    static final byte[] IDR = nal(3000, 0x26, 0x01, 0xAF);
    static final byte[] IDR_LATER = nal(2000, 0x26, 0x01, 0x20);
    static final byte[] TRAIL = nal(900, 0x02, 0x01, 0xD0);
    static final byte[] TRAIL_LATER = nal(1800, 0x02, 0x01, 0x40);
    static final byte[] SEI_SUFFIX = nal(30, 0x50, 0x01, 0x05);

    private final RecordingSink sink = new RecordingSink();
    private final TestPacketizer packetizer = new TestPacketizer(VideoCodec.H265, 1000, 7);
    private final RtpReceiver receiver = receiver(List.of());

    private RtpReceiver receiver(List<ParameterSet> sets) {
        var track = new VideoTrack(VideoCodec.H265, TestPacketizer.PAYLOAD_TYPE, sets, OptionalInt.empty());
        return new RtpReceiver(track, sink, false, 42, 0);
    }

    private void feed(List<byte[]> packets) {
        packets.forEach(this::feed);
    }

    private void feed(byte[] packet) {
        receiver.rtp(ByteBuffer.allocateDirect(packet.length).put(0, packet), 0, packet.length, 0);
    }

    @Test
    void picturesComeOutAsTheyWentIn() {
        feed(packetizer.picture(0, VPS, SPS, PPS, IDR, IDR_LATER, SEI_SUFFIX));
        feed(packetizer.picture(3600, TRAIL, TRAIL_LATER));
        feed(packetizer.picture(7200, TRAIL));
        assertThat(sink.samples()).hasSize(3).noneMatch(Taken::damaged);
        assertThat(sink.samples().get(0).nals()).containsExactly(VPS, SPS, PPS, IDR, IDR_LATER, SEI_SUFFIX);
        assertThat(sink.samples().get(0).key()).isTrue();
        assertThat(sink.samples().get(1).nals()).containsExactly(TRAIL, TRAIL_LATER);
        assertThat(sink.samples().get(1).key()).isFalse();
        assertThat(sink.parameters()).hasSize(1);
        assertThat(sink.parameters().getFirst().reorderDepth()).isEqualTo(2);
        assertThat(sink.parameters().getFirst().parameterSets()).hasSize(3);
    }

    @Test
    void aggregatesAreTakenApart() {
        feed(packetizer.packet(0, false, packetizer.aggregate(VPS, SPS, PPS)));
        feed(packetizer.picture(0, IDR));
        feed(packetizer.picture(3600, TRAIL));
        assertThat(sink.samples().get(0).nals()).containsExactly(VPS, SPS, PPS, IDR);
    }

    @Test
    void aLostFragmentTearsItsUnit() {
        feed(packetizer.picture(0, VPS, SPS, PPS, IDR));
        feed(packetizer.picture(3600, TRAIL));
        List<byte[]> torn = packetizer.picture(7200, TRAIL, TRAIL_LATER);
        torn.remove(1);
        feed(torn);
        assertThat(sink.samples().get(2).nals()).containsExactly(TRAIL);
        assertThat(sink.samples().get(2).damaged()).isTrue();
    }

    @Test
    void everyRandomAccessPictureIsAKey() {
        for (int type = 16; type <= 21; type++) {
            feed(packetizer.picture(type * 3600, nal(50, type << 1, 0x01, 0x80)));
        }
        receiver.flush();
        assertThat(sink.samples()).hasSize(6).allMatch(Taken::key);
    }

    @Test
    void setsFromTheDescriptionAreToldBeforeTheFirstPicture() {
        RtpReceiver told = receiver(List.of(new ParameterSet(VPS), new ParameterSet(SPS), new ParameterSet(PPS)));
        byte[] packet = packetizer.packet(0, true, TRAIL);
        told.rtp(ByteBuffer.wrap(packet), 0, packet.length, 0);
        assertThat(sink.parameters()).hasSize(1);
        assertThat(sink.parameters().getFirst().width()).isEqualTo(320);
    }
}
