package org.lidless.footage.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lidless.footage.timeline.IndexBench.Engine;
import org.lidless.footage.timeline.IndexBench.Figures;

/// How long a day's timeline takes does not depend on how much lies before and behind it: a tenth of what
/// `./dev bench index` measures, so 52 million rows, and a fifth of that in PostgreSQL, which takes longer to fill.
/// Here it is processor time that counts, because other tests run beside this one.
@Tag("process")
final class LongPastTest {

    private static final double MILLIS_MAX = 50;
    private static final int CAMERAS = 100;
    private static final int SCREENS = 100;
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    @Test
    void aDayOfSixtyFourCamerasIsThereInMillisFromEitherEngine() throws Exception {
        Figures sqlite = new IndexBench(CAMERAS, 365, SCREENS).measure(Engine.SQLITE, TEMPORARY);
        Figures postgres = new IndexBench(CAMERAS, 73, SCREENS).measure(Engine.POSTGRESQL, TEMPORARY);
        String sideBySide = Figures.TITLES + "\n" + sqlite.line() + "\n" + postgres.line();
        System.out.println(sideBySide);
        assertThat(sqlite.cpuAt(0.99)).as(sideBySide).isLessThan(MILLIS_MAX);
        assertThat(postgres.cpuAt(0.99)).as(sideBySide).isLessThan(MILLIS_MAX);
        assertThat(sqlite.bytesARow()).as(sideBySide).isLessThan(100);
        assertThat(postgres.bytesARow()).as(sideBySide).isLessThan(205);
    }
}
