package org.lidless.footage.storage;

import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.lidless.domain.Gap;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// Where which footage lies: a cache of the catalogues of all pools of a recorder. Any thread.
///
/// An answer that is made of several questions asks them in one [#ask], so that it mixes no two states of the index;
/// the others here are single questions, each of the state it finds.
public interface SegmentIndex extends IndexMoment, AutoCloseable {

    /// Asks all that an answer needs of one and the same state. The question may be asked again when an engine does not
    /// answer, and so changes nothing.
    <T> T ask(Function<IndexMoment, T> question);

    @Override
    default List<SegmentRow> segments(StreamId stream, TimeSpan span) {
        return ask(moment -> moment.segments(stream, span));
    }

    @Override
    default SequencedMap<StreamId, Past> past(List<StreamId> streams, TimeSpan span) {
        return ask(moment -> moment.past(streams, span));
    }

    @Override
    default List<Gap> gaps(StreamId stream, TimeSpan span) {
        return ask(moment -> moment.gaps(stream, span));
    }

    @Override
    default List<StreamId> streams() {
        return ask(IndexMoment::streams);
    }

    @Override
    default List<OwnershipRow> ownership(StreamId stream) {
        return ask(moment -> moment.ownership(stream));
    }

    @Override
    default List<CatalogueRecord.Aligned> alignments(StreamId stream) {
        return ask(moment -> moment.alignments(stream));
    }

    @Override
    default List<StreamId> placed() {
        return ask(IndexMoment::placed);
    }

    @Override
    default List<CatalogueRecord.Placed> placements(StreamId stream) {
        return ask(moment -> moment.placements(stream));
    }

    @Override
    default List<SegmentRow> segments(PoolId pool, StreamId stream) {
        return ask(moment -> moment.segments(pool, stream));
    }

    @Override
    default List<SegmentRow> segments(PoolId pool) {
        return ask(moment -> moment.segments(pool));
    }

    @Override
    void close();
}
