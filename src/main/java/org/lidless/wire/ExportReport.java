package org.lidless.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far an export is, and what came of it.
///
/// @param version  version of this message
/// @param id       its name in the API
/// @param order    what was ordered
/// @param by       who ordered it
/// @param state    where it stands
/// @param reason   why it failed, in a few words
/// @param ordered  when it was ordered
/// @param reached  the moment in the footage up to which it has written
/// @param progress part of the spans that is written, 0 to 1
/// @param bytes    written so far
/// @param runningSeconds how long it has been running
/// @param runner   the recorder that runs or ran it
/// @param attempt  counts the recorders that it was given to
/// @param fileName what to call it when it is fetched, of a finished one without a path
/// @param result   of a finished one
/// @param problem  of a failed one
public record ExportReport(
        int version,
        String id,
        ExportOrder order,
        Asked by,
        State state,
        Optional<String> reason,
        Instant ordered,
        Optional<Instant> reached,
        double progress,
        long bytes,
        double runningSeconds,
        Optional<String> runner,
        int attempt,
        Optional<String> fileName,
        Optional<Result> result,
        Optional<ProblemReport> problem) {

    public static final int VERSION = 2;

    /// Who ordered it, from where.
    public record Asked(String name, String address) {}

    /// Where an export stands.
    public enum State {
        WAITING("waiting"),
        READING("reading"),
        WRITING("writing"),
        SIGNING("signing"),
        DONE("done"),
        FAILED("failed"),
        STOPPED("stopped");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /// The word used in the API.
        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return word;
        }

        public boolean isFinal() {
            return this == DONE || this == FAILED || this == STOPPED;
        }
    }

    /// What a finished export holds.
    ///
    /// @param bytes    length of the file, or of all
    /// @param samples  how many samples
    /// @param complete whether all that was recorded of the span is in it; false when something is away
    /// @param cameras  in the order asked for
    /// @param signer   thumbprint of the key that signed it
    public record Result(long bytes, long samples, boolean complete, List<CameraPart> cameras, String signer) {

        public Result {
            cameras = List.copyOf(cameras);
        }

        /// Of the first camera that has anything.
        @JsonIgnore
        public CameraPart first() {
            return cameras.stream()
                    .filter(each -> !each.files().isEmpty())
                    .findFirst()
                    .orElseGet(cameras::getFirst);
        }
    }

    /// What it holds of one camera.
    ///
    /// @param start    site time of the first sample; absent when there is none
    /// @param end      site time of the end of the last sample
    /// @param samples  how many samples
    /// @param files    more than one where the camera changed its encoding, and a movie has one
    /// @param recorded who recorded what is in it, in order
    /// @param gaps     what is missing
    /// @param away     what was recorded and could not be had: export it again when its holder is back
    public record CameraPart(
            String camera,
            String stream,
            Optional<Instant> start,
            Optional<Instant> end,
            long samples,
            List<Part> files,
            List<FootageReport.StretchReport> recorded,
            List<FootageReport.StretchReport> gaps,
            List<FootageReport.StretchReport> away) {

        public CameraPart {
            files = List.copyOf(files);
            recorded = List.copyOf(recorded);
            gaps = List.copyOf(gaps);
            away = List.copyOf(away);
        }
    }

    /// A movie of an export.
    ///
    /// @param path    absolute; in a ZIP the name of its entry
    /// @param start   site time of its first sample
    /// @param end     site time of the end of its last sample
    /// @param samples how many samples
    /// @param bytes   length of the file
    public record Part(String path, Instant start, Instant end, long samples, long bytes) {}

    /// What a recorder says of what was ordered of its site: who ordered what when is as the site has it.
    public ExportReport of(ExportReport ordered) {
        return new ExportReport(
                version,
                id,
                ordered.order,
                ordered.by,
                state,
                reason,
                ordered.ordered,
                reached,
                progress,
                bytes,
                runningSeconds,
                ordered.runner,
                ordered.attempt,
                fileName,
                result,
                problem);
    }
}
