package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Stretch;
import org.lidless.wire.CameraStatus.Missing;

class MissingFootageTest {

    private static final long SECOND = 1_000_000;
    private static final long NOW = 1_800_000_000L * SECOND;

    @Test
    void whatIsMissingIsAddedUpByCauseForTheHourAndTheDay() {
        List<Stretch> day = List.of(
                new Stretch.Missing(before(80_000, 79_990), GapCause.NETWORK),
                new Stretch.Have(before(79_990, 4_000), new NodeId("r1")),
                new Stretch.Missing(before(3_605, 3_590), GapCause.NETWORK),
                new Stretch.Missing(before(100, 98), GapCause.DISK_STALLED));
        assertThat(MissingFootage.missing(day, NOW))
                .containsExactlyInAnyOrder(
                        new Missing("network", 1, 10, 2, 25), new Missing("disk-stalled", 1, 2, 1, 2));
    }

    @Test
    void whereAllIsThereNothingIsMissing() {
        assertThat(MissingFootage.missing(List.of(new Stretch.Have(before(80_000, 0), new NodeId("r1"))), NOW))
                .isEmpty();
    }

    private static TimeSpan before(long fromSeconds, long toSeconds) {
        return new TimeSpan(NOW - fromSeconds * SECOND, NOW - toSeconds * SECOND);
    }
}
