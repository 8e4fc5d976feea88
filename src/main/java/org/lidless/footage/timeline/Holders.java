package org.lidless.footage.timeline;

import java.io.IOException;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.world.DiskFile;

/// Whoever holds segments: this machine's own pools, and those of other nodes. Any thread.
public interface Holders {

    /// Whether files of the pool can be had now. What lies in a pool that is not reachable is *away*. Answers at once,
    /// from what is known; that a file can be read is only found out by [#open].
    boolean isReachable(PoolId pool);

    /// Whether the pool can be read without asking another node: such a copy is read before others.
    boolean isNear(PoolId pool);

    /// Which node to ask for files of the pool; an unknown pool is held by whoever its name says.
    NodeId holder(PoolId pool);

    /// Opens a segment to read.
    ///
    /// @param file its path inside the pool
    /// @throws java.nio.file.NoSuchFileException when the pool has none of that name
    /// @throws IOException                       when the pool cannot be reached
    DiskFile open(PoolId pool, String file) throws IOException;
}
