package org.lidless.wire.node;

import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.WitnessReport;

/// What a management server hears from recorders. Called on the server's threads, many at a time; must return at
/// once.
public interface ManagementDesk {

    /// A recorder connected.
    ///
    /// @param boot names the start of its process
    void opened(NodeId node, long boot);

    /// Its connection closed, for whatever reason. Not called for one that a newer connection of the node replaced.
    void closed(NodeId node, long boot);

    void heartbeat(Heartbeat heartbeat);

    void witnessed(WitnessReport report);

    /// Another management server connected: it is there.
    void met(NodeId server);

    /// Whether this management server leads, so that its time is the site's.
    boolean leads();
}
