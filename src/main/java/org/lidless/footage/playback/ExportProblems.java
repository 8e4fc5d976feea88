package org.lidless.footage.playback;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Stretch;

/// What can go wrong with an export, in words.
final class ExportProblems {

    private static final String SAFE = "Safe: the footage in the pools is not touched, and no half file is left.";

    private ExportProblems() {}

    static ProblemException exists(Path file) {
        return ProblemCode.EXPORT_EXISTS.because(
                "The file " + file + " exists already, or another export is writing it.",
                "Safe: nothing was written.",
                "Choose another name, or say --force to replace it.");
    }

    static ProblemException noRoom(ExportRequest request, Path directory) {
        return ProblemCode.EXPORT_FAILED.because(
                "Less than " + (request.freeBytes() >> 20) + " MiB would be left free in " + directory + ".",
                SAFE,
                "Remove exports that nobody needs, or export less at a time.");
    }

    static Problem nothing(ExportRequest request, Optional<TimeSpan> known) {
        return ProblemCode.NOTHING_FOUND.problem(
                "There is no footage of " + request.cameras() + " from "
                        + TimeSpan.instant(request.span().fromUs()) + " to "
                        + TimeSpan.instant(request.span().toUs()) + ".",
                known.map(span -> "What is recorded begins at " + TimeSpan.instant(span.fromUs()) + " and ends at "
                                + TimeSpan.instant(span.toUs()) + "; nothing of it lies in the span asked for.")
                        .orElse("Nothing of this camera has been recorded."),
                "lidless footage list --camera " + request.streams().getFirst().camera() + " shows what there is.");
    }

    static Problem away(ExportRequest request, Stretch.Away away) {
        return ProblemCode.FOOTAGE_AWAY.problem(
                "The footage of " + request.cameras() + " from "
                        + TimeSpan.instant(away.span().fromUs()) + " to "
                        + TimeSpan.instant(away.span().toUs()) + " is held by recorder " + away.holder()
                        + ", which cannot be reached.",
                "Safe: it is recorded, by " + away.recorder() + ", and not lost.",
                "Bring recorder " + away.holder() + " back, or wait for it, and export again.");
    }

    static Problem failed(ExportRequest request, IOException failure) {
        Path file = request.file();
        Path directory = Optional.ofNullable(file.getParent()).orElse(file);
        return switch (failure) {
            case MovieExport.GapTooLongException gap ->
                ProblemCode.EXPORT_FAILED.problem(
                        "Nothing was recorded from "
                                + TimeSpan.instant(gap.gap().fromUs()) + " to "
                                + TimeSpan.instant(gap.gap().toUs()) + ", and one MP4 cannot hold so long a gap.",
                        SAFE,
                        "Export what is before and what is behind the gap into two files.");
            case NoSuchFileException missing ->
                ProblemCode.EXPORT_FAILED.problem(
                        "The directory " + directory + " is not there.", SAFE, "Create it, or choose another name.");
            case AccessDeniedException denied ->
                ProblemCode.EXPORT_FAILED.problem(
                        "The recorder's user may not write to " + directory + ".",
                        SAFE,
                        "Choose a directory that it may write to, or change the owner.");
            default ->
                ProblemCode.EXPORT_FAILED.problem(
                        "The file " + file + " could not be written: " + failure.getMessage() + ".",
                        SAFE,
                        "Check the free space and the disk of " + directory + ".");
        };
    }

    static Problem bug(ExportRequest request, RuntimeException bug) {
        return ProblemCode.BUG.problem(
                "The export of " + request.cameras() + " ended by a fault of the program: " + bug,
                SAFE,
                "Please report this with the recorder's log.");
    }
}
