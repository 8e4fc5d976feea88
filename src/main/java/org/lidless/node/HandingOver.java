package org.lidless.node;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.lidless.control.consensus.Consensus;
import org.lidless.node.settings.Settings.ManagementServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a management server that leads does before it ends: it lets another one lead, so that nobody has to miss
/// it first. Closed before all other parts.
///
/// @param reached the other servers that can be reached now
record HandingOver(Consensus consensus, Supplier<List<ManagementServer>> reached) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HandingOver.class);

    /// Waits for each successor in turn until one leads, a few seconds at most; without one the others miss this
    /// server and elect by themselves.
    @Override
    public void close() {
        for (ManagementServer each : reached.get()) {
            if (!consensus.leadership().leading()) {
                return;
            }
            try {
                consensus.handOver(each.member());
                LOG.info("{} leads from here on", each.node());
            } catch (IOException notNow) {
                LOG.info("{} does not lead in place of this server: {}", each.node(), notNow.getMessage());
            }
        }
    }
}
