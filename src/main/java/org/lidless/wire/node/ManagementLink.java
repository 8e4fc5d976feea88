package org.lidless.wire.node;

import java.util.Optional;
import java.util.function.Supplier;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.WitnessReport;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.World;

/// A recorder's link to one management server: sends a heartbeat every 250 ms, hears assignments, measures the clock.
/// Dials again by itself when it breaks.
public final class ManagementLink implements AutoCloseable {

    private ManagementLink() {}

    /// Begins to dial.
    ///
    /// @param boot       names this start of the process, as in its heartbeats
    /// @param management who must answer there, by its certificate
    /// @param address    `host:port`
    /// @param beat       asked on the link's thread for each heartbeat; must return at once
    public static ManagementLink start(
            World world,
            NodeCredentials own,
            long boot,
            NodeId management,
            String address,
            Supplier<Heartbeat> beat,
            ManagementHearer hearer) {
        return new ManagementLink();
    }

    /// Tells what was seen of another recorder; lost when the link is closed. Any thread, returns at once.
    public void witness(WitnessReport report) {}

    /// How far the management server's clock is from this one's; empty until it was measured. Any thread.
    public Optional<ClockOffset> clock() {
        return Optional.empty();
    }

    public boolean isOpen() {
        return false;
    }

    @Override
    public void close() {}
}
