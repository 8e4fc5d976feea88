package org.lidless.footage.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ChainTest {

    private static SampleSource source(int order, long first, long end) {
        return new MadeSource(7, order, 0, first, end);
    }

    private static List<List<Integer>> orders(SampleSource... sources) {
        return Chain.of(List.of(sources)).stream()
                .map(chain -> chain.links().stream()
                        .map(link -> link.source().order())
                        .toList())
                .toList();
    }

    @Test
    void segmentsOfARunFollowEachOther() {
        assertThat(orders(source(0, 0, 50), source(1, 50, 100), source(2, 100, 150)))
                .containsExactly(List.of(0, 1, 2));
    }

    @Test
    void whatWasWrittenTwiceIsAChainOfItsOwn() {
        assertThat(orders(source(0, 0, 50), source(1, 25, 100))).containsExactly(List.of(0), List.of(1));
    }

    /// Seed 99078: two chains, one with a hole and one that ended, were both too short to be compared with the owner's
    /// run, so that what a standby had written by mistake was shown in its place.
    @Test
    void aRunGoesOnBehindWhatWasWrittenAgainAndNotBehindWhatEndedSooner() {
        assertThat(orders(source(0, 0, 20), source(1, 10, 55), source(2, 55, 85)))
                .containsExactly(List.of(0), List.of(1, 2));
    }
}
