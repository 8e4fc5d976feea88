package org.lidless.control.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lidless.control.failover.Grounds.camera;
import static org.lidless.control.failover.Grounds.count;
import static org.lidless.control.failover.Grounds.lost;
import static org.lidless.control.failover.Grounds.nodes;
import static org.lidless.control.failover.Grounds.ownedBy;
import static org.lidless.control.failover.Grounds.settled;
import static org.lidless.control.failover.Grounds.without;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.control.site.Sites;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Protection;

class GroupsAndCapacityTest {

    private static final NodeId S1 = new NodeId("s1");
    private static final NodeId S2 = new NodeId("s2");

    @Test
    void shadowsAreSpreadSoThatALostRecordersCamerasFallOnAllStandbys() {
        Site site = settled(Grounds.bare(4, 12, 2));
        assertThat(count(site, Ownership::shadow)).isEqualTo(Map.of(S1, 24, S2, 24));
        Site after = lost(site, "r3");
        assertThat(count(after, held -> Optional.of(held.owner())))
                .containsEntry(S1, 6)
                .containsEntry(S2, 6);
    }

    @Test
    void shadowsAreSpreadAnewWhenAStandbyDies() {
        Site site = settled(Grounds.bare(2, 6, 3));
        assertThat(count(lost(site, "s2"), Ownership::shadow)).isEqualTo(Map.of(S1, 6, new NodeId("s3"), 6));
    }

    @Test
    void standbysOfAnotherGroupStandInForNobodyHere() {
        Site site = Grounds.group(Grounds.group(Grounds.bare(2, 2, 2), "r2", "east"), "s2", "east");
        Site planned = settled(site);
        assertThat(planned.ownership(camera(1, 1)).shadow()).contains(S1);
        assertThat(planned.ownership(camera(2, 1)).shadow()).contains(S2);
        Plan plan = FailoverPlanner.plan(planned, without(planned, "r1", "s1"));
        assertThat(plan.facts()).isEmpty();
        assertThat(plan.stranded()).containsExactly(camera(1, 1), camera(1, 2));
    }

    @Test
    void twoOfFourAtOnceAreCoveredByTwoStandbysAndAThirdByPriority() {
        Site site = Grounds.records(Grounds.records(Grounds.bare(4, 12, 2), "s1", 12), "s2", 12);
        site = Sites.after(site, Sites.camera("vault", "r3", 90, 2));
        site = settled(site);
        assertThat(count(site, Ownership::shadow).values().stream()
                        .mapToInt(each -> each)
                        .sum())
                .as("shadows write nothing, so all have one")
                .isEqualTo(49);
        Site two = lost(site, "r1", "r2");
        assertThat(ownedBy(two, "r1", "r2")).isEmpty();
        assertThat(count(two, held -> Optional.of(held.owner())))
                .containsEntry(S1, 12)
                .containsEntry(S2, 12);
        Site three = lost(two, "r1", "r2", "r3");
        assertThat(three.ownership(new CameraId("vault")).owner()).isIn(S1, S2);
        Plan plan = FailoverPlanner.plan(three, without(three, "r1", "r2", "r3"));
        assertThat(plan.facts()).isEmpty();
        assertThat(plan.stranded()).hasSize(13).doesNotContain(new CameraId("vault"));
        assertThat(count(three, held -> Optional.of(held.owner())))
                .containsEntry(S1, 12)
                .containsEntry(S2, 12);
    }

    @Test
    void whoMadeWayIsTakenAgainWhenThereIsRoom() {
        Site site = Grounds.records(Grounds.bare(1, 1, 1), "s1", 1);
        site = Sites.after(Sites.after(site, Sites.primary("r2")), Sites.camera("vault", "r2", 90, 2));
        Site both = lost(lost(settled(site), "r1"), "r1", "r2");
        assertThat(both.ownership(new CameraId("vault")).owner()).isEqualTo(S1);
        assertThat(both.ownership(camera(1, 1)).owner())
                .as("it waits for its own recorder")
                .isEqualTo(new NodeId("r1"));
        Site more = Sites.after(both, Sites.standby("s2"));
        assertThat(lost(more, "r1", "r2").ownership(camera(1, 1)).owner()).isEqualTo(S2);
    }

    @Test
    void nothingMakesWayForItsEqual() {
        Site site = settled(Grounds.records(Grounds.bare(2, 1, 1), "s1", 1));
        Site one = lost(site, "r1");
        Plan plan = FailoverPlanner.plan(one, without(one, "r1", "r2"));
        assertThat(plan.facts()).containsExactly(new ShadowAssigned(camera(2, 1), Optional.empty()));
        assertThat(plan.stranded()).containsExactly(camera(2, 1));
    }

    @Test
    void whoNobodyCanTakeIsNotWrittenByAFullShadowEither() {
        Site site = settled(Grounds.records(Grounds.bare(2, 2, 1), "s1", 2));
        Site one = lost(site, "r1");
        assertThat(one.ownership(camera(2, 1)).shadow()).contains(S1);
        Site two = lost(one, "r1", "r2");
        assertThat(FailoverPlanner.plan(two, without(two, "r1", "r2")).stranded())
                .containsExactly(camera(2, 1), camera(2, 2));
        assertThat(ownedBy(two, "r2"))
                .allSatisfy(camera -> assertThat(two.ownership(camera).shadow()).isEmpty());
        assertThat(lost(two, "r1").ownership(camera(2, 1)).shadow())
                .as("its owner is back")
                .contains(S1);
    }

    @Test
    void whereRoomToReceiveIsShortTheLeastImportantLosesItsShadow() {
        Site site = Grounds.receives(Grounds.bare(1, 3, 1), "s1", 8);
        site = settled(Sites.after(site, Sites.camera("vault", "r1", 90, 2)));
        assertThat(site.ownership(new CameraId("vault")).shadow()).contains(S1);
        assertThat(count(site, Ownership::shadow)).isEqualTo(Map.of(S1, 2));
        assertThat(FailoverPlanner.plan(site, Grounds.allWell(site)).unguarded())
                .containsExactly(camera(1, 2), camera(1, 3));
        assertThat(FailoverPlanner.plan(site, Grounds.allWell(site)).facts()).isEmpty();
    }

    @Test
    void anImportantCameraThatJoinsLaterTakesTheShadowOfALesserOne() {
        Site site = settled(Grounds.receives(Grounds.bare(1, 2, 1), "s1", 8));
        Site later = settled(Sites.after(site, Sites.camera("vault", "r1", 90, 2)));
        assertThat(later.ownership(new CameraId("vault")).shadow()).contains(S1);
        assertThat(later.ownership(camera(1, 1)).shadow()).contains(S1);
        assertThat(later.ownership(camera(1, 2)).shadow()).isEmpty();
    }

    @Test
    void recordingGoesBeforeShadowing() {
        Site site = Grounds.receives(Grounds.bare(2, 2, 1), "s1", 8);
        Site planned = settled(site);
        assertThat(count(planned, Ownership::shadow)).isEqualTo(Map.of(S1, 2));
        assertThat(planned.ownership(camera(2, 1)).shadow()).isEmpty();
        Site after = lost(planned, "r2");
        assertThat(ownedBy(after, "s1")).containsExactly(camera(2, 1), camera(2, 2));
        assertThat(count(after, Ownership::shadow)).isEmpty();
    }

    @Test
    void aCameraThatWantsNobodyIsLeftAloneAndOneThatWantsItColdHasNoShadow() {
        Site site = Grounds.wants(Grounds.bare(1, 3, 1), camera(1, 1), Protection.NONE);
        site = settled(Grounds.wants(site, camera(1, 2), Protection.COLD));
        assertThat(count(site, Ownership::shadow)).isEqualTo(Map.of(S1, 1));
        Plan plan = FailoverPlanner.plan(site, without(site, "r1"));
        assertThat(plan.facts().stream().filter(CameraAssigned.class::isInstance))
                .hasSize(2);
        assertThat(plan.stranded()).isEmpty();
        assertThat(lost(site, "r1").ownership(camera(1, 1)).owner()).isEqualTo(new NodeId("r1"));
    }

    @Test
    void aColdCameraComesHomeWithoutABreak() {
        Site site = lost(settled(Grounds.wants(Grounds.bare(1, 1, 1), camera(1, 1), Protection.COLD)), "r1");
        assertThat(FailoverPlanner.plan(site, Grounds.allWell(site)).facts())
                .containsExactly(new ShadowAssigned(camera(1, 1), Optional.of(new NodeId("r1"))));
    }

    /// Whatever fails in whatever order: what was planned takes effect, ends, stays within capacity, and leaves no
    /// camera unrecorded while there is room for it.
    @Test
    void everyPlanEndsAndStaysWithinCapacity() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Site site = Grounds.bare(1 + random.nextInt(4), 1 + random.nextInt(5), 1 + random.nextInt(3));
            for (NodeId node : List.copyOf(site.recorders().keySet())) {
                if (site.recorder(node).orElseThrow().standby() && random.nextInt(3) > 0) {
                    site = random.nextBoolean()
                            ? Grounds.records(site, node.value(), random.nextInt(6))
                            : Grounds.receives(site, node.value(), 4 * random.nextInt(8));
                }
            }
            for (int each = 0; each < 3; each++) {
                site = Sites.after(
                        site, Sites.camera("extra-" + each, "r1", random.nextInt(101), 1 + random.nextInt(2)));
            }
            for (int round = 0; round < 6; round++) {
                String[] lost = site.recorders().keySet().stream()
                        .filter(node -> random.nextInt(3) == 0)
                        .map(NodeId::value)
                        .toArray(String[]::new);
                site = lost(site, lost);
                check(site, seed, lost);
            }
        }
    }

    private static void check(Site site, long seed, String... lost) {
        Health health = without(site, lost);
        Plan plan = FailoverPlanner.plan(site, health);
        assertThat(plan.facts()).as("seed %d settles", seed).isEmpty();
        Draft draft = new Draft(site);
        for (CameraId camera : plan.stranded()) {
            for (NodeId node : health.usable()) {
                boolean isStandby = site.recorder(node).orElseThrow().standby();
                assertThat(isStandby && draft.recording(node, camera).fits(draft.capacity(node)))
                        .as("seed %d: %s could take %s", seed, node, camera)
                        .isFalse();
            }
        }
        assertThat(plan.stranded())
                .as("seed %d", seed)
                .allMatch(camera -> nodes(lost).contains(site.ownership(camera).owner()));
        for (CameraId camera : plan.unguarded()) {
            for (NodeId node : health.usable()) {
                boolean isOther = site.recorder(node).orElseThrow().standby()
                        && !site.ownership(camera).owner().equals(node);
                assertThat(isOther
                                && Room.toShadow(draft, node, site.camera(camera))
                                        .isPresent())
                        .as("seed %d: %s could shadow %s in place of what matters less", seed, node, camera)
                        .isFalse();
            }
        }
        for (NodeId node : health.usable()) {
            boolean isStandby = site.recorder(node).orElseThrow().standby();
            long written = site.ownerships().values().stream()
                    .filter(held -> held.owner().equals(node)
                            || (health.isLost(held.owner())
                                    && held.shadow().filter(node::equals).isPresent()))
                    .count();
            if (isStandby) {
                assertThat(written)
                        .as("seed %d: %s writes for itself and for lost ones", seed, node)
                        .isLessThanOrEqualTo(draft.capacity(node).streams().orElse(Integer.MAX_VALUE));
                assertThat(draft.load(node).fits(draft.capacity(node)))
                        .as("seed %d: %s carries %s", seed, node, draft.load(node))
                        .isTrue();
            }
        }
    }
}
