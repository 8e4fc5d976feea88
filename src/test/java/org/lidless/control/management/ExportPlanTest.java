package org.lidless.control.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lidless.control.failover.Health;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteEntry;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.evidence.EvidenceCommand.ForgetExport;
import org.lidless.control.site.evidence.EvidenceCommand.GiveExport;
import org.lidless.control.site.evidence.EvidenceFact;
import org.lidless.control.site.evidence.ExportJob;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.domain.Transport;
import org.lidless.domain.Zone;

final class ExportPlanTest {

    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId R2 = new NodeId("r2");
    private static final String ID = "x0123456789ab";
    private static final Health WELL = health(List.of(), List.of(R1, R2));

    private static Health health(List<NodeId> lost, List<NodeId> usable) {
        return new Health(new TreeSet<>(lost), new TreeSet<>(usable), new TreeSet<>());
    }

    private static Site site(EvidenceFact... facts) {
        Site site = Site.EMPTY;
        for (NodeId node : List.of(R1, R2)) {
            site = after(site, new SiteFact.RecorderAdded(node, false, new Zone("here"), node + ":1"));
        }
        site = after(
                site,
                new SiteFact.EvidenceNoted(new EvidenceFact.ExportOrdered(new ExportJob(
                        ID,
                        new ExportJob.Wish(
                                List.of(new CameraId("gate")), StreamKind.MAIN, new TimeSpan(1, 9), "", "maria", "", 5),
                        Optional.empty(),
                        0,
                        Optional.empty()))));
        for (EvidenceFact fact : facts) {
            site = after(site, new SiteFact.EvidenceNoted(fact));
        }
        return site;
    }

    private static Site after(Site site, SiteFact... facts) {
        return site.apply(new SiteEntry(new NodeId("m1"), 1, site.version(), List.of(facts)))
                .site();
    }

    private static SortedMap<NodeId, SortedMap<String, Integer>> reported(
            Map<String, Integer> byR1, Map<String, Integer> byR2) {
        SortedMap<NodeId, SortedMap<String, Integer>> all = new TreeMap<>();
        all.put(R1, new TreeMap<>(byR1));
        all.put(R2, new TreeMap<>(byR2));
        return all;
    }

    private static ExportPlan plan(Site site, Health health, Map<String, Integer> byR1, Map<String, Integer> byR2) {
        return ExportPlan.of(site, health, reported(byR1, byR2), 10);
    }

    @Test
    void anOrderIsGivenToOneRecorderAndThenItIsTold() {
        assertThat(plan(site(), WELL, Map.of(), Map.of()).wishes()).containsExactly(new GiveExport(ID, R1, 1));
        Site given = site(new EvidenceFact.ExportGiven(ID, R1, 1));
        ExportPlan plan = plan(given, WELL, Map.of(), Map.of());
        assertThat(plan.wishes()).isEmpty();
        assertThat(plan.tells()).extracting(ExportPlan.Tell::runner).containsExactly(R1);
        assertThat(plan(given, WELL, Map.of(ID, 1), Map.of()))
                .isEqualTo(new ExportPlan(List.of(), List.of(), List.of()));
    }

    /// A server that has just begun to lead hears one recorder before the other; who has the footage is waited for.
    @Test
    void whoHasTheCameraMakesItAlsoWhenItIsHeardLaterThanOthers() {
        CameraAddress address = new CameraAddress(URI.create("rtsp://gate/"), Transport.TCP, Optional.empty());
        CameraId gate = new CameraId("gate");
        Site owned = after(
                site(),
                new SiteFact.CameraAdded(gate, address, R2, 50, 2),
                new SiteFact.CameraAssigned(gate, R2, Epoch.FIRST));
        assertThat(plan(owned, health(List.of(), List.of(R1)), Map.of(), Map.of())
                        .wishes())
                .isEmpty();
        assertThat(plan(owned, WELL, Map.of(), Map.of()).wishes()).containsExactly(new GiveExport(ID, R2, 1));
        assertThat(plan(owned, health(List.of(R2), List.of(R1)), Map.of(), Map.of())
                        .wishes())
                .containsExactly(new GiveExport(ID, R1, 1));
    }

    @Test
    void aLostRecordersOrderGoesToAnotherAndItsOwnCopyIsDroppedWhenItIsBack() {
        Site given = site(new EvidenceFact.ExportGiven(ID, R1, 1));
        Health lost = health(List.of(R1), List.of(R2));
        assertThat(ExportPlan.of(given, lost, new TreeMap<>(), 10).wishes()).containsExactly(new GiveExport(ID, R2, 2));
        Site again = site(new EvidenceFact.ExportGiven(ID, R1, 1), new EvidenceFact.ExportGiven(ID, R2, 2));
        assertThat(plan(again, WELL, Map.of(ID, 1), Map.of(ID, 2)).drops())
                .containsExactly(new ExportPlan.Drop(R1, ID));
    }

    @Test
    void anEarlierAttemptOfTheSameRecorderIsDroppedBeforeItIsToldOfTheNext() {
        Site back = site(
                new EvidenceFact.ExportGiven(ID, R1, 1),
                new EvidenceFact.ExportGiven(ID, R2, 2),
                new EvidenceFact.ExportGiven(ID, R1, 3));
        ExportPlan plan = plan(back, WELL, Map.of(ID, 1), Map.of());
        assertThat(plan.drops()).containsExactly(new ExportPlan.Drop(R1, ID));
        assertThat(plan.tells()).isEmpty();
        assertThat(plan(back, WELL, Map.of(), Map.of()).tells()).hasSize(1);
    }

    @Test
    void aFinishedOneStaysAStoppedOneGoesAndAnOldOneIsForgotten() {
        Site done = site(
                new EvidenceFact.ExportGiven(ID, R1, 1),
                new EvidenceFact.ExportEnded(ID, new ExportJob.End("done", "", 10)));
        assertThat(plan(done, WELL, Map.of(ID, 1), Map.of()).drops()).isEmpty();
        assertThat(ExportPlan.of(done, WELL, new TreeMap<>(), 11 + ExportPlan.KEPT_US)
                        .wishes())
                .containsExactly(new ForgetExport(ID));
        Site stopped = site(
                new EvidenceFact.ExportGiven(ID, R1, 1),
                new EvidenceFact.ExportEnded(ID, new ExportJob.End("stopped", "", 10)));
        assertThat(plan(stopped, WELL, Map.of(ID, 1), Map.of()).drops()).hasSize(1);
    }

    @Test
    void nobodyIsToldWhenNobodyIsWell() {
        Health none = health(List.of(R1, R2), List.of());
        assertThat(plan(site(), none, Map.of(), Map.of()).wishes()).isEmpty();
    }
}
