package org.lidless.footage.timeline.splice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentFit;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.AlignmentLearner;
import org.lidless.footage.timeline.alignment.Fit;

/// From marks to the spliced reading with nothing told in between: alignments are those that the fit finds itself.
class LearntSpliceTest {

    private static final int SEEDS = 300;

    @Test
    void whatIsLearntIsTrueAndSplicesEverySampleOnce() {
        int spliced = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var footage = new Footage(new Random(seed), 2, 3);
            List<Alignment> learnt = learnt(footage, seed);
            AlignmentGraph graph = AlignmentGraph.of(learnt);
            assertThat(graph.contradicted()).isEmpty();
            boolean connected = footage.takes.stream()
                            .map(take -> graph.log(take.run))
                            .distinct()
                            .count()
                    == 1;
            if (connected && footage.takes.size() > 1) {
                spliced++;
                List<Spliced> read = SplicerTest.read(footage, footage.copies, learnt);
                assertThat(Verdict.of(footage.recorded(), SplicerTest.frames(footage, read), SplicerTest.holes(read)))
                        .as("seed %d: %s", seed, footage)
                        .isEmpty();
            }
        }
        assertThat(spliced).isGreaterThan(SEEDS / 10);
    }

    private static List<Alignment> learnt(Footage footage, long seed) {
        List<Alignment> learnt = new ArrayList<>();
        for (int i = 0; i < footage.takes.size(); i++) {
            for (int j = i + 1; j < footage.takes.size(); j++) {
                Footage.Take a = footage.takes.get(i);
                Footage.Take b = footage.takes.get(j);
                Fit fit = AlignmentFit.of(a.byFrame.values(), b.byFrame.values(), AlignmentLearner.SKEW_MAX_US);
                if (fit instanceof Fit.Aligned(Alignment found)) {
                    long offset = a.run.compareTo(b.run) < 0 ? b.zero - a.zero : a.zero - b.zero;
                    assertThat(found.tickOffset())
                            .as("seed %d: %s and %s of %s", seed, a.run, b.run, footage)
                            .isEqualTo(offset);
                    learnt.add(found);
                }
            }
        }
        return learnt;
    }
}
