package org.lidless.footage.backfill;

import java.util.Optional;
import org.lidless.domain.Problem;

/// How far the bringing home is.
///
/// @param segments       that are still to come, also from holders that cannot be reached now, and those that are still
///     being written over there
/// @param bytes          of those segments, less what of the one at hand is here already
/// @param bytesPerSecond copied lately; 0 when nothing is on its way
/// @param problem        what hinders it; it is tried again by itself
public record HomeStatus(long segments, long bytes, long bytesPerSecond, Optional<Problem> problem) {

    /// Nothing is to come.
    public static final HomeStatus HOME = new HomeStatus(0, 0, 0, Optional.empty());
}
