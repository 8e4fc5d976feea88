package org.lidless.footage.playback;

import java.util.List;
import org.lidless.footage.timeline.Stretch;

/// What a finished export holds.
///
/// @param startUs  site time of its first sample, µs since 1970; the movie's presentation times count from there
/// @param endUs    site time of the end of its last sample
/// @param samples  how many
/// @param bytes    length of the file
/// @param recorded who recorded what is in it, in order
/// @param gaps     what is missing in the span that was asked for
/// @param away     what is recorded of that span and could not be had: with any of it the export is incomplete, and can
///                 be made again when the holder is back
public record ExportResult(
        long startUs,
        long endUs,
        long samples,
        long bytes,
        List<Stretch.Have> recorded,
        List<Stretch.Missing> gaps,
        List<Stretch.Away> away) {

    public ExportResult {
        recorded = List.copyOf(recorded);
        gaps = List.copyOf(gaps);
        away = List.copyOf(away);
    }

    /// Whether it holds all that was recorded.
    public boolean isComplete() {
        return away.isEmpty();
    }
}
