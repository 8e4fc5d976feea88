package org.lidless.wire.node;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.NodeId;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.World;

/// The one port on which a node answers its peers.
public final class NodeServer implements AutoCloseable {

    /// What a node answers with: a management server has the first, a recorder the second, a small site's node both.
    public record Desks(Optional<ManagementDesk> management, Optional<FootageDesk> footage) {}

    private NodeServer() {}

    /// Begins to answer. Port 0 takes any free one.
    ///
    /// @param boot names this start of the process: 64 random bits
    /// @throws org.lidless.domain.ProblemException `PORT_IN_USE`
    public static NodeServer start(World world, NodeCredentials own, long boot, InetSocketAddress listen, Desks desks) {
        return new NodeServer();
    }

    public int port() {
        return 0;
    }

    /// Sends a recorder its assignments, if it is connected; returns at once, and promises nothing. Any thread.
    public void push(AssignmentList assignments) {}

    /// Recorders whose management link is open.
    public SortedSet<NodeId> connected() {
        return new TreeSet<>();
    }

    @Override
    public void close() {}
}
