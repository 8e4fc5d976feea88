package org.lidless.footage.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The head of a commit is a promise: these bytes never change, and are read for ever.
final class JournalFormatTest {

    private static final String FILE =
            "segments/cam-1/main/2026-11-22/20261122T040000.000000Z-e1-r1-1122334455667788-3.mp4";
    private static final CommitHead HEAD = new CommitHead(
            0x0102030405060708L,
            42,
            17,
            512,
            5,
            1,
            List.of(new Piece(FILE, 0, 700, 1, 0x11223344), new Piece(FILE, 700, 300, 3, 0xaabbccdd)));

    private static byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(512);
        HEAD.write(bytes);
        return bytes.array();
    }

    private static byte[] golden() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(JournalFormatTest.class.getResourceAsStream("/formats/v1/journal.hex"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
        }
    }

    @Test
    void theBytesOfAHeadNeverChange() throws IOException {
        assertThat(HexFormat.of().formatHex(bytes())).isEqualTo(HexFormat.of().formatHex(golden()));
    }

    @Test
    void aHeadOfVersionOneIsRead() throws IOException {
        assertThat(CommitHead.read(ByteBuffer.wrap(golden()))).contains(HEAD);
        assertThat(HEAD.pieces().getLast().at(512)).isEqualTo(3 * 512 + 188);
    }

    @Test
    void aHeadOfWhichAnyByteIsAnotherOrThatIsCutIsNone() {
        byte[] whole = bytes();
        int used = 48 + 2 * (22 + FILE.length()) + 4;
        for (int i = 0; i < used; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x20;
            assertThat(CommitHead.read(ByteBuffer.wrap(changed)))
                    .as("byte %s", i)
                    .isEqualTo(Optional.empty());
            assertThat(CommitHead.read(ByteBuffer.wrap(whole, 0, i).slice()))
                    .as("cut at %s", i)
                    .isEmpty();
        }
    }

    /// Prints what the golden file holds; for a new version's new file only.
    public static void main(String[] arguments) {
        String text = HexFormat.of().formatHex(bytes());
        for (int at = 0; at < text.length(); at += 64) {
            System.out.println(text.substring(at, at + 64));
        }
    }
}
