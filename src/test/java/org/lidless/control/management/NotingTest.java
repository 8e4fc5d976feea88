package org.lidless.control.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.Incident;
import org.lidless.control.site.Incident.Taken;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.IncidentNoted;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.control.site.SiteJson;
import org.lidless.control.site.Sites;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;

class NotingTest {

    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");
    private static final CameraId GATE = new CameraId("gate");
    private static final CameraId DOCK = new CameraId("dock");

    private final Site site = Sites.after(
            Sites.of(Sites.primary("r1"), Sites.standby("s1"), Sites.camera("gate", "r1"), Sites.camera("dock", "r1")),
            new ShadowAssigned(GATE, Optional.of(S1)));
    private final List<SiteFact> taken =
            List.of(new CameraAssigned(GATE, S1, new Epoch(2)), new CameraAssigned(DOCK, S1, new Epoch(2)));

    @Test
    void aTakeOverOfALostRecordersCamerasIsNotedInItsEntry() {
        SortedMap<NodeId, Noting.Loss> losses = new TreeMap<>();
        losses.put(R1, new Noting.Loss(Incident.Cause.SILENT, 1_000, 2_000));
        List<SiteFact> notes = Noting.of(site, taken, losses, 3_000);
        Incident expected = new Incident(
                site.version() + 1,
                R1,
                Incident.Cause.SILENT,
                1_000,
                2_000,
                3_000,
                List.of(new Taken(GATE, new Epoch(2), S1, true), new Taken(DOCK, new Epoch(2), S1, false)));
        assertThat(notes).containsExactly(new IncidentNoted(expected));
        List<SiteFact> all = new ArrayList<>(taken);
        all.addAll(notes);
        Site after = Sites.after(site, all);
        assertThat(after.incidents()).containsExactly(expected);
        assertThat(SiteJson.decodeSite(SiteJson.encode(after))).isEqualTo(after);
    }

    @Test
    void whatIsMovedOnPurposeIsNoIncident() {
        assertThat(Noting.of(site, taken, new TreeMap<>(), 3_000)).isEmpty();
    }
}
