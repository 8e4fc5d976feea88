package org.lidless.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What was asked for on the command line.
///
/// @param streams   cameras at once
/// @param rounds    how often every candidate is measured
/// @param seconds   length of the measured window
/// @param settle    seconds that Lidless has between the last connection and the window: its ring fills, and the
///                  JVM compiles; the others have 2
/// @param deliveries how frames are sent: burst, paced
/// @param only      names of the candidates to measure; empty for all
/// @param gigabytes size of the recorder's pools; then only recorders of ours are measured, because the others never
///                  delete
/// @param json      where to write the result as JSON
/// @param lidless   the command that starts Lidless
record Options(
        int streams,
        int rounds,
        int seconds,
        int settle,
        List<String> deliveries,
        List<String> only,
        OptionalInt gigabytes,
        Optional<Path> json,
        Path lidless) {

    static final String USAGE = """
            usage: ./dev bench ingest [--quick] [--streams N] [--rounds N] [--seconds N] [--minutes N] [--settle N]
                                      [--delivery burst|paced] [--only ours|journal|ffmpeg|floor]...
                                      [--pool-gigabytes N] [--json FILE] [--lidless COMMAND]
            ours forces directly, journal is the same with a journal; --only may be given several times.
            Long: --only journal --streams 400 --minutes 10 --rounds 1 --delivery burst --pool-gigabytes 20
            """;

    static Options parse(String[] arguments) {
        boolean quick = List.of(arguments).contains("--quick");
        int streams = quick ? 40 : 100;
        int rounds = quick ? 1 : 3;
        int seconds = quick ? 8 : 60;
        int settle = quick ? 16 : 40;
        List<String> deliveries = quick ? List.of("burst") : List.of("burst", "paced");
        var only = new ArrayList<String>();
        OptionalInt gigabytes = OptionalInt.empty();
        Optional<Path> json = Optional.empty();
        Path lidless = Path.of("lidless");
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> {}
                case "--streams" -> streams = number(arguments, ++i);
                case "--rounds" -> rounds = number(arguments, ++i);
                case "--seconds" -> seconds = number(arguments, ++i);
                case "--minutes" -> seconds = 60 * number(arguments, ++i);
                case "--pool-gigabytes" -> gigabytes = OptionalInt.of(number(arguments, ++i));
                case "--settle" -> settle = number(arguments, ++i);
                case "--delivery" -> deliveries = List.of(value(arguments, ++i));
                case "--only" -> only.add(value(arguments, ++i));
                case "--json" -> json = Optional.of(Path.of(value(arguments, ++i)));
                case "--lidless" -> lidless = Path.of(value(arguments, ++i));
                default -> throw new IllegalArgumentException("unknown option " + arguments[i] + "\n" + USAGE);
            }
        }
        return new Options(streams, rounds, seconds, settle, deliveries, List.copyOf(only), gigabytes, json, lidless);
    }

    boolean wants(String candidate) {
        boolean isOurs = Candidate.OURS.contains(candidate);
        return (only.isEmpty() || only.contains(candidate)) && (isOurs || gigabytes.isEmpty());
    }

    private static int number(String[] arguments, int at) {
        String text = value(arguments, at);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(arguments[at - 1] + " needs a number, not " + text, notOne);
        }
    }

    private static String value(String[] arguments, int at) {
        if (at >= arguments.length) {
            throw new IllegalArgumentException(arguments[at - 1] + " needs a value\n" + USAGE);
        }
        return arguments[at];
    }
}
