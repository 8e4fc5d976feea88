package org.lidless.footage.storage;

import org.lidless.footage.storage.CatalogueRecord.EvidenceLocked;
import org.lidless.footage.storage.CatalogueRecord.EvidenceUnlocked;

/// Takes over what one node's catalogue says of evidence locks. Each catalogue's word is a row of its own: who has said
/// it has confirmed it. A lock that anybody has lifted is lifted.
final class EvidenceFold {

    private final IndexStatements statements;
    private final long pool;
    private final long node;

    EvidenceFold(IndexStatements statements, long pool, long node) {
        this.statements = statements;
        this.pool = pool;
        this.node = node;
    }

    void locked(EvidenceLocked entry) {
        statements.execute(
                "INSERT OR IGNORE INTO evidence (lock, camera, from_us, to_us, reason, at_us, lifted, pool, node)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)",
                entry.lock(),
                entry.camera().value(),
                entry.span().fromUs(),
                entry.span().toUs(),
                entry.reason(),
                entry.atUs(),
                pool,
                node);
    }

    void unlocked(EvidenceUnlocked entry) {
        statements.execute(
                "INSERT OR IGNORE INTO evidence (lock, camera, from_us, to_us, reason, at_us, lifted, pool, node)"
                        + " VALUES (?, '', 0, 0, ?, ?, 1, ?, ?)",
                entry.lock(),
                entry.reason(),
                entry.atUs(),
                pool,
                node);
    }
}
