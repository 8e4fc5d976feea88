package org.lidless.footage.storage;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.lidless.domain.StreamId;

/// What the site's clock being set means for what is stored of a stream.
///
/// @param byUs    what everything that this process has written of it has moved by, µs
/// @param entries say so of its runs and gaps: [CatalogueRecord.Placed], [CatalogueRecord.GapMoved], and a
/// running gap
///                that ends where it began and begins elsewhere
public record Moves(StreamId stream, long byUs, List<CatalogueRecord> entries) {

    public Moves {
        entries = List.copyOf(entries);
    }

    /// Makes them durable in a pool's catalogue; what is open of the stream has been sealed.
    public void store(Pool pool) throws IOException {
        OptionalLong end = pool.lastDurableUs(stream);
        if (!entries.isEmpty()) {
            pool.store(entries);
        }
        end.ifPresent(us -> pool.book().moved(stream, us + byUs));
    }
}
