package org.lidless.torture;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lidless.torture.FactsHistory.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What several writers were told of facts that overwrite each other: what people are called. Every value is written
/// once, and the site counts the versions of each fact, so the order in which writes took effect is known as far as
/// anybody saw it: calls are linearizable when that order contradicts no answer and no clock.
///
/// @param calls what was asked and answered
/// @param looks what was shown meanwhile
record NamesHistory(List<Call> calls, List<Look> looks) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Moments are ns of the machine's monotonic clock.
    ///
    /// @param version which it became, 0 when the answer did not say
    record Call(String person, String value, long fromNs, long toNs, Outcome outcome, long version) {}

    /// A value, empty at first, and how often it has changed.
    record Name(String value, long version) {}

    /// @param start of which server, started when
    record Look(String start, long fromNs, long toNs, Map<String, Name> people) {}

    /// Reads what writers have printed, one JSON object a line; what they are just printing is left out.
    static NamesHistory of(Stream<String> printed) {
        var calls = new ArrayList<Call>();
        var looks = new ArrayList<Look>();
        printed.filter(line -> line.startsWith("{") && line.endsWith("}"))
                .map(JSON::readTree)
                .forEach(said -> {
                    long fromNs = said.path("from").asLong();
                    long toNs = said.path("to").asLong();
                    switch (said.path("op").asString("")) {
                        case "call" ->
                            calls.add(new Call(
                                    said.path("person").asString(),
                                    said.path("value").asString(),
                                    fromNs,
                                    toNs,
                                    outcome(said),
                                    said.path("version").asLong()));
                        case "look" -> looks.add(new Look(said.path("start").asString(), fromNs, toNs, people(said)));
                        default -> {}
                    }
                });
        return new NamesHistory(calls, looks);
    }

    private static Outcome outcome(JsonNode said) {
        return Outcome.valueOf(said.path("outcome").asString("").toUpperCase(Locale.ROOT));
    }

    private static Map<String, Name> people(JsonNode said) {
        var people = new TreeMap<String, Name>();
        said.path("people")
                .properties()
                .forEach(each -> people.put(
                        each.getKey(),
                        new Name(
                                each.getValue().path("value").asString(""),
                                each.getValue().path("version").asLong())));
        return people;
    }

    long count(Outcome outcome) {
        return calls.stream().filter(each -> each.outcome() == outcome).count();
    }

    /// Everything that is wrong.
    ///
    /// @param last what all servers show when nobody writes any more
    List<String> faults(Map<String, Name> last) {
        var faults = new ArrayList<String>();
        for (Map.Entry<String, Name> each : last.entrySet()) {
            String person = each.getKey();
            List<Call> asked =
                    calls.stream().filter(call -> call.person().equals(person)).toList();
            faults.addAll(unasked(person, asked));
            SortedMap<Long, String> order = order(person, asked, each.getValue(), faults);
            faults.addAll(lost(person, asked, order));
            faults.addAll(disorder(asked, order));
        }
        calls.stream()
                .filter(call -> call.outcome() == Outcome.AGREED && !last.containsKey(call.person()))
                .forEach(call -> faults.add("agreed on and gone: " + call));
        return faults;
    }

    /// What was shown, and refused, or asked for by nobody yet.
    private List<String> unasked(String person, List<Call> asked) {
        var faults = new ArrayList<String>();
        Map<String, Call> byValue = new HashMap<>();
        asked.forEach(call -> byValue.put(call.value(), call));
        for (Look look : looks) {
            Name shown = look.people().get(person);
            if (shown == null || shown.value().isEmpty()) {
                continue;
            }
            Call call = byValue.get(shown.value());
            if (call == null || call.fromNs() > look.toNs()) {
                faults.add("shown before anybody asked for it: " + person + " " + shown);
            } else if (call.outcome() == Outcome.REFUSED) {
                faults.add("refused and shown all the same: " + call);
            }
        }
        return faults;
    }

    /// Which value each version had, as far as anybody was told.
    private SortedMap<Long, String> order(String person, List<Call> asked, Name last, List<String> faults) {
        var order = new TreeMap<Long, String>();
        Stream<Name> shown =
                looks.stream().flatMap(look -> Stream.ofNullable(look.people().get(person)));
        Stream<Name> answered =
                asked.stream().filter(call -> call.version() > 0).map(call -> new Name(call.value(), call.version()));
        Stream.of(shown, answered, Stream.of(last)).flatMap(names -> names).forEach(name -> {
            String other = order.putIfAbsent(name.version(), name.value());
            if (other != null && !other.equals(name.value())) {
                faults.add("two of one version: " + person + " " + name + " and " + other);
            }
            if (name.version() > last.version()) {
                faults.add("shown and lost: " + person + " " + name + ", in the end " + last);
            }
        });
        return order;
    }

    /// Each change is one version, so versions say how many took effect, also of those that nobody ever saw.
    private static List<String> lost(String person, List<Call> asked, SortedMap<Long, String> order) {
        long agreed =
                asked.stream().filter(each -> each.outcome() == Outcome.AGREED).count();
        long unknown =
                asked.stream().filter(each -> each.outcome() == Outcome.UNKNOWN).count();
        if (!order.getOrDefault(order.firstKey(), "").isEmpty()) {
            return List.of("nobody saw " + person + " without a name");
        }
        long changes = order.lastKey() - order.firstKey();
        return changes >= agreed && changes <= agreed + unknown
                ? List.of()
                : List.of(person + " was changed " + changes + " times; agreed on " + agreed + ", unknown " + unknown);
    }

    /// Walks the values from the last to the first: none may have been asked for after a later one was answered.
    private static List<String> disorder(List<Call> asked, SortedMap<Long, String> order) {
        var faults = new ArrayList<String>();
        Map<String, Long> versions = new HashMap<>();
        order.forEach((version, value) -> versions.put(value, version));
        List<Call> effective = asked.stream()
                .filter(call -> versions.containsKey(call.value()))
                .sorted(Comparator.comparingLong((Call call) -> requireNonNull(versions.get(call.value())))
                        .reversed())
                .toList();
        long answeredNs = Long.MAX_VALUE;
        for (Call call : effective) {
            if (call.fromNs() > answeredNs) {
                faults.add("asked for after a later one was answered: " + call);
            }
            if (call.outcome() == Outcome.AGREED) {
                answeredNs = Math.min(answeredNs, call.toNs());
            }
        }
        return faults;
    }

    /// Where a server showed something older than it had shown since it was started. Allowed while nobody leads: then
    /// it
    /// answers with what it knows, and before with what the leader knew.
    List<String> wentBack() {
        var faults = new ArrayList<String>();
        Map<String, List<Look>> byStart = new TreeMap<>();
        looks.forEach(look -> byStart.computeIfAbsent(look.start(), first -> new ArrayList<>())
                .add(look));
        byStart.forEach((start, all) -> {
            for (Look later : all) {
                for (Look earlier : all) {
                    if (earlier.toNs() < later.fromNs()) {
                        earlier.people().forEach((person, before) -> {
                            Name now = later.people().get(person);
                            if (now == null || now.version() < before.version()) {
                                faults.add(start + " went back: " + person + " was " + before + " and is " + now);
                            }
                        });
                    }
                }
            }
        });
        return faults;
    }
}
