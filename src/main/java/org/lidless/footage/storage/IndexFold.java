package org.lidless.footage.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.CatalogueRecord.Aligned;
import org.lidless.footage.storage.CatalogueRecord.EvidenceLocked;
import org.lidless.footage.storage.CatalogueRecord.EvidenceUnlocked;
import org.lidless.footage.storage.CatalogueRecord.GapBegan;
import org.lidless.footage.storage.CatalogueRecord.GapMoved;
import org.lidless.footage.storage.CatalogueRecord.GapStored;
import org.lidless.footage.storage.CatalogueRecord.Owned;
import org.lidless.footage.storage.CatalogueRecord.Placed;
import org.lidless.footage.storage.CatalogueRecord.Released;
import org.lidless.footage.storage.CatalogueRecord.SegmentDropped;
import org.lidless.footage.storage.CatalogueRecord.SegmentEnded;
import org.lidless.footage.storage.CatalogueRecord.SegmentExpired;
import org.lidless.footage.storage.CatalogueRecord.SegmentOpened;
import org.lidless.footage.storage.CatalogueRecord.SegmentPurged;
import org.lidless.footage.storage.CatalogueRecord.SegmentSealed;
import org.lidless.footage.storage.CatalogueRecord.SegmentSuspect;
import org.lidless.footage.storage.CatalogueRecord.Unknown;

/// Takes catalogue entries over into the tables, one by one. The only way in which rows come to be and change, so that
/// a rebuilt index equals one that grew. An entry that is repeated changes nothing.
///
/// Entries of one node's catalogue come in the order in which it wrote them; those of different nodes in any order,
/// with the same rows in the end. So each node's word has rows of its own, and what an heir says of a dead writer's
/// segment stands beside the segment and is looked at only while that is open.
final class IndexFold {

    /// What lies between two samples of one camera may be so long, µs.
    private static final long TOUCHING_US = 100_000;

    private final IndexStatements statements;
    private final IndexNames names;
    private final long pool;
    private final long node;
    private final OwnershipFold ownership;
    private final EvidenceFold evidence;
    private final HeldFold held;
    private final PlacementFold placements;

    /// @param node whose catalogue the entries are from
    IndexFold(IndexStatements statements, IndexNames names, PoolId pool, NodeId node) {
        this.statements = statements;
        this.names = names;
        this.pool = names.pool(pool);
        this.node = names.node(node);
        this.ownership = new OwnershipFold(statements, names, this.pool, this.node);
        this.evidence = new EvidenceFold(statements, this.pool, this.node);
        this.held = new HeldFold(statements, this.pool);
        this.placements = new PlacementFold(statements, names, this.pool, this.node);
    }

    void apply(CatalogueRecord entry) {
        switch (entry) {
            case SegmentOpened opened -> opened(opened);
            case SegmentSealed sealed -> sealed(sealed);
            case SegmentSuspect suspect -> suspect(suspect);
            case SegmentDropped dropped -> dropped(dropped.name());
            case GapBegan began -> began(began);
            case GapStored stored -> stored(stored);
            case SegmentEnded ended -> ended(ended);
            case Owned owned -> ownership.owned(owned);
            case Released released -> ownership.released(released);
            case Aligned aligned -> ownership.aligned(aligned);
            case Placed placed -> placements.placed(placed);
            case GapMoved from -> {
                placements.moved(from);
                gap(from.gap().stream(), from.moved().span(), from.gap().cause());
            }
            case SegmentExpired expired -> expired(expired);
            case SegmentPurged purged -> purged(purged.name(), purged.token());
            case EvidenceLocked locked -> evidence.locked(locked);
            case EvidenceUnlocked unlocked -> evidence.unlocked(unlocked);
            case Unknown later -> {
                // Of a later version: nothing in these tables depends on it.
            }
        }
    }

    private void opened(SegmentOpened opened) {
        long startUs = opened.name().startUs();
        buried(opened.name());
        statements.execute("DELETE FROM quarantined WHERE " + KEY, keyed(opened.name()));
        Fill nothing = new Fill(new TimeSpan(startUs, startUs), 0, 0, 0, null, false);
        put(opened.name(), SegmentState.OPEN, nothing, opened.quality(), closed(opened.name()));
    }

    private void sealed(SegmentSealed sealed) {
        Fill fill = new Fill(
                sealed.span(),
                sealed.firstNumber(),
                sealed.samples(),
                sealed.bytes(),
                sealed.sha256(),
                sealed.recovered());
        change(sealed.name(), SegmentState.SEALED, fill);
    }

    private void suspect(SegmentSuspect suspect) {
        Fill fill =
                new Fill(suspect.span(), suspect.firstNumber(), suspect.samples(), suspect.goodBytes(), null, false);
        change(suspect.name(), SegmentState.SUSPECT, fill);
    }

    /// What is known of a segment's content.
    private record Fill(
            TimeSpan span,
            long firstNumber,
            long samples,
            long bytes,
            @Nullable Sha256 sha256,
            boolean recovered) {}

    /// What is in the tables of a segment.
    private record Before(ClockQuality quality, Optional<HeldFold.Stretch> closed) {}

    private Optional<Before> before(SegmentName name) {
        return statements
                .select(
                        "SELECT quality, state, first_number, samples, begins_us, ends_us FROM segment WHERE " + KEY,
                        row -> new Before(
                                IndexCodes.quality(row.getInt(1)),
                                closed(
                                        IndexCodes.state(row.getInt(2)),
                                        row.getLong(3),
                                        row.getLong(4),
                                        new TimeSpan(
                                                name.startUs() + row.getLong(5), name.startUs() + row.getLong(6)))),
                        keyed(name))
                .stream()
                .findFirst();
    }

    /// What a segment holds, when it is closed and holds anything.
    private Optional<HeldFold.Stretch> closed(SegmentName name) {
        return before(name).flatMap(Before::closed);
    }

    private static Optional<HeldFold.Stretch> closed(
            SegmentState state, long firstNumber, long samples, TimeSpan span) {
        return state == SegmentState.OPEN || samples <= 0
                ? Optional.empty()
                : Optional.of(new HeldFold.Stretch(firstNumber, firstNumber + samples, span));
    }

    private void change(SegmentName name, SegmentState state, Fill fill) {
        Optional<Before> before = before(name);
        ClockQuality quality = before.map(Before::quality).orElse(ClockQuality.ARRIVAL);
        put(name, state, fill, quality, before.flatMap(Before::closed));
        widen(
                name.stream(),
                fill.span().toUs() - name.startUs(),
                name.startUs() - fill.span().fromUs());
    }

    /// How far a stream's segments reach from the moment in their names: behind it, and before it, because a clock that
    /// is being learnt moves the first samples a little after the name was given.
    private void widen(StreamId stream, long lengthUs, long earlyUs) {
        statements.execute(
                "UPDATE stream SET longest_us = max(longest_us, ?), early_us = max(early_us, ?)"
                        + " WHERE id = ? AND (longest_us < ? OR early_us < ?)",
                lengthUs,
                earlyUs,
                names.stream(stream),
                lengthUs,
                earlyUs);
    }

    private static final String KEY =
            "stream = ? AND start_us = ? AND run = ? AND number = ? AND epoch = ? AND node = ? AND pool = ?";

    /// Values for [#KEY], and others behind them.
    private @Nullable Object[] keyed(SegmentName name, @Nullable Object... others) {
        @Nullable
        Object[] key = {
            names.stream(name.stream()),
            name.startUs(),
            name.run().bits(),
            name.number(),
            name.epoch().value(),
            names.node(name.node()),
            pool
        };
        @Nullable Object[] values = Arrays.copyOf(key, key.length + others.length);
        System.arraycopy(others, 0, values, key.length, others.length);
        return values;
    }

    /// @param before what it held as it was
    private void put(
            SegmentName name, SegmentState state, Fill fill, ClockQuality quality, Optional<HeldFold.Stretch> before) {
        Sha256 hash = fill.sha256();
        statements.execute(
                "INSERT OR REPLACE INTO segment (stream, start_us, run, number, epoch, node,"
                        + " pool, state, begins_us, ends_us, first_number, samples, bytes, quality, sha256, recovered)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                keyed(
                        name,
                        IndexCodes.of(state),
                        fill.span().fromUs() - name.startUs(),
                        fill.span().toUs() - name.startUs(),
                        fill.firstNumber(),
                        fill.samples(),
                        fill.bytes(),
                        IndexCodes.of(quality),
                        hash == null ? null : hash.bytes(),
                        fill.recovered() ? 1 : 0));
        Optional<HeldFold.Stretch> now = closed(state, fill.firstNumber(), fill.samples(), fill.span());
        if (before.isPresent() && !before.equals(now)) {
            held.changed(names.stream(name.stream()), name, names.node(name.node()));
        } else if (before.isEmpty() && now.isPresent()) {
            held.added(names.stream(name.stream()), name, names.node(name.node()), now.get());
        }
    }

    private void remove(SegmentName name) {
        Optional<HeldFold.Stretch> before = closed(name);
        statements.execute("DELETE FROM segment WHERE " + KEY, keyed(name));
        if (before.isPresent()) {
            held.changed(names.stream(name.stream()), name, names.node(name.node()));
        }
    }

    /// What was dropped is remembered until its file is seen to be gone: the entry may be older than the deletion.
    private void dropped(SegmentName name) {
        remove(name);
        statements.execute(
                "INSERT OR IGNORE INTO dropped (stream, start_us, run, number, epoch, node, pool)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                keyed(name));
    }

    /// The file of a segment that was dropped is gone.
    void buried(SegmentName name) {
        statements.execute("DELETE FROM dropped WHERE " + KEY, keyed(name));
    }

    /// Told again of a segment that was purged since, nothing is here to forget.
    private void expired(SegmentExpired expired) {
        remove(expired.name());
        statements.execute(
                "INSERT OR REPLACE INTO quarantined (stream, start_us, run, number, epoch, node, pool, from_us, to_us,"
                        + " bytes, token, why, at_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                keyed(
                        expired.name(),
                        expired.span().fromUs(),
                        expired.span().toUs(),
                        expired.bytes(),
                        expired.token(),
                        expired.why(),
                        expired.atUs()));
    }

    private void purged(SegmentName name, String token) {
        statements.execute("DELETE FROM quarantined WHERE " + KEY + " AND token = ?", keyed(name, token));
    }

    /// Of several heirs the one that saw most is right.
    private void ended(SegmentEnded ended) {
        statements.execute(
                "INSERT INTO ended (stream, start_us, run, number, epoch, node, pool, from_us,"
                        + " to_us, first_number, samples, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET from_us = excluded.from_us, to_us = excluded.to_us,"
                        + " first_number = excluded.first_number, samples = excluded.samples,"
                        + " bytes = excluded.bytes WHERE excluded.bytes > ended.bytes",
                keyed(
                        ended.name(),
                        ended.span().fromUs(),
                        ended.span().toUs(),
                        ended.firstNumber(),
                        ended.samples(),
                        ended.goodBytes()));
    }

    private void began(GapBegan began) {
        endRunning(began.stream());
        gap(began.stream(), new TimeSpan(began.fromUs(), SegmentRow.OPEN_END_US), began.cause());
    }

    private void stored(GapStored stored) {
        StreamId stream = stored.gap().stream();
        TimeSpan span = stored.gap().span();
        statements.execute(
                "DELETE FROM gap WHERE stream = ? AND from_us = ? AND to_us = ? AND cause = ? AND pool = ? AND node = ?",
                names.stream(stream),
                span.fromUs(),
                SegmentRow.OPEN_END_US,
                stored.gap().cause().word(),
                pool,
                node);
        if (!span.isEmpty()) {
            gap(
                    stream,
                    isOfDeletion(stored.gap().cause()) ? joined(stored) : span,
                    stored.gap().cause());
        }
    }

    /// Segments expire one after the other: their gaps are one as long as nothing else lies between.
    private static boolean isOfDeletion(GapCause cause) {
        return cause == GapCause.EXPIRED || cause == GapCause.POOL_FULL;
    }

    /// The span with those of its cause that touch it, which are taken away.
    private TimeSpan joined(GapStored stored) {
        TimeSpan span = stored.gap().span();
        String touching = " FROM gap WHERE stream = ? AND cause = ? AND pool = ? AND node = ? AND from_us <= ?"
                + " AND to_us >= ? AND to_us < ?";
        Object[] those = {
            names.stream(stored.gap().stream()),
            stored.gap().cause().word(),
            pool,
            node,
            span.toUs() + TOUCHING_US,
            span.fromUs() - TOUCHING_US,
            SegmentRow.OPEN_END_US
        };
        List<TimeSpan> spans = statements.select(
                "SELECT from_us, to_us" + touching, row -> new TimeSpan(row.getLong(1), row.getLong(2)), those);
        statements.execute("DELETE" + touching, those);
        TimeSpan joined = span;
        for (TimeSpan each : spans) {
            joined = new TimeSpan(Math.min(joined.fromUs(), each.fromUs()), Math.max(joined.toUs(), each.toUs()));
        }
        return joined;
    }

    private void endRunning(StreamId stream) {
        statements.execute(
                "DELETE FROM gap WHERE stream = ? AND to_us = ? AND pool = ? AND node = ?",
                names.stream(stream),
                SegmentRow.OPEN_END_US,
                pool,
                node);
    }

    private void gap(StreamId stream, TimeSpan span, GapCause cause) {
        statements.execute(
                "INSERT OR IGNORE INTO gap (stream, from_us, to_us, cause, pool, node, reach)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                names.stream(stream),
                span.fromUs(),
                span.toUs(),
                cause.word(),
                pool,
                node,
                GapReach.of(span).number());
    }
}
