package org.lidless.wire;

import java.time.Instant;
import java.util.List;

/// A lock on footage.
///
/// @param id      its digits
/// @param state   `locked`, `pending` (not everybody who holds footage of the span has confirmed it yet) or `lifted`
/// @param camera  all of whose streams
/// @param from    the first moment
/// @param to      the moment behind the last
/// @param reason  why, in a person's words
/// @param since   when it was said
/// @param waiting the pools whose holders have not confirmed it
public record LockReport(
        String id,
        String state,
        String camera,
        Instant from,
        Instant to,
        String reason,
        Instant since,
        List<String> waiting) {

    public static final String LOCKED = "locked";
    public static final String PENDING = "pending";
    public static final String LIFTED = "lifted";

    public LockReport {
        waiting = List.copyOf(waiting);
    }
}
