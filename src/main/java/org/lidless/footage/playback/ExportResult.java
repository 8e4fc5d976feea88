package org.lidless.footage.playback;

import java.nio.file.Path;
import java.util.List;
import org.lidless.domain.StreamId;
import org.lidless.footage.evidence.Seal;
import org.lidless.footage.timeline.Stretch;

/// What a finished export holds of one camera: one movie, several where the camera changed its encoding, or none
/// where nothing was there.
///
/// @param stream   whose footage
/// @param movies   in order
/// @param recorded who recorded what is in them, in order
/// @param gaps     what is missing in the span that was asked for
/// @param away     what is recorded of that span and could not be had: with any of it the export is incomplete,
/// and can
///                 be made again when the holder is back
public record ExportResult(
        StreamId stream,
        List<Movie> movies,
        List<Stretch.Have> recorded,
        List<Stretch.Missing> gaps,
        List<Stretch.Away> away) {

    /// A movie of its own, because one movie of two encodings is played by nobody.
    ///
    /// @param name    of its file, or of its entry in the ZIP
    /// @param file    absolute; of a ZIP all movies have the same
    /// @param startUs site time of its first sample, µs since 1970; its presentation times count from there
    /// @param endUs   site time of the end of its last sample
    /// @param samples how many
    /// @param bytes   its length
    /// @param seal    of all its bytes
    public record Movie(String name, Path file, long startUs, long endUs, long samples, long bytes, Seal seal) {}

    public ExportResult {
        movies = List.copyOf(movies);
        recorded = List.copyOf(recorded);
        gaps = List.copyOf(gaps);
        away = List.copyOf(away);
    }

    /// Whether it holds all that was recorded.
    public boolean isComplete() {
        return away.isEmpty();
    }

    /// The movies behind the first.
    public List<Movie> further() {
        return movies.isEmpty() ? List.of() : movies.subList(1, movies.size());
    }

    /// Site time of its first sample; only where there is one.
    public long startUs() {
        return movies.getFirst().startUs();
    }

    /// Site time of the end of its last sample; only where there is one.
    public long endUs() {
        return movies.stream().mapToLong(Movie::endUs).max().orElseThrow();
    }

    public long samples() {
        return movies.stream().mapToLong(Movie::samples).sum();
    }

    /// Length of all movies.
    public long bytes() {
        return movies.stream().mapToLong(Movie::bytes).sum();
    }
}
