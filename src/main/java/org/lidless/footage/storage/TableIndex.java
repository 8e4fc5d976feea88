package org.lidless.footage.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// An index in tables, the same for every engine: what is asked and how catalogues are taken over stands here, once; an
/// engine adds where the tables are. Any thread.
public abstract sealed class TableIndex implements SegmentIndex permits SqliteIndex, PostgresIndex {

    /// Makes a change, all of it or nothing.
    abstract void write(Consumer<Handle> change);

    /// Asks, and waits for no change.
    abstract <T> T read(Function<Handle, T> query);

    /// The statements that take entries over; belong to whoever is in [#write].
    abstract IndexStatements statements();

    /// The numbers that stand for names; belongs to whoever is in [#write].
    abstract IndexNames names();

    @Override
    public <T> T ask(Function<IndexMoment, T> question) {
        return read(handle -> handle.inTransaction(same -> question.apply(new TableMoment(same))));
    }

    /// Gaps of a pool that are stored or running, as the catalogues have them.
    List<GapRow> gaps(PoolId pool) {
        return read(handle -> WriterRows.gaps(handle, pool));
    }

    /// One segment of a pool, as its writer says.
    Optional<SegmentRow> segment(PoolId pool, SegmentName name) {
        return read(handle -> WriterRows.segment(handle, pool, name));
    }

    /// What a node has said in a pool of its place: each stream, and whether it owns it (it owns it until it says
    /// otherwise). Empty when it has never said anything.
    Map<StreamId, Boolean> places(PoolId pool, NodeId node) {
        return read(handle -> WriterRows.places(handle, pool, node));
    }

    /// Segments of a writer that were dropped and whose files have not been seen to be gone.
    List<SegmentName> dropped(PoolId pool, NodeId node) {
        return read(handle -> WriterRows.dropped(handle, pool, node));
    }

    /// The file of a segment that was dropped is gone.
    void bury(PoolId pool, SegmentName name) {
        write(_ -> new IndexFold(statements(), names(), pool, name.node()).buried(name));
    }

    /// Files of what was dropped in a pool are nobody's business here.
    void bury(PoolId pool) {
        write(handle ->
                handle.execute("DELETE FROM dropped WHERE pool IN (SELECT id FROM pool WHERE name = ?)", pool.value()));
    }

    /// Segments of a writer that have no seal yet, as it says itself: open or suspect.
    List<SegmentRow> unsealed(PoolId pool, NodeId node) {
        return read(handle -> WriterRows.unsealed(handle, pool, node));
    }

    /// The gaps of a writer that have begun and not ended, by stream.
    Map<StreamId, GapRow> begunGaps(PoolId pool, NodeId node) {
        return read(handle -> WriterRows.begunGaps(handle, pool, node));
    }

    /// The newest end of a sealed or suspect segment, or of a stored gap, of a writer, by stream.
    Map<StreamId, Long> ends(PoolId pool, NodeId node) {
        return read(handle -> WriterRows.ends(handle, pool, node));
    }

    /// The start of a node's first sealed segment in a pool that lies at or after a time.
    OptionalLong sealedSince(PoolId pool, NodeId node, StreamId stream, long sinceUs) {
        Map<RunId, Long> shifts = read(handle -> WriterRows.shifts(handle, stream));
        return segments(stream, new TimeSpan(sinceUs, SegmentRow.OPEN_END_US)).stream()
                .filter(row ->
                        row.pool().equals(pool) && row.name().node().equals(node) && row.state() == SegmentState.SEALED)
                .mapToLong(row ->
                        row.span().fromUs() + shifts.getOrDefault(row.name().run(), 0L))
                .filter(from -> from >= sinceUs)
                .min();
    }

    /// How much of each catalogue file of a pool the rows reflect, by path inside the pool.
    Map<String, Long> applied(PoolId pool) {
        return read(handle -> WriterRows.applied(handle, pool));
    }

    /// Makes the pool known under this identity; rows of a pool that had the name before are dropped.
    void attach(PoolId pool, String identity) {
        write(handle -> {
            Optional<String> before = handle.createQuery("SELECT identity FROM pool WHERE name = ?")
                    .bind(0, pool.value())
                    .mapTo(String.class)
                    .findOne();
            if (!before.equals(Optional.of(identity))) {
                before.ifPresent(another -> drop(handle, pool));
                handle.execute(
                        "INSERT INTO pool (name, identity) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET identity ="
                                + " excluded.identity",
                        pool.value(),
                        identity);
            }
        });
    }

    /// Drops all rows of a pool, so that it can be read again from its catalogues.
    void forget(PoolId pool) {
        write(handle -> drop(handle, pool));
    }

    private static void drop(Handle handle, PoolId pool) {
        for (String table : IndexSchema.OF_POOL) {
            handle.execute(
                    "DELETE FROM " + table + " WHERE pool IN (SELECT id FROM pool WHERE name = ?)", pool.value());
        }
    }

    /// Takes over the stretch `[from, length)` of a catalogue file, together with how far it reaches.
    ///
    /// @throws IllegalStateException when what is before the stretch has not been taken over
    void apply(PoolId pool, CatalogueName file, long from, long length, List<CatalogueRecord> entries) {
        write(_ -> {
            IndexStatements statements = statements();
            long seen = statements
                    .select(
                            "SELECT length FROM applied WHERE pool = ? AND file = ?",
                            row -> row.getLong(1),
                            names().pool(pool),
                            file.file())
                    .stream()
                    .findFirst()
                    .orElse(0L);
            if (seen != from) {
                throw new IllegalStateException(
                        "the index has seen " + seen + " bytes of " + file.file() + ", not " + from);
            }
            IndexFold fold = new IndexFold(statements, names(), pool, file.node());
            entries.forEach(fold::apply);
            statements.execute(
                    "INSERT INTO applied (pool, file, length) VALUES (?, ?, ?)"
                            + " ON CONFLICT (pool, file) DO UPDATE SET length = excluded.length",
                    names().pool(pool),
                    file.file(),
                    length);
        });
    }

    /// Takes over entries that no catalogue has: what reindexing finds on disk.
    void applyFound(PoolId pool, NodeId node, List<CatalogueRecord> entries) {
        write(_ -> {
            IndexFold fold = new IndexFold(statements(), names(), pool, node);
            entries.forEach(fold::apply);
        });
    }
}
