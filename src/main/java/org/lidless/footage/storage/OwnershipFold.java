package org.lidless.footage.storage;

import org.lidless.footage.storage.CatalogueRecord.Aligned;
import org.lidless.footage.storage.CatalogueRecord.Owned;
import org.lidless.footage.storage.CatalogueRecord.Released;

/// Takes over what one node's catalogue says of who owned a stream, and of how its runs' clocks relate.
final class OwnershipFold {

    private final IndexStatements statements;
    private final IndexNames names;
    private final long pool;
    private final long node;

    OwnershipFold(IndexStatements statements, IndexNames names, long pool, long node) {
        this.statements = statements;
        this.names = names;
        this.pool = pool;
        this.node = node;
    }

    /// Said again under the same epoch, as after a restart, it goes on; the earliest beginning stays.
    void owned(Owned owned) {
        statements.execute(
                "INSERT INTO ownership (stream, epoch, owner, from_us, to_us, pool, node) VALUES (?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET to_us = excluded.to_us, from_us = CASE"
                        + " WHEN ownership.from_us = ownership.to_us THEN excluded.from_us"
                        + " ELSE min(ownership.from_us, excluded.from_us) END",
                names.stream(owned.stream()),
                owned.epoch().value(),
                names.node(owned.owner()),
                owned.fromUs(),
                SegmentRow.OPEN_END_US,
                pool,
                node);
    }

    /// Ends what is open up to this epoch. An empty row remembers a release of what was never owned: the node has been
    /// told its place, and records nothing of the stream as its owner.
    void released(Released released) {
        long stream = names.stream(released.stream());
        long epoch = released.epoch().value();
        statements.execute(
                "UPDATE ownership SET to_us = max(from_us, ?)"
                        + " WHERE stream = ? AND epoch <= ? AND pool = ? AND node = ? AND to_us = ?",
                released.toUs(),
                stream,
                epoch,
                pool,
                node,
                SegmentRow.OPEN_END_US);
        statements.execute(
                "INSERT OR IGNORE INTO ownership (stream, epoch, owner, from_us, to_us, pool, node)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                stream,
                epoch,
                node,
                released.toUs(),
                released.toUs(),
                pool,
                node);
    }

    void aligned(Aligned aligned) {
        statements.execute(
                "INSERT OR REPLACE INTO alignment (stream, run_a, run_b, tick_offset, time_offset_us, verified, kind,"
                        + " pool, node) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                names.stream(aligned.stream()),
                aligned.runA().bits(),
                aligned.runB().bits(),
                aligned.tickOffset(),
                aligned.timeOffsetUs(),
                aligned.verified(),
                aligned.kind(),
                pool,
                node);
    }
}
