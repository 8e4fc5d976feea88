package org.lidless.footage.storage.retention;

import java.util.OptionalLong;

/// How full a pool may become, and when deleting stops and asks.
///
/// @param reserveBytes  left free on the disk; empty: 3 % of what the pool could have, at most 2 GiB
/// @param sizeBytes     most bytes of the pool; empty: as many as its disk has
/// @param highPercent   of its capacity: from here on room is made
/// @param lowPercent    up to here
/// @param sharePercent  more than this of a pool at once is not deleted unless a person confirms it
/// @param quarantineUs  how long a deleted file can still be had back, unless its room is needed, µs
public record PoolLimits(
        OptionalLong reserveBytes,
        OptionalLong sizeBytes,
        int highPercent,
        int lowPercent,
        int sharePercent,
        long quarantineUs) {

    public static final int HIGH_DEFAULT = 95;
    public static final int LOW_DEFAULT = 90;
    public static final int SHARE_DEFAULT = 20;
    public static final long QUARANTINE_DEFAULT_US = 24 * 3_600_000_000L;

    static final long RESERVE_MAX_BYTES = 2L << 30;
    private static final int RESERVE_PERCENT = 3;

    public static final PoolLimits STANDARD = new PoolLimits(
            OptionalLong.empty(),
            OptionalLong.empty(),
            HIGH_DEFAULT,
            LOW_DEFAULT,
            SHARE_DEFAULT,
            QUARANTINE_DEFAULT_US);

    public PoolLimits {
        if (lowPercent < 1 || lowPercent >= highPercent || highPercent > 100) {
            throw new IllegalArgumentException(
                    "room is made from a high water of at most 100 down to a lower one, not from " + highPercent
                            + " to " + lowPercent);
        }
        if (sharePercent < 1 || sharePercent > 100 || quarantineUs < 0) {
            throw new IllegalArgumentException("a share is 1 to 100 %, not " + sharePercent);
        }
    }

    /// Bytes to leave free on the disk.
    ///
    /// @param heldBytes of the pool's files, those in quarantine included
    public long reserve(long heldBytes, long freeBytes) {
        return reserveBytes.orElse(Math.min(RESERVE_MAX_BYTES, percent(heldBytes + freeBytes, RESERVE_PERCENT)));
    }

    /// Bytes that the pool may have in all; 0 when others have left it nothing.
    public long capacity(long heldBytes, long freeBytes) {
        return Math.min(room(heldBytes, freeBytes), sizeBytes.orElse(Long.MAX_VALUE));
    }

    /// Whether its disk has less room for it than it may have.
    boolean isBoundByDisk(long heldBytes, long freeBytes) {
        return room(heldBytes, freeBytes) < sizeBytes.orElse(Long.MAX_VALUE);
    }

    private long room(long heldBytes, long freeBytes) {
        return Math.max(0, heldBytes + freeBytes - reserve(heldBytes, freeBytes));
    }

    /// A share of some bytes.
    public static long percent(long bytes, int percent) {
        return (long) ((double) bytes * percent / 100);
    }
}
