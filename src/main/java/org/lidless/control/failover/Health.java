package org.lidless.control.failover;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lidless.domain.NodeId;

/// Which recorders are believed to be what, at one moment. Those in neither `lost` nor `usable` are left alone: nothing
/// is taken from them and nothing given to them.
///
/// @param lost    their cameras are to be recorded by others
/// @param usable  alive and heard
/// @param settled usable, and well for longer than their hold-down
public record Health(SortedSet<NodeId> lost, SortedSet<NodeId> usable, SortedSet<NodeId> settled) {

    public Health {
        lost = Collections.unmodifiableSortedSet(new TreeSet<>(lost));
        usable = Collections.unmodifiableSortedSet(new TreeSet<>(usable));
        settled = Collections.unmodifiableSortedSet(new TreeSet<>(settled));
        if (!Collections.disjoint(lost, usable)) {
            throw new IllegalArgumentException("lost and usable at once: " + lost + ", " + usable);
        }
        if (!usable.containsAll(settled)) {
            throw new IllegalArgumentException("settled but not usable: " + settled + ", " + usable);
        }
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
}
