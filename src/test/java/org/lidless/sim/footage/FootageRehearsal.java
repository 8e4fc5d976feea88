package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.sim.footage.FootageOracles.Rehearsed;

/// `./dev sim`: rehearses takeover, pause, return, hole and merge from seeds, or the planted bugs.
final class FootageRehearsal {

    private static final int REPLAY_EACH = 50;
    private static final int MUTANT_SEEDS_MAX = 300;

    private FootageRehearsal() {}

    static FootageSite play(long seed, FootageMutant mutant) {
        var site = new FootageSite(seed, mutant);
        site.run();
        return site;
    }

    /// What went wrong under the seeds from one to another, both included, and what was rehearsed.
    record Played(List<String> failures, Map<Rehearsed, Integer> rehearsed) {}

    static Played play(long from, long to) {
        List<String> failures = new ArrayList<>();
        Map<Rehearsed, Integer> rehearsed = new TreeMap<>();
        for (long seed = from; seed <= to; seed++) {
            FootageSite site = play(seed, FootageMutant.NONE);
            for (String failure : site.oracles.failures()) {
                failures.add("seed " + seed + ": " + failure);
            }
            site.oracles.rehearsed().forEach((what, times) -> rehearsed.merge(what, times, Integer::sum));
            if (seed % REPLAY_EACH == 0 && play(seed, FootageMutant.NONE).kernel.hash() != site.kernel.hash()) {
                failures.add("seed " + seed + ": REPLAY played twice, it went another way");
            }
        }
        return new Played(failures, rehearsed);
    }

    /// The first seed under which one of its oracles catches the bug; empty when none does.
    static String caught(FootageMutant mutant, int seeds) {
        for (long seed = 1; seed <= seeds; seed++) {
            for (String failure : play(seed, mutant).oracles.failures()) {
                String oracle = mutant.caughtBy(failure);
                if (!oracle.isEmpty()) {
                    return oracle + ", seed " + seed;
                }
            }
        }
        return "";
    }

    /// @param args `--seeds N`, `--seed S`, `--mutants`
    public static void main(String[] args) {
        long from = 1;
        long to = 1_000;
        boolean mutants = false;
        try {
            for (int at = 0; at < args.length; at++) {
                switch (args[at]) {
                    case "--seeds" -> to = Long.parseLong(args[++at]);
                    case "--seed" -> {
                        from = Long.parseLong(args[++at]);
                        to = from;
                    }
                    case "--mutants" -> mutants = true;
                    default -> throw new IllegalArgumentException(args[at]);
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            System.err.println("./dev sim [--seeds N] [--seed S] [--mutants]: cannot read " + unreadable.getMessage());
            System.exit(2);
        }
        boolean sound = mutants ? tellMutants((int) Math.min(to, MUTANT_SEEDS_MAX)) : tellSeeds(from, to);
        System.exit(sound ? 0 : 1);
    }

    private static boolean tellSeeds(long from, long to) {
        long startedNs = System.nanoTime();
        Played played = play(from, to);
        List<String> failures = played.failures();
        failures.forEach(System.out::println);
        System.out.println(played.rehearsed());
        long ms = (System.nanoTime() - startedNs) / 1_000_000;
        System.out.printf("%d seeds, %d failures, %d ms%n", to - from + 1, failures.size(), ms);
        return failures.isEmpty();
    }

    private static boolean tellMutants(int seeds) {
        boolean all = true;
        System.out.printf("%-24s %-22s %s%n", "planted bug", "caught by", "what it is");
        for (FootageMutant mutant : FootageMutant.values()) {
            if (mutant != FootageMutant.NONE) {
                String caught = caught(mutant, seeds);
                all &= !caught.isEmpty();
                System.out.printf("%-24s %-22s %s%n", mutant, caught.isEmpty() ? "NOT CAUGHT" : caught, mutant.what);
            }
        }
        return all;
    }
}
