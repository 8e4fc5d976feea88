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

/// Rows of the index as records.
final class IndexRows {

    static final String SELECT_SEGMENT =
            "SELECT p.name, t.camera, t.kind, s.start_us, s.epoch, n.name, s.run, s.number,"
                    + " s.state, s.from_us, s.to_us, s.first_number, s.samples, s.bytes, s.quality, s.sha256, s.recovered"
                    + " FROM segment s JOIN stream t ON t.id = s.stream JOIN pool p ON p.id = s.pool"
                    + " JOIN node n ON n.id = s.node";

    static final String SELECT_GAP = "SELECT t.camera, t.kind, g.from_us, g.to_us, g.cause, n.name"
            + " FROM gap g JOIN stream t ON t.id = g.stream JOIN pool p ON p.id = g.pool JOIN node n ON n.id = g.node";

    static final String SELECT_ENDS = "SELECT t.camera, t.kind, max(e.to_us) FROM ("
            + "SELECT stream, pool, node, to_us FROM segment WHERE samples > 0"
            + " UNION ALL SELECT stream, pool, node, to_us FROM gap"
            + ") e JOIN stream t ON t.id = e.stream JOIN pool p ON p.id = e.pool JOIN node n ON n.id = e.node"
            + " WHERE p.name = :pool AND n.name = :node AND e.to_us < :open GROUP BY t.camera, t.kind";

    private IndexRows() {}

    static SegmentRow segment(ResultSet row, StatementContext context) throws SQLException {
        SegmentName name = new SegmentName(
                stream(row.getString(2), row.getString(3)),
                row.getLong(4),
                new Epoch(row.getLong(5)),
                new NodeId(row.getString(6)),
                new RunId(row.getLong(7)),
                row.getInt(8));
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

    static GapRow gap(ResultSet row, StatementContext context) throws SQLException {
        TimeSpan span = new TimeSpan(row.getLong(3), row.getLong(4));
        Gap gap = new Gap(stream(row.getString(1), row.getString(2)), span, GapCause.of(row.getString(5)));
        return new GapRow(gap, new NodeId(row.getString(6)));
    }

    static StreamId stream(String camera, String kind) {
        return new StreamId(new CameraId(camera), StreamKind.of(kind));
    }
}
