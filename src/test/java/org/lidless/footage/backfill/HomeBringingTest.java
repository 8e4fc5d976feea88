package org.lidless.footage.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;

/// What is planned, from rows alone.
final class HomeBringingTest {

    private static SegmentRow row(String pool, String node, long startUs, int hash, SegmentState state) {
        SegmentName name =
                new SegmentName(Footage.camera(1), startUs, Epoch.FIRST, new NodeId(node), new RunId(startUs), 0);
        byte[] bytes = new byte[32];
        bytes[0] = (byte) hash;
        return new SegmentRow(
                new PoolId(pool),
                name,
                state,
                new TimeSpan(startUs, startUs + 10),
                0,
                5,
                1000,
                ClockQuality.ARRIVAL,
                state == SegmentState.SEALED ? Optional.of(new Sha256(bytes)) : Optional.empty(),
                false);
    }

    @Test
    void sealedSegmentsComeTheOldestFirstAndEachOnce() {
        List<SegmentRow> theirs = new ArrayList<>(List.of(
                row("s1.main", "s1", 300, 1, SegmentState.SEALED),
                row("s1.main", "s1", 100, 2, SegmentState.SEALED),
                row("s2.main", "s2", 200, 3, SegmentState.SEALED),
                row("s2.main", "s1", 100, 2, SegmentState.SEALED),
                row("s1.main", "s1", 400, 0, SegmentState.OPEN),
                row("s1.main", "s1", 500, 0, SegmentState.SUSPECT)));
        HomeBringing.Plan expected = HomeBringing.plan(theirs, List.of());
        assertThat(expected.bring()).extracting(each -> each.name().startUs()).containsExactly(100L, 200L, 300L);
        assertThat(expected.bytes()).isEqualTo(3000);
        assertThat(expected.release()).isEmpty();
        assertThat(expected.growing())
                .as("still being written over there")
                .extracting(each -> each.name().startUs())
                .containsExactly(400L);
        for (long seed = 1; seed <= 100; seed++) {
            Collections.shuffle(theirs, new Random(seed));
            assertThat(HomeBringing.plan(theirs, List.of())).as("seed %s", seed).isEqualTo(expected);
        }
    }

    @Test
    void onlyTheVeryBytesThatAreHereAreGivenUpAndOnlyByTheirWriter() {
        List<SegmentRow> theirs = List.of(
                row("s1.main", "s1", 100, 1, SegmentState.SEALED),
                row("s1.main", "s1", 200, 2, SegmentState.SEALED),
                row("s1.main", "s1", 300, 3, SegmentState.SEALED),
                row("s2.main", "s1", 100, 1, SegmentState.SEALED));
        List<SegmentRow> here = List.of(
                row("main", "s1", 100, 1, SegmentState.SEALED),
                row("main", "s1", 200, 9, SegmentState.SEALED),
                row("main", "s1", 300, 0, SegmentState.OPEN));
        HomeBringing.Plan plan = HomeBringing.plan(theirs, here);
        assertThat(plan.release())
                .singleElement()
                .satisfies(each -> assertThat(each.name().startUs()).isEqualTo(100))
                .satisfies(each -> assertThat(each.pool().value()).isEqualTo("s1.main"));
        assertThat(plan.bring())
                .as("an unfinished one here is brought again; another hash is left for a person")
                .extracting(each -> each.name().startUs())
                .containsExactly(300L);
    }
}
