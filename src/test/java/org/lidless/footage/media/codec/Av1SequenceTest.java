package org.lidless.footage.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Av1SequenceTest {

    /// From libaom: 640 by 360, main profile, 4:2:0, 8 bits.
    private static final byte[] LIBAOM = HexFormat.of().parseHex("080000000cc4ff6736be4010");

    @Test
    void aRealHeaderIsRead() {
        assertThat(Av1Sequence.read(LIBAOM)).hasValue(new Av1Sequence(0, 1, 0, 640, 360, 0x0C));
    }

    @Test
    void anythingElseIsEmptyAndNothingWorse() {
        for (int length = 0; length < LIBAOM.length - 1; length++) {
            assertThat(Av1Sequence.read(Arrays.copyOf(LIBAOM, length))).isEmpty();
        }
        var random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            random.nextBytes(bytes);
            bytes[0] = (byte) ((bytes[0] & 0x87) | 0x08);
            Av1Sequence.read(bytes)
                    .ifPresent(each -> assertThat(each.width()).isBetween(1, PictureFormat.SIDE_PIXELS_MAX));
        }
    }
}
