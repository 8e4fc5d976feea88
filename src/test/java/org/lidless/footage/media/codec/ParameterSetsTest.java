package org.lidless.footage.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;

/// The sets were made with libx264 and libx265; sizes are those that ffprobe told.
class ParameterSetsTest {

    private static final byte[] PPS = HexFormat.of().parseHex("68ebe3cb22c0");
    private static final String HIGH = "6764000cacd941419f9f011000000300100000030320f1429960";

    @ParameterizedTest
    @CsvSource({
        "6764000cacd941419f9f011000000300100000030320f1429960, 320, 180, 2",
        "6742c028d900780227e5c044000003000400000300c83c60c920, 1920, 1080, 0",
        "67f4000c919b282833dc7e0220000003002000000641e28532c0, 318, 178, 2",
        "674d401ef20140c7e6c044000003000400000300c87c50a920, 640, 364, 0",
        "67640014acd941419f9f01100000030010000003032604000f424001e84a4c300f8a14cb, 320, 180, 2"
    })
    void h264TellsSizeAndOrder(String hex, int width, int height, int reorder) {
        PictureFormat format = H264Sps.read(HexFormat.of().parseHex(hex)).orElseThrow();
        assertThat(format.width()).isEqualTo(width);
        assertThat(format.height()).isEqualTo(height);
        assertThat(format.reorderDepth()).isEqualTo(reorder);
    }

    @ParameterizedTest
    @CsvSource({
        "42010101600000030090000003000003003ca00a080b9f796566924caf016808000003000800000300c840, 320, 180, 2",
        "420101016000000300900000030000030078a003c08010e755964a924caf016808000003000800000300c840, 1918, 1078, 0",
        "4201010408000003009d0800000300003cb00a480b9c96d96565924caf016808000003000800000300c840, 322, 182, 2"
    })
    void h265TellsSizeAndOrder(String hex, int width, int height, int reorder) {
        PictureFormat format = H265Sps.read(HexFormat.of().parseHex(hex)).orElseThrow();
        assertThat(format.width()).isEqualTo(width);
        assertThat(format.height()).isEqualTo(height);
        assertThat(format.reorderDepth()).isEqualTo(reorder);
    }

    @Test
    void repeatsChangeNothingAndNewSizesDo() {
        var sets = new ParameterSets(VideoCodec.H264);
        byte[] sps = HexFormat.of().parseHex(HIGH);
        assertThat(sets.isComplete()).isFalse();
        assertThat(sets.add(sps, sps.length)).isTrue();
        assertThat(sets.add(PPS, PPS.length)).isTrue();
        assertThat(sets.isComplete()).isTrue();
        assertThat(sets.add(sps, sps.length)).isFalse();
        byte[] padded = Arrays.copyOf(sps, sps.length + 3);
        assertThat(sets.add(padded, padded.length)).as("trailing zeros").isFalse();
        byte[] other = HexFormat.of().parseHex("6742c028d900780227e5c044000003000400000300c83c60c920");
        assertThat(sets.add(other, other.length)).isTrue();
        assertThat(sets.parameters().width()).isEqualTo(1920);
        assertThat(sets.parameters().parameterSets()).hasSize(2);
    }

    @Test
    void aDifferenceInTimingAloneIsNoChange() {
        var sets = new ParameterSets(VideoCodec.H264);
        byte[] sps = HexFormat.of().parseHex(HIGH);
        sets.add(sps, sps.length);
        byte[] faster = HexFormat.of().parseHex(HIGH.replace("0000030320f1", "0000030220f1"));
        assertThat(faster).isNotEqualTo(sps);
        assertThat(sets.add(faster, faster.length)).isFalse();
    }

    @Test
    void parametersThatDifferInTimingAloneMeanTheSame() {
        VideoParameters one = parameters(HIGH);
        assertThat(ParameterSets.meanTheSame(one, parameters(HIGH.replace("0000030320f1", "0000030220f1"))))
                .isTrue();
        assertThat(ParameterSets.meanTheSame(one, parameters("6742c028d900780227e5c044000003000400000300c83c60c920")))
                .isFalse();
        assertThat(ParameterSets.meanTheSame(one, new VideoParameters(VideoCodec.MJPEG, List.of(), 320, 176, 0)))
                .isFalse();
    }

    private static VideoParameters parameters(String sps) {
        return new VideoParameters(
                VideoCodec.H264,
                List.of(new ParameterSet(HexFormat.of().parseHex(sps)), new ParameterSet(PPS)),
                0,
                0,
                0);
    }

    @Test
    void whatIsUnreadableIsKeptWithoutASize() {
        var sets = new ParameterSets(VideoCodec.H264);
        byte[] odd = {0x67, 0x42, 0, 0x1E, 1};
        sets.add(odd, odd.length);
        sets.add(PPS, PPS.length);
        assertThat(sets.isComplete()).isTrue();
        assertThat(sets.parameters().width()).isZero();
    }

    @Test
    void hostileBytesNeverThrow() {
        var random = new Random(7);
        byte[][] seeds = {
            HexFormat.of().parseHex(HIGH),
            HexFormat.of()
                    .parseHex("42010101600000030090000003000003003ca00a080b9f796566924caf016808000003000800000300c840")
        };
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = seeds[round & 1].clone();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
            }
            int length = 1 + random.nextInt(bytes.length);
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatCode(() -> {
                        H264Sps.read(cut);
                        H265Sps.read(cut);
                        new ParameterSets(VideoCodec.H265).add(cut, cut.length);
                    })
                    .as("round %d: %s", round, HexFormat.of().formatHex(cut))
                    .doesNotThrowAnyException();
        }
    }
}
