package org.lidless.wire.node;

import java.util.Optional;
import java.util.Set;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.WitnessReport.Sighting;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.World;

/// A shadow's link to the recorder that owns some of its streams: hears every 100 ms what became durable there. Dials
/// again by itself when it breaks, and goes on where it was.
public final class WatermarkLink implements AutoCloseable {

    private WatermarkLink() {}

    /// Begins to dial.
    ///
    /// @param owner   who must answer there, by its certificate
    /// @param address `host:port`
    public static WatermarkLink start(
            World world, NodeCredentials own, NodeId owner, String address, OwnerHearer hearer) {
        return new WatermarkLink();
    }

    /// The streams that are shadowed from this owner now: the whole truth. Any thread.
    public void follow(Set<StreamId> streams) {}

    /// What was last told as a sighting; empty before the owner was ever heard. Any thread.
    public Optional<Sighting> sighting() {
        return Optional.empty();
    }

    /// The start of the owner's process that was last heard; 0 before it was ever heard. Any thread.
    public long boot() {
        return 0;
    }

    /// How far the owner's clock is from this one's; empty until it was measured. Any thread.
    public Optional<ClockOffset> clock() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
