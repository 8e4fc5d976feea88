package org.lidless.control.management;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lidless.control.failover.FailoverTiming;
import org.lidless.control.failover.Flow;
import org.lidless.control.failover.HoldDown;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;

/// What the leader has seen of each camera's footage at its owner since its election. One thread owns it.
final class Flows {

    private final FailoverTiming timing;
    private final SortedMap<CameraId, Flow> flows = new TreeMap<>();
    private final SortedMap<CameraId, HoldDown> holds = new TreeMap<>();
    private final SortedSet<CameraId> stuck = new TreeSet<>();
    private final SortedSet<CameraId> held = new TreeSet<>();
    private long seenVersion = -1;

    Flows(FailoverTiming timing) {
        this.timing = timing;
    }

    /// Forms an opinion of every camera.
    ///
    /// @param heard  the last heartbeat of each recorder
    /// @param usable recorders whose heartbeats are new
    void pass(Site site, SortedMap<NodeId, Heartbeat> heard, SortedSet<NodeId> usable, long nowUs) {
        if (site.version() != seenVersion) {
            seenVersion = site.version();
            flows.keySet().retainAll(site.cameras().keySet());
            holds.keySet().retainAll(site.cameras().keySet());
        }
        stuck.clear();
        held.clear();
        site.ownerships().forEach((camera, has) -> {
            look(camera, has, heard, usable, nowUs);
            HoldDown hold = holds.get(camera);
            if (hold != null && !hold.isOver(nowUs)) {
                held.add(camera);
            }
        });
    }

    private void look(
            CameraId camera, Ownership has, SortedMap<NodeId, Heartbeat> heard, SortedSet<NodeId> usable, long nowUs) {
        CameraReport owners = said(camera, has.owner(), heard, usable);
        if (owners == null || !owners.epoch().equals(has.epoch())) {
            flows.remove(camera);
            return;
        }
        Flow before = flows.get(camera);
        boolean isShadowBetter =
                before != null && before.mayBeDoubted(nowUs) && isShadowBetter(camera, has, heard, usable);
        Flow now = before == null ? Flow.begun(owners, nowUs) : before.next(owners, isShadowBetter, nowUs);
        flows.put(camera, now);
        if (now.isStuck(nowUs)) {
            stuck.add(camera);
            holds.put(
                    camera,
                    holds.getOrDefault(camera, HoldDown.met(nowUs, timing)).wentDown(nowUs, timing));
        } else {
            holds.computeIfPresent(camera, (id, hold) -> hold.wentUp(nowUs));
        }
    }

    private static boolean isShadowBetter(
            CameraId camera, Ownership has, SortedMap<NodeId, Heartbeat> heard, SortedSet<NodeId> usable) {
        NodeId shadow = has.shadow().orElse(null);
        CameraReport shadows = shadow == null ? null : said(camera, shadow, heard, usable);
        return shadows != null && Flow.isBetter(shadows, has.epoch());
    }

    /// Asked of each camera ten times a second.
    private static @Nullable CameraReport said(
            CameraId camera, NodeId node, SortedMap<NodeId, Heartbeat> heard, SortedSet<NodeId> usable) {
        Heartbeat beat = heard.get(node);
        return beat == null || !usable.contains(node) ? null : beat.cameras().get(camera);
    }

    SortedSet<CameraId> stuck() {
        return stuck;
    }

    SortedSet<CameraId> held() {
        return held;
    }
}
