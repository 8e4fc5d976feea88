package org.lidless.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DemoPlanTest {

    @Test
    void camerasAreSpreadOverPrimariesAndKillsGoRound() {
        var plan = new DemoPlan(6, 2, 1, 20, 10, false);
        assertThat(plan.camerasOf("r1")).containsExactly("cam-1", "cam-3", "cam-5");
        assertThat(plan.camerasOf("r2")).containsExactly("cam-2", "cam-4", "cam-6");
        assertThat(plan.recorderNames()).containsExactly("r1", "r2", "s1");
        assertThat(plan.isStandby("s1")).isTrue();
        assertThat(plan.victim(0)).isEqualTo("r1");
        assertThat(plan.victim(1)).isEqualTo("r2");
        assertThat(plan.victim(2)).isEqualTo("r1");
    }

    @Test
    void primaryWithoutCamerasIsNotWorthKilling() {
        var plan = new DemoPlan(1, 3, 1, 20, 2, false);
        assertThat(plan.victim(0)).isEqualTo("r1");
        assertThat(plan.victim(1)).isEqualTo("r1");
    }

    @Test
    void numbersHaveLimits() {
        assertThatThrownBy(() -> new DemoPlan(6, 2, 0, 20, 1, false)).hasMessage("--standbys must be 1 to 8, not 0");
        assertThatThrownBy(() -> new DemoPlan(65, 2, 1, 20, 1, false)).hasMessage("--cameras must be 1 to 64, not 65");
    }
}
