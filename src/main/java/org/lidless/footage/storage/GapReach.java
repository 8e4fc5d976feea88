package org.lidless.footage.storage;

import java.util.ArrayList;
import java.util.List;
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

    /// @param number what is stored
    GapReach(int number, long longestUs) {
        this.number = number;
        this.longestUs = longestUs;
    }

    int number() {
        return number;
    }

    static GapReach of(TimeSpan span) {
        for (GapReach each : values()) {
            if (span.toUs() - span.fromUs() <= each.longestUs) {
                return each;
            }
        }
        return LONGER;
    }

    /// The classes as rows of `class` and `longest_us`, for a statement to join.
    static String rows() {
        List<String> rows = new ArrayList<>();
        for (GapReach each : values()) {
            rows.add("SELECT " + each.number + " AS class, " + each.longestUs + " AS longest_us");
        }
        return "(" + String.join(" UNION ALL ", rows) + ")";
    }
}
