package org.lidless.sim.footage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.sim.footage.FootageOracles.Rehearsed;
import org.lidless.sim.footage.FootageRehearsal.Caught;
import org.lidless.sim.footage.FootageRehearsal.Failing;
import org.lidless.sim.footage.FootageRehearsal.Played;
import org.lidless.sim.kernel.ControlFlaw;
import org.lidless.sim.kernel.ControlRehearsal;

/// `./dev sim`: rehearses the whole site from seeds, plants bugs, and plays scenario files.
final class SimCommand {

    private static final int SEEDS = 1_000;
    /// Seeds that are played before something is said of them.
    private static final int CHUNK = 5_000;
    private static final int MUTANT_SEEDS_MAX = 1_500;
    private static final int CONTROL_SEEDS_MAX = 120;
    private static final int SHRUNK_MAX = 3;
    private static final int SHOWN_MAX = 20;

    private SimCommand() {}

    /// @param args `--seeds N`, `--seeds FROM-TO`, `--seed S`, `--mutants`, `--mutant NAME`, `--scenario FILE`,
    /// `--rewrite FILE...`
    public static void main(String[] args) throws IOException {
        try {
            boolean sound = switch (args.length == 0 ? "" : args[0]) {
                case "" -> tellSeeds(1, SEEDS);
                case "--seeds" -> tellSeeds(args[1]);
                case "--seed" -> tellSeeds(Long.parseLong(args[1]), Long.parseLong(args[1]));
                case "--mutants" -> tellMutants();
                case "--mutant" -> tellMutant(FootageMutant.valueOf(args[1]));
                case "--scenario" -> tellScenario(Path.of(args[1]));
                case "--rewrite" -> rewrite(Arrays.asList(args).subList(1, args.length));
                default -> throw new IllegalArgumentException(args[0]);
            };
            System.exit(sound ? 0 : 1);
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            System.err.println(
                    "./dev sim [--seeds N | --seeds FROM-TO | --seed S | --mutants | --mutant NAME | --scenario FILE |"
                            + " --rewrite FILE...]: cannot read " + unreadable.getMessage());
            System.exit(2);
        }
    }

    /// @param range `N` for the first ones, or `FROM-TO`, so that many can be played in parts
    private static boolean tellSeeds(String range) {
        int dash = range.indexOf('-');
        return dash < 0
                ? tellSeeds(1, Long.parseLong(range))
                : tellSeeds(Long.parseLong(range.substring(0, dash)), Long.parseLong(range.substring(dash + 1)));
    }

    private static boolean tellSeeds(long from, long to) {
        long startedNs = System.nanoTime();
        List<Failing> failing = new ArrayList<>();
        SortedMap<Rehearsed, Integer> rehearsed = new TreeMap<>();
        for (long at = from; at <= to; at += CHUNK) {
            Played played = FootageRehearsal.play(at, Math.min(to, at + CHUNK - 1));
            played.failures().stream().limit(SHOWN_MAX).forEach(System.out::println);
            played.rehearsed().forEach((what, times) -> rehearsed.merge(what, times, Integer::sum));
            failing.addAll(played.failing());
            if (to - from >= CHUNK) {
                System.out.printf("played up to %d, %d failed%n", Math.min(to, at + CHUNK - 1), failing.size());
            }
        }
        System.out.println(rehearsed);
        long ms = (System.nanoTime() - startedNs) / 1_000_000;
        System.out.printf("%d seeds, %d failed, %d ms%n", to - from + 1, failing.size(), ms);
        for (Failing each : failing.subList(0, Math.min(SHRUNK_MAX, failing.size()))) {
            System.out.printf("%nSeed %d, as short as it still fails:%n%n", each.seed());
            System.out.println(FootageRehearsal.shrunk(
                    each.seed(), FootageMutant.NONE, each.failures().getFirst()));
        }
        return failing.isEmpty();
    }

    private static boolean tellMutants() {
        boolean all = true;
        System.out.printf("%-24s %-40s %s%n", "planted bug", "killed by", "what it is");
        List<FootageMutant> mutants = Arrays.stream(FootageMutant.values())
                .filter(each -> each != FootageMutant.NONE)
                .toList();
        List<String> killers = mutants.parallelStream().map(SimCommand::killer).toList();
        for (int at = 0; at < mutants.size(); at++) {
            String killer = killers.get(at);
            all &= !killer.isEmpty();
            String by = killer.isEmpty() ? "NOT KILLED" : killer;
            System.out.printf("%-24s %-40s %s%n", mutants.get(at), by, mutants.get(at).what);
        }
        return all;
    }

    /// Which oracle kills a bug first; where it is one of the control plane, perhaps already without pictures.
    private static String killer(FootageMutant mutant) {
        if (mutant.flaw != ControlFlaw.NONE) {
            ControlRehearsal.Caught early = ControlRehearsal.caught(mutant.flaw, CONTROL_SEEDS_MAX);
            if (early.seed() > 0) {
                return early.oracle() + ", control seed " + early.seed();
            }
        }
        Caught caught = FootageRehearsal.caught(mutant, MUTANT_SEEDS_MAX);
        return caught.seed() > 0 ? caught.oracle() + ", seed " + caught.seed() : "";
    }

    private static boolean tellMutant(FootageMutant mutant) {
        Caught caught = FootageRehearsal.caught(mutant, MUTANT_SEEDS_MAX);
        System.out.println(
                caught.seed() > 0
                        ? FootageRehearsal.shrunk(caught.seed(), mutant, caught.failure())
                        : mutant + " is not killed");
        return caught.seed() > 0;
    }

    private static boolean tellScenario(Path file) throws IOException {
        String text = Files.readString(file);
        String played = ScenarioFile.read(text).played(FootageMutant.NONE);
        System.out.print(played);
        return played.equals(text);
    }

    private static boolean rewrite(List<String> files) throws IOException {
        for (String each : files) {
            Path file = Path.of(each);
            Files.writeString(file, ScenarioFile.read(Files.readString(file)).played(FootageMutant.NONE));
            System.out.println("written: " + file);
        }
        return true;
    }
}
