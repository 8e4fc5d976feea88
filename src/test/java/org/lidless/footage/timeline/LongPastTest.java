package org.lidless.footage.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.world.World;

/// How long a day's timeline takes does not depend on how much lies before and behind it. `./dev bench index` measures
/// it with a year. Here it is processor time that counts, because other tests run beside this one.
@Tag("process")
final class LongPastTest {

    private static final double MILLIS_MAX = 50;

    @TempDir
    Path place;

    @Test
    void aDayOfSixtyFourCamerasIsThereInMillis() throws Exception {
        try (SqliteIndex index = SqliteIndex.open(World.real().disk(), place)) {
            IndexBench.Figures figures = new IndexBench(64, 12, 100).measure("SQLite", index, place);
            assertThat(figures.cpuAt(0.99)).as(figures.line()).isLessThan(MILLIS_MAX);
        }
    }
}
