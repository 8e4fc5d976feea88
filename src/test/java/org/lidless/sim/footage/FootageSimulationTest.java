package org.lidless.sim.footage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lidless.sim.footage.FootageOracles.Rehearsed;
import org.lidless.sim.footage.FootageRehearsal.Failing;
import org.lidless.sim.footage.FootageRehearsal.Played;

/// Takeover, pause, return, hole and merge by the production decisions, under some seeds (`./dev check` plays more, and
/// the planted bugs). A failure shows the shortest scenario that still fails.
class FootageSimulationTest {

    private static final int SEEDS = 200;

    @Test
    void nothingIsLostOrTwiceUnderAnySeed() {
        Played played = FootageRehearsal.play(1, SEEDS);
        if (!played.failing().isEmpty()) {
            Failing first = played.failing().getFirst();
            throw new AssertionError(String.join("\n", played.failures()) + "\n\n"
                    + FootageRehearsal.shrunk(
                            first.seed(), FootageMutant.NONE, first.failures().getFirst()));
        }
        for (Rehearsed each : Rehearsed.values()) {
            assertThat(played.rehearsed().getOrDefault(each, 0)).as("%s", each).isGreaterThan(SEEDS / 20);
        }
    }
}
