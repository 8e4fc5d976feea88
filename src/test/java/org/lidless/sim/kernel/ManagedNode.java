package org.lidless.sim.kernel;

import org.lidless.domain.AssignmentList;
import org.lidless.domain.NodeId;

/// A recorder as management sees it.
public abstract class ManagedNode extends SimNode {

    private final NodeId id;

    protected ManagedNode(SimKernel kernel, String name) {
        super(kernel, name);
        this.id = new NodeId(name);
    }

    public final NodeId id() {
        return id;
    }

    /// The list that it follows.
    public abstract AssignmentList list();

    /// Management sent a list.
    public abstract void receive(AssignmentList list);
}
