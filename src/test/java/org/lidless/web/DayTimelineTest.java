package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A day's timeline of 64 cameras over HTTPS costs less than a tenth of a second. `./dev bench api` measures how long
/// it takes; here it is processor time that counts, because other tests run beside this one.
@Tag("process")
final class DayTimelineTest {

    private static final double MILLIS_MAX = 100;

    @TempDir
    private Path place;

    @Test
    void aDayOfSixtyFourCamerasIsAnsweredInATenthOfASecond() throws Exception {
        DayTimelineBench.Figures figures = new DayTimelineBench(64, 12, 100).measure(place);
        assertThat(DayTimelineBench.Figures.at(figures.cpu(), 0.99))
                .as(figures.line())
                .isLessThan(MILLIS_MAX);
    }
}
