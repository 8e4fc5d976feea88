package org.lidless.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.checker.CheckOrder;
import org.lidless.domain.TimeSpan;
import org.lidless.simulator.TinyMovie;
import org.lidless.simulator.TinyMovie.Sample;
import org.lidless.world.World;

/// Frames 0 to 99, 40 ms apart; the window is frames 10 to 89. No tolerance at either end.
class FrameCountTest {

    private static final long START_US = 1_790_000_000_000_000L;
    private static final int FRAMES = 100;
    private static final TimeSpan WINDOW = new TimeSpan(START_US + 10 * 40_000, START_US + 90 * 40_000);

    @TempDir
    Path directory;

    private final List<Sample> samples = new ArrayList<>();
    private final List<String> ledger = new ArrayList<>();

    @BeforeEach
    void send() {
        ledger.add("lidless-ledger 1 00000000-0000-0000-0000-000000000001 cam-3 unstamped H264");
        for (int frame = 0; frame < FRAMES; frame++) {
            byte[] bytes = ByteBuffer.allocate(9)
                    .putInt(5)
                    .put((byte) 0x65)
                    .putInt(frame)
                    .array();
            samples.add(new Sample(bytes, frame * 40));
            ledger.add("frame " + frame + " " + (START_US + frame * 40_000L) + " 0 1 9 " + hash(bytes) + " aa -");
        }
    }

    @Test
    void exactlyTheWindowCounts() throws IOException {
        assertThat(count()).isEqualTo(new FrameCount(80, 80, 0, 0));
    }

    @Test
    void firstAndLastFrameOfTheWindowAreMissed() throws IOException {
        samples.remove(89);
        samples.remove(10);
        assertThat(count()).isEqualTo(new FrameCount(80, 78, 0, 0));
    }

    @Test
    void neighboursOfTheWindowAreNot() throws IOException {
        samples.remove(90);
        samples.remove(9);
        assertThat(count()).isEqualTo(new FrameCount(80, 80, 0, 0));
    }

    @Test
    void copiesCountWhereverTheyAre() throws IOException {
        samples.add(samples.get(99));
        samples.add(50, samples.get(50));
        assertThat(count()).isEqualTo(new FrameCount(80, 80, 2, 0));
    }

    @Test
    void damagedFrameIsNotInTheArchive() throws IOException {
        samples.get(40).bytes()[6] ^= 0x40;
        assertThat(count()).isEqualTo(new FrameCount(80, 79, 0, 0));
        samples.get(5).bytes()[6] ^= 0x40;
        assertThat(count()).isEqualTo(new FrameCount(80, 79, 0, 1));
    }

    @Test
    void wrongOrderAndStrangersAreWrong() throws IOException {
        samples.add(30, samples.remove(31));
        samples.add(60, new Sample(new byte[] {0, 0, 0, 2, 0x65, 99}, 60 * 40));
        assertThat(count()).isEqualTo(new FrameCount(80, 80, 0, 2));
    }

    @Test
    void frameThatNobodyWasOfferedWasNotSent() throws IOException {
        ledger.set(41, ledger.get(41).replace(" aa -", " - -"));
        samples.remove(40);
        assertThat(count()).isEqualTo(new FrameCount(79, 79, 0, 0));
    }

    private FrameCount count() throws IOException {
        TinyMovie.write(directory.resolve("export.mp4"), false, samples);
        Files.write(directory.resolve("cam-3.ledger"), ledger);
        return FrameCount.of(
                World.real().disk(),
                new CheckOrder(
                        directory.resolve("export.mp4"),
                        directory.resolve("cam-3.ledger"),
                        WINDOW,
                        List.of(),
                        OptionalLong.of(START_US),
                        0));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
