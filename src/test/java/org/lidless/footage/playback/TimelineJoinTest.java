package org.lidless.footage.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Stretch;

/// What is joined for a width hides footage and never a gap.
final class TimelineJoinTest {

    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");

    private static Stretch have(long from, long to, NodeId node) {
        return new Stretch.Have(new TimeSpan(from, to), node);
    }

    private static Stretch gap(long from, long to) {
        return new Stretch.Missing(new TimeSpan(from, to), GapCause.NETWORK);
    }

    @Test
    void whatAdjoinsIsOne() {
        assertThat(TimelineJoin.of(List.of(have(0, 10, R1), have(10, 20, R1), have(20, 30, S1)), 5))
                .containsExactly(have(0, 20, R1), have(20, 30, S1));
    }

    @Test
    void aSplinterOfFootageBetweenTwoGapsGoesUnderInThem() {
        assertThat(TimelineJoin.of(List.of(have(0, 100, R1), gap(100, 110), have(110, 112, R1), gap(112, 120)), 5))
                .containsExactly(have(0, 100, R1), gap(100, 120));
    }

    @Test
    void aSplinterOfAnotherRecorderStays() {
        List<Stretch> all = List.of(have(0, 100, R1), gap(100, 110), have(110, 112, S1), gap(112, 120));
        assertThat(TimelineJoin.of(all, 5)).isEqualTo(all);
    }

    @Test
    void aGapShorterThanAPictureElementStays() {
        List<Stretch> all = List.of(have(0, 100, R1), gap(100, 101), have(101, 200, R1));
        assertThat(TimelineJoin.of(all, 50)).isEqualTo(all);
    }

    @Test
    void manyGapsAreAsManyAsCanBeTold() {
        List<Stretch> all = new ArrayList<>();
        for (int i = 0; i < 100_000; i += 10) {
            all.add(have(i, i + 6, R1));
            all.add(gap(i + 6, i + 10));
        }
        List<Stretch> joined = TimelineJoin.of(all, 1_000);
        assertThat(joined).hasSize(2).last().isEqualTo(gap(6, 100_000));
    }
}
