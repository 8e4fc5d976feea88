package org.lidless.footage.storage;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.CatalogueRecord.GapBegan;
import org.lidless.footage.storage.CatalogueRecord.GapStored;
import org.lidless.footage.storage.CatalogueRecord.SegmentDropped;
import org.lidless.footage.storage.CatalogueRecord.SegmentOpened;
import org.lidless.footage.storage.CatalogueRecord.SegmentSealed;
import org.lidless.footage.storage.CatalogueRecord.SegmentSuspect;
import org.lidless.footage.storage.CatalogueRecord.Unknown;

/// Takes catalogue entries over into the tables, one by one. The only way in which rows come to be and change, so that
/// a rebuilt index equals one that grew. An entry that is repeated changes nothing.
final class IndexFold {

    private final Handle handle;
    private final IndexNames names;
    private final long pool;
    private final long node;

    /// @param node whose catalogue the entries are from
    IndexFold(Handle handle, IndexNames names, PoolId pool, NodeId node) {
        this.handle = handle;
        this.names = names;
        this.pool = names.pool(pool);
        this.node = names.node(node);
    }

    void apply(CatalogueRecord entry) {
        switch (entry) {
            case SegmentOpened opened -> opened(opened);
            case SegmentSealed sealed -> sealed(sealed);
            case SegmentSuspect suspect -> suspect(suspect);
            case SegmentDropped dropped -> dropped(dropped.name());
            case GapBegan began -> began(began);
            case GapStored stored -> stored(stored);
            case Unknown later -> {
                // Of a later version: nothing in these tables depends on it.
            }
        }
    }

    private void opened(SegmentOpened opened) {
        long startUs = opened.name().startUs();
        put(
                opened.name(),
                SegmentState.OPEN,
                new Fill(new TimeSpan(startUs, SegmentRow.OPEN_END_US), 0, 0, 0, null, false),
                opened.quality());
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

    private void change(SegmentName name, SegmentState state, Fill fill) {
        ClockQuality quality = handle.createQuery("SELECT quality FROM segment WHERE " + KEY)
                .bind(0, names.stream(name.stream()))
                .bind(1, name.startUs())
                .bind(2, name.run().bits())
                .bind(3, name.number())
                .bind(4, name.epoch().value())
                .bind(5, names.node(name.node()))
                .bind(6, pool)
                .mapTo(String.class)
                .findOne()
                .map(CatalogueJson::quality)
                .orElse(ClockQuality.ARRIVAL);
        put(name, state, fill, quality);
    }

    private static final String KEY =
            "stream = ? AND start_us = ? AND run = ? AND number = ? AND epoch = ? AND node = ? AND pool = ?";

    private void put(SegmentName name, SegmentState state, Fill fill, ClockQuality quality) {
        Sha256 hash = fill.sha256();
        handle.createUpdate("INSERT OR REPLACE INTO segment (stream, start_us, run, number, epoch, pool, node, state,"
                        + " from_us, to_us, first_number, samples, bytes, quality, sha256, recovered)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(0, names.stream(name.stream()))
                .bind(1, name.startUs())
                .bind(2, name.run().bits())
                .bind(3, name.number())
                .bind(4, name.epoch().value())
                .bind(5, pool)
                .bind(6, names.node(name.node()))
                .bind(7, state.word())
                .bind(8, fill.span().fromUs())
                .bind(9, fill.span().toUs())
                .bind(10, fill.firstNumber())
                .bind(11, fill.samples())
                .bind(12, fill.bytes())
                .bind(13, quality.word())
                .bind(14, hash == null ? null : hash.bytes())
                .bind(15, fill.recovered())
                .execute();
    }

    private void dropped(SegmentName name) {
        handle.execute(
                "DELETE FROM segment WHERE " + KEY,
                names.stream(name.stream()),
                name.startUs(),
                name.run().bits(),
                name.number(),
                name.epoch().value(),
                names.node(name.node()),
                pool);
    }

    private void began(GapBegan began) {
        endRunning(began.stream());
        gap(began.stream(), new TimeSpan(began.fromUs(), SegmentRow.OPEN_END_US), began.cause());
    }

    private void stored(GapStored stored) {
        StreamId stream = stored.gap().stream();
        TimeSpan span = stored.gap().span();
        handle.execute(
                "DELETE FROM gap WHERE stream = ? AND from_us = ? AND to_us = ? AND cause = ? AND pool = ? AND node = ?",
                names.stream(stream),
                span.fromUs(),
                SegmentRow.OPEN_END_US,
                stored.gap().cause().word(),
                pool,
                node);
        if (!span.isEmpty()) {
            gap(stream, span, stored.gap().cause());
        }
    }

    private void endRunning(StreamId stream) {
        handle.execute(
                "DELETE FROM gap WHERE stream = ? AND to_us = ? AND pool = ? AND node = ?",
                names.stream(stream),
                SegmentRow.OPEN_END_US,
                pool,
                node);
    }

    private void gap(StreamId stream, TimeSpan span, GapCause cause) {
        handle.execute(
                "INSERT OR IGNORE INTO gap (stream, from_us, to_us, cause, pool, node) VALUES (?, ?, ?, ?, ?, ?)",
                names.stream(stream),
                span.fromUs(),
                span.toUs(),
                cause.word(),
                pool,
                node);
    }
}
