package org.lidless.sim.footage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lidless.sim.footage.FootageOracles.Rehearsed;
import org.lidless.sim.footage.FootageRehearsal.Played;

/// Takeover, pause, return, hole and merge by the production decisions, under a thousand seeds; and the planted
/// bugs, each caught by the oracle that is there for it. A failure names its seed; `./dev sim --seed S` shows
/// it again.
class FootageSimulationTest {

    private static final int SEEDS = 1_000;
    private static final int SEEDS_OF_MUTANTS = 120;

    @Test
    void nothingIsLostOrTwiceUnderAnySeed() {
        Played played = FootageRehearsal.play(1, SEEDS);
        assertThat(played.failures()).isEmpty();
        for (Rehearsed each : Rehearsed.values()) {
            assertThat(played.rehearsed().getOrDefault(each, 0)).as("%s", each).isGreaterThan(SEEDS / 10);
        }
    }

    @Test
    void everyPlantedBugIsCaughtByItsOracle() {
        Map<FootageMutant, String> table = new TreeMap<>();
        for (FootageMutant mutant : FootageMutant.values()) {
            if (mutant != FootageMutant.NONE) {
                table.put(mutant, FootageRehearsal.caught(mutant, SEEDS_OF_MUTANTS));
            }
        }
        assertThat(table).as("%s", table).doesNotContainValue("");
    }
}
