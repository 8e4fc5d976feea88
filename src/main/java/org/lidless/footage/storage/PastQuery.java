package org.lidless.footage.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// Asks for the [Past] of many streams at once: a few statements for up to 64 of them, each of which reads what it
/// answers and little more, however much lies before and behind the span. Belongs to one transaction.
///
/// Statements are of few sizes, so that their texts are few: a shorter list of streams repeats its last.
final class PastQuery {

    private static final int STREAMS_MAX = 64;
    private static final int STREAMS_SOME = 8;

    private static final Comparator<GapRow> BY_START = Comparator.<GapRow>comparingLong(
                    row -> row.gap().span().fromUs())
            .thenComparingLong(row -> row.gap().span().toUs())
            .thenComparing(row -> row.gap().cause().word())
            .thenComparing(GapRow::node);

    private final Handle handle;
    private final long fromUs;
    private final long toUs;

    /// The pieces of time ([HeldFold#PIECE_US]) in which a stream's segments may be named that reach into the span.
    private record Pieces(long first, long last) {}

    /// What has been found of a stream so far.
    private static final class Found {

        private final StreamId stream;
        private final Pieces pieces;
        private Optional<TimeSpan> closed = Optional.empty();
        private final List<HeldRow> held = new ArrayList<>();
        private final List<SegmentRow> open = new ArrayList<>();
        private final List<GapRow> gaps = new ArrayList<>();
        private final List<OwnershipRow> ownership = new ArrayList<>();
        private final List<CatalogueRecord.Aligned> alignments = new ArrayList<>();

        Found(StreamId stream, Pieces pieces) {
            this.stream = stream;
            this.pieces = pieces;
        }

        Past past() {
            gaps.sort(BY_START);
            return new Past(closed, held, open, gaps, OwnershipRow.inTurn(ownership), alignments);
        }
    }

    PastQuery(Handle handle, TimeSpan span) {
        this.handle = handle;
        this.fromUs = Math.max(span.fromUs(), Long.MIN_VALUE / 2);
        this.toUs = Math.min(span.toUs(), Long.MAX_VALUE / 2);
    }

    SequencedMap<StreamId, Past> of(List<StreamId> streams) {
        SequencedMap<StreamId, Past> pasts = new LinkedHashMap<>();
        for (int i = 0; i < streams.size(); i += STREAMS_MAX) {
            some(streams.subList(i, Math.min(streams.size(), i + STREAMS_MAX)), pasts);
        }
        return pasts;
    }

    private void some(List<StreamId> streams, Map<StreamId, Past> into) {
        Map<Long, Found> known = known(streams);
        if (!known.isEmpty()) {
            List<Long> ids = List.copyOf(known.keySet());
            closed(ids, known);
            Map<Long, NodeId> nodes = names("node", NodeId::new);
            held(known, nodes);
            open(ids, known);
            gaps(ids, known, nodes);
            ownership(ids, known);
            alignments(ids, known);
        }
        Map<StreamId, Past> found = new HashMap<>();
        known.values().forEach(each -> found.put(each.stream, each.past()));
        Past nothing = new Past(Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of());
        streams.forEach(each -> into.put(each, found.getOrDefault(each, nothing)));
    }

    /// The numbers that stand for the streams, of those that have one.
    private Map<Long, Found> known(List<StreamId> streams) {
        List<String> cameras =
                streams.stream().map(each -> each.camera().value()).distinct().toList();
        Map<Long, Found> known = new LinkedHashMap<>();
        asked("SELECT id, camera, kind, longest_us, early_us FROM stream WHERE camera IN (:all)", cameras)
                .map((row, context) -> Map.entry(
                        row.getLong(1),
                        new Found(
                                IndexRows.stream(row.getString(2), row.getString(3)),
                                pieces(row.getLong(4), row.getLong(5)))))
                .forEach(each -> {
                    if (streams.contains(each.getValue().stream)) {
                        known.put(each.getKey(), each.getValue());
                    }
                });
        return known;
    }

    private Pieces pieces(long longestUs, long earlyUs) {
        return new Pieces(
                Math.floorDiv(fromUs - longestUs, HeldFold.PIECE_US), Math.floorDiv(toUs + earlyUs, HeldFold.PIECE_US));
    }

    /// A statement with a list of 1, 8 or 64 values in place of `:all`.
    private Query asked(String sql, List<?> values) {
        int size = values.size() == 1 ? 1 : values.size() <= STREAMS_SOME ? STREAMS_SOME : STREAMS_MAX;
        StringBuilder all = new StringBuilder(":v0");
        for (int i = 1; i < size; i++) {
            all.append(", :v").append(i);
        }
        Query query = handle.createQuery(sql.replace(":all", all));
        for (int i = 0; i < size; i++) {
            query.bind("v" + i, values.get(Math.min(i, values.size() - 1)));
        }
        return query;
    }

    private void closed(List<Long> ids, Map<Long, Found> known) {
        asked(IndexRows.SELECT_CLOSED, ids)
                .bind("open", SegmentRow.OPEN_END_US)
                .map((row, context) -> {
                    long from = Long.MAX_VALUE;
                    long to = Long.MIN_VALUE;
                    for (int i = 2; i <= 5; i++) {
                        long edgeUs = row.getLong(i);
                        if (!row.wasNull()) {
                            from = Math.min(from, edgeUs);
                            to = Math.max(to, edgeUs);
                        }
                    }
                    if (from <= to) {
                        found(known, row.getLong(1)).closed = Optional.of(new TimeSpan(from, to));
                    }
                    return true;
                })
                .list();
    }

    private void held(Map<Long, Found> known, Map<Long, NodeId> nodes) {
        Map<Long, PoolId> pools = names("pool", PoolId::new);
        Map<Pieces, List<Long>> together = new LinkedHashMap<>();
        known.forEach((id, each) ->
                together.computeIfAbsent(each.pieces, _ -> new ArrayList<>()).add(id));
        together.forEach((pieces, ids) -> asked(IndexRows.SELECT_HELD, ids)
                .bind("first", pieces.first())
                .bind("last", pieces.last())
                .bind("from", fromUs)
                .bind("to", toUs)
                .map((row, context) -> found(known, row.getLong(1))
                        .held
                        .add(new HeldRow(
                                named(pools, row.getLong(2)),
                                named(nodes, row.getLong(3)),
                                new RunId(row.getLong(4)),
                                new TimeSpan(row.getLong(5), row.getLong(6)),
                                row.getLong(7),
                                row.getLong(8))))
                .list());
    }

    private static <T> T named(Map<Long, T> names, long id) {
        T name = names.get(id);
        if (name == null) {
            throw new IllegalStateException("the index has a row of number " + id + ", which stands for nothing");
        }
        return name;
    }

    private <T> Map<Long, T> names(String table, Function<String, T> noun) {
        Map<Long, T> names = new HashMap<>();
        handle.createQuery("SELECT id, name FROM " + table)
                .map((row, context) -> Map.entry(row.getLong(1), noun.apply(row.getString(2))))
                .forEach(each -> names.put(each.getKey(), each.getValue()));
        return names;
    }

    private void open(List<Long> ids, Map<Long, Found> known) {
        Map<StreamId, Found> byName = new HashMap<>();
        known.values().forEach(each -> byName.put(each.stream, each));
        List<SegmentRow> rows = new ArrayList<>(asked(IndexRows.SELECT_OPEN + IndexRows.WHERE_ALL_OPEN, ids)
                .map(IndexRows::segment)
                .list());
        rows.sort(SegmentQuery.BY_START);
        rows.forEach(row -> Optional.ofNullable(byName.get(row.stream())).ifPresent(found -> found.open.add(row)));
    }

    private void gaps(List<Long> ids, Map<Long, Found> known, Map<Long, NodeId> nodes) {
        asked(IndexRows.SELECT_GAPS, ids)
                .bind("from", fromUs)
                .bind("to", toUs)
                .map((row, context) -> {
                    Found found = found(known, row.getLong(1));
                    TimeSpan span = new TimeSpan(row.getLong(2), row.getLong(3));
                    Gap gap = new Gap(found.stream, span, GapCause.of(row.getString(4)));
                    return found.gaps.add(new GapRow(gap, named(nodes, row.getLong(5))));
                })
                .list();
    }

    private void ownership(List<Long> ids, Map<Long, Found> known) {
        asked(IndexRows.SELECT_OWNERSHIPS, ids)
                .map((row, context) -> {
                    Found found = found(known, row.getLong(1));
                    return found.ownership.add(IndexRows.ownership(found.stream, row, 2));
                })
                .list();
    }

    private void alignments(List<Long> ids, Map<Long, Found> known) {
        asked(IndexRows.SELECT_ALIGNMENTS, ids)
                .map((row, context) -> {
                    Found found = found(known, row.getLong(1));
                    return found.alignments.add(IndexRows.alignment(found.stream, row, 2));
                })
                .list();
    }

    private static Found found(Map<Long, Found> known, long id) {
        return Optional.ofNullable(known.get(id)).orElseThrow();
    }
}
