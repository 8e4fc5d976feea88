package org.lidless.footage.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// What the index has for the upkeep of a pool: how much of each stream, the oldest, what waits in quarantine, and what
/// is locked.
final class UpkeepRows {

    private static final String OF_STREAM =
            " AND s.stream = (SELECT id FROM stream WHERE camera = :camera AND kind = :kind)";
    private static final String OF_POOL = " WHERE s.pool = (SELECT id FROM pool WHERE name = :pool)";
    private static final String OF_WRITER = " AND (:node = '' OR s.node = (SELECT id FROM node WHERE name = :node))";

    private UpkeepRows() {}

    /// The sealed segment of a stream in a pool that follows another by start, then by name.
    static Optional<SegmentRow> next(Handle handle, PoolId pool, StreamId stream, long sinceUs, String after) {
        return handle
                .createQuery(IndexRows.SELECT_OWN_WORD + " WHERE p.name = :pool" + OF_STREAM + " AND s.state = "
                        + IndexCodes.SEALED + " AND s.start_us >= :since ORDER BY s.start_us LIMIT 64")
                .bind("pool", pool.value())
                .bind("camera", stream.camera().value())
                .bind("kind", stream.kind().word())
                .bind("since", sinceUs)
                .map(IndexRows::segment)
                .stream()
                .sorted(Comparator.comparingLong((SegmentRow row) -> row.name().startUs())
                        .thenComparing(SegmentRow::name))
                .filter(row -> row.name().startUs() > sinceUs || row.file().compareTo(after) > 0)
                .findFirst();
    }

    /// Bytes of all segments of a pool that are finished, by stream.
    ///
    /// @param writer whose; empty for everybody's
    static Map<StreamId, Long> bytes(Handle handle, PoolId pool, Optional<NodeId> writer) {
        Map<StreamId, Long> bytes = new TreeMap<>();
        handle.createQuery("SELECT t.camera, t.kind, sum(s.bytes) FROM segment s JOIN stream t ON t.id = s.stream"
                        + OF_POOL + OF_WRITER + " GROUP BY t.camera, t.kind")
                .bind("pool", pool.value())
                .bind("node", writer.map(NodeId::value).orElse(""))
                .map((row, context) -> Map.entry(IndexRows.stream(row.getString(1), row.getString(2)), row.getLong(3)))
                .forEach(each -> bytes.put(each.getKey(), each.getValue()));
        return bytes;
    }

    /// The oldest finished segments of a stream in a pool, by start.
    static List<SegmentRow> oldest(Handle handle, PoolId pool, StreamId stream, Optional<NodeId> writer, int max) {
        return handle.createQuery(IndexRows.SELECT_OWN_WORD + " WHERE p.name = :pool" + OF_STREAM + OF_WRITER
                        + " AND s.state <> " + IndexCodes.OPEN + " ORDER BY s.start_us LIMIT :max")
                .bind("pool", pool.value())
                .bind("node", writer.map(NodeId::value).orElse(""))
                .bind("camera", stream.camera().value())
                .bind("kind", stream.kind().word())
                .bind("max", max)
                .map(IndexRows::segment)
                .list();
    }

    /// What was recorded lately.
    ///
    /// @param bytes   of segments that begin at or after a time
    /// @param firstUs when the first of them begins; 0 without one
    record Recorded(long bytes, long firstUs) {}

    /// Stream by stream, so that only what is recent is read.
    static Recorded since(Handle handle, PoolId pool, long sinceUs) {
        return handle.createQuery("SELECT coalesce(sum(s.bytes), 0), coalesce(min(s.start_us), 0) FROM stream t"
                        + " CROSS JOIN segment s" + OF_POOL + " AND s.stream = t.id AND s.start_us >= :since")
                .bind("pool", pool.value())
                .bind("since", sinceUs)
                .map((row, context) -> new Recorded(row.getLong(1), row.getLong(2)))
                .one();
    }

    /// Other pools' sealed copies of a segment.
    static List<SegmentRow> copies(Handle handle, SegmentName name) {
        return handle.createQuery(IndexRows.SELECT_OWN_WORD
                        + " WHERE s.stream = (SELECT id FROM stream WHERE camera = :camera AND kind = :kind)"
                        + " AND s.start_us = :start AND s.run = :run AND s.number = :number AND s.epoch = :epoch"
                        + " AND n.name = :node AND s.state = " + IndexCodes.SEALED)
                .bind("camera", name.stream().camera().value())
                .bind("kind", name.stream().kind().word())
                .bind("start", name.startUs())
                .bind("run", name.run().bits())
                .bind("number", name.number())
                .bind("epoch", name.epoch().value())
                .bind("node", name.node().value())
                .map(IndexRows::segment)
                .list();
    }

    /// What waits in a pool's quarantine, the oldest deletion first.
    static List<QuarantinedRow> quarantined(Handle handle, PoolId pool) {
        return handle.createQuery("SELECT t.camera, t.kind, s.start_us, s.epoch, n.name, s.run, s.number, s.from_us,"
                        + " s.to_us, s.bytes, s.token, s.why, s.at_us FROM quarantined s"
                        + " JOIN stream t ON t.id = s.stream JOIN node n ON n.id = s.node" + OF_POOL
                        + " ORDER BY s.at_us, s.start_us")
                .bind("pool", pool.value())
                .map((row, context) -> new QuarantinedRow(
                        pool,
                        IndexRows.dropped(row, context),
                        new TimeSpan(row.getLong(8), row.getLong(9)),
                        row.getLong(10),
                        row.getString(11),
                        row.getString(12),
                        row.getLong(13)))
                .list();
    }

    /// Whether a segment waits in quarantine under this very token.
    static boolean isQuarantined(Handle handle, QuarantinedRow row) {
        return handle.createQuery(
                                "SELECT count(*) FROM quarantined s JOIN node n ON n.id = s.node" + OF_POOL + OF_STREAM
                                        + " AND s.start_us = :start AND s.run = :run AND s.number = :number"
                                        + " AND s.epoch = :epoch AND n.name = :node AND s.token = :token")
                        .bind("pool", row.pool().value())
                        .bind("camera", row.name().stream().camera().value())
                        .bind("kind", row.name().stream().kind().word())
                        .bind("start", row.name().startUs())
                        .bind("run", row.name().run().bits())
                        .bind("number", row.name().number())
                        .bind("epoch", row.name().epoch().value())
                        .bind("node", row.name().node().value())
                        .bind("token", row.token())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /// Locks that nobody has lifted, by time of saying.
    static List<EvidenceLock> locks(Handle handle) {
        Map<String, EvidenceLock> locks = new LinkedHashMap<>();
        handle.createQuery("SELECT e.lock, e.camera, e.from_us, e.to_us, e.reason, e.at_us, p.name FROM evidence e"
                        + " JOIN pool p ON p.id = e.pool WHERE e.lifted = 0"
                        + " AND NOT EXISTS (SELECT 1 FROM evidence l WHERE l.lock = e.lock AND l.lifted = 1)"
                        + " ORDER BY e.at_us, e.lock, p.name")
                .map((row, context) -> new EvidenceLock(
                        row.getString(1),
                        new CameraId(row.getString(2)),
                        new TimeSpan(row.getLong(3), row.getLong(4)),
                        row.getString(5),
                        row.getLong(6),
                        List.of(new PoolId(row.getString(7)))))
                .forEach(each -> locks.merge(each.id(), each, UpkeepRows::together));
        return List.copyOf(locks.values());
    }

    private static EvidenceLock together(EvidenceLock one, EvidenceLock other) {
        List<PoolId> pools = new ArrayList<>(one.pools());
        other.pools().stream().filter(each -> !pools.contains(each)).forEach(pools::add);
        return new EvidenceLock(one.id(), one.camera(), one.span(), one.reason(), one.atUs(), pools);
    }

    /// Locks that were lifted and that a pool's own node has said, but not that they are lifted: by lock, with the
    /// reason that somebody else gave.
    static Map<String, String> liftedElsewhere(Handle handle, PoolId pool) {
        Map<String, String> lifted = new TreeMap<>();
        handle.createQuery("SELECT l.lock, min(l.reason) FROM evidence l WHERE l.lifted = 1"
                        + " AND EXISTS (SELECT 1 FROM evidence e WHERE e.lock = l.lock AND e.lifted = 0"
                        + " AND e.pool = (SELECT id FROM pool WHERE name = :pool))"
                        + " AND NOT EXISTS (SELECT 1 FROM evidence m WHERE m.lock = l.lock AND m.lifted = 1"
                        + " AND m.pool = (SELECT id FROM pool WHERE name = :pool)) GROUP BY l.lock")
                .bind("pool", pool.value())
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(each -> lifted.put(each.getKey(), each.getValue()));
        return lifted;
    }
}
