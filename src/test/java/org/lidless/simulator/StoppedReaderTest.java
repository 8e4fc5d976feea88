package org.lidless.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lidless.domain.CameraId;
import org.lidless.simulator.personality.Personalities;
import org.lidless.world.Clock;
import org.lidless.world.World;

/// A reader that stops for a minute: its own session's queue fills, and frames are dropped there and nowhere else.
class StoppedReaderTest {

    private static final CameraId CAMERA = new CameraId("cam-1");
    private static final int FRAMES = 60 * Clip.FRAMES_PER_SECOND;
    private static final int FRAME_BYTES = 4_000_000 / 8 / Clip.FRAMES_PER_SECOND;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesFramesInItsOwnSessionOnly(boolean perSession) throws IOException {
        Personality personality =
                perSession ? Personalities.named("per-session").orElseThrow() : Personalities.WELL_BEHAVED;
        var clock = new Turned();
        Clip clip = ClipShelf.open().forCamera(1);
        try (Ledger ledger = Ledger.open(World.real().disk(), directory, CAMERA, new UUID(0, 1), true, clip.codec())) {
            var camera = new SimulatedCamera(
                    CAMERA,
                    new UUID(0, 1),
                    List.of(clip),
                    true,
                    personality,
                    ledger,
                    FRAME_BYTES,
                    clock,
                    new SeededChance(1),
                    0);
            camera.add(playing("stopped", camera, new Queue(false)), "peer");
            camera.add(playing("reading", camera, new Queue(true)), "peer");
            for (int frame = 0; frame < FRAMES; frame++) {
                clock.nowUs = camera.dueUs();
                camera.sendNext(clock.nowUs);
            }
        }
        List<String[]> frames = Files.readAllLines(directory.resolve("cam-1.ledger")).stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words[0].equals("frame"))
                .toList();
        assertThat(frames).hasSize(FRAMES).allMatch(words -> Integer.parseInt(words[5]) == FRAME_BYTES);
        long dropped =
                frames.stream().filter(words -> words[8].equals("stopped")).count();
        // What the queue holds, packets' heads included, went in, and nothing after it.
        assertThat(dropped).isEqualTo(FRAMES - SendQueue.FRAME_BYTES_MAX / FRAME_BYTES + 1);
        assertThat(frames).allMatch(words -> words[7].contains("reading"));
        assertThat(frames).noneMatch(words -> words[8].contains("reading"));
    }

    @Test
    void frameIsNeverMadeSmallerByFilling() {
        var nals = new java.util.ArrayList<>(List.of(new byte[] {0x65, 1, 2, 3}));
        Filler.upTo(9, org.lidless.footage.media.VideoCodec.H264, nals);
        assertThat(nals).hasSize(1);
        Filler.upTo(16, org.lidless.footage.media.VideoCodec.H264, nals);
        assertThat(nals).hasSize(2);
        assertThat(nals.getLast()).containsExactly(12, 0xFF, 0xFF, 0x80);
    }

    private static MediaSession playing(String id, SimulatedCamera camera, MediaSession.Line line) {
        var session = new MediaSession(
                id, camera, new TransportChoice(Personality.Way.INTERLEAVED, 0, 1), new RtpSender(1, 0, 77), line, 0);
        session.play(0);
        return session;
    }

    /// A connection's queue, whose reader takes everything or nothing.
    private record Queue(SendQueue waiting, boolean reads) implements MediaSession.Line {

        Queue(boolean reads) {
            this(new SendQueue(), reads);
        }

        @Override
        public boolean sendFrame(MediaSession session, List<ByteBuffer> packets, int size, Personality.Moment moment) {
            if (reads) {
                return true;
            }
            if (!waiting.hasRoomForFrame(size)) {
                return false;
            }
            packets.forEach(waiting::offer);
            return true;
        }

        @Override
        public boolean sendBeside(TransportChoice to, List<ByteBuffer> packets) {
            throw new IllegalStateException("this camera has nothing beside its pictures");
        }

        @Override
        public void sendReport(MediaSession session, ByteBuffer report) {
            // Reports are small and not the matter here.
        }

        @Override
        public void sendGarbage(int size) {
            throw new IllegalStateException("a good camera sends none");
        }

        @Override
        public void hangUp() {
            throw new IllegalStateException("this camera does not restart");
        }
    }

    private static final class Turned implements Clock {

        private long nowUs;

        @Override
        public long wallUs() {
            return 1_790_000_000_000_000L + nowUs;
        }

        @Override
        public long elapsedUs() {
            return nowUs;
        }

        @Override
        public void pauseUs(long us) {
            nowUs += us;
        }
    }
}
