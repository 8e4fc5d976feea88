package org.lidless.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.footage.media.VideoCodec;

class StampTest {

    private final Stamp stamp = new Stamp(
            new UUID(0x0102030405060708L, 0x090a0b0c0d0e0f10L), new CameraId("cam-1"), 258, 1_790_000_000_000_001L);

    @Test
    void bytesOfTheStampNeverChange() {
        assertThat(HexFormat.of().formatHex(stamp.nal(VideoCodec.H264)))
                .startsWith("06052b0102030405060708090a0b0c0d0e0f10" + "01" + "05" + "63616d2d31"
                        + "000003000003000003010200065bfeda25e001")
                .endsWith("80");
        assertThat(HexFormat.of().formatHex(stamp.nal(VideoCodec.H265))).startsWith("4e01052b0102");
    }

    @Test
    void noStartCodeEverAppearsInIt() {
        for (long sequence = 0; sequence < 70_000; sequence += 13) {
            byte[] nal = new Stamp(stamp.run(), stamp.camera(), sequence, sequence << 20).nal(VideoCodec.H265);
            for (int at = 0; at + 2 < nal.length; at++) {
                assertThat(nal[at] == 0 && nal[at + 1] == 0 && (nal[at + 2] & 0xFF) <= 2)
                        .isFalse();
            }
        }
    }
}
