package org.lidless.wire.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Epoch;
import org.lidless.domain.RunId;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.timeline.RingSample;
import org.lidless.footage.timeline.RingTail;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Pictures between nodes: as they were, byte by byte, and no garbage believed.
final class LiveBytesTest {

    private static final VideoParameters PARAMETERS = new VideoParameters(
            VideoCodec.H264,
            List.of(new ParameterSet(new byte[] {0x67, 0x64, 0, 0x1f}), new ParameterSet(new byte[] {0x68, 1})),
            1280,
            720,
            2);
    private static final Companion SOUND = new Companion(CompanionCodec.G711_U, 8_000, 1, List.of());

    private static RingSample sample(long number, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (int i = 0; i < size; i++) {
            bytes.put(i, (byte) (number + i));
        }
        var mark = new SampleMark(
                new RunId(0x0123_4567_89AB_CDEFL),
                number,
                number * 3_600,
                number * 3_600 + 7_200,
                1_793_000_000_000_000L + number * 40_000,
                size,
                number == 0,
                -number);
        var frame = new CompanionFrame(SOUND, 1_793_000_000_000_000L, 3, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        return new RingSample(70 + number, mark, 3_600, PARAMETERS, number == 1 ? List.of(frame) : List.of(), bytes);
    }

    private static RingTail.Batch batch() {
        return new RingTail.Batch(true, new Epoch(4), List.of(sample(0, 9), sample(1, 4), sample(2, 0)), 73);
    }

    private static RingTail.Look look() {
        return new RingTail.Look(
                true,
                new Epoch(4),
                70,
                List.of(sample(0, 9).mark(), sample(1, 4).mark()));
    }

    @Test
    void comeBackAsTheyWere() {
        assertThat(LiveBytes.decode(ByteBuffer.wrap(LiveBytes.came(5, batch()))))
                .isEqualTo(new LiveBytes.Told.Came(5, batch()));
        assertThat(LiveBytes.decode(ByteBuffer.wrap(LiveBytes.looked(6, look()))))
                .isEqualTo(new LiveBytes.Told.Looked(6, look()));
        assertThat(LiveBytes.decode(ByteBuffer.wrap(LiveBytes.alive(7)))).isEqualTo(new LiveBytes.Told.Alive(7));
    }

    @Test
    void bytesNeverChange() throws Exception {
        String golden = Files.readString(Path.of("src/test/resources/formats/v1/live.hex"));
        String now = HexFormat.of().formatHex(LiveBytes.came(5, batch())) + "\n"
                + HexFormat.of().formatHex(LiveBytes.looked(6, look())) + "\n";
        assertThat(now).isEqualTo(golden);
    }

    @Test
    void aSampleThatFitsIntoNoMessageIsPassedOver() {
        RingSample tooLarge = sample(1, LiveBytes.MESSAGE_BYTES_MAX);
        var batch = new RingTail.Batch(true, Epoch.FIRST, List.of(sample(0, 5), tooLarge, sample(2, 5)), 73);
        LiveBytes.Told told = LiveBytes.decode(ByteBuffer.wrap(LiveBytes.came(1, batch)));
        assertThat(((LiveBytes.Told.Came) told).batch().samples())
                .extracting(RingSample::place)
                .containsExactly(70L, 72L);
    }

    @Test
    void garbageIsRefusedAndNothingElseHappens() {
        byte[] good = LiveBytes.came(5, batch());
        Random random = new Random(1);
        for (int each = 0; each < 20_000; each++) {
            byte[] bad = good.clone();
            for (int hit = random.nextInt(1, 6); hit > 0; hit--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            ByteBuffer cut =
                    ByteBuffer.wrap(bad, 0, random.nextInt(bad.length + 1)).slice();
            try {
                assertThat(LiveBytes.decode(cut)).isNotNull();
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        assertThatThrownBy(() -> LiveBytes.decode(ByteBuffer.wrap(new byte[] {2, 1})))
                .hasMessageContaining("version");
    }
}
