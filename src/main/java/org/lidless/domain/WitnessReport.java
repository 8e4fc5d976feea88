package org.lidless.domain;

import java.util.Objects;

/// What one recorder has seen of another: the second opinion before a takeover.
///
/// @param witness  who saw it
/// @param about    whom it is about
/// @param boot     the start of `about`'s process that was seen (as in its [Heartbeat]); a report about an earlier one
///                 says nothing
/// @param sighting what was seen
public record WitnessReport(NodeId witness, NodeId about, long boot, Sighting sighting) {

    /// How a recorder looks from another one.
    public enum Sighting {
        /// Something came from it just now, a watermark for instance.
        HEARD,
        /// Its connection was closed.
        CLOSED,
        /// Nobody listens at its address.
        REFUSED,
        /// Nothing came for as long as the witness waits.
        SILENT
    }

    public WitnessReport {
        Objects.requireNonNull(sighting);
        if (witness.equals(about)) {
            throw new IllegalArgumentException(about + " cannot be its own witness");
        }
    }
}
