package org.lidless.footage.playback.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.codec.G711;
import org.lidless.footage.media.mp4.PlayerMovie;

/// A player hears the camera's own samples: what is G.711 there is FLAC here, bit for bit, as another program
/// reads it.
@Tag("process")
final class PlayerSoundTest {

    private static final int FRAME = 160;

    @TempDir
    private Path directory;

    @Test
    void muLawComesOutAsItWent() throws Exception {
        hears(CompanionCodec.G711_U);
    }

    @Test
    void aLawComesOutAsItWent() throws Exception {
        hears(CompanionCodec.G711_A);
    }

    private void hears(CompanionCodec codec) throws Exception {
        Companion of = new Companion(codec, 8_000, 1, List.of());
        PlayerSound sound = new PlayerSound(0);
        ByteArrayOutputStream movie = new ByteArrayOutputStream();
        List<Short> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ByteBuffer coded = ByteBuffer.allocate(FRAME);
            for (int at = 0; at < FRAME; at++) {
                coded.put(at, (byte) (i * 7 + at * 3));
            }
            short[] plain = codec == CompanionCodec.G711_U ? G711.fromULaw(coded) : G711.fromALaw(coded);
            for (short each : plain) {
                sent.add(each);
            }
            long timeUs = 1_793_000_000_000_000L + i * 20_000L;
            var frame = new CompanionFrame(of, timeUs, FRAME, coded);
            var sample = new Sample(i, i * 1_800L, i * 1_800L, timeUs, 1_800, true, 1, List.of(frame));
            sound.begins(sample.companions()).ifPresent(begun -> write(movie, PlayerMovie.soundHead(begun)));
            sound.fragment(sample).ifPresent(made -> write(movie, made));
        }
        Path file = directory.resolve(codec + ".mp4");
        Files.write(file, movie.toByteArray());
        Process ffmpeg = new ProcessBuilder(
                        "ffmpeg", "-v", "error", "-i", file.toString(), "-f", "s16le", "-c:a", "pcm_s16le", "-")
                .redirectErrorStream(true)
                .start();
        ByteBuffer heard =
                ByteBuffer.wrap(ffmpeg.getInputStream().readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(ffmpeg.waitFor())
                .as(new String(heard.array(), StandardCharsets.UTF_8))
                .isZero();
        List<Short> all = new ArrayList<>();
        while (heard.remaining() > 1) {
            all.add(heard.getShort());
        }
        assertThat(all).isEqualTo(sent);
    }

    private static void write(ByteArrayOutputStream to, ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        to.writeBytes(bytes);
    }
}
