package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Assignment.Mode;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.splice.Splicer;
import org.lidless.footage.timeline.splice.Strand;

/// Two recorders of a camera through one fault after the other, from seeds: never two at a time, and each
/// only when the shadow says that it is ready. Then no sample may be lost, and none may be read twice.
class StandbySeedsTest {

    private static final int SEEDS = 10;
    private static final int FAULTS = 6;
    private static final int READY_FRAMES_MAX = 25 * 40;

    @TempDir
    Path place;

    @Test
    void oneFaultAtATimeLosesNothing() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Life(seed).live();
        }
    }

    private final class Life {
        private final int seed;
        private final Random random;
        private final HandClock clock = new HandClock();
        private final TwinCamera camera;
        private final List<String> story = new ArrayList<>();
        private final TwinRecorder[] both = new TwinRecorder[2];
        private final TwinRecorder.Reader[] readers = new TwinRecorder.Reader[2];
        private int owner;
        private long epoch = 1;
        private boolean isLinked;

        Life(int seed) throws IOException {
            this.seed = seed;
            this.random = new Random(seed);
            this.camera = new TwinCamera(clock, seed);
            Path own = place.resolve("seed-" + seed);
            both[0] = new TwinRecorder("r1", own, clock, camera, Mode.RECORD, "r1");
            both[1] = new TwinRecorder("s1", own, clock, camera, Mode.SHADOW, "r1");
            link(true);
        }

        void live() throws IOException {
            for (int i = 0; i < FAULTS; i++) {
                waitUntilReady();
                record(random.nextInt(40));
                fault();
            }
            record(100);
            for (TwinRecorder each : both) {
                each.finish();
            }
            judge();
            for (TwinRecorder each : both) {
                each.close();
            }
        }

        private void waitUntilReady() {
            int frames = 0;
            while (!both[1 - owner].status().ready() || both[1 - owner].status().spilling()) {
                record(1);
                frames++;
                assertThat(frames).as("never ready: seed %d, %s", seed, story).isLessThan(READY_FRAMES_MAX);
            }
        }

        private void fault() {
            int which = random.nextInt(11);
            story.add(camera.frames() + ":" + which);
            switch (which) {
                case 0, 1 -> killOwner();
                case 2 -> killShadow();
                case 3 -> pause(owner);
                case 4 -> pause(1 - owner);
                case 5 -> deafen(owner);
                case 6 -> deafen(1 - owner);
                case 7 -> cutLink();
                case 8 -> handOver();
                case 9 -> suspectWithoutReason();
                default -> diskFails();
            }
        }

        private void killOwner() {
            both[owner].kill();
            link(false);
            record(random.nextInt(60));
            takeOver();
            record(random.nextInt(200));
            both[1 - owner].restart(Mode.SHADOW, epoch, both[owner].node.value());
            link(true);
        }

        private void takeOver() {
            owner = 1 - owner;
            epoch++;
            both[owner].follow(Mode.RECORD, epoch, both[owner].node.value());
        }

        private void killShadow() {
            both[1 - owner].kill();
            link(false);
            record(random.nextInt(200));
            both[1 - owner].restart(Mode.SHADOW, epoch, both[owner].node.value());
            link(true);
        }

        private void pause(int which) {
            both[which].pause(true);
            record(random.nextInt(200));
            both[which].pause(false);
        }

        private void deafen(int which) {
            both[which].deafen(true);
            record(1 + random.nextInt(150));
            both[which].deafen(false);
        }

        private void cutLink() {
            link(false);
            record(random.nextInt(200));
            link(true);
        }

        private void handOver() {
            long cutUs = clock.wallUs() + random.nextInt(3_000_000);
            epoch++;
            owner = 1 - owner;
            both[owner].follow(Mode.RECORD, epoch, both[owner].node.value(), cutUs);
            record(random.nextInt(4));
            both[1 - owner].follow(Mode.SHADOW, epoch, both[owner].node.value(), cutUs);
        }

        private void suspectWithoutReason() {
            takeOver();
            record(random.nextInt(100));
            both[1 - owner].follow(Mode.SHADOW, epoch, both[owner].node.value());
        }

        private void diskFails() {
            both[owner].disk.failForces(1 + random.nextInt(4));
            both[1 - owner].disk.failForces(random.nextInt(3));
            record(random.nextInt(200));
        }

        private void link(boolean up) {
            isLinked = up;
            for (int i = 0; i < 2; i++) {
                both[i].links.note(both[1 - i].node, up);
                readers[i] = both[i].new Reader();
            }
        }

        private void record(int samples) {
            for (int i = 0; i < samples; i++) {
                camera.send();
                for (TwinRecorder each : both) {
                    each.tick();
                }
                if (isLinked && camera.frames() % 3 == 0) {
                    carry(0);
                    carry(1);
                }
            }
        }

        private void carry(int from) {
            if (both[from].talks() && both[1 - from].talks() && !readers[from].isStale()) {
                both[1 - from].writes().duty().hear(readers[from].read());
            }
        }

        private void judge() throws IOException {
            Set<Long> missing = new TreeSet<>(camera.sent());
            List<Strand> strands = new ArrayList<>();
            List<Alignment> alignments = new ArrayList<>();
            for (TwinRecorder each : both) {
                missing.removeAll(each.stored());
                strands.addAll(each.strands());
                alignments.addAll(each.alignments());
            }
            List<Long> lost = missing.stream()
                    .map(hash -> (long) camera.sent().indexOf(hash))
                    .sorted()
                    .toList();
            assertThat(lost).as("lost: seed %d, %s", seed, story).isEmpty();
            List<Long> read = new ArrayList<>();
            new Splicer(strands, AlignmentGraph.of(alignments), List.of())
                    .forEachRemaining(each -> read.add(each.mark().hash()));
            assertThat(read.equals(camera.sent()))
                    .as("read %d of %d: seed %d, %s", read.size(), camera.frames(), seed, story)
                    .isTrue();
        }
    }
}
