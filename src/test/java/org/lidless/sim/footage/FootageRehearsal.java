package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.lidless.sim.footage.FootageOracles.Rehearsed;

/// Plays scenarios drawn from seeds, two threads side by side, each seed in one.
final class FootageRehearsal {

    private static final int REPLAY_EACH = 50;

    private FootageRehearsal() {}

    static FootageSite play(Scenario scenario, FootageMutant mutant) {
        var site = new FootageSite(scenario.site(), mutant);
        site.play(scenario);
        return site;
    }

    /// What went wrong under the seeds from one to another, both included, and what was rehearsed.
    record Played(List<Failing> failing, Map<Rehearsed, Integer> rehearsed) {

        List<String> failures() {
            List<String> all = new ArrayList<>();
            failing.forEach(seed -> seed.failures().forEach(each -> all.add("seed " + seed.seed() + ": " + each)));
            return all;
        }
    }

    /// @param failures what the oracles said, in order of time
    record Failing(long seed, List<String> failures) {}

    private record One(long seed, List<String> failures, Map<Rehearsed, Integer> rehearsed) {}

    static Played play(long from, long to) {
        List<One> all = LongStream.rangeClosed(from, to)
                .parallel()
                .mapToObj(FootageRehearsal::one)
                .toList();
        List<Failing> failing = new ArrayList<>();
        Map<Rehearsed, Integer> rehearsed = new TreeMap<>();
        for (One each : all) {
            each.rehearsed().forEach((what, times) -> rehearsed.merge(what, times, Integer::sum));
            if (!each.failures().isEmpty()) {
                failing.add(new Failing(each.seed(), each.failures()));
            }
        }
        return new Played(failing, rehearsed);
    }

    private static One one(long seed) {
        Scenario scenario = ScenarioDraw.of(seed);
        FootageSite site = play(scenario, FootageMutant.NONE);
        List<String> failures = new ArrayList<>(site.failures.found());
        if (seed % REPLAY_EACH == 0 && play(scenario, FootageMutant.NONE).kernel.hash() != site.kernel.hash()) {
            failures.add("REPLAY at 0 ms: played twice, it went another way");
        }
        return new One(seed, failures, site.oracles.rehearsed());
    }

    /// The first failure by which one of its oracles catches the bug.
    ///
    /// @param seed 0 when none does
    record Caught(long seed, String oracle, String failure) {}

    /// @param seeds how many are tried at most
    static Caught caught(FootageMutant mutant, int seeds) {
        for (long seed = 1; seed <= seeds; seed++) {
            for (String failure : play(ScenarioDraw.of(seed), mutant).failures.found()) {
                String oracle = mutant.caughtBy(failure);
                if (!oracle.isEmpty()) {
                    return new Caught(seed, oracle, failure);
                }
            }
        }
        return new Caught(0, "", "");
    }

    /// A failing seed as short as it still fails, with what happens below each step.
    static String shrunk(long seed, FootageMutant mutant, String failure) {
        Scenario shrunk = Shrinking.shrink(ScenarioDraw.of(seed), mutant, failure);
        return ScenarioFile.of(shrunk, "seed " + seed + ": " + failure).played(mutant);
    }
}
