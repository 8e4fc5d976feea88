package org.lidless.footage.storage;

import org.lidless.domain.TimeSpan;

/// Gaps by how long they are, so that those that reach into a span are found among few: none of a class begins further
/// before the span than its class lasts, and the long ones are few.
enum GapReach {
    MINUTE(0, 60_000_000L),
    HOUR(1, 3_600_000_000L),
    DAY(2, 86_400_000_000L),
    LONGER(3, Long.MAX_VALUE / 2);

    private final int number;
    private final long longestUs;

    /// @param number    what is stored
    /// @param longestUs how long one may be, µs
    GapReach(int number, long longestUs) {
        this.number = number;
        this.longestUs = longestUs;
    }

    int number() {
        return number;
    }

    long longestUs() {
        return longestUs;
    }

    static GapReach of(TimeSpan span) {
        for (GapReach each : values()) {
            if (span.toUs() - span.fromUs() <= each.longestUs) {
                return each;
            }
        }
        return LONGER;
    }
}
