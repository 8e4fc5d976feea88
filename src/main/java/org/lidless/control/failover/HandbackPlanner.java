package org.lidless.control.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.lidless.control.site.Camera;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteEntry;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.HandbackAgreed;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;

/// Decides which cameras go home to their primary: make before break.
///
/// A camera goes when its primary shadows it, says that it is ready under the current epoch, and has been well for its
/// hold-down, and when the present owner is well too. It is cut ahead of the owner's last durable sample, in the
/// owner's
/// own site time: the leader's clock has no part in it. A camera of one session cannot be shadowed and goes cold.
public final class HandbackPlanner {

    private HandbackPlanner() {}

    /// The hand-backs to agree on now, all in one entry.
    ///
    /// @param heard the last heartbeat of each recorder
    public static List<SiteFact> plan(
            Site site, Health health, SortedMap<NodeId, Heartbeat> heard, FailoverTiming timing) {
        List<SiteFact> facts = new ArrayList<>();
        for (Camera camera : site.cameras().values()) {
            Ownership held = site.ownership(camera.id());
            boolean isAway = !held.owner().equals(camera.primary());
            boolean areWell = health.isSettled(camera.primary()) && health.isUsable(held.owner());
            if (isAway && areWell && facts.size() < SiteEntry.FACTS_MAX) {
                handBack(camera, held, heard, timing).ifPresent(facts::add);
            }
        }
        return facts;
    }

    private static Optional<SiteFact> handBack(
            Camera camera, Ownership held, SortedMap<NodeId, Heartbeat> heard, FailoverTiming timing) {
        if (!camera.canBeShadowed()) {
            return Optional.of(new CameraAssigned(
                    camera.id(), camera.primary(), held.epoch().next()));
        }
        boolean isReady = held.shadow().filter(camera.primary()::equals).isPresent()
                && report(camera, camera.primary(), heard)
                        .filter(said -> said.ready() && said.epoch().equals(held.epoch()))
                        .isPresent();
        Optional<CameraReport> owners =
                report(camera, held.owner(), heard).filter(said -> said.epoch().equals(held.epoch()));
        if (!isReady || owners.isEmpty()) {
            return Optional.empty();
        }
        long cutUs = owners.get().durableUs().stream()
                .map(us -> us + timing.cutLeadUs())
                .findFirst()
                .orElse(0);
        return Optional.of(
                new HandbackAgreed(camera.id(), camera.primary(), held.epoch().next(), cutUs));
    }

    private static Optional<CameraReport> report(Camera camera, NodeId node, SortedMap<NodeId, Heartbeat> heard) {
        return Optional.ofNullable(heard.get(node))
                .map(heartbeat -> heartbeat.cameras().get(camera.id()));
    }
}
