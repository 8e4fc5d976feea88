package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lidless.torture.NamesHistory.Name;

/// The judge of facts that overwrite each other.
final class NamesHistoryTest {

    private static final String NOBODY = look("m1", 1, 2, "", 4);
    private static final String A = call("a", 10, 20, "agreed", 5);
    private static final String B = call("b", 30, 40, "agreed", 6);

    @Test
    void whatIsAsItWasToldIsRight() {
        assertThat(faults("b", 6, NOBODY, A, B, look("m2", 15, 50, "a", 5))).isEmpty();
        assertThat(faults("c", 7, NOBODY, A, B, call("c", 15, 90, "unknown", 0)))
                .isEmpty();
        assertThat(faults("b", 6, NOBODY, A, B, call("c", 15, 90, "unknown", 0)))
                .isEmpty();
        assertThat(faults("b", 6, NOBODY, A, B, look("m2", 45, 50, "a", 5), look("m1", 41, 42, "b", 6)))
                .as("another server may be behind")
                .isEmpty();
        assertThat(faults("a", 6, NOBODY, call("a", 10, 50, "agreed", 0), call("b", 10, 40, "agreed", 0)))
                .isEmpty();
    }

    @Test
    void whatWasAgreedOnAndDidNotCountIsLost() {
        assertThat(faults("a", 5, NOBODY, A, B)).anyMatch(each -> each.startsWith("shown and lost"));
        assertThat(faults("a", 5, NOBODY, A, call("b", 30, 40, "agreed", 0)))
                .singleElement()
                .asString()
                .isEqualTo("anna was changed 1 times; agreed on 2, unknown 0");
        assertThat(NamesHistory.of(Stream.of(NOBODY, A)).faults(new TreeMap<>()))
                .singleElement()
                .asString()
                .startsWith("agreed on and gone");
    }

    @Test
    void whatTookEffectTwiceIsWrong() {
        assertThat(faults("b", 7, NOBODY, A, B)).anyMatch(each -> each.startsWith("anna was changed 3 times"));
    }

    @Test
    void whatWasRefusedAndIsShownIsWrong() {
        assertThat(faults("b", 6, NOBODY, A, B, call("r", 5, 8, "refused", 0), look("m1", 12, 14, "r", 7)))
                .anyMatch(each -> each.startsWith("refused and shown"));
    }

    @Test
    void whatIsShownBeforeItWasAskedForIsWrong() {
        assertThat(faults("b", 6, NOBODY, A, B, look("m1", 21, 22, "b", 6)))
                .singleElement()
                .asString()
                .startsWith("shown before");
    }

    @Test
    void twoOfOneVersionAreWrong() {
        assertThat(faults("b", 6, NOBODY, A, call("b", 10, 40, "agreed", 5), look("m1", 50, 60, "b", 6)))
                .anyMatch(each -> each.startsWith("two of one version"));
    }

    @Test
    void whatTookEffectInAnotherOrderThanAnswersSayIsWrong() {
        assertThat(faults("a", 6, NOBODY, call("a", 10, 20, "agreed", 6), call("b", 30, 40, "agreed", 5)))
                .singleElement()
                .asString()
                .startsWith("asked for after");
    }

    @Test
    void aServerThatGoesBackIsCounted() {
        Stream<String> printed = Stream.of(NOBODY, A, B, look("m1", 41, 42, "b", 6), look("m1", 43, 44, "a", 5));
        assertThat(NamesHistory.of(printed).wentBack())
                .singleElement()
                .asString()
                .startsWith("m1 went back");
    }

    private static List<String> faults(String last, long version, String... printed) {
        var people = new TreeMap<String, Name>();
        people.put("anna", new Name(last, version));
        return NamesHistory.of(Stream.of(printed)).faults(people);
    }

    private static String call(String value, long from, long to, String outcome, long version) {
        return """
                {"op":"call","person":"anna","value":"%s","from":%d,"to":%d,"outcome":"%s","version":%d}""".formatted(value, from, to, outcome, version);
    }

    private static String look(String start, long from, long to, String value, long version) {
        return """
                {"op":"look","start":"%s","from":%d,"to":%d,"people":{"anna":{"value":"%s","version":%d}}}""".formatted(start, from, to, value, version);
    }
}
