package org.lidless.footage.storage;

import java.util.Optional;
import java.util.OptionalLong;
import org.lidless.domain.Problem;
import org.lidless.footage.storage.retention.Forecast;

/// How a pool's retention is at one moment. Immutable.
///
/// @param usedBytes        of segments, those being written included
/// @param quarantinedBytes of deleted ones that can still be had back
/// @param capacityBytes    what the pool may have in all
/// @param expired          segments deleted since the recorder started
/// @param expiredBytes     of them
/// @param oldestUs         start of the oldest segment, as far as it was looked at, µs since 1970
/// @param forecast         how long the pool lasts
/// @param stoppedBytes     what would be deleted if a person confirmed it; 0 when nothing is stopped
/// @param problem          what a person should know
public record RetentionStatus(
        long usedBytes,
        long quarantinedBytes,
        long capacityBytes,
        long expired,
        long expiredBytes,
        OptionalLong oldestUs,
        Forecast forecast,
        long stoppedBytes,
        Optional<Problem> problem) {

    static final RetentionStatus UNKNOWN =
            new RetentionStatus(0, 0, 0, 0, 0, OptionalLong.empty(), Forecast.UNKNOWN, 0, Optional.empty());
}
