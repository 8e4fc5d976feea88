package org.lidless.sim.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lidless.control.site.Site;
import org.lidless.domain.Assignment;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;

/// The stories that the promises are about, each told with one and with three management servers, and how long each
/// takes from the fault until the heir has its assignment.
class ControlPlaneScenarioTest {

    private static final long SECOND = 1_000_000;
    private static final NodeId R1 = new NodeId("r1");
    private static final CameraId CAM_2 = new CameraId("cam-2");

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7, 8})
    void aKilledRecordersCamerasChangeHandsWithinASecond(long seed) {
        SimSite site = settled(seed);
        SimRecorder r1 = site.recorder(R1);
        r1.kill();
        long us = site.usUntil(() -> somebodyElseRecords(site, CAM_2), 10 * SECOND);
        assertThat(us).isLessThanOrEqualTo(SECOND);
        assertThat(agreed(site).ownerships().values())
                .noneMatch(held -> held.owner().equals(R1));
        assertThat(site.failures.found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7, 8})
    void aFrozenRecordersCamerasChangeHandsWithinThreeSeconds(long seed) {
        SimSite site = settled(seed);
        site.recorder(R1).pause();
        assertThat(site.usUntil(() -> somebodyElseRecords(site, CAM_2), 10 * SECOND))
                .isLessThanOrEqualTo(3 * SECOND);
        assertThat(site.failures.found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7, 8})
    void aShortPauseChangesNothing(long seed) {
        SimSite site = settled(seed);
        SortedMap<CameraId, Epoch> before = epochs(site);
        site.pauseFor(site.recorder(R1), 900_000);
        site.kernel.runUntil(site.kernel.nowUs() + 20 * SECOND);
        assertThat(epochs(site)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7, 8})
    void whenAllManagementIsAwayAndBackNoEpochChanges(long seed) {
        SimSite site = settled(seed);
        SortedMap<CameraId, Epoch> before = epochs(site);
        site.managements.forEach(each -> site.killFor(each, 30 * SECOND));
        site.kernel.after(5 * SECOND, () -> site.killFor(site.recorder(R1), 8 * SECOND));
        site.kernel.runUntil(site.kernel.nowUs() + 60 * SECOND);
        assertThat(epochs(site)).isEqualTo(before);
        assertThat(site.recorder(R1).list().assignments()).isNotEmpty();
        assertThat(site.failures.found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7, 8})
    void aReturningRecorderGetsItsCamerasBackAfterTheHoldDown(long seed) {
        SimSite site = settled(seed);
        site.killFor(site.recorder(R1), 3 * SECOND);
        site.kernel.runUntil(site.kernel.nowUs() + 3 * SECOND);
        long us = site.usUntil(() -> agreed(site).ownership(CAM_2).owner().equals(R1), 40 * SECOND);
        assertThat(us).isBetween(SimSite.HOLD_DOWN_US, 4 * SimSite.HOLD_DOWN_US);
        assertThat(agreed(site).ownership(CAM_2).cutUs()).isPresent();
        assertThat(agreed(site).ownership(CAM_2).shadow()).isPresent();
        assertThat(site.failures.found()).isEmpty();
    }

    private static SimSite settled(long seed) {
        SimSite site = new SimSite(seed, ControlFlaw.NONE);
        site.settle();
        assertThat(site.isSetUp()).isTrue();
        return site;
    }

    private static boolean somebodyElseRecords(SimSite site, CameraId camera) {
        return site.recorders.stream()
                .filter(each -> !each.id().equals(R1) && each.isRunning())
                .flatMap(each -> each.list().assignments().stream())
                .anyMatch(each -> each.camera().equals(camera) && each.mode() == Assignment.Mode.RECORD);
    }

    private static Site agreed(SimSite site) {
        return site.managements.stream()
                .map(SimManagement::site)
                .max(java.util.Comparator.comparingLong(Site::version))
                .orElseThrow();
    }

    private static SortedMap<CameraId, Epoch> epochs(SimSite site) {
        SortedMap<CameraId, Epoch> epochs = new TreeMap<>();
        agreed(site).ownerships().forEach((camera, held) -> epochs.put(camera, held.epoch()));
        return epochs;
    }
}
