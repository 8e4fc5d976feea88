package org.lidless.footage.storage.retention;

import java.util.List;

/// What a pool holds, at one moment.
///
/// @param usedBytes        of segments, those being written included
/// @param quarantinedBytes of deleted files that are not purged yet
/// @param freeBytes        that this process may still write to its disk
/// @param othersBytes      of what else is on its disk, as far as is known
/// @param streams          of all its streams
public record PoolPicture(
        long usedBytes, long quarantinedBytes, long freeBytes, long othersBytes, List<StreamPicture> streams) {

    public PoolPicture {
        streams = List.copyOf(streams);
    }

    /// Whether others have more of the disk than the pool itself, and left it less than it may have: then it is not
    /// the pool that is too small. A pool that has reached its own size is full, whatever else is on its disk.
    public boolean isCrowdedOut(PoolLimits limits) {
        return othersBytes > heldBytes() && limits.isBoundByDisk(heldBytes(), freeBytes);
    }

    long heldBytes() {
        return usedBytes + quarantinedBytes;
    }
}
