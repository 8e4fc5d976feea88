package org.lidless.control.management;

import org.lidless.domain.AssignmentList;
import org.lidless.domain.NodeId;

/// What management asks of the world's recorders. Both calls return at once; nothing is promised, and both are repeated
/// while heartbeats show that they are needed.
public interface Recorders {

    /// Sends a recorder everything that it is to do.
    void push(AssignmentList assignments);

    /// Dials a recorder that is suspected. The answer comes back as [Management#onDialled].
    void dial(NodeId node, String address);
}
