package org.lidless.footage.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.lidless.footage.storage.CatalogueRecord.Placed;

/// Rows of the index as records.
final class IndexRows {

    private static final String NAMES =
            "SELECT p.name, t.camera, t.kind, s.start_us, s.epoch, n.name, s.run, s.number,";

    /// Pools are few, and a pool's rows of a stream lie together: so pools stand first, and `CROSS JOIN` keeps SQLite
    /// from turning that round.
    private static final String FROM = " FROM pool p CROSS JOIN segment s JOIN stream t ON t.id = s.stream"
            + " AND s.pool = p.id JOIN node n ON n.id = s.node";

    private static final String FROM_US = "s.start_us + s.begins_us";
    private static final String TO_US = "s.start_us + s.ends_us";
    private static final String IS_OPEN = " s.state = " + IndexCodes.OPEN;

    /// As the writers themselves say.
    static final String SELECT_OWN_WORD = NAMES
            + " s.state, " + FROM_US + ", " + TO_US + ", s.first_number, s.samples, s.bytes, s.quality, s.sha256,"
            + " s.recovered"
            + FROM;

    /// With an heir's word on those that are open.
    static final String SELECT_SEGMENT = NAMES
            + " CASE WHEN e.stream IS NULL THEN s.state ELSE " + IndexCodes.ENDED + " END,"
            + " coalesce(e.from_us, " + FROM_US + "), coalesce(e.to_us, " + TO_US + "),"
            + " coalesce(e.first_number, s.first_number), coalesce(e.samples, s.samples),"
            + " coalesce(e.bytes, s.bytes), s.quality, s.sha256, s.recovered"
            + FROM
            + " LEFT JOIN ended e ON" + IS_OPEN + " AND e.stream = s.stream AND e.start_us = s.start_us"
            + " AND e.run = s.run AND e.number = s.number AND e.epoch = s.epoch AND e.node = s.node"
            + " AND e.pool = s.pool";

    private static final String OF_STREAM = "(SELECT id FROM stream WHERE camera = :camera AND kind = :kind)";

    private static final String LONGEST = "(SELECT longest_us FROM stream WHERE camera = :camera AND kind = :kind)";

    /// How far before the moment in its name a segment may begin.
    private static final String EARLY = "(SELECT early_us FROM stream WHERE camera = :camera AND kind = :kind)";

    /// The same of those that are open. SQLite would rather walk the stream's whole past than use the index of the few
    /// that are.
    static final String SELECT_OPEN = SELECT_SEGMENT.replace(" segment s ", " segment s INDEXED BY segment_open ");

    /// A writer's own that are not sealed; again few.
    static final String SELECT_UNSEALED =
            SELECT_OWN_WORD.replace(" segment s ", " segment s INDEXED BY segment_unsealed ")
                    + " WHERE p.name = :pool AND n.name = :node AND s.state <> " + IndexCodes.SEALED
                    + " ORDER BY t.camera, t.kind, s.start_us, s.run, s.number";

    /// Sealed and suspect ones that reach into a span: none has a name further before it than the longest lasts, nor
    /// further behind it than one may begin early.
    static final String WHERE_KNOWN = " WHERE s.stream = " + OF_STREAM + " AND s.start_us < :to + " + EARLY
            + " AND " + FROM_US + " < :to AND s.start_us >= :from - " + LONGEST
            + " AND " + TO_US + " > :from AND s.samples > 0 AND NOT" + IS_OPEN;

    static final String WHERE_OPEN = " WHERE s.stream = " + OF_STREAM + " AND" + IS_OPEN + " AND s.start_us < :to + "
            + EARLY + " AND (e.stream IS NULL OR e.to_us > :from AND e.samples > 0)";

    static final String SELECT_OWNERSHIP = "SELECT o.epoch, n.name, min(o.from_us), max(o.to_us) FROM ownership o"
            + " JOIN stream t ON t.id = o.stream JOIN node n ON n.id = o.owner"
            + " WHERE t.camera = :camera AND t.kind = :kind AND o.from_us < o.to_us"
            + " GROUP BY o.epoch, n.name ORDER BY o.epoch, min(o.from_us), n.name";

    static final String SELECT_ALIGNMENT =
            "SELECT a.run_a, a.run_b, a.tick_offset, a.time_offset_us, a.verified, a.kind"
                    + " FROM alignment a JOIN stream t ON t.id = a.stream JOIN pool p ON p.id = a.pool"
                    + " JOIN node n ON n.id = a.node WHERE t.camera = :camera AND t.kind = :kind"
                    + " ORDER BY a.run_a, a.run_b, p.name, n.name";

    static final String SELECT_PLACEMENT = "SELECT a.run, a.shift_us, a.revision, a.quality, a.why, a.at_us"
            + " FROM placement a JOIN stream t ON t.id = a.stream JOIN pool p ON p.id = a.pool"
            + " JOIN node n ON n.id = a.node WHERE t.camera = :camera AND t.kind = :kind"
            + " ORDER BY a.run, a.revision, p.name, n.name";

    /// The newest end of each run of a writer's stream as stamped, and of its gaps, which lie where they are.
    static final String SELECT_RUN_ENDS = "SELECT e.run, max(e.to_us) FROM ("
            + "SELECT stream, pool, node, run, to_us FROM held WHERE stream = " + OF_STREAM
            + " UNION ALL SELECT stream, pool, node, 0 AS run, to_us FROM gap WHERE stream = " + OF_STREAM
            + ") e JOIN stream t ON t.id = e.stream JOIN pool p ON p.id = e.pool JOIN node n ON n.id = e.node"
            + " WHERE p.name = :pool AND n.name = :node AND e.to_us < :open GROUP BY e.run";

    static final String SELECT_DROPPED = "SELECT t.camera, t.kind, s.start_us, s.epoch, n.name, s.run, s.number"
            + " FROM dropped s JOIN stream t ON t.id = s.stream JOIN pool p ON p.id = s.pool"
            + " JOIN node n ON n.id = s.node WHERE p.name = :pool AND n.name = :node";

    static final String SELECT_GAP = "SELECT t.camera, t.kind, g.from_us, g.to_us, g.cause, n.name"
            + " FROM gap g JOIN stream t ON t.id = g.stream JOIN pool p ON p.id = g.pool JOIN node n ON n.id = g.node";

    static final String SELECT_ENDS = "SELECT t.camera, t.kind, max(e.to_us) FROM ("
            + "SELECT stream, pool, node, to_us FROM held"
            + " UNION ALL SELECT stream, pool, node, to_us FROM gap"
            + ") e JOIN stream t ON t.id = e.stream JOIN pool p ON p.id = e.pool JOIN node n ON n.id = e.node"
            + " WHERE p.name = :pool AND n.name = :node AND e.to_us < :open GROUP BY t.camera, t.kind";

    /// All open segments of streams.
    static final String WHERE_ALL_OPEN =
            " WHERE s.stream IN (:all) AND" + IS_OPEN + " AND (e.stream IS NULL OR e.samples > 0)";

    private static final String PIECE_US = Long.toString(HeldFold.PIECE_US);

    /// What is held in some pieces of time, and of it what reaches into a span.
    static final String SELECT_HELD = "SELECT h.stream, h.pool, h.node, h.run, h.from_us, h.to_us, h.first_number,"
            + " h.end_number FROM held h WHERE h.stream IN (:all) AND h.piece >= :first AND h.piece <= :last"
            + " AND h.from_us < :to AND h.to_us > :from";

    /// The edges of what is closed: of what is held, looking only at both ends, because no segment begins earlier
    /// before the moment in its name, or ends later behind it, than the stream's others have shown; and of gaps.
    static final String SELECT_CLOSED = "SELECT t.id,"
            + " (SELECT min(h.from_us) FROM held h WHERE h.stream = t.id AND h.piece <= ((SELECT f.from_us FROM held f"
            + " WHERE f.stream = t.id ORDER BY f.piece LIMIT 1) + t.early_us) / " + PIECE_US + " + 1),"
            + " (SELECT max(h.to_us) FROM held h WHERE h.stream = t.id AND h.piece >= ((SELECT l.to_us FROM held l"
            + " WHERE l.stream = t.id ORDER BY l.piece DESC LIMIT 1) - t.longest_us) / " + PIECE_US + " - 1),"
            + " (SELECT g.from_us FROM gap g WHERE g.stream = t.id AND g.to_us < :open ORDER BY g.from_us LIMIT 1),"
            + " (SELECT g.to_us FROM gap g WHERE g.stream = t.id AND g.to_us < :open ORDER BY g.to_us DESC LIMIT 1)"
            + " FROM stream t WHERE t.id IN (:all)";

    /// Those that reach into a span, and those that are running: of each class in turn, so that any engine finds them
    /// by stream, class and beginning. Those that are running are of the longest, and those are few.
    static final String SELECT_GAPS = Stream.of(GapReach.values())
            .map(each -> "SELECT g.stream, g.from_us, g.to_us, g.cause, g.node FROM gap g WHERE g.stream IN (:all)"
                    + " AND g.reach = " + each.number()
                    + (each == GapReach.LONGER
                            ? " AND (g.from_us < :to AND g.to_us > :from OR g.to_us = " + SegmentRow.OPEN_END_US + ")"
                            : " AND g.from_us > :from - " + each.longestUs()
                                    + " AND g.from_us < :to AND g.to_us > :from"))
            .collect(Collectors.joining(" UNION ALL "));

    static final String SELECT_OWNERSHIPS = "SELECT o.stream, o.epoch, n.name, min(o.from_us), max(o.to_us)"
            + " FROM ownership o CROSS JOIN node n WHERE o.stream IN (:all) AND n.id = o.owner AND o.from_us < o.to_us"
            + " GROUP BY o.stream, o.epoch, n.name ORDER BY o.stream, o.epoch, min(o.from_us), n.name";

    static final String SELECT_ALIGNMENTS = "SELECT a.stream, a.run_a, a.run_b, a.tick_offset, a.time_offset_us,"
            + " a.verified, a.kind FROM alignment a CROSS JOIN pool p CROSS JOIN node n WHERE a.stream IN (:all)"
            + " AND p.id = a.pool AND n.id = a.node ORDER BY a.stream, a.run_a, a.run_b, p.name, n.name";

    private IndexRows() {}

    static SegmentRow segment(ResultSet row, StatementContext context) throws SQLException {
        SegmentName name = name(row, 2);
        SegmentState state = IndexCodes.state(row.getInt(9));
        long toUs = state == SegmentState.OPEN ? SegmentRow.OPEN_END_US : row.getLong(11);
        byte[] hash = row.getBytes(16);
        return new SegmentRow(
                new PoolId(row.getString(1)),
                name,
                state,
                new TimeSpan(row.getLong(10), toUs),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14),
                IndexCodes.quality(row.getInt(15)),
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

    /// @param at place of the first of its columns
    static OwnershipRow ownership(StreamId stream, ResultSet row, int at) throws SQLException {
        return new OwnershipRow(
                stream,
                new Epoch(row.getLong(at)),
                new NodeId(row.getString(at + 1)),
                new TimeSpan(row.getLong(at + 2), row.getLong(at + 3)));
    }

    static Placed placement(StreamId stream, ResultSet row) throws SQLException {
        return new Placed(
                stream,
                new RunId(row.getLong(1)),
                row.getLong(2),
                row.getLong(3),
                CatalogueJson.quality(row.getString(4)),
                row.getString(5),
                row.getLong(6));
    }

    /// @param at place of the first of its columns
    static Aligned alignment(StreamId stream, ResultSet row, int at) throws SQLException {
        return new Aligned(
                stream,
                new RunId(row.getLong(at)),
                new RunId(row.getLong(at + 1)),
                row.getLong(at + 2),
                row.getLong(at + 3),
                row.getInt(at + 4),
                row.getString(at + 5));
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
