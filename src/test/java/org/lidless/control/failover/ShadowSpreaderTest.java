package org.lidless.control.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lidless.control.failover.Grounds.allReady;
import static org.lidless.control.failover.Grounds.camera;
import static org.lidless.control.failover.Grounds.count;
import static org.lidless.control.failover.Grounds.lost;
import static org.lidless.control.failover.Grounds.settled;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand.ChangeCamera;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteFact.HandbackAgreed;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.control.site.Sites;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;

class ShadowSpreaderTest {

    private static final long CUT_US = 1_000_000_000L;
    private static final NodeId S1 = new NodeId("s1");
    private static final NodeId S2 = new NodeId("s2");

    private final Site uneven = lost(settled(Grounds.bare(2, 10, 2)), "s2");

    @Test
    void aStandbyThatIsBackGetsItsShareAFewAtATime() {
        Site site = uneven;
        assertThat(count(site, Ownership::shadow)).isEqualTo(Map.of(S1, 20));
        List<SiteFact> first = plan(site, true);
        assertThat(first).hasSize(ShadowSpreader.MOVES_MAX);
        for (int round = 0; round < 10; round++) {
            List<SiteFact> moves = plan(site, true);
            site = moves.isEmpty() ? site : Sites.after(site, moves);
        }
        assertThat(count(site, Ownership::shadow)).isEqualTo(Map.of(S1, 10, S2, 10));
        assertThat(plan(site, true)).isEmpty();
        assertThat(count(lost(site, "r1"), held -> Optional.of(held.owner())))
                .as("each owner's cameras are spread, too")
                .containsEntry(S1, 5)
                .containsEntry(S2, 5);
    }

    @Test
    void notBeforeItHasBeenWellForItsHoldDownNorWhileAnotherShadowIsNotReady() {
        assertThat(plan(uneven, false)).isEmpty();
        var heard = allReady(uneven, CUT_US);
        Site unready = Sites.after(uneven, new ShadowAssigned(camera(1, 1), Optional.of(S2)));
        assertThat(ShadowSpreader.plan(unready, well(unready, true), heard)).isEmpty();
    }

    @Test
    void aStandbyInAnotherZoneIsBetter() {
        Site site = settled(Grounds.bare(1, 1, 1));
        Site more = Sites.after(site, Sites.standby("s2", "cellar"));
        assertThat(plan(more, true)).containsExactly(new ShadowAssigned(camera(1, 1), Optional.of(S2)));
    }

    @Test
    void whereThereIsRoomForFewThoseThatMatterMostMove() {
        Site site = settled(Grounds.bare(1, 3, 1));
        site = Sites.after(site, Sites.camera("attic", "r1", 10, 2));
        site = settled(Sites.after(site, Sites.camera("vault", "r1", 90, 2)));
        site = Grounds.receives(Sites.after(site, Sites.standby("s2", "cellar")), "s2", 4);
        assertThat(plan(site, true)).containsExactly(new ShadowAssigned(new CameraId("vault"), Optional.of(S2)));
    }

    @Test
    void thoseThatMatterMostLieApart() {
        Site site = Sites.after(Grounds.bare(2, 2, 1), Sites.camera("gate", "r1", 90, 2));
        site = settled(
                Sites.after(Sites.after(site, Sites.camera("vault", "r1", 80, 2)), Sites.camera("dock", "r1", 70, 2)));
        site = Sites.after(site, Sites.standby("s2"));
        for (List<SiteFact> moves = plan(site, true); !moves.isEmpty(); moves = plan(site, true)) {
            site = Sites.after(site, moves);
        }
        assertThat(count(site, Ownership::shadow).values()).containsExactlyInAnyOrder(3, 4);
        assertThat(shadow(site, "gate")).isNotEqualTo(shadow(site, "vault"));
        assertThat(shadow(site, "dock")).isEqualTo(shadow(site, "gate"));
    }

    private static Optional<NodeId> shadow(Site site, String camera) {
        return site.ownership(new CameraId(camera)).shadow();
    }

    @Test
    void theFormerOwnerOfAMovedCameraIsLetGoLongAfterTheCut() {
        Site site = settled(Grounds.bare(2, 1, 1));
        NodeId r1 = new NodeId("r1");
        NodeId r2 = new NodeId("r2");
        site = Sites.after(site, new ChangeCamera(camera(1, 1), Sites.address("r1-c01"), r2, 50, 2));
        site = Sites.after(
                site,
                new ShadowAssigned(camera(1, 1), Optional.of(r2)),
                new HandbackAgreed(camera(1, 1), r2, new Epoch(2), CUT_US));
        assertThat(site.ownership(camera(1, 1)).shadow()).contains(r1);
        assertThat(ShadowSpreader.plan(site, well(site, true), allReady(site, CUT_US + 9_000_000)))
                .isEmpty();
        assertThat(ShadowSpreader.plan(site, well(site, true), allReady(site, CUT_US + 11_000_000)))
                .containsExactly(new ShadowAssigned(camera(1, 1), Optional.of(S1)));
    }

    private static List<SiteFact> plan(Site site, boolean isSettled) {
        return ShadowSpreader.plan(site, well(site, isSettled), allReady(site, CUT_US));
    }

    private static Health well(Site site, boolean isSettled) {
        TreeSet<NodeId> usable = new TreeSet<>(site.recorders().keySet());
        return new Health(new TreeSet<>(), usable, isSettled ? usable : new TreeSet<>());
    }
}
