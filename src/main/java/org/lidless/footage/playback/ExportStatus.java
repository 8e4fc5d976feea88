package org.lidless.footage.playback;

import java.util.Optional;
import org.lidless.domain.Problem;

/// How far an export is, at one moment. Immutable.
///
/// @param id        its name
/// @param request   what was asked for
/// @param phase     where it stands
/// @param orderedUs when it was ordered, µs since 1970
/// @param reachedUs site time up to which it has written; the span's start before the first sample
/// @param bytes     written
/// @param runningUs how long it has been, or was, running
/// @param result    of a finished one
/// @param problem   of a failed one
public record ExportStatus(
        String id,
        ExportRequest request,
        Phase phase,
        long orderedUs,
        long reachedUs,
        long bytes,
        long runningUs,
        Optional<ExportResult> result,
        Optional<Problem> problem) {

    /// Where an export stands.
    public enum Phase {
        WAITING,
        RUNNING,
        DONE,
        FAILED,
        STOPPED;

        public boolean isFinal() {
            return this == DONE || this == FAILED || this == STOPPED;
        }
    }

    /// Part of the span that is written, 0 to 1.
    public double progress() {
        if (phase == Phase.DONE) {
            return 1;
        }
        long length = request.span().durationUs();
        long done = reachedUs - request.span().fromUs();
        return length == 0 ? 0 : Math.clamp((double) done / length, 0, 1);
    }
}
