package org.lidless.footage.recording;

import java.util.Map;
import java.util.TreeMap;
import org.lidless.domain.GapCause;

/// What status needs to know of a stream's writer, at one moment.
///
/// @param lastDurableUs site time up to which everything is durable, µs; 0 before the first
/// @param bytes         bytes of samples made durable
/// @param samples       samples made durable
/// @param gaps          gaps stored
/// @param gapUs         what stored gaps cover that have ended, µs by cause
/// @param firstDurableAtUs monotonic time at which the first fragment of the newest session was durable; 0 before the
///                         first
/// @param tickedUs      monotonic time at which the writer last came round
record WriterView(
        long lastDurableUs,
        long bytes,
        long samples,
        long gaps,
        Map<GapCause, Long> gapUs,
        long firstDurableAtUs,
        long tickedUs) {

    /// Of a stream that nobody has written yet.
    static final WriterView NOTHING = new WriterView(0, 0, 0, 0, Map.of(), 0, Long.MIN_VALUE);

    /// The same with what another writer did before, for another pool.
    WriterView after(WriterView before) {
        TreeMap<GapCause, Long> all = new TreeMap<>(before.gapUs);
        gapUs.forEach((cause, us) -> all.merge(cause, us, Long::sum));
        return new WriterView(
                Math.max(lastDurableUs, before.lastDurableUs),
                bytes + before.bytes,
                samples + before.samples,
                gaps + before.gaps,
                all,
                Math.max(firstDurableAtUs, before.firstDurableAtUs),
                tickedUs);
    }
}
