package org.lidless.footage.timeline.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lidless.domain.NodeId;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Seeded: each writer's holes, and what the others' copies can fill them with, against the frames that each has.
class HoleFinderTest {

    private static final int SEEDS = 500;
    /// A span of missing samples runs from the last one that is there to the next one.
    private static final long EDGE_US = 1_000;

    @Test
    void aHoleIsSeenWhereFramesAreMissingAndNowhereElse() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var footage = new Footage(new Random(seed), 2, 3);
            for (Footage.Take take : footage.takes) {
                var finder = new HoleFinder(take.writer);
                int before = -1;
                for (var each : take.byFrame.entrySet()) {
                    boolean hole = finder.next(each.getValue()).isPresent();
                    assertThat(hole)
                            .as("seed %d run %s frame %d", seed, take.run, each.getKey())
                            .isEqualTo(before >= 0 && each.getKey() != before + 1);
                    before = each.getKey();
                }
            }
        }
    }

    @Test
    void whatAnyOtherCopyHasIsFoundAndTheRestIsOpen() {
        int filled = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var footage = new Footage(new Random(seed), 2, 0);
            AlignmentGraph graph = AlignmentGraph.of(footage.alignments(0));
            for (Footage.Take take : footage.takes) {
                List<Reach> others = reaches(footage, take);
                for (Hole hole : holes(take)) {
                    Filling filling = HoleFilling.of(hole, others, graph);
                    List<Reach> shuffled = new ArrayList<>(others);
                    Collections.shuffle(shuffled, new Random(seed));
                    assertThat(HoleFilling.of(hole, shuffled, graph)).isEqualTo(filling);
                    judge(footage, take, hole, filling, seed);
                    filled += filling.parts().size();
                }
            }
        }
        assertThat(filled).isGreaterThan(SEEDS);
    }

    private static void judge(Footage footage, Footage.Take take, Hole hole, Filling filling, long seed) {
        int from = footage.frameOf(hole.last());
        int to = footage.frameOf(hole.next());
        TreeSet<Integer> fetched = new TreeSet<>();
        for (Filling.Part part : filling.parts()) {
            Footage.Take source = footage.takes.stream()
                    .filter(each -> each.run.equals(part.run()))
                    .findFirst()
                    .orElseThrow();
            source.byFrame.forEach((frame, mark) -> {
                if (mark.decodeTicks() >= part.fromTicks() && mark.decodeTicks() <= part.toTicks()) {
                    assertThat(fetched.add(frame))
                            .as("seed %d twice %d", seed, frame)
                            .isTrue();
                }
            });
        }
        TreeSet<Integer> there = new TreeSet<>();
        for (Footage.Take other : footage.takes) {
            if (other != take && other.overlaps(take)) {
                there.addAll(other.byFrame.keySet());
            }
        }
        for (int frame = from + 1; frame < to; frame++) {
            assertThat(fetched.contains(frame))
                    .as("seed %d frame %d between %d and %d: %s", seed, frame, from, to, filling)
                    .isEqualTo(there.contains(frame));
            long ticks = footage.decode[frame] - footage.decode[from];
            long timeUs = hole.span().fromUs() + SampleMark.usOf(ticks);
            assertThat(filling.open().stream()
                            .anyMatch(open -> open.fromUs() + EDGE_US < timeUs && timeUs + EDGE_US < open.toUs()))
                    .as("seed %d open at frame %d of %d..%d: %s", seed, frame, from, to, filling)
                    .isEqualTo(!there.contains(frame));
        }
        assertThat(fetched.headSet(from + 1)).isEmpty();
        assertThat(fetched.tailSet(to)).isEmpty();
    }

    private static List<Hole> holes(Footage.Take take) {
        var finder = new HoleFinder(take.writer);
        List<Hole> holes = new ArrayList<>();
        take.byFrame.values().forEach(mark -> finder.next(mark).ifPresent(holes::add));
        return holes;
    }

    private static List<Reach> reaches(Footage footage, Footage.Take except) {
        List<Reach> reaches = new ArrayList<>();
        for (Footage.Take take : footage.takes) {
            if (take == except || !take.overlaps(except)) {
                continue;
            }
            var finder = new HoleFinder(new NodeId("holder"));
            for (SampleMark mark : take.byFrame.values()) {
                finder.next(mark);
                finder.closed().ifPresent(reaches::add);
            }
            finder.reach().ifPresent(reaches::add);
        }
        return reaches;
    }
}
