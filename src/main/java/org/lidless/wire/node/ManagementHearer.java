package org.lidless.wire.node;

import org.lidless.domain.AssignmentList;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;

/// What a recorder hears from a management server. Called on the link's thread; must return soon, because heartbeats
/// wait for it.
public interface ManagementHearer {

    /// The link is open.
    void opened(NodeId management);

    /// The link closed; it is dialled again.
    void closed(NodeId management);

    /// Everything that this recorder is to do. It may be older than the one that is followed.
    void assigned(AssignmentList assignments);

    /// The management server does not let this node in, or is not the one that was expected. Told once until it
    /// changes.
    void refused(NodeId management, Problem problem);
}
