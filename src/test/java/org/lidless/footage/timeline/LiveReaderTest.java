package org.lidless.footage.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Item.MissingItem;
import org.lidless.footage.timeline.Item.SampleItem;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.footage.timeline.splice.OwnedRange;
import org.lidless.world.Clock;

/// A reader at the tail of a camera whose recorder is killed, replaced by a standby, and back again.
class LiveReaderTest {

    private static final int SEEDS = 24;
    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");

    @Test
    void noSampleIsMissingAndNoneIsTwiceAcrossATakeoverAndAHandBack() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Site site = new Site(new Random(seed), true);
            List<Integer> frames = site.play();
            assertThat(frames).as("seed %d: %s", seed, site).isEqualTo(site.all(frames.getFirst()));
            assertThat(frames.getFirst()).isLessThanOrEqualTo(site.beginFrame);
            assertThat(site.told).as("seed %d: %s", seed, site).isEmpty();
        }
    }

    @Test
    void runsThatCannotBeComparedAreCutAtAKeySample() {
        for (int seed = 0; seed < SEEDS / 2; seed++) {
            Site site = new Site(new Random(seed), false);
            List<Integer> frames = site.play();
            List<Integer> all = site.all(frames.getFirst());
            Set<Integer> shown = new HashSet<>(frames);
            assertThat(frames.size() - shown.size())
                    .as("seed %d: twice, for the clocks' difference: %s", seed, site)
                    .isLessThanOrEqualTo(3 * 3);
            assertThat(all.size() - shown.size())
                    .as("seed %d: cut: %s", seed, site)
                    .isLessThanOrEqualTo(3 * site.camera.gop);
        }
    }

    @Test
    void aHoleThatNobodyFillsIsSaidAfterAWhileAndReadingGoesOn() {
        Site site = new Site(new Random(7), true);
        site.standbyDies = true;
        List<Integer> frames = site.play();
        assertThat(site.told).isNotEmpty();
        assertThat(frames).isSorted().doesNotHaveDuplicates();
        assertThat(frames.getLast()).isGreaterThan(site.backFrame + 10);
    }

    /// 25 frames a second; a step is half a second.
    private static final class Site implements Clock {

        private static final int STEP_FRAMES = 12;

        final Random random;
        final MadeCamera camera;
        final boolean isLearnt;
        final int killFrame;
        final int backFrame;
        final int handBackFrame;
        final int beginFrame;
        final int part = 6;
        final List<Filmed> sources = new ArrayList<>();
        final List<Filmed.Run> runs = new ArrayList<>();
        final List<MissingItem> told = new ArrayList<>();
        final int delayFrames;
        boolean standbyDies;
        private int now;

        Site(Random random, boolean isLearnt) {
            this.random = random;
            this.isLearnt = isLearnt;
            camera = new MadeCamera(random, 1500, 10 + random.nextInt(40), random.nextInt(3));
            killFrame = 300 + random.nextInt(100);
            backFrame = killFrame + 200 + random.nextInt(100);
            handBackFrame = backFrame + 150 + random.nextInt(100);
            beginFrame = 100 + random.nextInt(100);
            delayFrames = random.nextInt(60);
        }

        private Filmed.Run run(NodeId node, int epoch) {
            Epoch of = epoch == 1
                    ? Epoch.FIRST
                    : epoch == 2 ? Epoch.FIRST.next() : Epoch.FIRST.next().next();
            Filmed.Run run = new Filmed.Run(
                    new RunId(random.nextLong()),
                    node,
                    of,
                    random.nextLong(1L << 33),
                    random.nextLong(-50_000, 50_000));
            runs.add(run);
            return run;
        }

        /// Lets time pass and reads; answers the frames in the order in which they were brought.
        List<Integer> play() {
            Filmed first = growing(run(R1, 1), R1);
            Filmed.Run shadow = run(S1, 2);
            Filmed spilled = growing(shadow, S1);
            spilled.isGone = true;
            Filmed again = growing(run(R1, 3), R1);
            // The owner misses some frames once; its shadow writes their GOP down, a while later.
            int missed = 220 + random.nextInt(40);
            Filmed filling = growing(shadow, S1);
            int missedTo = missed + 1 + random.nextInt(5);
            List<Integer> frames = new ArrayList<>();
            LiveReader reader = null;
            long[] numbers = new long[3];
            for (now = 0; now < camera.frames; now++) {
                if (now < killFrame && (now < missed || now >= missedTo)) {
                    first.add(now, numbers[0]++);
                }
                if (now == killFrame) {
                    first.isGrowing = false;
                }
                if (now == missedTo + 10 + Math.min(delayFrames, 40)) {
                    for (int frame = missed / camera.gop * camera.gop; frame < missedTo + 2; frame++) {
                        filling.add(frame, frame);
                    }
                    filling.isGrowing = false;
                }
                shadow(spilled, first);
                if (now >= backFrame + 50 && now % camera.gop == 0 && again.isEmpty()) {
                    numbers[2] = 0;
                    again.add(now, numbers[2]++);
                } else if (!again.isEmpty()) {
                    again.add(now, numbers[2]++);
                }
                if (now == beginFrame) {
                    reader = new LiveReader(_ -> seen(), this, camera.timeUs(beginFrame));
                }
                if (reader != null && now % STEP_FRAMES == 0) {
                    read(reader, frames);
                }
            }
            sources.forEach(each -> each.isGrowing = false);
            if (reader != null) {
                read(reader, frames);
                reader.close();
            }
            return frames;
        }

        /// From the GOP of the first frame that the owner did not report on, seen here a while later.
        private void shadow(Filmed spilled, Filmed owners) {
            int owned = owners.recorded().getLast() + 1;
            int from = Math.max(0, owned - 3) / camera.gop * camera.gop;
            if (standbyDies || now < killFrame + 10 + delayFrames || now >= handBackFrame) {
                spilled.isGrowing &= now < handBackFrame;
                return;
            }
            spilled.isGone = false;
            int next = spilled.isEmpty() ? from : spilled.recorded().getLast() + 1;
            for (int frame = next; frame <= now; frame++) {
                spilled.add(frame, frame);
            }
        }

        private Filmed growing(Filmed.Run run, NodeId holder) {
            Filmed source = new Filmed(camera, run, holder, sources.size(), part);
            source.isGrowing = true;
            sources.add(source);
            return source;
        }

        private void read(LiveReader reader, List<Integer> frames) {
            for (Optional<Item> item = reader.poll(); item.isPresent(); item = reader.poll()) {
                switch (item.get()) {
                    case SampleItem sample -> frames.add(MadeCamera.frameOf(sample.bytes()));
                    case MissingItem missing -> told.add(missing);
                    case Item.AwayItem away -> throw new AssertionError("nothing is away: " + away);
                }
            }
        }

        private LiveReader.Survey.Seen seen() {
            List<SampleSource> there = new ArrayList<>();
            for (Filmed source : sources) {
                if (!source.isGone && source.parts() > 0) {
                    there.add(source);
                }
            }
            List<Alignment> known = new ArrayList<>();
            for (int i = 0; i < runs.size() && isLearnt; i++) {
                for (int j = i + 1; j < runs.size(); j++) {
                    Filmed.Run a = runs.get(i);
                    Filmed.Run b = runs.get(j);
                    known.add(Alignment.between(
                            a.id(),
                            b.id(),
                            b.zero() - a.zero(),
                            b.clockUs() - a.clockUs(),
                            100,
                            AlignmentKind.SAME_BYTES));
                }
            }
            List<OwnedRange> ownership = List.of(
                    new OwnedRange(new TimeSpan(0, Long.MAX_VALUE), R1, Epoch.FIRST),
                    new OwnedRange(new TimeSpan(camera.timeUs(killFrame), Long.MAX_VALUE), S1, Epoch.FIRST.next()),
                    new OwnedRange(
                            new TimeSpan(camera.timeUs(handBackFrame), Long.MAX_VALUE),
                            R1,
                            Epoch.FIRST.next().next()));
            return new LiveReader.Survey.Seen(
                    Copies.of(there, known, ownership, fits),
                    new Absence(List.of(), new Causes(List.of(), ownership), LiveReader.EVER));
        }

        private final RunFits fits = new RunFits();

        List<Integer> all(int from) {
            List<Integer> all = new ArrayList<>();
            for (int frame = from; frame < camera.frames; frame++) {
                all.add(frame);
            }
            return all;
        }

        @Override
        public long wallUs() {
            return camera.timeUs(now);
        }

        @Override
        public long elapsedUs() {
            return now * MadeCamera.FRAME_US;
        }

        @Override
        public void pauseUs(long us) {
            throw new AssertionError("nobody waits here");
        }

        @Override
        public String toString() {
            return "gop " + camera.gop + ", reorder " + camera.reorder + ", killed " + killFrame + ", back " + backFrame
                    + ", handed back " + handBackFrame + ", begins " + beginFrame + ", delay " + delayFrames;
        }
    }
}
