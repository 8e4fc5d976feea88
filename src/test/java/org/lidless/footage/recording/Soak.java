package org.lidless.footage.recording;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// `./dev soak`: days of a site's footage in minutes. Cameras whose clocks drift, jump, wrap and count at another
/// rate than they say, on a network that stalls, are recorded by the real rings, writers, pool and index in
/// simulated time; each sealed segment is read and compared with what was sent. Ends with 1 when anything is not
/// as it must be.
public final class Soak {

    private static final long HOUR_US = 3_600_000_000L;
    private static final long TELL_US = 4 * HOUR_US;
    /// The index remembers every segment that was dropped; anything more than that is a leak.
    private static final long GROWTH_MAX = 48L << 20;

    private final PrintStream out = System.out;
    private final List<Long> heap = new ArrayList<>();
    private final long startedNs = System.nanoTime();

    private Soak() {}

    public static void main(String[] words) throws IOException {
        Map<String, String> said = new HashMap<>(Map.of(
                "--days",
                "3",
                "--cameras",
                "6",
                "--segment",
                "300",
                "--seed",
                Long.toString(new SplittableRandom().nextLong(1_000_000))));
        for (int i = 0; i + 1 < words.length; i += 2) {
            if (said.replace(words[i], words[i + 1]) == null) {
                System.err.println("./dev soak [--days N] [--cameras N] [--segment SECONDS] [--seed S]");
                System.exit(2);
            }
        }
        System.exit(new Soak().run(said) ? 0 : 1);
    }

    private boolean run(Map<String, String> said) throws IOException {
        long seed = Long.parseLong(said.get("--seed"));
        double days = Double.parseDouble(said.get("--days"));
        int cameras = Integer.parseInt(said.get("--cameras"));
        long segmentUs = Long.parseLong(said.get("--segment")) * 1_000_000;
        out.printf(
                "seed %d: %.1f days of %d cameras, a segment each %d s%n", seed, days, cameras, segmentUs / 1_000_000);
        List<String> faults;
        try (var round = new SoakRound(seed, cameras, segmentUs)) {
            faults = new ArrayList<>(round.run(Math.round(days * 24 * HOUR_US), TELL_US, this::tell));
        }
        if (heap.size() > 2 && heap.getLast() - heap.get(1) > GROWTH_MAX) {
            faults.add("memory grew from " + (heap.get(1) >> 20) + " to " + (heap.getLast() >> 20) + " MiB");
        }
        faults.forEach(out::println);
        out.println(
                faults.isEmpty()
                        ? "passed: nothing lost, order kept, no gap that never was"
                        : "FAILED; again with ./dev soak --seed " + seed);
        return faults.isEmpty();
    }

    private void tell(SoakRound.Reached reached) {
        System.gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        heap.add(used);
        long hours = reached.simulatedUs() / HOUR_US;
        out.printf(
                "day %d, %2d h: %,d samples, %,d segments, shown up to %d ms from when they were taken (%d ms where nothing"
                        + " was disturbed), %d files open, %d MiB; %d s%n",
                hours / 24,
                hours % 24,
                reached.samples(),
                reached.segments(),
                reached.worstUs() / 1000,
                reached.worstQuietUs() / 1000,
                reached.open(),
                used >> 20,
                (System.nanoTime() - startedNs) / 1_000_000_000L);
    }
}
