package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lidless.domain.ClockQuality;

/// Numbers that stand in files mean for ever what they mean.
final class IndexCodesTest {

    @Test
    void statesAndQualitiesKeepTheirNumbers() {
        assertThat(List.of(SegmentState.OPEN, SegmentState.SEALED, SegmentState.SUSPECT, SegmentState.ENDED))
                .containsExactlyInAnyOrder(SegmentState.values())
                .extracting(IndexCodes::of)
                .containsExactly(0, 1, 2, 3);
        assertThat(List.of(ClockQuality.ARRIVAL, ClockQuality.AGREED))
                .containsExactlyInAnyOrder(ClockQuality.values())
                .extracting(IndexCodes::of)
                .containsExactly(0, 1);
    }

    @Test
    void eachNumberIsReadBack() {
        assertThat(Stream.of(SegmentState.values()).map(IndexCodes::of).map(IndexCodes::state))
                .containsExactly(SegmentState.values());
        assertThat(Stream.of(ClockQuality.values()).map(IndexCodes::of).map(IndexCodes::quality))
                .containsExactly(ClockQuality.values());
    }
}
