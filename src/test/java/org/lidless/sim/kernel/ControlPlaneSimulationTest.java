package org.lidless.sim.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The production decisions (site, failover, management) against recorders that die, sleep, return and are cut off, on
/// a log that forgets its answers. A failure names its seed; the same seed shows it again. Planted bugs: `./dev sim
/// --mutants`.
class ControlPlaneSimulationTest {

    private static final int SEEDS = 300;
    private static final int REPLAY_EACH = 50;

    @Test
    void nothingForbiddenHappensUnderAnySeed() {
        List<String> failures = new ArrayList<>();
        int takeovers = 0;
        int handbacks = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            SimSite site = ControlRehearsal.play(seed, ControlFlaw.NONE);
            takeovers += site.control.takeovers();
            handbacks += site.control.handbacks();
            for (String failure : site.failures.found()) {
                failures.add("seed " + seed + ": " + failure);
            }
            if (seed % REPLAY_EACH == 0) {
                assertThat(ControlRehearsal.play(seed, ControlFlaw.NONE).kernel.hash())
                        .as("seed %d played twice", seed)
                        .isEqualTo(site.kernel.hash());
            }
        }
        assertThat(failures).isEmpty();
        assertThat(takeovers).as("takeovers rehearsed").isGreaterThan(SEEDS);
        assertThat(handbacks).as("hand-backs rehearsed").isGreaterThan(SEEDS);
    }
}
