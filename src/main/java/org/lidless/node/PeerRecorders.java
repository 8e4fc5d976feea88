package org.lidless.node;

import org.jspecify.annotations.Nullable;
import org.lidless.control.management.ManagementLoop;
import org.lidless.control.management.Recorders;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.NodeId;
import org.lidless.wire.node.Dialler;
import org.lidless.wire.node.NodeServer;

/// The site's recorders as management reaches them: over the connections that they opened, and by dialling. Until the
/// port is open nothing goes out; management repeats what was not heard.
final class PeerRecorders implements Recorders {

    private record Ways(NodeServer server, Dialler dialler, ManagementLoop loop) {}

    private volatile @Nullable Ways ways;

    /// The port is open.
    void reachedBy(NodeServer server, Dialler dialler, ManagementLoop loop) {
        ways = new Ways(server, dialler, loop);
    }

    @Override
    public void push(AssignmentList assignments) {
        Ways known = ways;
        if (known != null) {
            known.server().push(assignments);
        }
    }

    @Override
    public void dial(NodeId node, String address) {
        Ways known = ways;
        if (known != null) {
            known.dialler().dial(address, refused -> known.loop().dialled(node, refused));
        }
    }
}
