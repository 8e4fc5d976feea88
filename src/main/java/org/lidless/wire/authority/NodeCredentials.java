package org.lidless.wire.authority;

import org.lidless.domain.NodeId;
import org.lidless.world.Disk;

/// A node's own key and certificate, and the authority that it trusts; read once.
public final class NodeCredentials {

    private final NodeId node;

    private NodeCredentials(NodeId node) {
        this.node = node;
    }

    /// Reads the three files.
    ///
    /// @throws org.lidless.domain.ProblemException `CERTIFICATES_UNUSABLE`
    public static NodeCredentials load(Disk disk, NodeFiles files) {
        throw new UnsupportedOperationException(disk + " " + files);
    }

    /// The node that they were issued to.
    public NodeId node() {
        return node;
    }
}
