package org.lidless.sim.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The production decisions (site, failover, management) against recorders that die, sleep, return and are cut off, on
/// a
/// log that forgets its answers. A failure names its seed; the same seed shows it again.
class ControlPlaneSimulationTest {

    private static final int SEEDS = 300;
    private static final int SEEDS_OF_MUTANTS = 120;
    private static final int REPLAY_EACH = 50;

    /// Which oracle must notice which bug.
    private static final Map<Mutant, List<String>> CAUGHT_BY = Map.of(
            Mutant.SLEEPY_DETECTOR, List.of("NO-NEEDLESS-TAKEOVER"),
            Mutant.NO_GRACE, List.of("NO-NEEDLESS-TAKEOVER"),
            Mutant.HASTY, List.of("NO-NEEDLESS-TAKEOVER"),
            Mutant.NO_HOLD_DOWN, List.of("HOLD-DOWN"),
            Mutant.PUSHES_ONCE, List.of("CONVERGES"),
            Mutant.FOLLOWS_ANY_LIST, List.of("RECORDER-EPOCHS-RISE"),
            Mutant.IGNORES_VERSION, List.of("NO-CONTRADICTION", "REPLICAS-EQUAL"),
            Mutant.SAME_EPOCH, List.of("NO-CONTRADICTION"));

    @Test
    void nothingForbiddenHappensUnderAnySeed() {
        List<String> failures = new ArrayList<>();
        int takeovers = 0;
        int handbacks = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            SimSite site = run(seed, Mutant.NONE);
            takeovers += site.oracles.takeovers();
            handbacks += site.oracles.handbacks();
            for (String failure : site.oracles.failures()) {
                failures.add("seed " + seed + ": " + failure);
            }
            if (seed % REPLAY_EACH == 0) {
                assertThat(run(seed, Mutant.NONE).kernel.hash())
                        .as("seed %d played twice", seed)
                        .isEqualTo(site.kernel.hash());
            }
        }
        assertThat(failures).isEmpty();
        assertThat(takeovers).as("takeovers rehearsed").isGreaterThan(SEEDS);
        assertThat(handbacks).as("hand-backs rehearsed").isGreaterThan(SEEDS);
    }

    @Test
    void everyPlantedBugIsCaughtByItsOracle() {
        Map<Mutant, String> table = new TreeMap<>();
        for (Mutant mutant : Mutant.values()) {
            if (mutant == Mutant.NONE) {
                continue;
            }
            List<String> expected = CAUGHT_BY.getOrDefault(mutant, List.of());
            int caught = 0;
            for (long seed = 1; seed <= SEEDS_OF_MUTANTS && caught == 0; seed++) {
                List<String> failures = run(seed, mutant).oracles.failures();
                if (failures.stream().anyMatch(each -> expected.stream().anyMatch(each::startsWith))) {
                    caught = (int) seed;
                }
            }
            table.put(mutant, caught == 0 ? "NOT CAUGHT" : "seed " + caught);
        }
        assertThat(table).as("%s", table).doesNotContainValue("NOT CAUGHT");
    }

    private static SimSite run(long seed, Mutant mutant) {
        SimSite site = new SimSite(seed, mutant);
        site.run();
        return site;
    }
}
