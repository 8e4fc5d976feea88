package org.lidless.control.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lidless.control.failover.FailoverPlanner;
import org.lidless.control.failover.FailoverTiming;
import org.lidless.control.failover.HandbackPlanner;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.HandbackAgreed;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.control.site.Sites;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.CameraReport.Trouble;
import org.lidless.domain.Epoch;
import org.lidless.domain.EscalationStep;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.Hindrance;
import org.lidless.domain.NodeId;

/// A camera that a living recorder does not store goes to its shadow, and comes home no sooner than it should.
class StuckCameraTest {

    private static final CameraId LOBBY = new CameraId("lobby");
    private static final CameraId GATE = new CameraId("gate");
    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");
    private static final FailoverTiming TIMING = FailoverTiming.NORMAL;
    private static final long BEAT_US = 250_000;
    private static final long SECOND_US = 1_000_000;

    private final Watch watch = new Watch(TIMING, 0);
    private Site site = Sites.after(
            Sites.of(Sites.primary("r1"), Sites.standby("s1"), Sites.camera("gate", "r1"), Sites.camera("lobby", "r1")),
            new ShadowAssigned(GATE, Optional.of(S1)),
            new ShadowAssigned(LOBBY, Optional.of(S1)));
    private Hindrance owners = Hindrance.NONE;
    private Hindrance shadows = Hindrance.NONE;
    private boolean isStopped;
    private boolean isAllIll;
    private long stoppedUs;
    private long nowUs;

    @Test
    void aCameraWhosePoolFailsGoesToItsShadowAndTheOtherStays() {
        pass(10);
        stop(Hindrance.DISK);
        assertThat(untilDecided(30)).isBetween(5 * SECOND_US, 10 * SECOND_US);
        assertThat(decided()).contains(new CameraAssigned(LOBBY, S1, new Epoch(2)));
        assertThat(decided())
                .noneMatch(fact ->
                        fact instanceof CameraAssigned other && other.camera().equals(GATE));
    }

    @Test
    void whenNothingOfARecorderIsStoredAllGoAlthoughItSaysNothingNew() {
        isAllIll = true;
        pass(10);
        stop(Hindrance.DISK);
        assertThat(untilDecided(30)).isBetween(5 * SECOND_US, 10 * SECOND_US);
        assertThat(decided())
                .contains(new CameraAssigned(LOBBY, S1, new Epoch(2)), new CameraAssigned(GATE, S1, new Epoch(2)));
    }

    @Test
    void oneThatIsStoredNowhereWithoutAWordGoesLater() {
        pass(10);
        stop(Hindrance.NONE);
        assertThat(untilDecided(60)).isBetween(20 * SECOND_US, 25 * SECOND_US);
    }

    @Test
    void whereTheShadowIsNoBetterOffNothingMoves() {
        pass(10);
        stop(Hindrance.NETWORK);
        shadows = Hindrance.NETWORK;
        assertThat(untilDecided(120)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatTheOwnerNoticesALittleEarlierIsNoReason() {
        pass(10);
        stop(Hindrance.NETWORK);
        pass(6);
        assertThat(decided()).isEmpty();
        shadows = Hindrance.NETWORK;
        assertThat(untilDecided(120)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aStallThatEndsMovesNothing() {
        pass(10);
        stop(Hindrance.DISK);
        pass(6);
        isStopped = false;
        owners = Hindrance.NONE;
        assertThat(untilDecided(60)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void itComesHomeAfterAHoldDownAndAfterARelapseLater() {
        pass(90);
        long first = goesAndComesHome();
        assertThat(first).isBetween(TIMING.holdDownUs(), TIMING.holdDownUs() + 3 * SECOND_US);
        long second = goesAndComesHome();
        assertThat(second).isBetween(2 * TIMING.holdDownUs(), 2 * TIMING.holdDownUs() + 3 * SECOND_US);
    }

    /// How long it was away.
    private long goesAndComesHome() {
        stop(Hindrance.DISK);
        assertThat(untilDecided(30)).isNotEqualTo(Long.MAX_VALUE);
        site = Sites.after(site, decided().toArray(SiteFact[]::new));
        isStopped = false;
        owners = Hindrance.NONE;
        long goneUs = nowUs;
        List<SiteFact> home = List.of();
        while (home.isEmpty() && nowUs - goneUs < 10 * TIMING.holdDownUs()) {
            beat();
            home = HandbackPlanner.plan(site, watch.health(), watch.heard(), TIMING);
        }
        assertThat(home).singleElement().isInstanceOf(HandbackAgreed.class);
        site = Sites.after(site, home.toArray(SiteFact[]::new));
        return nowUs - goneUs;
    }

    private void stop(Hindrance why) {
        isStopped = true;
        stoppedUs = nowUs;
        owners = why;
    }

    /// How long after the stop something is decided; [Long#MAX_VALUE] for never.
    private long untilDecided(int seconds) {
        long untilUs = nowUs + seconds * SECOND_US;
        while (nowUs < untilUs) {
            beat();
            if (!decided().isEmpty()) {
                return nowUs - stoppedUs;
            }
        }
        return Long.MAX_VALUE;
    }

    private List<SiteFact> decided() {
        return FailoverPlanner.plan(site, watch.health()).facts();
    }

    private void pass(int seconds) {
        long untilUs = nowUs + seconds * SECOND_US;
        while (nowUs < untilUs) {
            beat();
        }
    }

    private void beat() {
        nowUs += BEAT_US;
        for (NodeId node : List.of(R1, S1)) {
            watch.heartbeat(
                    new Heartbeat(
                            node, 1, 1, new TreeMap<>(Map.of(GATE, report(GATE, node), LOBBY, report(LOBBY, node)))),
                    nowUs);
        }
        watch.pass(site, nowUs);
    }

    private CameraReport report(CameraId camera, NodeId node) {
        boolean isOwner = site.ownership(camera).owner().equals(node);
        boolean isIll = camera.equals(LOBBY) || isAllIll;
        Hindrance said = isIll ? isOwner ? owners : shadows : Hindrance.NONE;
        long durableUs = isIll && isStopped ? stoppedUs : nowUs;
        return new CameraReport(
                camera,
                site.ownership(camera).epoch(),
                !isOwner,
                isOwner ? OptionalLong.of(durableUs) : OptionalLong.empty(),
                new Trouble(said, EscalationStep.NONE));
    }
}
