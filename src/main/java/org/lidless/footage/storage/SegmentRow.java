package org.lidless.footage.storage;

import java.util.Optional;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// What the index knows of a segment.
///
/// @param pool        where it lies
/// @param name        its place in the pool, with stream, node, epoch, run and number in it
/// @param state       how far it has come
/// @param span        site time of its samples, µs; ends at [#OPEN_END_US] while it is open
/// @param firstNumber number of its first sample; 0 while it is open
/// @param samples     how many; 0 while it is open
/// @param bytes       length of the file: all of it when sealed, the good part when suspect or ended, 0 while it is
/// open
/// @param quality     how far the times can be trusted
/// @param sha256      hash of all before the trailer, when it is sealed
/// @param recovered   whether it was sealed by recovery after a crash
public record SegmentRow(
        PoolId pool,
        SegmentName name,
        SegmentState state,
        TimeSpan span,
        long firstNumber,
        long samples,
        long bytes,
        ClockQuality quality,
        Optional<Sha256> sha256,
        boolean recovered) {

    /// Stands for an end that is not known yet.
    public static final long OPEN_END_US = Long.MAX_VALUE;

    public StreamId stream() {
        return name.stream();
    }

    /// The path inside the pool.
    public String file() {
        return name.file();
    }
}
