package org.lidless.control.management;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.control.site.Incident;
import org.lidless.control.site.Incident.Taken;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.IncidentNoted;
import org.lidless.domain.NodeId;

/// What is noted for the history beside a take-over: one incident for each recorder that was lost. Pure.
final class Noting {

    private Noting() {}

    /// When and why a recorder was lost; times in µs since 1970.
    record Loss(Incident.Cause cause, long heardUs, long noticedUs) {}

    /// The notes that belong to some facts of one entry; none where nothing is taken from a lost recorder.
    ///
    /// @param losses of those that are lost
    static List<SiteFact> of(Site site, List<SiteFact> facts, SortedMap<NodeId, Loss> losses, long nowUs) {
        SortedMap<NodeId, List<Taken>> taken = new TreeMap<>();
        for (SiteFact fact : facts) {
            if (fact instanceof CameraAssigned assigned) {
                Ownership before = site.ownership(assigned.camera());
                boolean isWarm =
                        before.shadow().filter(assigned.owner()::equals).isPresent();
                taken.computeIfAbsent(before.owner(), first -> new ArrayList<>())
                        .add(new Taken(assigned.camera(), assigned.epoch(), assigned.owner(), isWarm));
            }
        }
        List<SiteFact> notes = new ArrayList<>();
        taken.forEach((lost, cameras) -> {
            Loss loss = losses.get(lost);
            if (loss != null) {
                notes.add(new IncidentNoted(new Incident(
                        site.version() + 1, lost, loss.cause(), loss.heardUs(), loss.noticedUs(), nowUs, cameras)));
            }
        });
        return notes;
    }
}
