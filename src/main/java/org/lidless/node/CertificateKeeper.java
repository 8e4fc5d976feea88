package org.lidless.node;

import java.io.IOException;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.lidless.domain.NodeId;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.Renewal;
import org.lidless.wire.node.RenewalClient;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has this node's certificate renewed in time, and uses the new one without a restart. When no management server can
/// do it, it is asked again later; nothing stops when a certificate runs out. A thread of its own.
final class CertificateKeeper implements Runnable {

    private static final long LOOK_US = 600_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(CertificateKeeper.class);

    private final World world;
    private final NodeCredentials own;
    private final Renewal renewal;
    private final Supplier<SortedMap<NodeId, String>> servers;

    /// @param servers the management servers and where they are reached
    CertificateKeeper(World world, NodeCredentials own, Renewal renewal, Supplier<SortedMap<NodeId, String>> servers) {
        this.world = world;
        this.own = own;
        this.renewal = renewal;
        this.servers = servers;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            world.clock().pauseUs(LOOK_US);
            if (renewal.isDue() && !Thread.currentThread().isInterrupted()) {
                renew();
            }
        }
    }

    /// Whether somebody did.
    boolean renew() {
        for (var server : servers.get().entrySet()) {
            try {
                renewal.take(RenewalClient.renew(own, server.getKey(), server.getValue(), renewal.request()));
                LOG.info("this node's certificate was renewed by {}", server.getKey());
                return true;
            } catch (IOException notNow) {
                LOG.warn("This node's certificate is due and was not renewed: {}", notNow.getMessage());
            }
        }
        return false;
    }
}
