package org.lidless.footage.storage;

import org.lidless.domain.Gap;
import org.lidless.domain.NodeId;

/// A gap as a pool's catalogues have it; one that is still running ends at [SegmentRow#OPEN_END_US].
///
/// @param node who stored it
public record GapRow(Gap gap, NodeId node) {

    /// Whether it is still running.
    public boolean isRunning() {
        return gap.span().toUs() == SegmentRow.OPEN_END_US;
    }
}
