package org.lidless.torture;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One stretch of a time line, as a recorder shows it.
///
/// @param state `have`, `away` or `gap`
/// @param by    who recorded it, or why it is missing
record Shown(String state, Instant from, Instant to, String by) {

    static Shown of(JsonNode stretch) {
        return new Shown(
                stretch.path("state").asString("?"),
                Instant.parse(stretch.path("from").asString()),
                Instant.parse(stretch.path("to").asString()),
                stretch.path("node").asString(stretch.path("cause").asString("?")));
    }

    boolean isHad() {
        return state.equals("have");
    }

    boolean isGap() {
        return state.equals("gap");
    }

    /// What is wrong with the order of a time line: stretches that run backwards or begin before the one before ends.
    static List<String> disorder(List<Shown> line) {
        return java.util.stream.IntStream.range(0, line.size())
                .filter(at -> !line.get(at).from().isBefore(line.get(at).to())
                        || (at > 0
                                && line.get(at).from().isBefore(line.get(at - 1).to())))
                .mapToObj(at -> "out of order: " + line.get(at))
                .toList();
    }

    @Override
    public String toString() {
        return state + " (" + by + ") from " + from + " to " + to;
    }
}
