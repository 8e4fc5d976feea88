package org.lidless.sim.footage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The written scenarios go as they say. When they rightly go another way now, `./dev sim --rewrite FILE` says how, and
/// the difference is for a person to read.
class ScenarioFilesTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("lidless.home", "."), "src", "test", "resources", "scenarios");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void goesAsWritten(Path file) throws IOException {
        String text = Files.readString(file);
        assertThat(ScenarioFile.read(text).played(FootageMutant.NONE)).isEqualTo(text);
        assertThat(text).doesNotContain("!!");
    }

    @Test
    void whatIsDrawnReadsAsItIsWritten() {
        for (long seed = 1; seed <= 200; seed++) {
            Scenario drawn = ScenarioDraw.of(seed);
            ScenarioFile written = ScenarioFile.of(drawn, "seed " + seed);
            assertThat(written.scenario()).isEqualTo(drawn);
        }
    }

    @Test
    void aFailingSeedIsMadeShort() {
        FootageRehearsal.Caught caught = FootageRehearsal.caught(FootageMutant.TAKES_OVER_AT_NOW, 50);
        Scenario drawn = ScenarioDraw.of(caught.seed());
        Scenario shrunk = Shrinking.shrink(drawn, FootageMutant.TAKES_OVER_AT_NOW, caught.failure());
        assertThat(shrunk.steps()).hasSizeLessThan(drawn.steps().size());
        assertThat(FootageRehearsal.play(shrunk, FootageMutant.TAKES_OVER_AT_NOW)
                        .failures
                        .found())
                .anyMatch(each -> each.startsWith(caught.oracle()));
    }
}
