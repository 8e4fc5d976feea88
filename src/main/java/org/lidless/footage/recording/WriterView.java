package org.lidless.footage.recording;

import java.util.Map;
import org.lidless.domain.GapCause;

/// What status needs to know of a stream's writer, at one moment.
///
/// @param lastDurableUs site time up to which everything is durable, µs; 0 before the first
/// @param bytes         bytes of samples made durable
/// @param samples       samples made durable
/// @param gaps          gaps stored
/// @param gapUs         what stored gaps cover that have ended, µs by cause
/// @param firstDurableAtUs monotonic time at which the first fragment was durable; 0 before
/// @param tickedUs      monotonic time at which the writer last came round
record WriterView(
        long lastDurableUs,
        long bytes,
        long samples,
        long gaps,
        Map<GapCause, Long> gapUs,
        long firstDurableAtUs,
        long tickedUs) {}
