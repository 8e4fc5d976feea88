package org.lidless.footage.storage;

import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;

/// What a pool holds of one run without a step in its numbers: a segment, or many that follow each other, as one. Many
/// hours are cut into several of these.
///
/// @param pool        where it lies
/// @param node        who recorded it
/// @param span        site time of its samples, µs
/// @param firstNumber of its first sample
/// @param endNumber   behind its last sample
public record HeldRow(PoolId pool, NodeId node, RunId run, TimeSpan span, long firstNumber, long endNumber) {

    /// The same elsewhere in time.
    public HeldRow movedBy(long us) {
        return new HeldRow(pool, node, run, new TimeSpan(span.fromUs() + us, span.toUs() + us), firstNumber, endNumber);
    }
}
