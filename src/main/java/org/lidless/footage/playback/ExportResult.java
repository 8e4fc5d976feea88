package org.lidless.footage.playback;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.timeline.Stretch;

/// What a finished export holds: one movie, or several where the camera changed its encoding.
///
/// @param startUs  site time of its first sample, µs since 1970; the movie's presentation times count from there
/// @param endUs    site time of the end of its last sample
/// @param samples  how many
/// @param bytes    length of the file, or of all
/// @param further  the movies behind the first, in order
/// @param recorded who recorded what is in it, in order
/// @param gaps     what is missing in the span that was asked for
/// @param away     what is recorded of that span and could not be had: with any of it the export is incomplete, and can
///                 be made again when the holder is back
public record ExportResult(
        long startUs,
        long endUs,
        long samples,
        long bytes,
        List<Part> further,
        List<Stretch.Have> recorded,
        List<Stretch.Missing> gaps,
        List<Stretch.Away> away) {

    /// A movie of its own, because one movie of two encodings is played by nobody.
    ///
    /// @param file    absolute
    /// @param startUs site time of its first sample, µs since 1970; its presentation times count from there
    /// @param endUs   site time of the end of its last sample
    /// @param samples how many
    /// @param bytes   length of the file
    public record Part(Path file, long startUs, long endUs, long samples, long bytes) {}

    public ExportResult {
        further = List.copyOf(further);
        recorded = List.copyOf(recorded);
        gaps = List.copyOf(gaps);
        away = List.copyOf(away);
    }

    /// Whether it holds all that was recorded.
    public boolean isComplete() {
        return away.isEmpty();
    }

    /// With what a further movie holds.
    ExportResult and(Path file, ExportResult next) {
        List<Part> parts = new ArrayList<>(further);
        parts.add(new Part(file, next.startUs, next.endUs, next.samples, next.bytes));
        return new ExportResult(
                startUs,
                Math.max(endUs, next.endUs),
                samples + next.samples,
                bytes + next.bytes,
                parts,
                joined(recorded, next.recorded),
                joined(gaps, next.gaps),
                joined(away, next.away));
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        List<T> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
