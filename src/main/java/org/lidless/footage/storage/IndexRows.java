package org.lidless.footage.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.CatalogueRecord.Aligned;

/// Rows of the index as records.
final class IndexRows {

    private static final String NAMES =
            "SELECT p.name, t.camera, t.kind, s.start_us, s.epoch, n.name, s.run, s.number,";

    private static final String FROM = " FROM segment s JOIN stream t ON t.id = s.stream JOIN pool p ON p.id = s.pool"
            + " JOIN node n ON n.id = s.node";

    /// As the writers themselves say.
    static final String SELECT_OWN_WORD = NAMES
            + " s.state, s.from_us, s.to_us, s.first_number, s.samples, s.bytes, s.quality, s.sha256, s.recovered"
            + FROM;

    /// With an heir's word on those that are open.
    static final String SELECT_SEGMENT = NAMES
            + " CASE WHEN e.stream IS NULL THEN s.state ELSE 'ended' END, coalesce(e.from_us, s.from_us),"
            + " coalesce(e.to_us, s.to_us), coalesce(e.first_number, s.first_number), coalesce(e.samples, s.samples),"
            + " coalesce(e.bytes, s.bytes), s.quality, s.sha256, s.recovered"
            + FROM
            + " LEFT JOIN ended e ON s.state = 'open' AND e.stream = s.stream AND e.start_us = s.start_us"
            + " AND e.run = s.run AND e.number = s.number AND e.epoch = s.epoch AND e.node = s.node AND e.pool = s.pool";

    private static final String OF_STREAM = "(SELECT id FROM stream WHERE camera = :camera AND kind = :kind)";

    private static final String LONGEST = "(SELECT longest_us FROM stream WHERE camera = :camera AND kind = :kind)";

    /// How far before the moment in its name a segment may begin.
    private static final String EARLY = "(SELECT early_us FROM stream WHERE camera = :camera AND kind = :kind)";

    /// The same of those that are open. SQLite would rather walk the stream's whole past than use the index of the few
    /// that are.
    static final String SELECT_OPEN =
            SELECT_SEGMENT.replace(" FROM segment s", " FROM segment s INDEXED BY segment_open");

    /// Sealed and suspect ones that reach into a span: none has a name further before it than the longest lasts, nor
    /// further behind it than one may begin early.
    static final String WHERE_KNOWN = " WHERE s.stream = " + OF_STREAM + " AND s.start_us < :to + " + EARLY
            + " AND s.from_us < :to" + " AND s.start_us >= :from - " + LONGEST
            + " AND s.to_us > :from AND s.samples > 0 AND s.state <> 'open'";

    static final String WHERE_OPEN = " WHERE s.stream = " + OF_STREAM + " AND s.state = 'open' AND s.start_us < :to + "
            + EARLY + " AND coalesce(e.to_us, s.to_us) > :from AND (e.stream IS NULL OR e.samples > 0)";

    static final String SELECT_OWNERSHIP = "SELECT o.epoch, n.name, min(o.from_us), max(o.to_us) FROM ownership o"
            + " JOIN stream t ON t.id = o.stream JOIN node n ON n.id = o.owner"
            + " WHERE t.camera = :camera AND t.kind = :kind AND o.from_us < o.to_us"
            + " GROUP BY o.epoch, n.name ORDER BY o.epoch, min(o.from_us), n.name";

    static final String SELECT_ALIGNMENT =
            "SELECT a.run_a, a.run_b, a.tick_offset, a.time_offset_us, a.verified, a.kind"
                    + " FROM alignment a JOIN stream t ON t.id = a.stream JOIN pool p ON p.id = a.pool"
                    + " JOIN node n ON n.id = a.node WHERE t.camera = :camera AND t.kind = :kind"
                    + " ORDER BY a.run_a, a.run_b, p.name, n.name";

    static final String SELECT_DROPPED = "SELECT t.camera, t.kind, s.start_us, s.epoch, n.name, s.run, s.number"
            + " FROM dropped s JOIN stream t ON t.id = s.stream JOIN pool p ON p.id = s.pool"
            + " JOIN node n ON n.id = s.node WHERE p.name = :pool AND n.name = :node";

    static final String SELECT_GAP = "SELECT t.camera, t.kind, g.from_us, g.to_us, g.cause, n.name"
            + " FROM gap g JOIN stream t ON t.id = g.stream JOIN pool p ON p.id = g.pool JOIN node n ON n.id = g.node";

    static final String SELECT_ENDS = "SELECT t.camera, t.kind, max(e.to_us) FROM ("
            + "SELECT stream, pool, node, to_us FROM segment WHERE samples > 0"
            + " UNION ALL SELECT stream, pool, node, to_us FROM gap"
            + ") e JOIN stream t ON t.id = e.stream JOIN pool p ON p.id = e.pool JOIN node n ON n.id = e.node"
            + " WHERE p.name = :pool AND n.name = :node AND e.to_us < :open GROUP BY t.camera, t.kind";

    private static final String SUMS =
            " min(s.from_us) AS from_us, max(s.to_us) AS to_us, min(s.first_number) AS first,"
                    + " max(s.first_number + s.samples) AS behind, sum(s.samples) AS samples,"
                    + " sum(1.0 * s.samples * (2 * s.first_number + s.samples)) AS moments FROM segment s"
                    + WHERE_KNOWN;

    private static final String SUMMED = "SELECT (SELECT name FROM pool WHERE id = h.pool),"
            + " (SELECT name FROM node WHERE id = h.node), h.run, h.from_us, h.to_us, h.first, h.behind, h.samples,"
            + " h.moments, h.parts FROM (SELECT ";

    /// Sealed and suspect segments of each run in each pool, added up.
    static final String SELECT_SUMS =
            SUMMED + "s.pool, s.node, s.run, 1 AS parts," + SUMS + " GROUP BY s.pool, s.node, s.run) h";

    /// The same without parting them, which takes half as long: right when it says that there is one part.
    static final String SELECT_SUM = SUMMED + "min(s.pool) AS pool, min(s.node) AS node, min(s.run) AS run,"
            + " CASE WHEN min(s.pool) = max(s.pool) AND min(s.node) = max(s.node) AND min(s.run) = max(s.run) THEN 1"
            + " WHEN count(*) = 0 THEN 0 ELSE 2 END AS parts," + SUMS + ") h";

    private static final String CLOSED =
            "FROM segment WHERE stream = " + OF_STREAM + " AND samples > 0 AND to_us < :open";

    static final String SELECT_EXTENT = "SELECT min(e.from_us), max(e.to_us) FROM ("
            + "SELECT min(from_us) AS from_us, NULL AS to_us " + CLOSED
            + " AND start_us <= (SELECT from_us " + CLOSED + " ORDER BY start_us LIMIT 1) + " + EARLY
            + " UNION ALL SELECT NULL, max(to_us) " + CLOSED
            + " AND start_us >= (SELECT start_us " + CLOSED + " ORDER BY start_us DESC LIMIT 1) - " + LONGEST
            + " UNION ALL SELECT min(from_us), NULL FROM gap WHERE stream = " + OF_STREAM + " AND to_us < :open"
            + " UNION ALL SELECT NULL, max(to_us) FROM gap WHERE stream = " + OF_STREAM + " AND to_us < :open) e";

    private IndexRows() {}

    static SegmentRow segment(ResultSet row, StatementContext context) throws SQLException {
        SegmentName name = name(row, 2);
        byte[] hash = row.getBytes(16);
        return new SegmentRow(
                new PoolId(row.getString(1)),
                name,
                SegmentState.of(row.getString(9)),
                new TimeSpan(row.getLong(10), row.getLong(11)),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14),
                CatalogueJson.quality(row.getString(15)),
                hash == null ? Optional.empty() : Optional.of(new Sha256(hash)),
                row.getBoolean(17));
    }

    static SegmentName dropped(ResultSet row, StatementContext context) throws SQLException {
        return name(row, 1);
    }

    private static SegmentName name(ResultSet row, int first) throws SQLException {
        return new SegmentName(
                stream(row.getString(first), row.getString(first + 1)),
                row.getLong(first + 2),
                new Epoch(row.getLong(first + 3)),
                new NodeId(row.getString(first + 4)),
                new RunId(row.getLong(first + 5)),
                row.getInt(first + 6));
    }

    static OwnershipRow ownership(StreamId stream, ResultSet row) throws SQLException {
        return new OwnershipRow(
                stream,
                new Epoch(row.getLong(1)),
                new NodeId(row.getString(2)),
                new TimeSpan(row.getLong(3), row.getLong(4)));
    }

    static Aligned alignment(StreamId stream, ResultSet row) throws SQLException {
        return new Aligned(
                stream,
                new RunId(row.getLong(1)),
                new RunId(row.getLong(2)),
                row.getLong(3),
                row.getLong(4),
                row.getInt(5),
                row.getString(6));
    }

    static GapRow gap(ResultSet row, StatementContext context) throws SQLException {
        TimeSpan span = new TimeSpan(row.getLong(3), row.getLong(4));
        Gap gap = new Gap(stream(row.getString(1), row.getString(2)), span, GapCause.of(row.getString(5)));
        return new GapRow(gap, new NodeId(row.getString(6)));
    }

    static StreamId stream(String camera, String kind) {
        return new StreamId(new CameraId(camera), StreamKind.of(kind));
    }
}
