package org.lidless.torture;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What several writers were told, judged against the order of lines that the site agreed on in the end. The writes
/// are linearizable when there is an order of all that took effect in which each stands between its question and its
/// answer; here that order is known, because every revision keeps the lines of the one that it is based on.
///
/// @param writes what was asked and answered
/// @param reads  what was shown meanwhile
record FactsHistory(List<Write> writes, List<Read> reads) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    enum Outcome {
        AGREED,
        REFUSED,
        UNKNOWN
    }

    /// Moments are ns of the machine's monotonic clock.
    ///
    /// @param revision that it became, when it was agreed on
    record Write(String line, long fromNs, long toNs, Outcome outcome, long revision) {}

    /// Lines as they were shown.
    record Read(long fromNs, long toNs, long revision, List<String> lines) {}

    /// Reads what writers have printed, one JSON object a line; what they are just printing is left out.
    static FactsHistory of(Stream<String> printed) {
        var writes = new ArrayList<Write>();
        var reads = new ArrayList<Read>();
        printed.filter(line -> line.startsWith("{") && line.endsWith("}"))
                .map(JSON::readTree)
                .forEach(said -> {
                    long fromNs = said.path("from").asLong();
                    long toNs = said.path("to").asLong();
                    long revision = said.path("revision").asLong();
                    switch (said.path("op").asString("")) {
                        case "write" ->
                            writes.add(new Write(said.path("line").asString(), fromNs, toNs, outcome(said), revision));
                        case "read" -> {
                            List<String> lines = said.path("lines")
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList();
                            reads.add(new Read(fromNs, toNs, revision, lines));
                        }
                        default -> {}
                    }
                });
        return new FactsHistory(writes, reads);
    }

    private static Outcome outcome(JsonNode said) {
        return Outcome.valueOf(said.path("outcome").asString("").toUpperCase(java.util.Locale.ROOT));
    }

    long count(Outcome outcome) {
        return writes.stream().filter(each -> each.outcome() == outcome).count();
    }

    /// Everything that is wrong.
    ///
    /// @param agreed the lines of the newest document, in their order: later ones came with later revisions
    List<String> faults(List<String> agreed) {
        var faults = new ArrayList<String>();
        Map<String, Integer> places = new HashMap<>();
        for (int at = 0; at < agreed.size(); at++) {
            if (places.put(agreed.get(at), at + 1) != null) {
                faults.add("twice: " + agreed.get(at));
            }
        }
        for (Write each : writes) {
            faults.addAll(faults(each, places.getOrDefault(each.line(), 0)));
        }
        faults.addAll(disorder(places));
        for (Read each : reads) {
            boolean isPrefix = each.lines().size() <= agreed.size()
                    && each.lines().equals(agreed.subList(0, each.lines().size()));
            if (!isPrefix) {
                faults.add("shown, and never agreed on: revision " + each.revision() + " with " + each.lines());
            }
        }
        return faults;
    }

    private static List<String> faults(Write write, int place) {
        return switch (write.outcome()) {
            case AGREED -> {
                if (place == 0) {
                    yield List.of("agreed on and lost: " + write);
                }
                yield List.of();
            }
            case REFUSED -> place == 0 ? List.of() : List.of("refused and there all the same: " + write);
            case UNKNOWN -> List.of();
        };
    }

    /// Walks the lines from the last to the first: none may have begun after a later one was answered, or have become a
    /// later revision.
    private List<String> disorder(Map<String, Integer> places) {
        var faults = new ArrayList<String>();
        List<Write> effective = writes.stream()
                .filter(each -> places.containsKey(each.line()))
                .sorted((one, other) -> Integer.compare(
                        requireNonNull(places.get(other.line())), requireNonNull(places.get(one.line()))))
                .toList();
        long answeredNs = Long.MAX_VALUE;
        long revision = Long.MAX_VALUE;
        for (Write each : effective) {
            if (each.fromNs() > answeredNs) {
                faults.add("asked for after a later one was answered: " + each);
            }
            if (each.outcome() == Outcome.AGREED) {
                if (each.revision() >= revision) {
                    faults.add("agreed on as a later revision than what stands behind it: " + each);
                }
                revision = each.revision();
                answeredNs = Math.min(answeredNs, each.toNs());
            }
        }
        return faults;
    }

    /// Reads that did not show a line that was agreed on before they began. Allowed while nobody leads: then a
    /// server answers with what it knows.
    long stale() {
        return reads.stream()
                .filter(read -> writes.stream()
                        .anyMatch(write -> write.outcome() == Outcome.AGREED
                                && write.toNs() < read.fromNs()
                                && write.revision() > read.revision()))
                .count();
    }
}
