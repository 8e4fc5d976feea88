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

/// Has this node's certificate renewed in time, and uses the new one without a restart. It looks at its start,
/// then each [#LOOK_US]; while it is due and no management server can do it, each [#AGAIN_US]. Nothing stops when
/// a certificate runs out. A thread of its own.
final class CertificateKeeper implements Runnable {

    static final long LOOK_US = 600_000_000;
    static final long AGAIN_US = 10_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(CertificateKeeper.class);

    private final World world;
    private final NodeCredentials own;
    private final Renewal renewal;
    private final Supplier<SortedMap<NodeId, String>> servers;
    private String said = "";

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
            boolean isWaiting = renewal.isDue() && !renew();
            world.clock().pauseUs(isWaiting ? AGAIN_US : LOOK_US);
        }
    }

    /// Whether somebody did.
    boolean renew() {
        for (var server : servers.get().entrySet()) {
            try {
                renewal.take(RenewalClient.renew(own, server.getKey(), server.getValue(), renewal.request()));
                LOG.info("this node's certificate was renewed by {}", server.getKey());
                said = "";
                return true;
            } catch (IOException notNow) {
                say(notNow.getMessage() == null ? notNow.toString() : notNow.getMessage());
            }
        }
        return false;
    }

    /// Once until something else stands in the way.
    private void say(String why) {
        if (!why.equals(said)) {
            said = why;
            LOG.warn("This node's certificate is due and was not renewed yet: {}. Recording goes on with it.", why);
        }
    }
}
