package org.lidless.control.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.control.site.Camera;
import org.lidless.control.site.CameraProfile;
import org.lidless.control.site.Capacity;
import org.lidless.control.site.Ownership;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteFact.CameraAssigned;
import org.lidless.control.site.SiteFact.ShadowAssigned;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;

/// The site as one pass has planned it so far: who has each camera then, what each recorder carries then, and the facts
/// that lead there. One thread owns it.
final class Draft {

    private final Site site;
    private final SortedMap<CameraId, Ownership> held;
    private final SortedMap<NodeId, Load> loads = new TreeMap<>();
    private final SortedMap<NodeId, SortedMap<NodeId, Integer>> shadowsOf = new TreeMap<>();
    private final SortedMap<NodeId, SortedSet<Camera>> shadows = new TreeMap<>();
    private final SortedMap<NodeId, SortedSet<Camera>> records = new TreeMap<>();
    private final List<SiteFact> facts = new ArrayList<>();

    Draft(Site site) {
        this.site = site;
        this.held = new TreeMap<>(site.ownerships());
        held.forEach(this::take);
    }

    Ownership held(CameraId camera) {
        return Optional.ofNullable(held.get(camera)).orElseGet(() -> site.ownership(camera));
    }

    List<SiteFact> facts() {
        return facts;
    }

    Load load(NodeId node) {
        return loads.getOrDefault(node, Load.NONE);
    }

    /// How many cameras of this owner that recorder shadows: what falls to it when the owner fails.
    int shadowsOf(NodeId owner, NodeId shadow) {
        return shadowsOf.getOrDefault(owner, new TreeMap<>()).getOrDefault(shadow, 0);
    }

    Capacity capacity(NodeId node) {
        return site.policy().of(node).capacity();
    }

    CameraProfile profile(CameraId camera) {
        return site.policy().of(camera);
    }

    /// What a recorder would carry if it recorded this camera.
    Load recording(NodeId node, CameraId camera) {
        boolean isShadow = held(camera).shadow().filter(node::equals).isPresent();
        Load without = isShadow ? load(node).minusShadow(profile(camera)) : load(node);
        return without.plusRecord(profile(camera));
    }

    /// Cameras that this recorder shadows, the least important first; changes with the draft.
    SortedSet<Camera> shadowedBy(NodeId node) {
        return shadows.computeIfAbsent(node, first -> new TreeSet<>(Camera.LEAST_FIRST));
    }

    /// Cameras that this recorder records, the least important first; changes with the draft.
    SortedSet<Camera> recordedBy(NodeId node) {
        return records.computeIfAbsent(node, first -> new TreeSet<>(Camera.LEAST_FIRST));
    }

    /// The camera belongs to another owner from here on; a shadow that becomes the owner shadows no more.
    void assign(CameraId camera, NodeId owner) {
        Ownership before = held(camera);
        facts.add(new CameraAssigned(camera, owner, before.epoch().next()));
        Optional<NodeId> shadow = before.shadow().filter(node -> !node.equals(owner));
        put(camera, new Ownership(owner, before.epoch().next(), shadow, OptionalLong.empty(), before.version()));
    }

    /// Another recorder shadows it, or nobody.
    void shadow(CameraId camera, Optional<NodeId> shadow) {
        Ownership before = held(camera);
        facts.add(new ShadowAssigned(camera, shadow));
        put(camera, new Ownership(before.owner(), before.epoch(), shadow, before.cutUs(), before.version()));
    }

    private void put(CameraId camera, Ownership after) {
        drop(camera, held(camera));
        take(camera, after);
        held.put(camera, after);
    }

    private void take(CameraId camera, Ownership has) {
        loads.put(has.owner(), load(has.owner()).plusRecord(profile(camera)));
        recordedBy(has.owner()).add(site.camera(camera));
        has.shadow().ifPresent(shadow -> {
            loads.put(shadow, load(shadow).plusShadow(profile(camera)));
            shadowedBy(shadow).add(site.camera(camera));
            count(has.owner(), shadow, 1);
        });
    }

    private void drop(CameraId camera, Ownership had) {
        loads.put(had.owner(), load(had.owner()).minusRecord(profile(camera)));
        recordedBy(had.owner()).remove(site.camera(camera));
        had.shadow().ifPresent(shadow -> {
            loads.put(shadow, load(shadow).minusShadow(profile(camera)));
            shadowedBy(shadow).remove(site.camera(camera));
            count(had.owner(), shadow, -1);
        });
    }

    private void count(NodeId owner, NodeId shadow, int more) {
        shadowsOf.computeIfAbsent(owner, first -> new TreeMap<>()).merge(shadow, more, Integer::sum);
    }
}
