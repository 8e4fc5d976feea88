package org.lidless.footage.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

class AbsenceTest {

    private static final TimeSpan ALL = new TimeSpan(0, 60_000_000);
    private static final StreamId STREAM = StreamId.main(new CameraId("cam-1"));

    /// Off hours are put down until the moment at which they end; the camera is called before, so that pictures lie
    /// over the end of what was put down, and two segments may meet a little beside each other there.
    private static final Absence OFF = new Absence(
            List.of(),
            new Causes(
                    List.of(new Causes.Stored(
                            new Gap(STREAM, new TimeSpan(10_000_000, 20_000_000), GapCause.SCHEDULED_OFF),
                            new NodeId("r1"))),
                    List.of()),
            ALL);

    @Test
    void whatIsShorterThanTwoClocksRoundIsNothingWhateverIsStoredThere() {
        assertThat(OFF.of(new TimeSpan(15_000_000, 15_000_306), List.of(), List.of(), Absence.HOLE_MIN_US))
                .isEmpty();
    }

    @Test
    void whatIsLongerHasItsCause() {
        TimeSpan hole = new TimeSpan(15_000_000, 15_001_000);
        assertThat(OFF.of(hole, List.of(), List.of(), Absence.HOLE_MIN_US))
                .containsExactly(new Stretch.Missing(hole, GapCause.SCHEDULED_OFF));
    }
}
