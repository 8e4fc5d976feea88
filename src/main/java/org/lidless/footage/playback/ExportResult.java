package org.lidless.footage.playback;

import java.util.List;
import org.lidless.footage.timeline.Stretch;

/// What a finished export holds.
///
/// @param startUs site time of its first sample, µs since 1970; the movie's presentation times count from there
/// @param endUs   site time of the end of its last sample
/// @param samples how many
/// @param bytes   length of the file
/// @param gaps    what is missing in the span that was asked for
public record ExportResult(long startUs, long endUs, long samples, long bytes, List<Stretch.Missing> gaps) {

    public ExportResult {
        gaps = List.copyOf(gaps);
    }
}
