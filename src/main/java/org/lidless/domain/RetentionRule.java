package org.lidless.domain;

import java.util.OptionalLong;

/// How long a camera's footage is kept.
///
/// @param ageMaxUs     deleted when it is older, µs; empty: as long as there is room
/// @param bytesMax     most bytes of one of its streams in a pool; empty: as many as there is room for
/// @param guaranteedUs what is younger goes last of all when a pool is full, µs
public record RetentionRule(OptionalLong ageMaxUs, OptionalLong bytesMax, long guaranteedUs) {

    /// An hour: a pool that cannot hold as much is too small for its cameras, and that is said.
    public static final long GUARANTEED_DEFAULT_US = 3_600_000_000L;

    /// For cameras of which nothing is said: kept as long as there is room.
    public static final RetentionRule STANDARD =
            new RetentionRule(OptionalLong.empty(), OptionalLong.empty(), GUARANTEED_DEFAULT_US);

    public RetentionRule {
        if (ageMaxUs.isPresent() && ageMaxUs.getAsLong() <= 0) {
            throw new IllegalArgumentException("footage is kept for some time, not " + ageMaxUs.getAsLong() + " µs");
        }
        if (bytesMax.isPresent() && bytesMax.getAsLong() <= 0) {
            throw new IllegalArgumentException("a camera has some bytes, not " + bytesMax.getAsLong());
        }
        if (guaranteedUs < 0 || guaranteedUs > ageMaxUs.orElse(Long.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "what is guaranteed (" + guaranteedUs + " µs) cannot be more than what is kept at all");
        }
    }
}
