package org.lidless.footage.timeline.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Copies of different bytes: a primary that is killed and returns, a standby that spills from the GOP at the time of
/// the kill and stops when the primary has settled. Each has its own GOPs; frames of one number show one moment.
class KeySpliceTest {

    private static final long START_US = 1_700_000_000_000_000L;
    private static final NodeId PRIMARY = new NodeId("r1");
    private static final NodeId STANDBY = new NodeId("s1");
    private static final int SPACING = 3_600;
    private static final int SEEDS = 300;

    private record Played(int frame, NodeId writer, boolean key, Spliced spliced) {}

    private static final class Story {
        final int gop;
        final int phase;
        final int killed;
        final int spilledFrom;
        final int back;
        final int until;
        final int frames = 1_500;
        final long skewUs;
        final List<Strand> strands = new ArrayList<>();
        final TreeMap<RunId, Long> zeros = new TreeMap<>();

        Story(Random random, boolean skewed) {
            gop = 10 + random.nextInt(90);
            phase = random.nextInt(gop);
            killed = 300 + random.nextInt(200);
            spilledFrom = standbyKeyUpTo(killed);
            back = killed + 50 + random.nextInt(300);
            until = back + 200 + random.nextInt(200);
            skewUs = skewed ? random.nextLong(-100_000, 100_000) : 0;
            int backKey = (back + gop - 1) / gop * gop;
            add(random, 1, PRIMARY, 0, killed, 0, 0);
            add(random, 2, STANDBY, spilledFrom, until, skewUs, phase);
            add(random, 3, PRIMARY, backKey, frames, 0, 0);
        }

        private int standbyKeyUpTo(int frame) {
            return (frame - phase) / gop * gop + phase;
        }

        private void add(Random random, long run, NodeId writer, int from, int to, long skew, int keyPhase) {
            long zero = random.nextLong(1L << 33);
            List<SampleMark> marks = new ArrayList<>();
            for (int f = from; f < to; f++) {
                long ticks = (long) f * SPACING;
                marks.add(new SampleMark(
                        new RunId(run),
                        f - from,
                        zero + ticks,
                        zero + ticks,
                        START_US + skew + SampleMark.usOf(ticks),
                        1000,
                        (f - keyPhase) % gop == 0,
                        random.nextLong()));
            }
            zeros.put(new RunId(run), zero);
            strands.add(new Strand(new RunId(run), writer, writer, Epoch.FIRST, 0, marks.iterator()));
        }

        List<Played> play(boolean sameTimes) {
            List<Alignment> known = new ArrayList<>();
            for (long other : new long[] {1, 3}) {
                RunId run = new RunId(other);
                RunId standby = new RunId(2);
                known.add(
                        sameTimes
                                ? Alignment.between(
                                        run, standby, zero(2) - zero(other), 0, 30, AlignmentKind.SAME_TIMES)
                                : Alignment.between(run, standby, 0, 0, 50, AlignmentKind.PER_SESSION));
            }
            List<OwnedRange> owned = List.of(
                    new OwnedRange(span(0, frames), PRIMARY, new Epoch(1)),
                    new OwnedRange(span(killed, frames), STANDBY, new Epoch(2)),
                    new OwnedRange(span(back + 100, frames), PRIMARY, new Epoch(3)));
            List<Played> played = new ArrayList<>();
            var splicer = new Splicer(strands, AlignmentGraph.of(known), owned);
            splicer.forEachRemaining(each -> played.add(new Played(
                    (int) ((each.mark().decodeTicks() - zero(each.mark().run().bits())) / SPACING),
                    each.strand().writer(),
                    each.mark().key(),
                    each)));
            return played;
        }

        private long zero(long run) {
            Long zero = zeros.get(new RunId(run));
            if (zero == null) {
                throw new AssertionError("no run " + run);
            }
            return zero;
        }

        private static TimeSpan span(int from, int to) {
            return new TimeSpan(START_US + from * 40_000L, START_US + to * 40_000L + 10_000_000);
        }

        @Override
        public String toString() {
            return "GOP " + gop + " phase " + phase + " killed " + killed + " spilled from " + spilledFrom + " back "
                    + back + " until " + until + " skew " + skewUs;
        }
    }

    @Test
    void onOneClockEveryMomentIsShownOnceAndSeamsAreKeySamples() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var story = new Story(new Random(seed), true);
            List<Played> played = story.play(true);
            assertThat(played.stream().map(Played::frame).toList())
                    .as("seed %d: %s", seed, story)
                    .isEqualTo(java.util.stream.IntStream.range(0, story.frames)
                            .boxed()
                            .toList());
            assertSeams(played, seed, story);
            for (int i = 1; i < played.size(); i++) {
                assertThat(played.get(i).spliced().decodeTicks()
                                - played.get(i - 1).spliced().decodeTicks())
                        .isEqualTo(SPACING);
                assertThat(played.get(i).spliced().missing()).isEmpty();
            }
        }
    }

    @Test
    void bySiteTimeNothingIsShownTwiceAndNothingMissedBeyondTheClocksError() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var story = new Story(new Random(seed), true);
            List<Played> played = story.play(false);
            assertSeams(played, seed, story);
            for (int i = 1; i < played.size(); i++) {
                Spliced before = played.get(i - 1).spliced();
                Spliced each = played.get(i).spliced();
                assertThat(each.mark().timeUs())
                        .as("seed %d: %s", seed, story)
                        .isGreaterThan(before.mark().timeUs());
                assertThat(each.decodeTicks()).isGreaterThan(before.decodeTicks());
                assertThat(Math.abs(played.get(i).frame() - played.get(i - 1).frame() - 1))
                        .as("seed %d: %s", seed, story)
                        .isLessThanOrEqualTo((int) (Math.abs(story.skewUs) / 40_000) + 1);
            }
        }
    }

    @Test
    void successorThatBeginsLaterLeavesAHoleUpToItsFirstKeySample() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var story = new Story(new Random(seed), false);
            Strand late = story.strands.remove(1);
            List<SampleMark> marks = new ArrayList<>();
            late.marks().forEachRemaining(marks::add);
            int cut = story.killed - story.spilledFrom + 1;
            story.strands.add(new Strand(
                    late.run(),
                    STANDBY,
                    STANDBY,
                    late.epoch(),
                    0,
                    marks.subList(cut, marks.size()).iterator()));
            List<Played> played = story.play(true);
            assertSeams(played, seed, story);
            int holes = 0;
            for (int i = 1; i < played.size(); i++) {
                int step = played.get(i).frame() - played.get(i - 1).frame();
                assertThat(step).as("seed %d: %s", seed, story).isBetween(1, story.gop + 1);
                assertThat(played.get(i).spliced().missing().isPresent()).isEqualTo(step > 1);
                if (step > 1) {
                    holes++;
                    assertThat(played.get(i)
                                    .spliced()
                                    .missing()
                                    .orElseThrow()
                                    .span()
                                    .durationUs())
                            .isEqualTo(step * 40_000L);
                }
            }
            assertThat(holes).isEqualTo(1);
        }
    }

    private static void assertSeams(List<Played> played, long seed, Story story) {
        int seams = 0;
        for (int i = 1; i < played.size(); i++) {
            if (!played.get(i).writer().equals(played.get(i - 1).writer())) {
                seams++;
                assertThat(played.get(i).key()).as("seed %d: %s", seed, story).isTrue();
                assertThat(played.get(i).spliced().seam()).isEqualTo(Spliced.Seam.OTHER_BYTES);
            }
        }
        assertThat(seams).as("seed %d: %s", seed, story).isEqualTo(2);
    }
}
