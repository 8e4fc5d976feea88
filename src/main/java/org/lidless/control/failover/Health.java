package org.lidless.control.failover;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lidless.control.site.Site;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;

/// Which recorders are believed to be what, at one moment. Those in neither `lost` nor `usable` are left alone:
/// nothing is taken from them and nothing given to them.
///
/// @param lost    their cameras are to be recorded by others
/// @param usable  alive and heard
/// @param settled usable, and well for longer than their hold-down
/// @param leaving are drained or about to end, whatever else they are: they get nothing that another can have
/// @param stuck   cameras whose footage does not come to rest at their owner and would at their shadow
/// @param held    cameras that were stuck lately and do not go home yet
public record Health(
        SortedSet<NodeId> lost,
        SortedSet<NodeId> usable,
        SortedSet<NodeId> settled,
        SortedSet<NodeId> leaving,
        SortedSet<CameraId> stuck,
        SortedSet<CameraId> held) {

    public Health {
        lost = Collections.unmodifiableSortedSet(new TreeSet<>(lost));
        usable = Collections.unmodifiableSortedSet(new TreeSet<>(usable));
        settled = Collections.unmodifiableSortedSet(new TreeSet<>(settled));
        leaving = Collections.unmodifiableSortedSet(new TreeSet<>(leaving));
        stuck = Collections.unmodifiableSortedSet(new TreeSet<>(stuck));
        held = Collections.unmodifiableSortedSet(new TreeSet<>(held));
        if (!Collections.disjoint(lost, usable)) {
            throw new IllegalArgumentException("lost and usable at once: " + lost + ", " + usable);
        }
        if (!usable.containsAll(settled)) {
            throw new IllegalArgumentException("settled but not usable: " + settled + ", " + usable);
        }
    }

    /// With cameras that are all well where they are.
    public Health(
            SortedSet<NodeId> lost, SortedSet<NodeId> usable, SortedSet<NodeId> settled, SortedSet<NodeId> leaving) {
        this(lost, usable, settled, leaving, Collections.emptySortedSet(), Collections.emptySortedSet());
    }

    /// Of recorders that all stay.
    public Health(SortedSet<NodeId> lost, SortedSet<NodeId> usable, SortedSet<NodeId> settled) {
        this(lost, usable, settled, Collections.emptySortedSet());
    }

    /// On paper: all are well but these.
    static Health without(SortedSet<NodeId> lost, Site site) {
        TreeSet<NodeId> left = new TreeSet<>(site.recorders().keySet());
        left.removeAll(lost);
        return new Health(lost, left, new TreeSet<>(), site.policy().drained());
    }

    public boolean isLost(NodeId node) {
        return lost.contains(node);
    }

    public boolean isUsable(NodeId node) {
        return usable.contains(node);
    }

    public boolean isSettled(NodeId node) {
        return settled.contains(node);
    }

    public boolean isStuck(CameraId camera) {
        return stuck.contains(camera);
    }

    /// Whether it may not go home yet.
    public boolean isHeld(CameraId camera) {
        return held.contains(camera);
    }

    public boolean isLeaving(NodeId node) {
        return leaving.contains(node);
    }

    /// Alive, and here to stay.
    public boolean isStaying(NodeId node) {
        return isUsable(node) && !isLeaving(node);
    }
}
