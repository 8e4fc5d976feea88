package org.lidless.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Feeds a target with changed inputs and watches: nothing unexpected may come out, no input may take long, none may
/// make the parser allocate without bound. An input that ends in a new way is kept and changed further. The same seed
/// goes the same way.
final class Fuzzer {

    /// Inputs that are kept because something new happened with them.
    static final int KEPT_MAX = 8_192;

    private final Watched target;
    private final Random chance;
    private final Mutator mutator;
    private final List<byte[]> kept = new ArrayList<>();
    private final Set<Long> signs = new HashSet<>();
    private boolean wasNew;

    /// What went wrong, and with which input.
    ///
    /// @param hex the input's bytes
    record Fault(String hex, String what) {

        static Fault of(byte[] input, String what) {
            return new Fault(HexFormat.of().formatHex(input), what);
        }
    }

    Fuzzer(Target target, List<byte[]> corpus, long seed) {
        this.target = new Watched(target);
        this.chance = new Random(seed);
        this.mutator = new Mutator(chance, target.words());
        kept.addAll(target.seeds());
        kept.addAll(corpus);
    }

    /// Everything as it is, without a change.
    Optional<Fault> replay() {
        for (byte[] each : List.copyOf(kept)) {
            Optional<Fault> fault = feed(each);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /// One changed input.
    Optional<Fault> once() {
        byte[] input = mutator.changed(any(), any());
        Optional<Fault> fault = feed(input);
        if (fault.isEmpty() && wasNew && kept.size() < KEPT_MAX) {
            kept.add(input);
        }
        return fault;
    }

    int kept() {
        return kept.size();
    }

    private byte[] any() {
        return kept.get(chance.nextInt(kept.size()));
    }

    private Optional<Fault> feed(byte[] input) {
        wasNew = false;
        try {
            wasNew = signs.add(target.feed(input.clone()));
            return Optional.empty();
        } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError escaped) {
            return Optional.of(Fault.of(input, trace(escaped)));
        }
    }

    private static String trace(Throwable escaped) {
        StringBuilder text = new StringBuilder(escaped.toString());
        for (int i = 0; i < Math.min(12, escaped.getStackTrace().length); i++) {
            text.append("\n    at ").append(escaped.getStackTrace()[i]);
        }
        return text.toString();
    }
}
