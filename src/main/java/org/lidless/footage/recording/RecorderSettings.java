package org.lidless.footage.recording;

import java.nio.file.Path;
import org.lidless.domain.NodeId;
import org.lidless.footage.storage.RetentionSettings;

/// How this recorder records.
///
/// @param node            this recorder's name, in every segment's name
/// @param dataDirectory   where the recorder keeps its own things (index, locks)
/// @param segmentUs       how long a segment lasts before it ends at the next key sample, µs
/// @param ringAgeUs       how much of each stream stays in memory, µs
/// @param ringBudgetBytes most bytes of all rings together; cut down to what the JVM allows
/// @param ingestLoops     selector threads that receive from cameras
/// @param writersPerPool  threads that write to each pool
/// @param cutAgeUs        age of the oldest unwritten sample at which a fragment is written, µs
/// @param retention       how long footage is kept
public record RecorderSettings(
        NodeId node,
        Path dataDirectory,
        long segmentUs,
        long ringAgeUs,
        long ringBudgetBytes,
        int ingestLoops,
        int writersPerPool,
        long cutAgeUs,
        RetentionSettings retention) {

    public static final long SEGMENT_DEFAULT_US = 300_000_000L;
    static final long RING_AGE_DEFAULT_US = 15_000_000L;
    static final long RING_BUDGET_DEFAULT_BYTES = 1L << 30;
    static final long CUT_AGE_DEFAULT_US = 650_000L;

    public RecorderSettings {
        if (segmentUs < 1_000_000 || segmentUs > SegmentLimits.SPAN_MAX_US) {
            throw new IllegalArgumentException("a segment lasts 1 to 600 seconds, not " + segmentUs + " µs");
        }
        if (ringAgeUs < 1_000_000 || ringBudgetBytes < 1 << 20 || ingestLoops < 1 || writersPerPool < 1) {
            throw new IllegalArgumentException("ring of at least 1 s and 1 MiB, at least one loop and one writer");
        }
        if (cutAgeUs < 10_000 || cutAgeUs > 900_000) {
            throw new IllegalArgumentException("fragments are cut after 10 to 900 ms, not " + cutAgeUs + " µs");
        }
    }

    /// What fits a small or middling recorder.
    public static RecorderSettings standard(NodeId node, Path dataDirectory) {
        return new RecorderSettings(
                node,
                dataDirectory,
                SEGMENT_DEFAULT_US,
                RING_AGE_DEFAULT_US,
                RING_BUDGET_DEFAULT_BYTES,
                1,
                4,
                CUT_AGE_DEFAULT_US,
                RetentionSettings.STANDARD);
    }

    /// The same with segments of another length.
    public RecorderSettings withSegmentUs(long us) {
        return new RecorderSettings(
                node, dataDirectory, us, ringAgeUs, ringBudgetBytes, ingestLoops, writersPerPool, cutAgeUs, retention);
    }

    /// The same with another budget for all rings together.
    public RecorderSettings withRingBudgetBytes(long bytes) {
        return new RecorderSettings(
                node, dataDirectory, segmentUs, ringAgeUs, bytes, ingestLoops, writersPerPool, cutAgeUs, retention);
    }

    /// The same with footage kept otherwise.
    public RecorderSettings withRetention(RetentionSettings kept) {
        return new RecorderSettings(
                node,
                dataDirectory,
                segmentUs,
                ringAgeUs,
                ringBudgetBytes,
                ingestLoops,
                writersPerPool,
                cutAgeUs,
                kept);
    }
}
