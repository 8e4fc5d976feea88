package org.lidless.footage.storage;

import org.lidless.domain.ClockQuality;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;

/// What a segment says of itself in its own first bytes.
///
/// @param stream       whose footage it is
/// @param node         who wrote it
/// @param epoch        the camera's epoch as the writer knew it
/// @param run          the run that its samples belong to
/// @param number       position among the run's segments, from 0
/// @param startUs      site time of its first sample, µs since 1970
/// @param quality      how far the times can be trusted
/// @param previousHash hash of the run's previous segment; [Sha256#NONE] for the first, and after one that was not
///                     sealed
public record SegmentHeader(
        StreamId stream,
        NodeId node,
        Epoch epoch,
        RunId run,
        int number,
        long startUs,
        ClockQuality quality,
        Sha256 previousHash) {

    public SegmentHeader {
        if (number < 0) {
            throw new IllegalArgumentException("segments of a run count from 0, not " + number);
        }
    }

    /// The name that follows from it.
    public SegmentName name() {
        return new SegmentName(stream, startUs, epoch, node, run, number);
    }
}
