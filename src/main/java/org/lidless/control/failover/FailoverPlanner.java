package org.lidless.control.failover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.control.site.Camera;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Recorder;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteEntry;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;

/// Decides who records the cameras of lost recorders, and who shadows.
///
/// A lost owner's camera goes to its shadow, which has its last seconds; else home to its primary; else to the standby
/// with the least to do, another zone first. Cameras of higher priority choose first. Every camera that allows a second
/// session gets a shadow: its primary where that is not the owner (so that it can have the camera back), else a
/// standby.
public final class FailoverPlanner {

    private final Site site;
    private final Health health;
    private final SortedMap<NodeId, Integer> load = new TreeMap<>();
    private final List<SiteFact> facts = new ArrayList<>();
    private final List<CameraId> stranded = new ArrayList<>();

    private FailoverPlanner(Site site, Health health) {
        this.site = site;
        this.health = health;
        site.ownerships().values().forEach(held -> {
            load.merge(held.owner(), 1, Integer::sum);
            held.shadow().ifPresent(shadow -> load.merge(shadow, 1, Integer::sum));
        });
    }

    /// What has to change. Nothing, when everything is as it should be; so it may be asked again and again.
    public static Plan plan(Site site, Health health) {
        FailoverPlanner planner = new FailoverPlanner(site, health);
        site.cameras().values().stream()
                .sorted(Comparator.comparingInt(Camera::priority).reversed().thenComparing(Camera::id))
                .forEach(planner::plan);
        return new Plan(planner.facts, planner.stranded);
    }

    private void plan(Camera camera) {
        if (facts.size() > SiteEntry.FACTS_MAX - 2) {
            return;
        }
        Ownership held = site.ownership(camera.id());
        if (health.isLost(held.owner())) {
            heir(camera, held).ifPresentOrElse(heir -> takeOver(camera, held, heir), () -> stranded.add(camera.id()));
        } else {
            Optional<NodeId> wanted = shadow(camera, held.owner(), held.shadow());
            if (!wanted.equals(held.shadow())) {
                assignShadow(camera, wanted);
            }
        }
    }

    private void takeOver(Camera camera, Ownership held, NodeId heir) {
        facts.add(new CameraAssigned(camera.id(), heir, held.epoch().next()));
        load.merge(heir, 1, Integer::sum);
        Optional<NodeId> left = held.shadow().filter(shadow -> !shadow.equals(heir));
        Optional<NodeId> wanted = shadow(camera, heir, left);
        if (!wanted.equals(left)) {
            assignShadow(camera, wanted);
        }
    }

    private void assignShadow(Camera camera, Optional<NodeId> wanted) {
        facts.add(new ShadowAssigned(camera.id(), wanted));
        wanted.ifPresent(shadow -> load.merge(shadow, 1, Integer::sum));
    }

    private Optional<NodeId> heir(Camera camera, Ownership held) {
        return held.shadow()
                .filter(health::isUsable)
                .or(() -> Optional.of(camera.primary()).filter(health::isUsable))
                .or(() -> standby(held.owner()));
    }

    /// Who should shadow a camera with this owner, when `now` does.
    private Optional<NodeId> shadow(Camera camera, NodeId owner, Optional<NodeId> now) {
        if (!camera.canBeShadowed()) {
            return Optional.empty();
        }
        NodeId primary = camera.primary();
        boolean isAway = !primary.equals(owner);
        boolean isKept = now.filter(node -> !health.isLost(node)).isPresent();
        if (isKept) {
            return isAway && health.isSettled(primary) ? Optional.of(primary) : now;
        }
        if (isAway && health.isUsable(primary)) {
            return Optional.of(primary);
        }
        // A lost shadow that nobody can replace stays: it shadows again when it is back.
        return standby(owner).or(() -> now);
    }

    /// The usable standby with the least to do, in another zone than this one where there is one.
    private Optional<NodeId> standby(NodeId than) {
        return site.recorders().values().stream()
                .filter(Recorder::standby)
                .filter(each -> health.isUsable(each.node()) && !each.node().equals(than))
                .min(Comparator.<Recorder, Boolean>comparing(each -> isSameZone(each, than))
                        .thenComparing(each -> load.getOrDefault(each.node(), 0))
                        .thenComparing(Recorder::node))
                .map(Recorder::node);
    }

    private boolean isSameZone(Recorder recorder, NodeId other) {
        return site.recorder(other)
                .filter(each -> each.zone().equals(recorder.zone()))
                .isPresent();
    }
}
