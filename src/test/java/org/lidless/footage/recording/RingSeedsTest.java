package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.domain.RunId;

class RingSeedsTest {

    /// Random cameras and writers that fail: what is written is what was sent, in order, and every step in
    /// the count is a new run.
    @Test
    void nothingIsMixedUpWhateverHappens() {
        for (long seed = 0; seed < 40; seed++) {
            new RandomLife(seed).live();
        }
    }

    private static final class RandomLife {
        private final long seed;
        private final Random random;
        private final HandClock clock = new HandClock();
        private final Ring ring;
        private final FakeCamera camera;
        private final List<byte[]> sent = new ArrayList<>();
        private long expected;
        private Optional<RunId> run = Optional.empty();

        RandomLife(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.ring = new Ring(
                    new ChunkPool((long) random.nextInt(4, 40) << Chunk.SHIFT, 1),
                    clock,
                    new SeededChance(seed),
                    random.nextInt(100_000, 3_000_000));
            this.camera = new FakeCamera(ring, clock);
            ring.parameters(FakeCamera.parameters(1));
        }

        void live() {
            boolean stalled = false;
            for (int i = 0; i < 400; i++) {
                if (random.nextInt(50) == 0) {
                    stalled = !stalled;
                }
                sent.add(camera.send(i % 12 == 0, random.nextInt(1, 30_000)));
                if (!stalled) {
                    write();
                }
            }
        }

        private void write() {
            Taken taken = ring.take(new Cut(clock.elapsedUs(), 200_000, random.nextInt(5) == 0, false));
            if (taken == null) {
                return;
            }
            var bytes = new ByteArrayOutputStream();
            for (long at = taken.first(); at < taken.end(); at++) {
                bytes.writeBytes(sent.get((int) at));
            }
            assertThat(RingTest.bytes(taken.fragment())).as("seed %d", seed).isEqualTo(bytes.toByteArray());
            if (random.nextInt(6) == 0) {
                ring.failed(taken);
                return;
            }
            if (taken.first() > expected) {
                assertThat(run)
                        .as("seed %d", seed)
                        .isNotEqualTo(Optional.of(taken.section().run()));
                assertThat(taken.section().before()).as("seed %d", seed).isPresent();
            }
            run = Optional.of(taken.section().run());
            expected = Math.max(expected, taken.end());
            ring.wrote(taken);
        }
    }
}
