package org.lidless.footage.storage;

import java.util.List;
import java.util.SequencedMap;
import org.jdbi.v3.core.Handle;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// The tables as one transaction sees them.
///
/// @param handle in a transaction
record TableMoment(Handle handle) implements IndexMoment {

    @Override
    public List<SegmentRow> segments(StreamId stream, TimeSpan span) {
        return SegmentQuery.of(handle, stream, span);
    }

    @Override
    public SequencedMap<StreamId, Past> past(List<StreamId> streams, TimeSpan span) {
        return new PastQuery(handle, span).of(streams);
    }

    @Override
    public List<SegmentRow> segments(PoolId pool) {
        return handle.createQuery(IndexRows.SELECT_SEGMENT
                        + " WHERE p.name = :pool ORDER BY t.camera, t.kind, s.start_us, s.run, s.number")
                .bind("pool", pool.value())
                .map(IndexRows::segment)
                .list();
    }

    @Override
    public List<SegmentRow> segments(PoolId pool, StreamId stream) {
        return handle.createQuery(IndexRows.SELECT_SEGMENT
                        + " WHERE p.name = :pool"
                        + " AND s.stream = (SELECT id FROM stream WHERE camera = :camera AND kind = :kind)"
                        + " ORDER BY s.start_us, s.run, s.number")
                .bind("pool", pool.value())
                .bind("camera", stream.camera().value())
                .bind("kind", stream.kind().word())
                .map(IndexRows::segment)
                .list();
    }

    @Override
    public List<OwnershipRow> ownership(StreamId stream) {
        return OwnershipRow.inTurn(handle.createQuery(IndexRows.SELECT_OWNERSHIP)
                .bind("camera", stream.camera().value())
                .bind("kind", stream.kind().word())
                .map((row, context) -> IndexRows.ownership(stream, row, 1))
                .list());
    }

    @Override
    public List<CatalogueRecord.Aligned> alignments(StreamId stream) {
        return handle.createQuery(IndexRows.SELECT_ALIGNMENT)
                .bind("camera", stream.camera().value())
                .bind("kind", stream.kind().word())
                .map((row, context) -> IndexRows.alignment(stream, row, 1))
                .list();
    }

    @Override
    public List<StreamId> placed() {
        return WriterRows.placedStreams(handle);
    }

    @Override
    public List<CatalogueRecord.Placed> placements(StreamId stream) {
        return handle.createQuery(IndexRows.SELECT_PLACEMENT)
                .bind("camera", stream.camera().value())
                .bind("kind", stream.kind().word())
                .map((row, context) -> IndexRows.placement(stream, row))
                .list();
    }

    @Override
    public List<Gap> gaps(StreamId stream, TimeSpan span) {
        return handle.createQuery("SELECT g.from_us, g.to_us, g.cause FROM gap g"
                        + " JOIN stream t ON t.id = g.stream WHERE t.camera = :camera AND t.kind = :kind"
                        + " AND g.from_us < :to AND g.to_us > :from ORDER BY g.from_us, g.to_us, g.cause")
                .bind("camera", stream.camera().value())
                .bind("kind", stream.kind().word())
                .bind("from", span.fromUs())
                .bind("to", span.toUs())
                .map((row, context) ->
                        new Gap(stream, new TimeSpan(row.getLong(1), row.getLong(2)), GapCause.of(row.getString(3))))
                .list();
    }

    @Override
    public List<StreamId> streams() {
        return handle
                .createQuery("SELECT camera, kind FROM stream t"
                        + " WHERE EXISTS (SELECT 1 FROM pool p CROSS JOIN segment s"
                        + " WHERE s.pool = p.id AND s.stream = t.id)"
                        + " OR EXISTS (SELECT 1 FROM gap g WHERE g.stream = t.id)")
                .map((row, context) -> IndexRows.stream(row.getString(1), row.getString(2)))
                .stream()
                .sorted()
                .toList();
    }
}
