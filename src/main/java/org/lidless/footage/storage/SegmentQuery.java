package org.lidless.footage.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// Asks the index for the segments of a stream in a span. Takes as long as the answer, not as the stream's whole past:
/// the index knows how far a stream's segments reach from the moments in their names, so none that has something of the
/// span is named further from it; those that are open, whose length nobody knows, are few.
final class SegmentQuery {

    static final Comparator<SegmentRow> BY_START = Comparator.<SegmentRow>comparingLong(
                    row -> row.name().startUs())
            .thenComparing(row -> row.name().run())
            .thenComparingInt(row -> row.name().number())
            .thenComparing(row -> row.name().epoch())
            .thenComparing(row -> row.name().node())
            .thenComparing(SegmentRow::pool);

    private SegmentQuery() {}

    static List<SegmentRow> of(Handle handle, StreamId stream, TimeSpan span) {
        String sql = IndexRows.SELECT_OWN_WORD + IndexRows.WHERE_KNOWN + " UNION ALL " + IndexRows.SELECT_OPEN
                + IndexRows.WHERE_OPEN;
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
}
