package org.lidless.wire;

import java.time.Instant;
import java.util.List;

/// A recorder was lost and others took its cameras.
///
/// @param id      names it
/// @param lost    who was lost
/// @param cause   `gone` or `silent`
/// @param heard   when it was heard last
/// @param noticed when something was first wrong with it
/// @param decided when the take-over was decided
/// @param cameras those that were taken
public record IncidentReport(
        long id, String lost, String cause, Instant heard, Instant noticed, Instant decided, List<Taken> cameras) {

    public IncidentReport {
        cameras = List.copyOf(cameras);
    }

    /// A camera that was taken.
    ///
    /// @param epoch  under which the heir owned it
    /// @param warm   the heir had shadowed it
    /// @param isHome it is with its usual recorder again
    public record Taken(String camera, long epoch, String heir, boolean warm, boolean isHome) {}
}
