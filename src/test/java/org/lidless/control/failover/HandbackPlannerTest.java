package org.lidless.control.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.HandbackAgreed;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.control.site.Sites;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Epoch;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;

class HandbackPlannerTest {

    private static final CameraId LOBBY = new CameraId("lobby");
    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");
    private static final FailoverTiming TIMING = FailoverTiming.NORMAL;

    private final Site taken = Sites.after(
            Sites.of(Sites.primary("r1"), Sites.standby("s1"), Sites.camera("lobby", "r1")),
            new CameraAssigned(LOBBY, S1, new Epoch(2)),
            new ShadowAssigned(LOBBY, Optional.of(R1)));

    @Test
    void aReadySettledPrimaryGetsItsCameraBackAheadOfTheOwnersLastDurableSample() {
        assertThat(plan(taken, true, true, 2))
                .containsExactly(new HandbackAgreed(LOBBY, R1, new Epoch(3), 5_000_000 + TIMING.cutLeadUs()));
    }

    @Test
    void notBeforeItIsSettledOrReadyUnderTheSameEpoch() {
        assertThat(plan(taken, false, true, 2)).isEmpty();
        assertThat(plan(taken, true, false, 2)).isEmpty();
        assertThat(plan(taken, true, true, 1)).isEmpty();
    }

    @Test
    void onlyTheShadowCanTakeItBack() {
        assertThat(plan(Sites.after(taken, new ShadowAssigned(LOBBY, Optional.empty())), true, true, 2))
                .isEmpty();
    }

    @Test
    void aCameraAtHomeStaysThere() {
        assertThat(plan(Sites.after(taken, new HandbackAgreed(LOBBY, R1, new Epoch(3), 1)), true, true, 3))
                .isEmpty();
    }

    @Test
    void aCameraOfOneSessionGoesHomeCold() {
        Site single = Sites.after(
                Sites.of(Sites.primary("r1"), Sites.standby("s1"), Sites.camera("lobby", "r1", 50, 1)),
                new CameraAssigned(LOBBY, S1, new Epoch(2)));
        assertThat(plan(single, true, false, 2)).containsExactly(new CameraAssigned(LOBBY, R1, new Epoch(3)));
        assertThat(plan(single, false, false, 2)).isEmpty();
    }

    private static List<SiteFact> plan(Site site, boolean settled, boolean ready, long epoch) {
        SortedMap<NodeId, Heartbeat> heard = new TreeMap<>(Map.of(
                R1, heartbeat(R1, new CameraReport(LOBBY, new Epoch(epoch), ready, OptionalLong.empty())),
                S1, heartbeat(S1, new CameraReport(LOBBY, new Epoch(epoch), true, OptionalLong.of(5_000_000)))));
        TreeSet<NodeId> usable = new TreeSet<>(List.of(R1, S1));
        Health health = new Health(new TreeSet<>(), usable, settled ? usable : new TreeSet<>());
        return HandbackPlanner.plan(site, health, heard, TIMING);
    }

    private static Heartbeat heartbeat(NodeId node, CameraReport report) {
        return new Heartbeat(node, 1, 1, new TreeMap<>(Map.of(report.camera(), report)));
    }
}
