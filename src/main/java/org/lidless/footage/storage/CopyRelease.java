package org.lidless.footage.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Sha256;
import org.lidless.footage.storage.CatalogueRecord.SegmentDropped;

/// Gives up a copy whose bytes are durable at home. The catalogue first, then the file: recovery takes away what a
/// crash leaves between.
final class CopyRelease {

    private CopyRelease() {}

    /// @return true when no copy is here any more; false when it is kept
    static boolean of(Pool pool, PoolFiles files, SqliteIndex index, SegmentName name, Sha256 sha256)
            throws IOException {
        if (pool.isShared() || !name.node().equals(pool.owner())) {
            return false;
        }
        pool.requireIdentity();
        Optional<SegmentRow> row = index.segment(pool.id(), name);
        if (row.isPresent()) {
            boolean isTheCopy = row.get().state() == SegmentState.SEALED
                    && row.get().sha256().equals(Optional.of(sha256));
            if (!isTheCopy) {
                return false;
            }
            pool.store(List.of(new SegmentDropped(name)));
        } else if (!index.dropped(pool.id(), pool.owner()).contains(name)) {
            return !files.disk().exists(pool.path(name));
        }
        files.delete(name);
        return true;
    }
}
