package org.lidless.footage.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;

/// What the index has of a pool, or of one writer in it: the questions that a pool asks about itself.
final class WriterRows {

    private WriterRows() {}

    static Optional<SegmentRow> segment(Handle handle, PoolId pool, SegmentName name) {
        return handle.createQuery(IndexRows.SELECT_OWN_WORD
                        + " WHERE s.stream = (SELECT id FROM stream WHERE camera = :camera AND kind = :kind)"
                        + " AND s.start_us = :start AND s.run = :run AND s.number = :number AND s.epoch = :epoch"
                        + " AND n.name = :node AND p.name = :pool")
                .bind("camera", name.stream().camera().value())
                .bind("kind", name.stream().kind().word())
                .bind("start", name.startUs())
                .bind("run", name.run().bits())
                .bind("number", name.number())
                .bind("epoch", name.epoch().value())
                .bind("node", name.node().value())
                .bind("pool", pool.value())
                .map(IndexRows::segment)
                .findOne();
    }

    static Map<StreamId, Boolean> places(Handle handle, PoolId pool, NodeId node) {
        Map<StreamId, Boolean> places = new TreeMap<>();
        handle.createQuery("SELECT t.camera, t.kind, max(o.to_us) FROM ownership o"
                        + " JOIN stream t ON t.id = o.stream JOIN pool p ON p.id = o.pool"
                        + " JOIN node n ON n.id = o.node WHERE p.name = :pool AND n.name = :node"
                        + " GROUP BY t.camera, t.kind")
                .bind("pool", pool.value())
                .bind("node", node.value())
                .map((row, context) -> Map.entry(
                        IndexRows.stream(row.getString(1), row.getString(2)), row.getLong(3) == SegmentRow.OPEN_END_US))
                .forEach(place -> places.put(place.getKey(), place.getValue()));
        return places;
    }

    static List<SegmentName> dropped(Handle handle, PoolId pool, NodeId node) {
        return handle.createQuery(IndexRows.SELECT_DROPPED)
                .bind("pool", pool.value())
                .bind("node", node.value())
                .map(IndexRows::dropped)
                .list();
    }

    static List<SegmentRow> unsealed(Handle handle, PoolId pool, NodeId node) {
        return handle.createQuery(IndexRows.SELECT_UNSEALED)
                .bind("pool", pool.value())
                .bind("node", node.value())
                .map(IndexRows::segment)
                .list();
    }

    static Map<StreamId, GapRow> begunGaps(Handle handle, PoolId pool, NodeId node) {
        Map<StreamId, GapRow> begun = new TreeMap<>();
        handle.createQuery(IndexRows.SELECT_GAP + " WHERE p.name = :pool AND n.name = :node" + " AND g.to_us = "
                        + SegmentRow.OPEN_END_US)
                .bind("pool", pool.value())
                .bind("node", node.value())
                .map(IndexRows::gap)
                .forEach(row -> begun.put(row.gap().stream(), row));
        return begun;
    }

    static Map<StreamId, Long> ends(Handle handle, PoolId pool, NodeId node) {
        Map<StreamId, Long> ends = new TreeMap<>();
        handle.createQuery(IndexRows.SELECT_ENDS)
                .bind("pool", pool.value())
                .bind("node", node.value())
                .bind("open", SegmentRow.OPEN_END_US)
                .map((row, context) -> Map.entry(IndexRows.stream(row.getString(1), row.getString(2)), row.getLong(3)))
                .forEach(end -> ends.put(end.getKey(), end.getValue()));
        for (StreamId stream : placedStreams(handle)) {
            ends.computeIfPresent(stream, (_, stamped) -> placedEnd(handle, pool, node, stream, stamped));
        }
        return ends;
    }

    /// Streams with runs that are not where they were stamped; few.
    static List<StreamId> placedStreams(Handle handle) {
        return handle.createQuery("SELECT DISTINCT t.camera, t.kind FROM placement a JOIN stream t ON t.id = a.stream"
                        + " ORDER BY t.camera, t.kind")
                .map((row, context) -> IndexRows.stream(row.getString(1), row.getString(2)))
                .list();
    }

    /// What to add to the times of a stream's runs that are not where they were stamped, µs.
    static Map<RunId, Long> shifts(Handle handle, StreamId stream) {
        Map<RunId, Long> shifts = new TreeMap<>();
        handle.createQuery(IndexRows.SELECT_PLACEMENT)
                .bind("camera", stream.camera().value())
                .bind("kind", stream.kind().word())
                .map((row, context) -> IndexRows.placement(stream, row))
                .forEach(each -> shifts.put(each.run(), each.shiftUs()));
        return shifts;
    }

    private static long placedEnd(Handle handle, PoolId pool, NodeId node, StreamId stream, long stampedUs) {
        Map<RunId, Long> shifts = shifts(handle, stream);
        return handle
                .createQuery(IndexRows.SELECT_RUN_ENDS)
                .bind("pool", pool.value())
                .bind("node", node.value())
                .bind("camera", stream.camera().value())
                .bind("kind", stream.kind().word())
                .bind("open", SegmentRow.OPEN_END_US)
                .map((row, context) -> row.getLong(2) + shifts.getOrDefault(new RunId(row.getLong(1)), 0L))
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(stampedUs);
    }

    static List<GapRow> gaps(Handle handle, PoolId pool) {
        return handle.createQuery(IndexRows.SELECT_GAP
                        + " WHERE p.name = :pool ORDER BY t.camera, t.kind, g.from_us, g.to_us, g.cause, n.name")
                .bind("pool", pool.value())
                .map(IndexRows::gap)
                .list();
    }

    static Map<String, Long> applied(Handle handle, PoolId pool) {
        Map<String, Long> applied = new TreeMap<>();
        handle.createQuery("SELECT a.file, a.length FROM applied a JOIN pool p ON p.id = a.pool WHERE p.name = :pool")
                .bind("pool", pool.value())
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(file -> applied.put(file.getKey(), file.getValue()));
        return applied;
    }
}
