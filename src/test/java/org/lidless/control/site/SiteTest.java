package org.lidless.control.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.Applied.Fate;
import org.lidless.control.site.SiteFact.CameraAdded;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.HandbackAgreed;
import org.lidless.control.site.SiteFact.RecorderRemoved;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.domain.Assignment;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;

class SiteTest {

    private static final CameraId LOBBY = new CameraId("lobby");
    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");

    private final Site site =
            Sites.of(Sites.primary("r1"), Sites.standby("s1"), Sites.camera("lobby", "r1"), Sites.camera("dock", "r1"));

    @Test
    void aTakeoverIsOneEntryOrNothing() {
        SiteEntry takeover = entry(
                site.version(),
                new CameraAssigned(LOBBY, S1, new Epoch(2)),
                new CameraAssigned(new CameraId("dock"), S1, new Epoch(1)));
        Applied applied = site.apply(takeover);
        assertThat(applied.fate()).isEqualTo(Fate.CONTRADICTORY);
        assertThat(applied.why()).contains("epoch must rise").contains("dock");
        assertThat(applied.site()).isEqualTo(site);
    }

    @Test
    void anEntryDecidedOnAnOlderSiteChangesNothing() {
        SiteEntry takeover = entry(site.version(), new CameraAssigned(LOBBY, S1, new Epoch(2)));
        Site after = site.apply(takeover).site();
        Applied twice = after.apply(takeover);
        assertThat(twice.fate()).isEqualTo(Fate.OUTDATED);
        assertThat(twice.site()).isSameAs(after);
        assertThat(after.version()).isEqualTo(site.version() + 1);
    }

    @Test
    void anEpochNeverRepeatsEvenWhenTheCameraWasRemovedInBetween() {
        Site moved = Sites.after(site, new CameraAssigned(LOBBY, S1, new Epoch(7)));
        Site without = Sites.after(moved, new SiteCommand.RemoveCamera(LOBBY));
        assertThat(without.retired()).containsEntry(LOBBY, new Epoch(7));
        Site again = Sites.after(without, Sites.camera("lobby", "r1"));
        assertThat(again.ownership(LOBBY).epoch()).isEqualTo(new Epoch(8));
        assertThat(again.retired()).isEmpty();
        assertContradiction(
                without,
                "epoch must rise",
                new CameraAdded(LOBBY, Sites.address("lobby"), R1, 50, 2),
                new CameraAssigned(LOBBY, R1, new Epoch(7)));
    }

    @Test
    void factsThatContradictTheSiteAreRefused() {
        assertContradiction(site, "no such recorder", new CameraAssigned(LOBBY, new NodeId("r9"), new Epoch(2)));
        assertContradiction(site, "no such camera", new CameraAssigned(new CameraId("x"), R1, new Epoch(1)));
        assertContradiction(site, "cannot shadow itself", new ShadowAssigned(LOBBY, Optional.of(R1)));
        assertContradiction(site, "only to its shadow", new HandbackAgreed(LOBBY, S1, new Epoch(2), 0));
        assertContradiction(site, "still needs", new RecorderRemoved(R1));
        assertContradiction(
                site,
                "every camera has an owner",
                new CameraAdded(new CameraId("yard"), Sites.address("yard"), R1, 50, 2));
        Site single = Sites.after(site, Sites.camera("gate", "r1", 50, 1));
        assertContradiction(single, "so few sessions", new ShadowAssigned(new CameraId("gate"), Optional.of(S1)));
    }

    @Test
    void aHandbackSwapsOwnerAndShadowAndSaysFromWhen() {
        Site taken = Sites.after(
                site, new CameraAssigned(LOBBY, S1, new Epoch(2)), new ShadowAssigned(LOBBY, Optional.of(R1)));
        Site back = Sites.after(taken, new HandbackAgreed(LOBBY, R1, new Epoch(3), 1_000));
        Ownership held = back.ownership(LOBBY);
        assertThat(held.owner()).isEqualTo(R1);
        assertThat(held.shadow()).contains(S1);
        assertThat(held.cutUs()).isEqualTo(OptionalLong.of(1_000));
        Site later = Sites.after(back, new ShadowAssigned(LOBBY, Optional.empty()));
        assertThat(later.ownership(LOBBY).cutUs()).isEqualTo(OptionalLong.of(1_000));
        assertThat(Sites.after(later, new CameraAssigned(LOBBY, S1, new Epoch(4)))
                        .ownership(LOBBY)
                        .cutUs())
                .isEmpty();
    }

    @Test
    void eachRecorderGetsAllThatItIsToDoAndWhereItsPeersAre() {
        Site shadowed = Sites.after(site, new ShadowAssigned(LOBBY, Optional.of(S1)));
        AssignmentList r1 = shadowed.assignmentsOf(R1);
        AssignmentList s1 = shadowed.assignmentsOf(S1);
        assertThat(r1.assignments()).extracting(Assignment::camera).containsExactly(new CameraId("dock"), LOBBY);
        assertThat(s1.assignments()).singleElement().satisfies(only -> {
            assertThat(only.mode()).isEqualTo(Mode.SHADOW);
            assertThat(only.owner()).isEqualTo(R1);
            assertThat(only.version()).isEqualTo(shadowed.version());
        });
        assertThat(r1.peers()).containsExactly(java.util.Map.entry(S1, "s1.site:7400"));
        assertThat(s1.peers()).containsExactly(java.util.Map.entry(R1, "r1.site:7400"));
        assertThat(shadowed.assignmentsOf(new NodeId("nobody")).assignments()).isEmpty();
    }

    @Test
    void aListsVersionRisesExactlyWhenTheListChanges() {
        Site joined = Sites.after(site, Sites.primary("r2"));
        assertThat(joined.assignmentsOf(R1).version()).isEqualTo(joined.version());
        assertThat(joined.assignmentsOf(R1).peers()).containsKey(new NodeId("r2"));
        Site more = Sites.after(joined, Sites.camera("yard", "r2"));
        assertThat(more.assignmentsOf(R1)).isEqualTo(joined.assignmentsOf(R1));
        Site moved = Sites.after(more, new CameraAssigned(LOBBY, S1, new Epoch(2)));
        assertThat(moved.assignmentsOf(R1).version()).isEqualTo(moved.version());
        assertThat(moved.assignmentsOf(S1).version()).isEqualTo(moved.version());
        assertThat(moved.assignmentsOf(new NodeId("r2"))).isEqualTo(more.assignmentsOf(new NodeId("r2")));
        Site gone = Sites.after(moved, new SiteCommand.RemoveCamera(LOBBY));
        assertThat(gone.assignmentsOf(S1).version()).isEqualTo(gone.version());
    }

    private static void assertContradiction(Site on, String why, SiteFact... facts) {
        Applied applied = on.apply(entry(on.version(), facts));
        assertThat(applied.fate()).isEqualTo(Fate.CONTRADICTORY);
        assertThat(applied.why()).contains(why);
        assertThat(applied.site()).isSameAs(on);
    }

    private static SiteEntry entry(long basedOn, SiteFact... facts) {
        return new SiteEntry(new NodeId("m1"), 1, basedOn, List.of(facts));
    }
}
