package org.lidless.footage.timeline.splice;

import org.lidless.domain.NodeId;
import org.lidless.footage.timeline.alignment.SampleMark;

/// A stretch of a copy in which nothing is missing.
///
/// @param holder     who has it
/// @param first      its first sample
/// @param firstKey   decoding time of its first key sample on the run's axis, 1/90000 s; `Long.MAX_VALUE` when it has
///                   none
/// @param last       its last sample
/// @param usualTicks usual distance of two samples, 1/90000 s; 0 when it has but one
public record Reach(NodeId holder, SampleMark first, long firstKey, SampleMark last, long usualTicks) {

    public Reach {
        if (!first.run().equals(last.run()) || last.number() < first.number()) {
            throw new IllegalArgumentException("a reach lies in one run, from " + first + " to " + last);
        }
    }
}
