package org.lidless.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every input of the corpus again, and some changed ones from a fixed seed; `./dev fuzz` goes on for longer.
final class ParsersSurviveTest {

    private static final int CHANGED = 1_000;

    static Stream<Target> targets() {
        return Targets.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void nothingEscapesAndNothingGrowsWithoutBound(Target target) throws Exception {
        Fuzzer fuzzer = new Fuzzer(target, Corpus.of(target), 1);
        assertThat(fuzzer.replay()).isEmpty();
        for (int input = 0; input < CHANGED; input++) {
            assertThat(fuzzer.once()).isEmpty();
        }
        assertThat(fuzzer.kept())
                .as("inputs that led somewhere new")
                .isGreaterThan(target.seeds().size());
    }
}
