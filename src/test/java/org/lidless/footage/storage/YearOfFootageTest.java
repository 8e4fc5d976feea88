package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// The rows that are made for measuring are those that recording would have made.
class YearOfFootageTest {

    @Test
    void whatIsMadeEqualsWhatIsTold() {
        TimeSpan ever = new TimeSpan(0, Long.MAX_VALUE);
        StreamId camera = YearOfFootage.camera(1);
        try (SqliteIndex made = SqliteIndex.inMemory();
                SqliteIndex told = SqliteIndex.inMemory()) {
            YearOfFootage.fill(made, 1, 4, () -> {});
            List<CatalogueRecord> entries = new ArrayList<>();
            for (SegmentRow row : made.segments(camera, ever)) {
                entries.add(new CatalogueRecord.SegmentSealed(
                        row.name(),
                        row.span(),
                        row.firstNumber(),
                        row.samples(),
                        row.bytes(),
                        row.sha256().orElseThrow(),
                        row.recovered()));
            }
            made.gaps(camera, ever).forEach(gap -> entries.add(new CatalogueRecord.GapStored(gap)));
            assertThat(entries).hasSize(4 * 1_440 + 8);
            told.attach(SimulatedPool.MAIN, "0123456789abcdef");
            told.applyFound(SimulatedPool.MAIN, Footage.NODE, entries);
            assertThat(told.segments(camera, ever)).isEqualTo(made.segments(camera, ever));
            assertThat(told.past(List.of(camera), ever)).isEqualTo(made.past(List.of(camera), ever));
        }
    }
}
