package org.lidless.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.lidless.wire.CameraStatus;

/// A kill at second 0: s1 has a frame from behind it on disk after 300 ms, and owns the camera after 450 ms.
class TakeoverWatchTest {

    private static final Instant KILLED = ScriptedNode.NOW;
    private static final String CAMERA = "cam-1";

    private final TurnedClock clock = new TurnedClock();
    private final ScriptedNode management = new ScriptedNode("m1");
    private final ScriptedNode primary = new ScriptedNode("r1");
    private final ScriptedNode other = new ScriptedNode("r2");
    private final ScriptedNode standby = new ScriptedNode("s1");

    @Test
    void countsFromTheKillToTheFirstFrameBehindItThatTheNewOwnerHas() {
        story(300, 450);
        assertThat(measured()).isEqualTo(Map.of(CAMERA, 300L));
    }

    @Test
    void frameFromBeforeTheKillDoesNotCount() {
        standby.cameras.put(CAMERA, () -> ScriptedNode.recorded(CAMERA, CameraStatus.SHADOW, Optional.of(KILLED)));
        management.cameras.put(CAMERA, () -> ScriptedNode.managed(CAMERA, "s1", false));
        assertThat(measured()).isEmpty();
    }

    @Test
    void whoNeverBecomesTheOwnerDoesNotCount() {
        story(300, Integer.MAX_VALUE);
        assertThat(measured()).isEmpty();
        assertThat(clock.elapsedUs()).isBetween(20_000_000L, 21_000_000L);
    }

    private void story(int durableMs, int ownedMs) {
        standby.cameras.put(
                CAMERA,
                () -> ScriptedNode.recorded(
                        CAMERA,
                        CameraStatus.SHADOW,
                        clock.elapsedUs() < durableMs * 1000L ? Optional.empty() : Optional.of(KILLED.plusMillis(40))));
        management.cameras.put(
                CAMERA, () -> ScriptedNode.managed(CAMERA, clock.elapsedUs() < ownedMs * 1000L ? "r1" : "s1", false));
    }

    private SortedMap<String, Long> measured() {
        var plan = new DemoPlan(1, 2, 1, 20, 1, false);
        var sight = new SiteSight(plan, management, List.of(primary, other, standby));
        return new TakeoverWatch(clock, sight, List.of(other, standby), List.of(CAMERA), KILLED, 0).measure();
    }
}
