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

/// Decides which cameras change hands between living recorders: make before break.
///
/// A camera goes home when its primary shadows it, says that it is ready under the current epoch, and has been
/// well for its hold-down, and when the present owner is well too; one that was stuck at home waits for a
/// hold-down of its own. A camera leaves a recorder that is drained or about to end when its shadow, which stays,
/// is ready. It is cut ahead of the owner's last durable sample, in the owner's own site time: the leader's clock
/// has no part in it. A camera of one session cannot be shadowed and goes cold.
public final class HandbackPlanner {

    private HandbackPlanner() {}

    /// The changes of hands to agree on now, all in one entry.
    ///
    /// @param heard the last heartbeat of each recorder
    public static List<SiteFact> plan(
            Site site, Health health, SortedMap<NodeId, Heartbeat> heard, FailoverTiming timing) {
        List<SiteFact> facts = new ArrayList<>();
        // Only a recorder that leaves gives cameras to who must have room for them.
        Draft draft = new Draft(health.leaving().isEmpty() ? Site.EMPTY : site);
        for (Camera camera : site.cameras().values()) {
            Ownership held = site.ownership(camera.id());
            if (!health.isUsable(held.owner()) || facts.size() >= SiteEntry.FACTS_MAX) {
                continue;
            }
            boolean isAway = !held.owner().equals(camera.primary());
            if (health.isLeaving(held.owner())) {
                held.shadow()
                        .filter(health::isStaying)
                        .filter(heir -> draft.recording(heir, camera.id()).fits(draft.capacity(heir)))
                        .flatMap(heir -> handOver(camera, held, heir, heard, timing))
                        .ifPresent(fact -> {
                            facts.add(fact);
                            draft.assign(camera.id(), fact.owner());
                        });
            } else if (isAway && mayGoHome(camera, health)) {
                handBack(camera, held, heard, timing).ifPresent(facts::add);
            }
        }
        return facts;
    }

    /// Whether any camera could change hands, whatever heartbeats say: as long as not, [#plan] answers nothing.
    public static boolean couldPlan(Site site, Health health) {
        return site.cameras().values().stream().anyMatch(camera -> {
            Ownership held = site.ownership(camera.id());
            return !held.owner().equals(camera.primary()) || health.isLeaving(held.owner());
        });
    }

    private static boolean mayGoHome(Camera camera, Health health) {
        return health.isSettled(camera.primary()) && health.isStaying(camera.primary()) && !health.isHeld(camera.id());
    }

    private static Optional<SiteFact> handBack(
            Camera camera, Ownership held, SortedMap<NodeId, Heartbeat> heard, FailoverTiming timing) {
        if (!camera.canBeShadowed()) {
            return Optional.of(new CameraAssigned(
                    camera.id(), camera.primary(), held.epoch().next()));
        }
        return held.shadow()
                .filter(camera.primary()::equals)
                .flatMap(home -> handOver(camera, held, home, heard, timing))
                .map(fact -> fact);
    }

    /// To the shadow, when it is ready.
    private static Optional<HandbackAgreed> handOver(
            Camera camera, Ownership held, NodeId heir, SortedMap<NodeId, Heartbeat> heard, FailoverTiming timing) {
        boolean isReady = report(camera, heir, heard)
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
        return Optional.of(new HandbackAgreed(camera.id(), heir, held.epoch().next(), cutUs));
    }

    private static Optional<CameraReport> report(Camera camera, NodeId node, SortedMap<NodeId, Heartbeat> heard) {
        return Optional.ofNullable(heard.get(node))
                .map(heartbeat -> heartbeat.cameras().get(camera.id()));
    }
}
