package org.lidless.wire.node;

import org.lidless.footage.timeline.alignment.Watermark;

/// The samples of one stream that became durable at their recorder, to be told to its shadow. Any thread.
public interface MarkFeed {

    /// Marks from a place on, oldest first; places count the stream's samples since the recorder began to follow it.
    /// Marks that are no longer held are left out. A place that was never reached begins anew at the oldest.
    ///
    /// @param place where the last batch said to go on; 0 at first
    /// @param max   most marks wanted
    Batch next(long place, int max);

    /// @param watermark what became durable, perhaps nothing
    /// @param nextPlace where to go on
    record Batch(Watermark watermark, long nextPlace) {}
}
