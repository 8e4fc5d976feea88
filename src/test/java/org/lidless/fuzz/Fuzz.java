package org.lidless.fuzz;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// `./dev fuzz [TARGET…] [--minutes N] [--seed S]`: feeds each parser for so long (10 minutes), one after another. What
/// breaks one is kept in the corpus, printed, and ends the run of that parser.
public final class Fuzz {

    /// An input that takes longer than this is taken for one that never ends.
    private static final long HANG_NS = 20_000_000_000L;

    private static final long POLL_MS = 250;

    private final Target target;
    private final Fuzzer fuzzer;
    private final AtomicLong inputs = new AtomicLong();
    private volatile Fuzzer.Fault fault;
    private volatile boolean isOver;

    private Fuzz(Target target, long seed) throws IOException {
        this.target = target;
        this.fuzzer = new Fuzzer(target, Corpus.of(target), seed);
    }

    private void run() {
        Optional<Fuzzer.Fault> found = fuzzer.replay();
        while (found.isEmpty() && !isOver) {
            found = fuzzer.once();
            inputs.incrementAndGet();
        }
        fault = found.orElse(null);
        isOver = true;
    }

    /// True when nothing broke.
    private boolean watch(long forNs) throws IOException, InterruptedException {
        Thread thread =
                Thread.ofPlatform().daemon().name("fuzz-" + target.name()).start(this::run);
        long beganNs = System.nanoTime();
        long seen = -1;
        long movedNs = beganNs;
        while (!isOver && System.nanoTime() - beganNs < forNs) {
            thread.join(POLL_MS);
            if (inputs.get() != seen) {
                seen = inputs.get();
                movedNs = System.nanoTime();
            } else if (System.nanoTime() - movedNs > HANG_NS) {
                fault = Fuzzer.Fault.of(fuzzer.current(), "does not end:\n" + Arrays.toString(thread.getStackTrace()));
                break;
            }
        }
        isOver = true;
        System.out.printf("%-16s %,12d inputs, %,6d kept%n", target.name(), inputs.get(), fuzzer.kept());
        Fuzzer.Fault broken = fault;
        if (broken != null) {
            System.out.println("  BROKEN by " + Corpus.keep(target, broken.input()) + ": " + broken.what());
        }
        return broken == null;
    }

    public static void main(String[] words) throws Exception {
        List<String> said = Arrays.asList(words);
        double minutes = Double.parseDouble(option(said, "--minutes", "10"));
        long seed = Long.parseLong(option(said, "--seed", Long.toString(System.nanoTime() & 0xFFFFFF)));
        List<Target> chosen = Targets.all().stream()
                .filter(each -> said.contains(each.name())
                        || Targets.all().stream().noneMatch(any -> said.contains(any.name())))
                .toList();
        System.out.println("seed " + seed + ", " + minutes + " minutes for each of " + chosen.size());
        boolean isWell = true;
        for (Target target : chosen) {
            isWell &= new Fuzz(target, seed).watch((long) (minutes * 60e9));
        }
        System.exit(isWell ? 0 : 1);
    }

    private static String option(List<String> said, String name, String otherwise) {
        int at = said.indexOf(name);
        return at < 0 ? otherwise : said.get(at + 1);
    }
}
