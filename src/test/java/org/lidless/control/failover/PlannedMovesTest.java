package org.lidless.control.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lidless.control.failover.Grounds.allReady;
import static org.lidless.control.failover.Grounds.camera;
import static org.lidless.control.failover.Grounds.nodes;
import static org.lidless.control.failover.Grounds.settled;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand.DrainRecorder;
import org.lidless.control.site.SiteCommand.ReturnRecorder;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.HandbackAgreed;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.control.site.Sites;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.Protection;

class PlannedMovesTest {

    private static final long DURABLE_US = 5_000_000;
    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");
    private static final NodeId S2 = new NodeId("s2");

    private final Site site = settled(Grounds.bare(1, 1, 2));

    @Test
    void aDrainedRecordersCamerasGoToTheirShadowsAheadOfWhatIsDurable() {
        Site drained = Sites.after(site, new DrainRecorder(R1));
        assertThat(FailoverPlanner.plan(drained, staying(drained)).facts()).isEmpty();
        assertThat(handOvers(drained))
                .containsExactly(new HandbackAgreed(
                        camera(1, 1), S1, new Epoch(2), DURABLE_US + FailoverTiming.NORMAL.cutLeadUs()));
    }

    @Test
    void notBeforeTheShadowIsReadyNorToOneThatLeavesToo() {
        Site drained = Sites.after(site, new DrainRecorder(R1));
        SortedMap<NodeId, Heartbeat> unready = allReady(site, DURABLE_US);
        unready.remove(S1);
        assertThat(HandbackPlanner.plan(drained, staying(drained), unready, FailoverTiming.NORMAL))
                .isEmpty();
        Site both = Sites.after(drained, new DrainRecorder(S1));
        assertThat(handOvers(both)).isEmpty();
        assertThat(FailoverPlanner.plan(both, staying(both)).facts())
                .as("another shadow, which stays")
                .containsExactly(new ShadowAssigned(camera(1, 1), Optional.of(S2)));
    }

    @Test
    void itEndsWithNothingAtTheDrainedRecorderAndStaysSo() {
        Site end = untilNothingMoves(Sites.after(site, new DrainRecorder(R1)));
        assertThat(end.ownership(camera(1, 1)).owner()).isEqualTo(S1);
        assertThat(end.ownership(camera(1, 1)).shadow()).contains(S2);
    }

    @Test
    void itComesBackWithoutABreak() {
        Site away = untilNothingMoves(Sites.after(site, new DrainRecorder(R1)));
        Site back = untilNothingMoves(Sites.after(away, new ReturnRecorder(R1)));
        assertThat(back.ownership(camera(1, 1)).owner()).isEqualTo(R1);
        assertThat(back.ownership(camera(1, 1)).shadow()).isPresent().get().isNotEqualTo(R1);
    }

    @Test
    void aStandbyThatStandsInCanBeDrainedToo() {
        Site away = Grounds.lost(site, "r1");
        Site drained = Sites.after(away, new DrainRecorder(S1));
        Health health = new Health(
                nodes("r1"), nodes("s1", "s2"), nodes("s2"), drained.policy().drained());
        assertThat(HandbackPlanner.plan(drained, health, allReady(drained, DURABLE_US), FailoverTiming.NORMAL))
                .singleElement()
                .isInstanceOfSatisfying(
                        HandbackAgreed.class, fact -> assertThat(fact.owner()).isEqualTo(S2));
    }

    @Test
    void aCameraOfOneSessionGoesColdAndOneThatWantsNobodyStays() {
        Site more = Sites.after(site, Sites.camera("single", "r1", 50, 1));
        more = Grounds.wants(Sites.after(more, Sites.camera("alone", "r1")), new CameraId("alone"), Protection.NONE);
        Site drained = Sites.after(settled(more), new DrainRecorder(R1));
        assertThat(FailoverPlanner.plan(drained, staying(drained)).facts())
                .containsExactly(new CameraAssigned(new CameraId("single"), S2, new Epoch(2)));
        Site end = untilNothingMoves(drained);
        assertThat(end.ownership(new CameraId("alone")).owner()).isEqualTo(R1);
        assertThat(untilNothingMoves(Sites.after(end, new ReturnRecorder(R1)))
                        .ownership(new CameraId("single"))
                        .owner())
                .isEqualTo(R1);
    }

    @Test
    void noMoreIsGivenThanTheHeirMayRecord() {
        Site full = settled(Grounds.records(Grounds.bare(1, 3, 1), "s1", 2));
        Site drained = Sites.after(full, new DrainRecorder(R1));
        assertThat(handOvers(drained)).hasSize(2);
        assertThat(Grounds.ownedBy(untilNothingMoves(drained), "r1")).hasSize(1);
    }

    @Test
    void whoIsAboutToEndIsTreatedLikeOneThatIsDrained() {
        Health leaving = new Health(nodes(), nodes("r1", "s1", "s2"), nodes("r1", "s1", "s2"), nodes("r1"));
        assertThat(HandbackPlanner.plan(site, leaving, allReady(site, DURABLE_US), FailoverTiming.NORMAL))
                .hasSize(1);
    }

    private static Health staying(Site site) {
        SortedSet<NodeId> all = new TreeSet<>(site.recorders().keySet());
        return new Health(nodes(), all, all, site.policy().drained());
    }

    private static List<SiteFact> handOvers(Site site) {
        return HandbackPlanner.plan(site, staying(site), allReady(site, DURABLE_US), FailoverTiming.NORMAL);
    }

    /// As the leader goes on, with everybody well and ready at once.
    private static Site untilNothingMoves(Site from) {
        Site now = from;
        for (int pass = 0; pass < 30; pass++) {
            long durableUs = DURABLE_US + pass * 60_000_000L;
            SortedMap<NodeId, Heartbeat> heard = new TreeMap<>(allReady(now, durableUs));
            List<SiteFact> facts =
                    new ArrayList<>(FailoverPlanner.plan(now, staying(now)).facts());
            if (facts.isEmpty()) {
                facts.addAll(HandbackPlanner.plan(now, staying(now), heard, FailoverTiming.NORMAL));
            }
            if (facts.isEmpty()) {
                facts.addAll(ShadowSpreader.plan(now, staying(now), heard));
            }
            if (facts.isEmpty()) {
                return now;
            }
            now = Sites.after(now, facts);
        }
        throw new AssertionError("it never comes to rest: " + now.ownerships());
    }
}
