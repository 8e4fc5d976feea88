package org.lidless.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Feeds a target with changed inputs and watches: nothing unexpected may come out, no input may take long, none may
/// make the parser allocate without bound. The same seed goes the same way.
final class Fuzzer {

    /// The most that one input may take of a processor, ns. Parsers take microseconds.
    static final long CPU_NS_MAX = 2_000_000_000L;
    /// Inputs that are kept because something new happened with them.
    static final int KEPT_MAX = 4_096;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Target target;
    private final Random chance;
    private final Mutator mutator;
    private final List<byte[]> kept = new ArrayList<>();
    private final Set<Long> signs = new HashSet<>();
    private volatile byte[] current = {};

    /// What went wrong, and with which input.
    ///
    /// @param hex the input's bytes
    record Fault(String hex, String what) {

        static Fault of(byte[] input, String what) {
            return new Fault(HexFormat.of().formatHex(input), what);
        }

        byte[] input() {
            return HexFormat.of().parseHex(hex);
        }
    }

    Fuzzer(Target target, List<byte[]> corpus, long seed) {
        this.target = target;
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
        int before = signs.size();
        Optional<Fault> fault = feed(input);
        if (fault.isEmpty() && signs.size() > before && kept.size() < KEPT_MAX) {
            kept.add(input);
        }
        return fault;
    }

    /// What is being parsed now: for whoever finds that it does not end. Any thread.
    byte[] current() {
        return current;
    }

    int kept() {
        return kept.size();
    }

    private byte[] any() {
        return kept.get(chance.nextInt(kept.size()));
    }

    private Optional<Fault> feed(byte[] input) {
        current = input;
        long cpuNs = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        try {
            signs.add(target.feed(input.clone()));
        } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError escaped) {
            return Optional.of(Fault.of(input, trace(escaped)));
        }
        long tookNs = THREADS.getCurrentThreadCpuTime() - cpuNs;
        long took = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        if (tookNs > CPU_NS_MAX) {
            return Optional.of(Fault.of(input, "took " + tookNs / 1_000_000 + " ms"));
        }
        if (took > target.allocationMax(input.length)) {
            return Optional.of(Fault.of(input, "allocated " + took + " bytes for " + input.length));
        }
        return Optional.empty();
    }

    private static String trace(Throwable escaped) {
        StringBuilder text = new StringBuilder(escaped.toString());
        for (int i = 0; i < Math.min(12, escaped.getStackTrace().length); i++) {
            text.append("\n    at ").append(escaped.getStackTrace()[i]);
        }
        return text.toString();
    }
}
