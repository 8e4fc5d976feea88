package org.lidless.checker;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.lidless.domain.TimeSpan;

/// What to check.
///
/// @param export        plain MP4 file
/// @param ledger        of the camera that the export shows
/// @param window        capture times of the frames that must be there
/// @param gaps          stored gaps, in site time: frames missing inside them are counted apart
/// @param exportStartUs site time of the movie's beginning, µs since 1970. Without it no times are judged, gaps are
///                      compared with capture times as they are, and an unstamped export must not miss ten seconds at
///                      a stretch, because its frames come again after that
/// @param gapSlackUs    how far outside of a gap a missing frame may lie and still count as inside, µs; one frame's
///                      time is fair
public record CheckOrder(
        Path export, Path ledger, TimeSpan window, List<TimeSpan> gaps, OptionalLong exportStartUs, long gapSlackUs) {

    public CheckOrder {
        gaps = List.copyOf(gaps);
    }
}
