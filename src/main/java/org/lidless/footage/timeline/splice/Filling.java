package org.lidless.footage.timeline.splice;

import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;

/// What a hole can be filled with, and what nothing can fill.
///
/// @param hole  what is missing
/// @param parts samples of other copies that lie in it, in order of time, not overlapping
/// @param open  what no part covers, in order of time
public record Filling(Hole hole, List<Part> parts, List<TimeSpan> open) {

    public Filling {
        parts = List.copyOf(parts);
        open = List.copyOf(open);
    }

    /// Samples to be fetched.
    ///
    /// @param holder    who has them
    /// @param run       in which run
    /// @param fromTicks decoding time of the first one in that run, 1/90000 s, inclusive
    /// @param toTicks   decoding time of the last one, inclusive
    /// @param sameBytes whether they are the very samples that are missing; otherwise they show the same
    ///                  moments, and the first is a key sample
    public record Part(NodeId holder, RunId run, long fromTicks, long toTicks, boolean sameBytes) {}

    /// Whether nothing remains missing.
    public boolean isWhole() {
        return open.isEmpty();
    }
}
