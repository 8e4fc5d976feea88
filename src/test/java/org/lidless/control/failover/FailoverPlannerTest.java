package org.lidless.control.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.control.site.Sites;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;

class FailoverPlannerTest {

    private static final CameraId LOBBY = new CameraId("lobby");
    private static final CameraId GATE = new CameraId("gate");
    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");
    private static final NodeId S2 = new NodeId("s2");

    private final Site site = Sites.of(
            Sites.primary("r1"),
            Sites.primary("r2"),
            Sites.standby("s1"),
            Sites.camera("lobby", "r1"),
            Sites.camera("gate", "r1", 90, 1));
    private final Site shadowed = Sites.after(site, new ShadowAssigned(LOBBY, Optional.of(S1)));

    @Test
    void everyCameraThatAllowsItGetsAShadow() {
        assertThat(FailoverPlanner.plan(site, health(lost(), usable("r1", "r2", "s1")))
                        .facts())
                .containsExactly(new ShadowAssigned(LOBBY, Optional.of(S1)));
    }

    @Test
    void nothingIsDecidedWhenAllIsAsItShouldBe() {
        assertThat(FailoverPlanner.plan(shadowed, health(lost(), usable("r1", "r2", "s1"))))
                .isEqualTo(new Plan(List.of(), List.of(), List.of()));
    }

    @Test
    void theShadowTakesOverUnderTheNextEpochAndColdCamerasGoToAStandby() {
        assertThat(FailoverPlanner.plan(shadowed, health(lost("r1"), usable("r2", "s1")))
                        .facts())
                .as("higher priority first, no shadow left for lobby")
                .containsExactly(
                        new CameraAssigned(GATE, S1, new Epoch(2)), new CameraAssigned(LOBBY, S1, new Epoch(2)));
    }

    @Test
    void aSuspectedRecorderIsLeftAlone() {
        assertThat(FailoverPlanner.plan(shadowed, health(lost(), usable("r2", "s1")))
                        .facts())
                .isEmpty();
        assertThat(FailoverPlanner.plan(shadowed, health(lost("r1"), usable("r2"))))
                .as("s1 is suspected: it gets nothing")
                .isEqualTo(new Plan(List.of(), List.of(GATE, LOBBY), List.of()));
    }

    @Test
    void whenTheStandbyFallsTooTheCameraGoesHomeOrToTheNext() {
        Site taken = takenBy(S1);
        assertThat(FailoverPlanner.plan(taken, health(lost("s1"), usable("r1", "r2")))
                        .facts())
                .contains(new CameraAssigned(LOBBY, R1, new Epoch(3)));
        Site more = Sites.after(taken, Sites.standby("s2"));
        assertThat(FailoverPlanner.plan(more, health(lost("r1", "s1"), usable("r2", "s2")))
                        .facts())
                .containsExactly(
                        new CameraAssigned(GATE, S2, new Epoch(3)), new CameraAssigned(LOBBY, S2, new Epoch(3)));
        assertThat(FailoverPlanner.plan(taken, health(lost("r1", "s1"), usable("r2")))
                        .stranded())
                .containsExactly(GATE, LOBBY);
    }

    @Test
    void theReturningPrimaryShadowsAtOnceWhereNobodyDoesElseWhenSettled() {
        Site taken = takenBy(S1);
        assertThat(FailoverPlanner.plan(taken, health(lost(), usable("r1", "r2", "s1")))
                        .facts())
                .containsExactly(new ShadowAssigned(LOBBY, Optional.of(R1)));
        Site more = Sites.after(Sites.after(taken, Sites.standby("s2")), new ShadowAssigned(LOBBY, Optional.of(S2)));
        assertThat(FailoverPlanner.plan(more, health(lost(), usable("r1", "s1", "s2")))
                        .facts())
                .isEmpty();
        Health settled = new Health(lost(), usable("r1", "s1", "s2"), usable("r1"));
        assertThat(FailoverPlanner.plan(more, settled).facts())
                .containsExactly(new ShadowAssigned(LOBBY, Optional.of(R1)));
    }

    @Test
    void aLostShadowIsReplacedWhereThereIsAnotherAndKeptWhereThereIsNone() {
        assertThat(FailoverPlanner.plan(shadowed, health(lost("s1"), usable("r1", "r2")))
                        .facts())
                .isEmpty();
        Site more = Sites.after(shadowed, Sites.standby("s2"));
        assertThat(FailoverPlanner.plan(more, health(lost("s1"), usable("r1", "r2", "s2")))
                        .facts())
                .containsExactly(new ShadowAssigned(LOBBY, Optional.of(S2)));
    }

    @Test
    void aStandbyInAnotherZoneComesFirstAndThenTheOneWithLessToDo() {
        Site zones = Sites.after(site, Sites.standby("s9", "cellar"));
        assertThat(FailoverPlanner.plan(zones, health(lost("r1"), usable("r2", "s1", "s9")))
                        .facts())
                .containsExactly(
                        new CameraAssigned(GATE, new NodeId("s9"), new Epoch(2)),
                        new CameraAssigned(LOBBY, new NodeId("s9"), new Epoch(2)),
                        new ShadowAssigned(LOBBY, Optional.of(S1)));
        Site more = Sites.after(site, Sites.standby("s2"));
        assertThat(FailoverPlanner.plan(more, health(lost("r1"), usable("r2", "s1", "s2")))
                        .facts())
                .contains(new CameraAssigned(GATE, S1, new Epoch(2)), new CameraAssigned(LOBBY, S2, new Epoch(2)));
    }

    @Test
    void whatWasPlannedTakesEffectAndIsNotPlannedAgain() {
        Health health = health(lost("r1"), usable("r2", "s1"));
        Site after =
                Sites.after(shadowed, FailoverPlanner.plan(shadowed, health).facts());
        assertThat(FailoverPlanner.plan(after, health).facts()).isEmpty();
    }

    private Site takenBy(NodeId heir) {
        return Sites.after(
                site, new CameraAssigned(LOBBY, heir, new Epoch(2)), new CameraAssigned(GATE, heir, new Epoch(2)));
    }

    private static Health health(SortedSet<NodeId> lost, SortedSet<NodeId> usable) {
        return new Health(lost, usable, new TreeSet<>());
    }

    private static SortedSet<NodeId> lost(String... names) {
        return usable(names);
    }

    private static SortedSet<NodeId> usable(String... names) {
        return new TreeSet<>(Arrays.stream(names).map(NodeId::new).toList());
    }
}
