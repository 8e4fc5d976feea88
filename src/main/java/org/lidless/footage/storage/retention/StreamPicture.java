package org.lidless.footage.storage.retention;

import java.util.List;
import org.lidless.domain.RetentionRule;

/// What a pool has of one stream.
///
/// @param rule    how long it is kept
/// @param bytes   of all its segments
/// @param oldest  the oldest of those that may be deleted, by start
/// @param hasMore whether there are others behind them
public record StreamPicture(RetentionRule rule, long bytes, List<Candidate> oldest, boolean hasMore) {

    public StreamPicture {
        oldest = List.copyOf(oldest);
    }
}
