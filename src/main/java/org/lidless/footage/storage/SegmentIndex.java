package org.lidless.footage.storage;

import java.util.List;
import java.util.Optional;
import org.lidless.domain.Gap;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// Where which footage lies: a cache of the catalogues of all pools of a recorder. Any thread.
public interface SegmentIndex extends AutoCloseable {

    /// Segments with samples in the span, by start. An open one counts as reaching into the future, and may not have a
    /// single sample yet. A named file may be gone by the time it is opened.
    List<SegmentRow> segments(StreamId stream, TimeSpan span);

    /// What sealed and suspect segments hold of a stream in a span: those of a run that follow each other without a
    /// step
    /// in their numbers are one, where that can be told without reading each. In no order.
    List<HeldRow> held(StreamId stream, TimeSpan span);

    /// Segments that reach into the span and whose writer has not finished them; some may have an heir's word on where
    /// they end.
    List<SegmentRow> open(StreamId stream, TimeSpan span);

    /// Stored gaps that overlap the span, by start. One that is still running ends at [SegmentRow#OPEN_END_US]: it
    /// lasts until now.
    List<Gap> gaps(StreamId stream, TimeSpan span);

    /// The same gaps, each with who stored it.
    List<GapRow> storedGaps(StreamId stream, TimeSpan span);

    /// From the first to the last moment of what is closed: segments that are not open and gaps that are not running.
    /// Empty when there are none.
    Optional<TimeSpan> closedExtent(StreamId stream);

    /// Streams with a segment or a gap, sorted.
    List<StreamId> streams();

    /// Who owned a stream, by epoch; each ends at the latest where a later epoch begins.
    List<OwnershipRow> ownership(StreamId stream);

    /// What is known of how the clocks of a stream's runs relate. Two nodes may have found different things.
    List<CatalogueRecord.Aligned> alignments(StreamId stream);

    /// Segments of a stream in one pool, by start.
    List<SegmentRow> segments(PoolId pool, StreamId stream);

    /// All segments of a pool, by name.
    List<SegmentRow> segments(PoolId pool);

    @Override
    void close();
}
