package org.lidless.footage.recording;

import org.lidless.footage.timeline.alignment.Watermark;

/// What of one stream became durable at this recorder, for whoever shadows it. Each reader keeps its own
/// place in the ring's count and begins at 0; the feed remembers nothing of its readers. Any thread.
public interface WatermarkFeed {

    /// Marks that one watermark holds at most, whatever is asked for.
    int MARKS_MAX = 1024;

    /// Marks of samples that are durable here and still in the ring, from a place on. What is gone from
    /// the ring by then is a step in the marks' numbers, never an error; a place that the ring has not
    /// reached (it is another one
    /// than before) begins anew.
    ///
    /// @param max most marks wanted
    Batch next(long place, int max);

    /// What there was.
    ///
    /// @param watermark without marks when nothing new is durable: then it is a sign of life
    /// @param nextPlace what to ask for next time
    record Batch(Watermark watermark, long nextPlace) {}
}
