package org.lidless.control.management;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
///
/// It is asked ten times a second, and of hundreds of cameras hardly one has news in between: of an owner that said
/// nothing new, and none of whose cameras could be doubted yet, nothing is looked at.
final class Flows {

    private final FailoverTiming timing;
    private final Map<CameraId, Flow> flows = new HashMap<>();
    private final Map<CameraId, HoldDown> holds = new HashMap<>();
    private final SortedSet<CameraId> stuck = new TreeSet<>();
    private final SortedSet<CameraId> held = new TreeSet<>();
    private final SortedMap<NodeId, SortedMap<CameraId, Ownership>> owned = new TreeMap<>();
    private final SortedMap<NodeId, Looked> looked = new TreeMap<>();
    private long seenVersion = -1;

    /// What an owner's cameras were looked at with.
    ///
    /// @param beat   its last heartbeat; null when it was not usable
    /// @param goodUs until when nothing can follow from time alone, µs of the leader's monotonic clock
    private record Looked(@Nullable Heartbeat beat, long goodUs) {}

    Flows(FailoverTiming timing) {
        this.timing = timing;
    }

    /// From now on it is about the cameras of this site.
    void follow(Site site) {
        if (site.version() == seenVersion) {
            return;
        }
        seenVersion = site.version();
        flows.keySet().retainAll(site.cameras().keySet());
        holds.keySet().retainAll(site.cameras().keySet());
        looked.clear();
        owned.clear();
        site.ownerships()
                .forEach((camera, has) ->
                        owned.computeIfAbsent(has.owner(), _ -> new TreeMap<>()).put(camera, has));
    }

    /// Whether a recorder owns any camera.
    boolean isOwner(NodeId node) {
        return owned.containsKey(node);
    }

    /// Forms an opinion of every camera.
    ///
    /// @param heard  the last heartbeat of each recorder
    /// @param usable recorders whose heartbeats are new
    void pass(SortedMap<NodeId, Heartbeat> heard, SortedSet<NodeId> usable, long nowUs) {
        stuck.clear();
        held.clear();
        owned.forEach((owner, cameras) -> {
            Heartbeat beat = usable.contains(owner) ? heard.get(owner) : null;
            Looked last = looked.get(owner);
            if (last == null || !Objects.equals(last.beat(), beat) || nowUs >= last.goodUs()) {
                looked.put(owner, new Looked(beat, look(beat, cameras, heard, usable, nowUs)));
            }
        });
    }

    /// @param beat of the owner; null when it is not usable
    /// @return until when nothing else can follow while the owner says nothing new
    private long look(
            @Nullable Heartbeat beat,
            SortedMap<CameraId, Ownership> cameras,
            SortedMap<NodeId, Heartbeat> heard,
            SortedSet<NodeId> usable,
            long nowUs) {
        long goodUs = Long.MAX_VALUE;
        for (Map.Entry<CameraId, Ownership> each : cameras.entrySet()) {
            CameraId camera = each.getKey();
            CameraReport owners = beat == null ? null : beat.cameras().get(camera);
            Flow flow = look(camera, owners, each.getValue(), heard, usable, nowUs);
            HoldDown hold = holds.get(camera);
            if (hold != null && !hold.isOver(nowUs)) {
                held.add(camera);
            }
            long doubtableUs = flow == null ? Long.MAX_VALUE : flow.doubtableUs();
            goodUs = Math.min(goodUs, hold == null ? doubtableUs : nowUs);
        }
        return goodUs;
    }

    private @Nullable Flow look(
            CameraId camera,
            @Nullable CameraReport owners,
            Ownership has,
            SortedMap<NodeId, Heartbeat> heard,
            SortedSet<NodeId> usable,
            long nowUs) {
        if (owners == null || !owners.epoch().equals(has.epoch())) {
            flows.remove(camera);
            return null;
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
            holds.computeIfPresent(camera, (_, hold) -> hold.wentUp(nowUs));
        }
        return now;
    }

    private static boolean isShadowBetter(
            CameraId camera, Ownership has, SortedMap<NodeId, Heartbeat> heard, SortedSet<NodeId> usable) {
        NodeId shadow = has.shadow().orElse(null);
        CameraReport shadows = shadow == null ? null : said(camera, shadow, heard, usable);
        return shadows != null && Flow.isBetter(shadows, has.epoch());
    }

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
