package org.lidless.footage.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// Asks the index for the segments of a stream in a span. Takes as long as the answer, not as the stream's whole past:
/// the index knows how far a stream's segments reach from the moments in their names, so none that has something of the
/// span is named further from it; those that are open, whose length nobody knows, are few.
final class SegmentQuery {

    private static final Comparator<SegmentRow> BY_START = Comparator.<SegmentRow>comparingLong(
                    row -> row.name().startUs())
            .thenComparing(row -> row.name().run())
            .thenComparingInt(row -> row.name().number())
            .thenComparing(row -> row.name().epoch())
            .thenComparing(row -> row.name().node())
            .thenComparing(SegmentRow::pool);

    /// Segments of one run in one pool, added up.
    ///
    /// @param moments sum of the numbers' squares from each first to each end
    /// @param parts   1 when it is one run in one pool; 2 for more
    private record Sum(HeldRow row, long samples, double moments, int parts) {

        /// Whether the segments follow each other without a step: then the sums are those of one segment. A hole and a
        /// piece that is there twice can cancel out in one of the sums, but not in both.
        boolean isWhole() {
            double from = row.firstNumber();
            double end = row.endNumber();
            return samples == row.endNumber() - row.firstNumber() && moments == (end - from) * (end + from);
        }
    }

    private SegmentQuery() {}

    static List<SegmentRow> of(Handle handle, StreamId stream, TimeSpan span) {
        String sql = IndexRows.SELECT_OWN_WORD + IndexRows.WHERE_KNOWN + " UNION ALL " + IndexRows.SELECT_OPEN
                + IndexRows.WHERE_OPEN;
        return byStart(asked(handle, sql, stream, span).map(IndexRows::segment).list());
    }

    static List<SegmentRow> open(Handle handle, StreamId stream, TimeSpan span) {
        String sql = IndexRows.SELECT_OPEN + IndexRows.WHERE_OPEN;
        return byStart(asked(handle, sql, stream, span).map(IndexRows::segment).list());
    }

    private static List<SegmentRow> byStart(List<SegmentRow> found) {
        List<SegmentRow> rows = new ArrayList<>(found);
        rows.sort(BY_START);
        return rows;
    }

    private static Query asked(Handle handle, String sql, StreamId stream, TimeSpan span) {
        return handle.createQuery(sql)
                .bind("camera", stream.camera().value())
                .bind("kind", stream.kind().word())
                .bind("from", Math.max(span.fromUs(), Long.MIN_VALUE / 2))
                .bind("to", Math.min(span.toUs(), Long.MAX_VALUE / 2));
    }

    /// The database adds up each run, because handing over a row costs more than reading it does. Where a run has a
    /// step its segments are handed over one by one.
    static List<HeldRow> held(Handle handle, StreamId stream, TimeSpan span) {
        List<Sum> sums = sums(asked(handle, IndexRows.SELECT_SUM, stream, span));
        if (sums.stream().anyMatch(each -> each.parts() > 1)) {
            sums = sums(asked(handle, IndexRows.SELECT_SUMS, stream, span));
        }
        return sums.stream().allMatch(Sum::isWhole)
                ? sums.stream().map(Sum::row).toList()
                : oneByOne(handle, stream, span);
    }

    private static List<Sum> sums(Query query) {
        return query
                .map((row, context) -> row.getInt(10) == 0
                        ? Optional.<Sum>empty()
                        : Optional.of(new Sum(
                                new HeldRow(
                                        new PoolId(row.getString(1)),
                                        new NodeId(row.getString(2)),
                                        new RunId(row.getLong(3)),
                                        new TimeSpan(row.getLong(4), row.getLong(5)),
                                        row.getLong(6),
                                        row.getLong(7)),
                                row.getLong(8),
                                row.getDouble(9),
                                row.getInt(10))))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<HeldRow> oneByOne(Handle handle, StreamId stream, TimeSpan span) {
        return asked(handle, IndexRows.SELECT_OWN_WORD + IndexRows.WHERE_KNOWN, stream, span)
                .map(IndexRows::segment)
                .map(HeldRow::of)
                .list();
    }

    /// Looks only at both ends: no segment begins earlier before the moment in its name, or ends later behind it, than
    /// the stream's others have shown.
    static Optional<TimeSpan> closedExtent(Handle handle, StreamId stream) {
        return handle.createQuery(IndexRows.SELECT_EXTENT)
                .bind("camera", stream.camera().value())
                .bind("kind", stream.kind().word())
                .bind("open", SegmentRow.OPEN_END_US)
                .map((row, context) -> {
                    long fromUs = row.getLong(1);
                    return row.wasNull()
                            ? Optional.<TimeSpan>empty()
                            : Optional.of(new TimeSpan(fromUs, row.getLong(2)));
                })
                .one();
    }
}
