package org.lidless.wire.node;

import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.WitnessReport.Sighting;
import org.lidless.footage.timeline.alignment.Watermark;

/// What a shadow hears from the owner of its streams. Called on the link's thread; must return soon.
public interface OwnerHearer {

    /// News of a stream. Its times are on this node's site clock. One without marks is a sign of life.
    void watermark(Watermark news);

    /// How the owner looks from here now: told at each change. `HEARD`: the link is open and something came;
    /// `SILENT`: it is open and nothing came for a second; `CLOSED`: it closed; `REFUSED`: it closed and nobody
    /// listens now.
    ///
    /// @param boot the start of the owner's process that was seen
    void sighted(NodeId owner, long boot, Sighting sighting);

    /// The owner does not let this node in, or is not the one that was expected. Told once until it changes.
    void refused(NodeId owner, Problem problem);
}
