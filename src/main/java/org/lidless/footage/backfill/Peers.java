package org.lidless.footage.backfill;

import java.io.IOException;
import java.util.Set;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.footage.storage.SegmentName;
import org.lidless.world.DiskFile;

/// The other nodes' pools, as far as bringing footage home needs them. Which segments they hold, the index knows
/// already; this opens and releases them. Any thread. Every call may fail with an [IOException]: it is tried again
/// later.
public interface Peers {

    /// Pools that can be reached now and are not shared, each as the index calls it.
    Set<PoolId> reachable();

    /// The same, with those that were reachable earlier and are away now: what lies there is still to come home.
    default Set<PoolId> known() {
        return reachable();
    }

    /// Opens a segment over there for reading.
    ///
    /// @param file path inside the pool
    /// @throws java.nio.file.NoSuchFileException when it is there no more
    DiskFile open(PoolId pool, String file) throws IOException;

    /// Asks the holder to give up its copy, because the same bytes are durable here.
    ///
    /// @param sha256 of the segment; another one is not given up
    /// @return true when there is no copy over there any more; false when the holder keeps it
    boolean release(PoolId pool, SegmentName name, Sha256 sha256) throws IOException;
}
