package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The judge of what management servers agree on.
final class FactsHistoryTest {

    private static final String A = write("a", 10, 20, "agreed", 1);
    private static final String B = write("b", 30, 40, "agreed", 2);

    @Test
    void whatIsAsItWasToldIsRight() {
        assertThat(faults(List.of("a", "b", "c"), A, B, write("c", 15, 90, "unknown", -1), read(2, "a", "b")))
                .isEmpty();
        assertThat(faults(List.of("a", "b"), A, B, write("c", 15, 90, "unknown", -1), write("d", 1, 2, "refused", -1)))
                .isEmpty();
    }

    @Test
    void whatWasAgreedOnAndIsNotThereIsLost() {
        assertThat(faults(List.of("a"), A, B)).singleElement().asString().startsWith("agreed on and lost");
    }

    @Test
    void whatWasRefusedAndIsThereIsWrong() {
        assertThat(faults(List.of("a", "d"), A, write("d", 1, 2, "refused", -1)))
                .singleElement()
                .asString()
                .startsWith("refused");
    }

    @Test
    void whatTookEffectBeforeItWasAskedForIsWrong() {
        assertThat(faults(List.of("c", "a", "b"), A, B, write("c", 25, 90, "unknown", -1)))
                .anyMatch(each -> each.startsWith("asked for after"));
        assertThat(faults(List.of("b", "a"), A, B)).anyMatch(each -> each.startsWith("asked for after"));
    }

    @Test
    void linesStandInTheOrderOfTheirRevisions() {
        assertThat(faults(List.of("a", "b"), A, write("b", 15, 40, "agreed", 7)))
                .as("other changes are revisions, too")
                .isEmpty();
        assertThat(faults(List.of("a", "b"), write("a", 10, 20, "agreed", 3), write("b", 15, 40, "agreed", 3)))
                .singleElement()
                .asString()
                .startsWith("agreed on as a later revision");
    }

    @Test
    void whatWasShownAndNeverAgreedOnIsWrong() {
        assertThat(faults(List.of("a", "b"), A, B, read(2, "b", "a")))
                .singleElement()
                .asString()
                .startsWith("shown");
        assertThat(faults(List.of("a", "a"), A)).anyMatch(each -> each.startsWith("twice"));
    }

    private static List<String> faults(List<String> agreed, String... printed) {
        return FactsHistory.of(Stream.of(printed)).faults(agreed);
    }

    private static String write(String line, long from, long to, String outcome, long revision) {
        return """
                {"op":"write","line":"%s","from":%d,"to":%d,"outcome":"%s","revision":%d}""".formatted(line, from, to, outcome, revision);
    }

    private static String read(long revision, String... lines) {
        return """
                {"op":"read","from":50,"to":60,"revision":%d,"lines":["%s"]}""".formatted(revision, String.join("\",\"", lines));
    }
}
