package org.lidless.footage.storage;

import java.util.List;
import java.util.SequencedMap;
import org.lidless.domain.Gap;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// The index as it is at one moment: whatever is asked of it, all answers are of the same state. Lent by
/// [SegmentIndex#ask] to one question, on the asker's thread; nothing that waits (a disk, a peer) belongs into it.
public interface IndexMoment {

    /// Segments with samples in the span, by start. An open one counts as reaching into the future, and may not have a
    /// single sample yet. A named file may be gone by the time it is opened.
    List<SegmentRow> segments(StreamId stream, TimeSpan span);

    /// What is known of streams in a span, but for their segments one by one: in the order asked for, nothing left out.
    /// Takes as long for many streams as a few questions do.
    SequencedMap<StreamId, Past> past(List<StreamId> streams, TimeSpan span);

    /// Stored gaps that overlap the span, by start. One that is still running ends at [SegmentRow#OPEN_END_US]: it
    /// lasts until now.
    List<Gap> gaps(StreamId stream, TimeSpan span);

    /// Streams with a segment or a gap, sorted.
    List<StreamId> streams();

    /// Who owned a stream, by epoch; each ends at the latest where a later epoch begins.
    List<OwnershipRow> ownership(StreamId stream);

    /// What is known of how the clocks of a stream's runs relate. Two nodes may have found different things.
    List<CatalogueRecord.Aligned> alignments(StreamId stream);

    /// Streams with runs that do not lie where their segments say, sorted; few.
    List<StreamId> placed();

    /// Where runs of a stream lie that are not where their segments say, by run; the newest word last.
    List<CatalogueRecord.Placed> placements(StreamId stream);

    /// Segments of a stream in one pool, by start.
    List<SegmentRow> segments(PoolId pool, StreamId stream);

    /// All segments of a pool, by name.
    List<SegmentRow> segments(PoolId pool);
}
