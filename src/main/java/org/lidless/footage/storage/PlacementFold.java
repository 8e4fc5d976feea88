package org.lidless.footage.storage;

import org.lidless.domain.Gap;
import org.lidless.footage.storage.CatalogueRecord.GapMoved;
import org.lidless.footage.storage.CatalogueRecord.Placed;

/// Takes over what one node's catalogue says of where runs and gaps lie in time after a clock was set. Segments'
/// rows stay as the segments say; who reads them adds the placement.
final class PlacementFold {

    private final IndexStatements statements;
    private final IndexNames names;
    private final long pool;
    private final long node;

    PlacementFold(IndexStatements statements, IndexNames names, long pool, long node) {
        this.statements = statements;
        this.names = names;
        this.pool = pool;
        this.node = node;
    }

    void placed(Placed placed) {
        statements.execute(
                "INSERT INTO placement (stream, run, shift_us, revision, quality, why, at_us, pool, node)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET shift_us = excluded.shift_us,"
                        + " revision = excluded.revision, quality = excluded.quality, why = excluded.why,"
                        + " at_us = excluded.at_us WHERE excluded.revision > placement.revision",
                names.stream(placed.stream()),
                placed.run().bits(),
                placed.shiftUs(),
                placed.revision(),
                placed.quality().word(),
                placed.why(),
                placed.atUs(),
                pool,
                node);
    }

    /// Takes the gap away from where it was.
    void moved(GapMoved moved) {
        Gap gap = moved.gap();
        statements.execute(
                "DELETE FROM gap WHERE stream = ? AND from_us = ? AND to_us = ? AND cause = ? AND pool = ? AND node = ?",
                names.stream(gap.stream()),
                gap.span().fromUs(),
                gap.span().toUs(),
                gap.cause().word(),
                pool,
                node);
    }
}
