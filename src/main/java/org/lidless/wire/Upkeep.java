package org.lidless.wire;

import java.util.List;

/// What a recorder can be told about the footage that it keeps. Any thread may call, many at a time; failures travel to
/// the caller as they are.
public interface Upkeep {

    /// Deletes what retention has stopped to delete in a pool.
    ///
    /// @return how many bytes that may be; 0 when nothing was stopped
    Confirmed confirmDeletion(String pool);

    /// Locks footage as evidence.
    LockReport lock(LockOrder order);

    /// All locks that are not lifted.
    List<LockReport> locks();

    /// Lifts a lock.
    LockReport unlock(String id, String reason);

    /// What a person confirmed.
    record Confirmed(String pool, long bytes) {}
}
