package org.lidless.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.footage.media.VideoCodec;

class PacketizerTest {

    @Test
    void smallNalUnitTravelsAsItIs() {
        byte[] nal = nal(1400, (byte) 0x65, (byte) 1);
        assertThat(Packetizer.payloads(VideoCodec.H264, List.of(nal), Personality.PAYLOAD_BYTES_MAX))
                .containsExactly(nal);
    }

    @Test
    void largeNalUnitOfH264IsCutIntoFragments() {
        byte[] nal = nal(3000, (byte) 0x65, (byte) 1);
        List<byte[]> payloads = Packetizer.payloads(VideoCodec.H264, List.of(nal), Personality.PAYLOAD_BYTES_MAX);
        assertThat(payloads).hasSize(3).allMatch(each -> each.length <= Personality.PAYLOAD_BYTES_MAX);
        assertThat(payloads).allMatch(each -> each[0] == 0x7C);
        assertThat(payloads.get(0)[1]).isEqualTo((byte) 0x85);
        assertThat(payloads.get(1)[1]).isEqualTo((byte) 0x05);
        assertThat(payloads.get(2)[1]).isEqualTo((byte) 0x45);
        assertThat(payloads.stream().mapToInt(each -> each.length - 2).sum()).isEqualTo(2999);
    }

    @Test
    void largeNalUnitOfH265KeepsItsSecondHeaderByte() {
        byte[] nal = nal(2000, (byte) (20 << 1), (byte) 1);
        List<byte[]> payloads = Packetizer.payloads(VideoCodec.H265, List.of(nal), Personality.PAYLOAD_BYTES_MAX);
        assertThat(payloads).hasSize(2);
        assertThat(payloads.get(0)).startsWith(49 << 1, 1, 0x80 | 20);
        assertThat(payloads.get(1)).startsWith(49 << 1, 1, 0x40 | 20);
        assertThat(payloads.stream().mapToInt(each -> each.length - 3).sum()).isEqualTo(1998);
    }

    private static byte[] nal(int size, byte first, byte second) {
        byte[] nal = new byte[size];
        for (int at = 0; at < size; at++) {
            nal[at] = (byte) (at * 7);
        }
        nal[0] = first;
        nal[1] = second;
        return nal;
    }
}
