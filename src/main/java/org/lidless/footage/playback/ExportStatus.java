package org.lidless.footage.playback;

import java.util.List;
import java.util.Optional;
import org.lidless.domain.Problem;

/// How far an export is, at one moment. Immutable.
///
/// @param id          its name
/// @param request     what was asked for
/// @param phase       where it stands
/// @param orderedUs   when it was ordered, µs since 1970
/// @param camerasDone how many cameras are written
/// @param reachedUs   site time up to which it has written the next one; the span's start before its first sample
/// @param bytes       written
/// @param runningUs   how long it has been, or was, running
/// @param results     of a finished one, one for each camera
/// @param problem     of a failed one
public record ExportStatus(
        String id,
        ExportRequest request,
        Phase phase,
        long orderedUs,
        int camerasDone,
        long reachedUs,
        long bytes,
        long runningUs,
        List<ExportResult> results,
        Optional<Problem> problem) {

    public ExportStatus {
        results = List.copyOf(results);
    }

    /// Where an export stands: WAITING → READING what there is → WRITING movies (and READING the next camera) →
    /// SIGNING → DONE; FAILED and STOPPED from anywhere before.
    public enum Phase {
        WAITING,
        READING,
        WRITING,
        SIGNING,
        DONE,
        FAILED,
        STOPPED;

        public boolean isFinal() {
            return this == DONE || this == FAILED || this == STOPPED;
        }
    }

    /// Of the first camera that has anything.
    public Optional<ExportResult> result() {
        return results.stream().filter(each -> !each.movies().isEmpty()).findFirst();
    }

    /// Part of the spans of all cameras that is written, 0 to 1.
    public double progress() {
        if (phase == Phase.DONE) {
            return 1;
        }
        long length = request.span().durationUs();
        long done = reachedUs - request.span().fromUs();
        double ofNext = length == 0 ? 0 : Math.clamp((double) done / length, 0, 1);
        int cameras = request.streams().size();
        return camerasDone >= cameras ? 1 : (camerasDone + ofNext) / cameras;
    }
}
