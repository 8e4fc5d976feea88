package org.lidless.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.FootageReport.StretchReport;
import org.lidless.wire.StatusReport.BringingHome;

/// One camera, at home with r1, shadowed by s1.
class SiteSightTest {

    private static final Instant NOW = ScriptedNode.NOW;
    private static final String CAMERA = "cam-1";

    private final ScriptedNode management = new ScriptedNode("m1");
    private final ScriptedNode primary = new ScriptedNode("r1");
    private final ScriptedNode standby = new ScriptedNode("s1");
    private final DemoPlan plan = new DemoPlan(1, 1, 1, 20, 1, false);
    private final SiteSight sight = new SiteSight(plan, management, List.of(primary, standby));

    @BeforeEach
    void allIsWell() {
        management.cameras.put(CAMERA, () -> ScriptedNode.managed(CAMERA, "r1", true));
        primary.cameras.put(CAMERA, () -> ScriptedNode.recorded(CAMERA, CameraStatus.RECORD, Optional.of(NOW)));
        standby.cameras.put(CAMERA, () -> ScriptedNode.recorded(CAMERA, CameraStatus.SHADOW, Optional.of(NOW)));
        primary.toCome = Optional.of(new BringingHome(0, 0));
        primary.footage.put(CAMERA, List.of(have("r1", 0), have("s1", 1), have("r1", 2)));
    }

    private static StretchReport have(String node, int second) {
        return StretchReport.have(NOW.plusSeconds(second), NOW.plusSeconds(second + 1), 1, node);
    }

    @Test
    void nothingIsLackingWhenAllIsWell() {
        assertThat(sight.unprotected()).isEmpty();
        assertThat(sight.undurableSince(NOW.minusMillis(1))).isEmpty();
        assertThat(sight.unmerged("r1", NOW)).isEmpty();
        assertThat(sight.isMerged(CAMERA)).isTrue();
    }

    @Test
    void whatIsLackingIsNamed() {
        assertThat(sight.undurableSince(NOW)).isEqualTo("cam-1: durable only up to 2026-11-22T08:00:00Z");
        management.cameras.put(CAMERA, () -> ScriptedNode.managed(CAMERA, "r1", false));
        assertThat(sight.unprotected()).isEqualTo("cam-1: no shadow is ready");
        management.cameras.put(CAMERA, () -> ScriptedNode.managed(CAMERA, "s1", true));
        assertThat(sight.unprotected()).isEqualTo("cam-1: owned by s1");
        assertThat(sight.unmerged("r1", NOW)).isEqualTo("cam-1: owned by s1");
        assertThat(sight.isMerged(CAMERA)).isFalse();
        management.answers = false;
        assertThat(sight.unprotected()).isEqualTo("cam-1: management does not know it");
    }

    @Test
    void shadowsAndTheSilentDoNotCountAsRecording() {
        primary.answers = false;
        assertThat(sight.undurableSince(Instant.EPOCH)).isEqualTo("cam-1: nobody records it");
    }

    @Test
    void footageStillToComeIsNotMerged() {
        primary.toCome = Optional.of(new BringingHome(3, 4_000));
        assertThat(sight.unmerged("r1", NOW)).isEqualTo("cam-1: 3 segments are still to come home");
        assertThat(sight.isMerged(CAMERA)).isFalse();
        primary.toCome = Optional.empty();
        assertThat(sight.unmerged("r1", NOW)).isEqualTo("cam-1: r1 does not say what is still to come home");
        assertThat(sight.isMerged(CAMERA)).isFalse();
    }

    @Test
    void whatIsOnlyJustBeingWrittenIsNoGap() {
        var tail = StretchReport.gap(NOW.plusSeconds(3), NOW.plusSeconds(4), 1, "unknown");
        primary.footage.put(CAMERA, List.of(have("r1", 0), have("s1", 1), tail));
        assertThat(sight.unmerged("r1", NOW)).isEmpty();
        primary.footage.put(CAMERA, List.of(have("r1", 0), tail, have("r1", 4)));
        assertThat(sight.unmerged("r1", NOW)).startsWith("cam-1: gap of 1.000 s (unknown)");
    }

    @Test
    void gapsKeepTheDemoWaitingAndAwayIsNotMerged() {
        primary.footage.put(CAMERA, List.of(StretchReport.gap(NOW, NOW.plusSeconds(1), 1, "recorder-down")));
        assertThat(sight.unmerged("r1", NOW))
                .isEqualTo("cam-1: gap of 1.000 s (recorder-down) at 2026-11-22T08:00:00Z");
        assertThat(sight.isMerged(CAMERA)).isTrue();
        primary.footage.put(CAMERA, List.of(StretchReport.away(NOW, NOW.plusSeconds(1), 1, "s1", "s1")));
        assertThat(sight.isMerged(CAMERA)).isFalse();
    }
}
