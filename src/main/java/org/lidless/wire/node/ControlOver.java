package org.lidless.wire.node;

import org.lidless.domain.NodeId;
import org.lidless.wire.ControlClient;
import org.lidless.wire.ControlFile;
import org.lidless.wire.authority.NodeCredentials;

/// Asks another node of the site what its own command line could ask, over mutual TLS.
public final class ControlOver {

    private ControlOver() {}

    /// @param peer    who must answer there, by its certificate
    /// @param address `host:port`
    public static ControlClient mutualTls(NodeCredentials own, NodeId peer, String address) {
        return new ControlClient(
                new ControlFile("https://" + address + ControlRoutes.PREFIX, "none", 0, peer.value()),
                PeerHttp.client(own, peer));
    }
}
