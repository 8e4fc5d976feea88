package org.lidless.footage.timeline.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.domain.RunId;

/// Seeded: two writers of one camera whose sessions start anywhere, deliveries that are lost, doubled and disordered,
/// clocks that disagree within the bound, pictures that stand still or loop.
class AlignmentLearnerTest {

    private static final RunId A = new RunId(1);
    private static final RunId B = new RunId(2);
    private static final int SEEDS = 2_000;

    @Test
    void neverAnswersAWrongOffset() {
        int learnt = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var scene = new Scene(new Random(seed));
            Optional<Alignment> answer = scene.play();
            if (answer.isPresent()) {
                learnt++;
                assertThat(answer.get().tickOffset())
                        .as("seed %d: %s", seed, scene)
                        .isBetween(
                                scene.offset() - Alignment.TOLERANCE_TICKS, scene.offset() + Alignment.TOLERANCE_TICKS);
                assertThat(answer.get().kind()).as("seed %d", seed).isEqualTo(AlignmentKind.SAME_BYTES);
                assertThat(answer.get().verified()).isGreaterThanOrEqualTo(AlignmentFit.VERIFIED_MIN);
            }
        }
        assertThat(learnt).as("learnt of %d", SEEDS).isGreaterThan(SEEDS / 2);
    }

    @Test
    void livelyPictureIsLearntWithinThreeSeconds() {
        for (long seed = 0; seed < 300; seed++) {
            var scene = new Scene(new Random(seed));
            scene.periodFrames = Integer.MAX_VALUE;
            scene.frames = 75;
            scene.spacing = 3600;
            scene.startB = 0;
            scene.endA = 75;
            scene.lossPercent = 0;
            scene.holeFrom = Integer.MAX_VALUE;
            assertThat(scene.play()).as("seed %d", seed).isPresent();
        }
    }

    @Test
    void periodicPictureWithinTheBoundIsNotAligned() {
        for (int period = 1; period * 40_000L <= 2 * AlignmentLearner.SKEW_MAX_US - 30_000; period++) {
            var scene = new Scene(new Random(period));
            scene.periodFrames = period;
            scene.spacing = 3600;
            scene.frames = 400;
            scene.endA = 400;
            scene.startB = 0;
            scene.lossPercent = 0;
            scene.holeFrom = Integer.MAX_VALUE;
            assertThat(scene.fit(new Random(9)))
                    .as("period %d", period)
                    .isEqualTo(new Fit.Unknown(Fit.Reason.AMBIGUOUS));
        }
    }

    @Test
    void loopLongerThanTheBoundIsAligned() {
        for (int period : new int[] {15, 25, 50}) {
            var scene = new Scene(new Random(period));
            scene.spacing = 3600;
            scene.periodFrames = period;
            scene.frames = 400;
            scene.endA = 400;
            scene.startB = 20;
            scene.lossPercent = 0;
            assertThat(scene.play().orElseThrow().tickOffset()).isEqualTo(scene.offset());
        }
    }

    @Test
    void fitOutsideTheBoundIsRefused() {
        var scene = new Scene(new Random(4));
        scene.periodFrames = Integer.MAX_VALUE;
        scene.frames = 400;
        scene.endA = 400;
        scene.startB = 0;
        scene.lossPercent = 0;
        scene.holeFrom = Integer.MAX_VALUE;
        scene.skewUs = 1_500_000;
        assertThat(scene.fit(new Random(9))).isEqualTo(new Fit.Unknown(Fit.Reason.OUTSIDE_BOUND));
    }

    @Test
    void encodedPerSessionOnAnIrregularClockIsSameTimes() {
        for (long seed = 0; seed < 200; seed++) {
            var scene = new Scene(new Random(seed));
            scene.ownBytes = true;
            scene.jitterTicks = 600;
            scene.frames = 300;
            scene.endA = 300;
            scene.startB = 0;
            scene.lossPercent = 2;
            scene.holeFrom = Integer.MAX_VALUE;
            Alignment answer = scene.play().orElseThrow();
            assertThat(answer.kind()).as("seed %d", seed).isEqualTo(AlignmentKind.SAME_TIMES);
            assertThat(Math.abs(answer.tickOffset() - scene.offset())).isLessThanOrEqualTo(Alignment.TOLERANCE_TICKS);
        }
    }

    @Test
    void encodedPerSessionOnAnEvenClockIsPerSession() {
        var scene = new Scene(new Random(3));
        scene.ownBytes = true;
        scene.jitterTicks = 0;
        scene.frames = 300;
        scene.endA = 300;
        scene.startB = 0;
        scene.lossPercent = 0;
        assertThat(scene.play().orElseThrow().kind()).isEqualTo(AlignmentKind.PER_SESSION);
    }

    @Test
    void newRunIsLearntAnewAndMarksOfTheOldOneAreIgnored() {
        var scene = new Scene(new Random(5));
        scene.periodFrames = Integer.MAX_VALUE;
        scene.lossPercent = 0;
        scene.spacing = 3600;
        scene.frames = 200;
        scene.endA = 200;
        scene.startB = 0;
        scene.holeFrom = Integer.MAX_VALUE;
        var learner = new AlignmentLearner();
        scene.marks(A, true).forEach(learner::one);
        List<SampleMark> b = scene.marks(B, false);
        b.forEach(learner::other);
        assertThat(learner.alignment()).isPresent();
        RunId again = new RunId(3);
        List<SampleMark> next = scene.marks(again, false);
        learner.other(next.getFirst());
        assertThat(learner.alignment()).isEmpty();
        learner.other(b.getLast());
        next.forEach(learner::other);
        assertThat(learner.alignment().orElseThrow().runB()).isEqualTo(again);
    }

    @Test
    void alignmentIsTheSameWhicheverRunComesFirstAndSurvivesWriting() {
        for (long seed = 0; seed < 100; seed++) {
            var scene = new Scene(new Random(seed));
            List<SampleMark> a = scene.marks(A, true);
            List<SampleMark> b = scene.marks(B, false);
            Fit fit = AlignmentFit.of(a, b, AlignmentLearner.SKEW_MAX_US);
            Collections.shuffle(a, new Random(seed));
            assertThat(AlignmentFit.of(b, a, AlignmentLearner.SKEW_MAX_US)).isEqualTo(fit);
            if (fit instanceof Fit.Aligned(Alignment alignment)) {
                assertThat(alignment.written().read()).isEqualTo(alignment);
            }
        }
    }

    /// One camera and two writers.
    private static final class Scene {

        int periodFrames;
        int frames;
        int spacing;
        int jitterTicks;
        int endA;
        int startB;
        int lossPercent;
        int holeFrom;
        int holeLength;
        long skewUs;
        boolean ownBytes;
        final int pictureSeed;
        final long zeroA;
        final long zeroB;
        final Random random;

        Scene(Random random) {
            this.random = random;
            periodFrames = random.nextInt(3) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(120);
            frames = 100 + random.nextInt(400);
            spacing = new int[] {1500, 3000, 3600, 6000}[random.nextInt(4)];
            jitterTicks = random.nextInt(2) * random.nextInt(300);
            endA = random.nextInt(3) == 0 ? random.nextInt(frames) : frames;
            startB = random.nextInt(3) == 0 ? Math.max(0, endA + random.nextInt(120) - 60) : random.nextInt(40);
            lossPercent = random.nextInt(3) * random.nextInt(15);
            holeFrom = random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(frames);
            holeLength = random.nextInt(100);
            skewUs = random.nextLong(-150_000, 150_000);
            pictureSeed = random.nextInt();
            zeroA = random.nextLong(1L << 33);
            zeroB = random.nextLong(1L << 33);
        }

        long offset() {
            return zeroB - zeroA;
        }

        Optional<Alignment> play() {
            return fit(random) instanceof Fit.Aligned(Alignment it) ? Optional.of(it) : Optional.empty();
        }

        Fit fit(Random order) {
            List<SampleMark> all = new ArrayList<>(marks(A, true));
            all.addAll(marks(B, false));
            for (int i = all.size() / 20; i > 0; i--) {
                all.add(all.get(order.nextInt(all.size())));
            }
            Collections.shuffle(all, order);
            var learner = new AlignmentLearner();
            for (SampleMark mark : all) {
                if (mark.run().equals(A)) {
                    learner.one(mark);
                } else {
                    learner.other(mark);
                }
            }
            return learner.fit();
        }

        List<SampleMark> marks(RunId run, boolean first) {
            var clock = new Random(pictureSeed);
            List<SampleMark> marks = new ArrayList<>();
            long number = 0;
            for (int frame = 0; frame < frames; frame++) {
                long ticks = (long) frame * spacing + (jitterTicks == 0 ? 0 : clock.nextInt(jitterTicks));
                boolean there = first ? frame < endA : frame >= startB;
                boolean hole = first && frame >= holeFrom && frame < holeFrom + holeLength;
                if (!there || hole) {
                    continue;
                }
                long place = number++;
                if (random.nextInt(100) < lossPercent) {
                    continue;
                }
                long picture = frame % periodFrames + (long) pictureSeed * 1_000 + (ownBytes && first ? 1 << 20 : 0);
                long timeUs = 1_700_000_000_000_000L + SampleMark.usOf(ticks) + random.nextInt(30_000);
                long zero = first ? zeroA : zeroB;
                marks.add(new SampleMark(
                        run,
                        place,
                        zero + ticks,
                        zero + ticks,
                        first ? timeUs : timeUs + skewUs,
                        100,
                        frame % 25 == 0,
                        picture * 0x9E3779B97F4A7C15L));
            }
            return marks;
        }

        @Override
        public String toString() {
            return "period " + periodFrames + ", frames " + frames + ", spacing " + spacing + ", end of A " + endA
                    + ", start of B " + startB + ", skew " + skewUs + " µs, loss " + lossPercent + " %";
        }
    }
}
