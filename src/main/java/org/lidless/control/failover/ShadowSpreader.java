package org.lidless.control.failover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.control.site.Camera;
import org.lidless.control.site.GroupName;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Recorder;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.domain.CameraReport;
import org.lidless.domain.EscalationStep;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;

/// Spreads the shadows of cameras at home over the standbys of their group: when a standby has returned or joined, when
/// all are in the owner's zone though another has a standby, and when a recorder that gave a camera away by a planned
/// move still shadows it.
///
/// A camera whose shadow moves is unguarded until the new one is ready. So only a few move at a time, only while all
/// other shadows are ready, and only to standbys that have been well for their hold-down; those of cameras that matter
/// most first, while there is room, and so that an owner's most important ones lie apart. Each move makes the spread
/// strictly better, so that they end.
public final class ShadowSpreader {

    /// Cameras that are without a ready shadow at a time because of this.
    static final int MOVES_MAX = 8;

    /// How far past the cut of its hand-back a camera must be durable before its former owner is let go, µs.
    private static final long PAST_CUT_US = 10_000_000;

    /// A difference of one cannot be made smaller. That of one owner's cameras counts before that of all: each move
    /// makes the one smaller, or leaves it and makes the other smaller.
    private static final int DIFFERENCE_MIN = 2;

    private final Site site;
    private final Health health;
    private final SortedMap<NodeId, Heartbeat> heard;
    private final Draft draft;

    private ShadowSpreader(Site site, Health health, SortedMap<NodeId, Heartbeat> heard) {
        this.site = site;
        this.health = health;
        this.heard = heard;
        this.draft = new Draft(site);
    }

    /// The shadows to move now; to be asked only when nothing else is to be done.
    ///
    /// @param heard the last heartbeat of each recorder
    public static List<SiteFact> plan(Site site, Health health, SortedMap<NodeId, Heartbeat> heard) {
        ShadowSpreader spreader = new ShadowSpreader(site, health, heard);
        return spreader.areReady() ? spreader.moves() : List.of();
    }

    /// Whether anything could be moved at all, whatever heartbeats say: as long as not, [#plan] answers nothing.
    public static boolean couldPlan(Site site, Health health) {
        ShadowSpreader spreader = new ShadowSpreader(site, health, new TreeMap<>());
        return site.cameras().values().stream()
                .filter(camera -> site.ownership(camera.id()).shadow().isPresent())
                .anyMatch(camera -> spreader.better(camera).isPresent());
    }

    private boolean areReady() {
        return site.cameras().values().stream().allMatch(camera -> {
            Ownership held = site.ownership(camera.id());
            Optional<CameraReport> owners = report(camera, held.owner(), held);
            boolean isTroubled = owners.filter(said -> said.trouble().step() != EscalationStep.NONE)
                    .isPresent();
            return held.shadow().isEmpty()
                    || isTroubled
                    || held.shadow()
                            .flatMap(shadow -> report(camera, shadow, held))
                            .filter(CameraReport::ready)
                            .isPresent();
        });
    }

    private List<SiteFact> moves() {
        List<SiteFact> facts = new ArrayList<>();
        List<Camera> mostFirst = site.cameras().values().stream()
                .sorted(Camera.LEAST_FIRST.reversed())
                .toList();
        for (Camera camera : mostFirst) {
            if (facts.size() < MOVES_MAX && mayMove(camera)) {
                better(camera).ifPresent(standby -> {
                    draft.shadow(camera.id(), Optional.of(standby));
                    facts.add(new ShadowAssigned(camera.id(), Optional.of(standby)));
                });
            }
        }
        return facts;
    }

    private boolean mayMove(Camera camera) {
        Ownership held = site.ownership(camera.id());
        boolean isAtHome = held.owner().equals(camera.primary()) && health.isUsable(held.owner());
        boolean isPastCut = held.cutUs().isEmpty()
                || report(camera, held.owner(), held)
                        .filter(said -> said.durableUs().orElse(Long.MIN_VALUE)
                                >= held.cutUs().getAsLong() + PAST_CUT_US)
                        .isPresent();
        boolean isToGo = held.shadow().filter(health::isLeaving).isPresent() && health.isUsable(held.owner());
        return (isToGo || isAtHome) && held.shadow().isPresent() && isPastCut;
    }

    /// A standby that would be strictly better than the present shadow.
    private Optional<NodeId> better(Camera camera) {
        Ownership held = draft.held(camera.id());
        NodeId now = held.shadow().orElseThrow();
        GroupName group = site.policy().of(camera.primary()).group();
        return site.recorders().values().stream()
                .filter(each -> each.standby() && isCandidate(each.node(), now))
                .map(Recorder::node)
                .filter(node -> !node.equals(now) && !node.equals(held.owner()))
                .filter(node -> site.policy().of(node).group().equals(group))
                .filter(node -> isBetter(camera, node, now, held.owner()))
                .filter(node -> Room.toShadow(draft, node, camera)
                        .filter(room -> room.shadows().isEmpty())
                        .isPresent())
                .min(Comparator.<NodeId, Boolean>comparing(node -> isSameZone(node, held.owner()))
                        .thenComparingInt(node -> draft.shadowsOf(held.owner(), node))
                        .thenComparingInt(node -> draft.load(node).cameras())
                        .thenComparing(Comparator.naturalOrder()));
    }

    /// In place of one that leaves, anybody who stays.
    private boolean isCandidate(NodeId node, NodeId now) {
        return health.isStaying(node) && (health.isSettled(node) || health.isLeaving(now));
    }

    private boolean isBetter(Camera camera, NodeId node, NodeId now, NodeId owner) {
        boolean isStandby = site.recorder(now).filter(Recorder::standby).isPresent();
        if (!isStandby || health.isLeaving(now)) {
            return true;
        }
        boolean isThereInZone = isSameZone(node, owner);
        boolean isNowInZone = isSameZone(now, owner);
        if (isThereInZone != isNowInZone) {
            return isNowInZone;
        }
        int ofOwner = draft.shadowsOf(owner, now) - draft.shadowsOf(owner, node);
        int ofAll = draft.load(now).cameras() - draft.load(node).cameras();
        if (ofOwner >= DIFFERENCE_MIN) {
            return mattersMore(camera, owner, node) <= mattersMore(camera, owner, now);
        }
        return ofOwner >= 1 && ofAll >= DIFFERENCE_MIN && isLeast(camera, owner, now);
    }

    /// How many of the owner's cameras that matter more than this one that recorder shadows. Those that matter most are
    /// to lie apart: each standby has room for them first.
    private long mattersMore(Camera camera, NodeId owner, NodeId shadow) {
        return draft.shadowedBy(shadow).tailSet(camera).stream()
                .filter(each -> !each.equals(camera) && isOf(owner, each))
                .count();
    }

    /// Whether that recorder shadows none of the owner's cameras that matters less.
    private boolean isLeast(Camera camera, NodeId owner, NodeId shadow) {
        return draft.shadowedBy(shadow).headSet(camera).stream().noneMatch(each -> isOf(owner, each));
    }

    private boolean isOf(NodeId owner, Camera camera) {
        return draft.held(camera.id()).owner().equals(owner);
    }

    private boolean isSameZone(NodeId one, NodeId other) {
        return site.recorder(one)
                .flatMap(recorder ->
                        site.recorder(other).filter(each -> each.zone().equals(recorder.zone())))
                .isPresent();
    }

    private Optional<CameraReport> report(Camera camera, NodeId node, Ownership held) {
        return Optional.ofNullable(heard.get(node))
                .map(heartbeat -> heartbeat.cameras().get(camera.id()))
                .filter(said -> said.epoch().equals(held.epoch()));
    }
}
