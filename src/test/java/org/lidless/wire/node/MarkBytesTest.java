package org.lidless.wire.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.SampleMark;

class MarkBytesTest {

    @Test
    void batchesComeBackAsTheyWere() {
        List<SampleMark> twoRuns = new ArrayList<>(Given.marks(-1, 1_000_000, 40));
        twoRuns.addAll(Given.marks(7, 0, 3));
        twoRuns.add(new SampleMark(new RunId(9), Long.MAX_VALUE, -5, 4_000_000_000L, -1, Integer.MAX_VALUE, true, -1));
        List<MarkFeed.Batch> batches = List.of(
                Given.batch(Given.LOBBY, Given.R1, twoRuns, 43),
                Given.batch(Given.DOCK, Given.R1, List.of(), -1),
                Given.batch(Given.DOCK, Given.R1, Given.marks(3, 0, 1), Long.MAX_VALUE));
        assertThat(decoded(MarkBytes.encode(batches))).isEqualTo(batches);
    }

    @Test
    void aMarkIsSmall() {
        List<byte[]> messages =
                MarkBytes.encode(List.of(Given.batch(Given.LOBBY, Given.R1, Given.marks(1, 0, 1_000), 1_000)));
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst().length).isLessThan(21_000);
    }

    @Test
    void manyStreamsAreManyMessagesOfBoundedLength() {
        List<MarkFeed.Batch> batches = new ArrayList<>();
        for (int each = 0; each < 20; each++) {
            batches.add(Given.batch(Given.LOBBY, Given.R1, Given.marks(each, 0, MarkBytes.MARKS_MAX), 5));
        }
        List<byte[]> messages = MarkBytes.encode(batches);
        assertThat(messages).hasSizeGreaterThan(3).allMatch(each -> each.length < 2 * MarkBytes.MESSAGE_BYTES_AIM);
        assertThat(decoded(messages)).isEqualTo(batches);
    }

    @Test
    void bytesNeverChange() throws Exception {
        List<MarkFeed.Batch> batches = List.of(
                Given.batch(Given.LOBBY, Given.R1, Given.marks(0x0123_4567_89AB_CDEFL, 49, 3), 52),
                Given.batch(Given.DOCK, Given.R1, List.of(), 0));
        String golden = Files.readString(Path.of("src/test/resources/formats/v1/marks.hex"))
                .replaceAll("\\s", "");
        assertThat(HexFormat.of().formatHex(MarkBytes.encode(batches).getFirst()))
                .isEqualTo(golden);
        assertThat(decoded(List.of(HexFormat.of().parseHex(golden)))).isEqualTo(batches);
    }

    @Test
    void garbageIsRefusedAndNothingElseHappens() {
        byte[] good = MarkBytes.encode(List.of(Given.batch(Given.LOBBY, Given.R1, Given.marks(1, 0, 20), 20)))
                .getFirst();
        Random random = new Random(1);
        for (int each = 0; each < 20_000; each++) {
            byte[] bad = good.clone();
            for (int hit = random.nextInt(1, 6); hit > 0; hit--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            ByteBuffer cut = ByteBuffer.wrap(bad, 0, random.nextInt(bad.length + 1));
            try {
                assertThat(MarkBytes.decode(cut, Given.R1)).hasSizeLessThan(200);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).message().isNotBlank();
            }
        }
    }

    @Test
    void tooManyMarksAndAnotherVersionAreRefused() {
        byte[] tooMany = MarkBytes.encode(
                        List.of(Given.batch(Given.LOBBY, Given.R1, Given.marks(1, 0, MarkBytes.MARKS_MAX + 1), 5)))
                .getFirst();
        assertThatThrownBy(() -> decoded(List.of(tooMany))).hasMessage("1025 is more than 1024");
        assertThatThrownBy(() -> decoded(List.of(new byte[] {2}))).hasMessage("marks of version 2; known is 1");
    }

    private static List<MarkFeed.Batch> decoded(List<byte[]> messages) {
        List<MarkFeed.Batch> all = new ArrayList<>();
        messages.forEach(each -> all.addAll(MarkBytes.decode(ByteBuffer.wrap(each), Given.R1)));
        return all;
    }
}
