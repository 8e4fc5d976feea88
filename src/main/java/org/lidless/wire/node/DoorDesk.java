package org.lidless.wire.node;

import java.io.IOException;
import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.wire.Relay.Answered;

/// What a management server does for who wants to belong to the site: newcomers, and nodes whose certificates run out.
/// Called on the server's threads, many at a time; waits for the answer.
public interface DoorDesk {

    /// A newcomer without a certificate, of whom nothing is known but what it says.
    ///
    /// @param order a [org.lidless.wire.Membership.JoinOrder] as JSON, perhaps
    Answered join(byte[] order) throws IOException;

    /// A node of the site wants its certificate again.
    ///
    /// @param shown   what it has now
    /// @param request what is to be signed (PEM), perhaps
    Answered renew(Shown shown, String request) throws IOException;

    /// A management server that has joined wants to take part.
    ///
    /// @param order a [org.lidless.wire.Membership.Server] as JSON, perhaps
    Answered admit(Shown shown, byte[] order) throws IOException;

    /// What a node's certificate says.
    ///
    /// @param hosts      under which it is reached
    /// @param management whether it is a management server
    record Shown(NodeId node, List<String> hosts, boolean management) {

        public Shown {
            hosts = List.copyOf(hosts);
        }
    }
}
