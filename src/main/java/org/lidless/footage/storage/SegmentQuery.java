package org.lidless.footage.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// Asks the index for the segments of a stream in a span. Takes as long as the answer, not as the stream's whole past:
/// the index knows each stream's longest segment, so none that reaches into the span begins earlier than that before
/// it; those that are open, whose length nobody knows, are few.
final class SegmentQuery {

    private static final Comparator<SegmentRow> BY_START = Comparator.<SegmentRow>comparingLong(
                    row -> row.name().startUs())
            .thenComparing(row -> row.name().run())
            .thenComparingInt(row -> row.name().number());

    private record Stream(long id, long longestUs) {}

    private SegmentQuery() {}

    static List<SegmentRow> of(Handle handle, StreamId stream, TimeSpan span) {
        Optional<Stream> known = handle.createQuery("SELECT id, longest_us FROM stream WHERE camera = ? AND kind = ?")
                .bind(0, stream.camera().value())
                .bind(1, stream.kind().word())
                .map((row, context) -> new Stream(row.getLong(1), row.getLong(2)))
                .findOne();
        if (known.isEmpty()) {
            return List.of();
        }
        long longestUs = known.get().longestUs();
        long sinceUs = span.fromUs() < Long.MIN_VALUE + longestUs ? Long.MIN_VALUE : span.fromUs() - longestUs;
        List<SegmentRow> rows = new ArrayList<>(handle.createQuery(IndexRows.SELECT_OWN_WORD + IndexRows.WHERE_KNOWN
                        + " UNION ALL " + IndexRows.SELECT_SEGMENT + IndexRows.WHERE_OPEN)
                .bind("stream", known.get().id())
                .bind("from", span.fromUs())
                .bind("to", span.toUs())
                .bind("since", sinceUs)
                .map(IndexRows::segment)
                .list());
        rows.sort(BY_START);
        return rows;
    }
}
