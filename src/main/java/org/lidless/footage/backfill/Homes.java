package org.lidless.footage.backfill;

import java.util.SortedMap;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.Pool;

/// What this node is home to. Any thread.
@FunctionalInterface
public interface Homes {

    /// Streams whose primary this node is and that it owns now, each with the open pool in which it is recorded.
    SortedMap<StreamId, Pool> owned();
}
