package org.lidless.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far an export is, and what came of it.
///
/// @param version  version of this message
/// @param id       its name in the API
/// @param order    what was ordered
/// @param state    `waiting`, `running`, `done`, `failed` or `stopped`
/// @param ordered  when it was ordered
/// @param reached  the moment in the footage up to which it has written
/// @param progress part of the span that is written, 0 to 1
/// @param bytes    written so far
/// @param runningSeconds how long it has been running
/// @param result   of a finished one
/// @param problem  of a failed one
public record ExportReport(
        int version,
        String id,
        ExportOrder order,
        State state,
        Instant ordered,
        Optional<Instant> reached,
        double progress,
        long bytes,
        double runningSeconds,
        Optional<Result> result,
        Optional<ProblemReport> problem) {

    public static final int VERSION = 1;

    /// Where an export stands.
    public enum State {
        WAITING("waiting"),
        RUNNING("running"),
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
    /// @param start    site time of the first sample
    /// @param end      site time of the end of the last sample
    /// @param samples  how many samples
    /// @param bytes    length of the file
    /// @param complete whether all that was recorded of the span is in it; false when something is away
    /// @param further  the files behind the ordered one: the camera changed its encoding, and a movie has one
    /// @param recorded who recorded what is in it, in order
    /// @param gaps     what is missing between start and end
    /// @param away     what was recorded and could not be had: export it again when its holder is back
    public record Result(
            Instant start,
            Instant end,
            long samples,
            long bytes,
            boolean complete,
            List<Part> further,
            List<FootageReport.StretchReport> recorded,
            List<FootageReport.StretchReport> gaps,
            List<FootageReport.StretchReport> away) {

        public Result {
            further = List.copyOf(further);
            recorded = List.copyOf(recorded);
            gaps = List.copyOf(gaps);
            away = List.copyOf(away);
        }
    }

    /// A further file of an export.
    ///
    /// @param path    absolute
    /// @param start   site time of its first sample
    /// @param end     site time of the end of its last sample
    /// @param samples how many samples
    /// @param bytes   length of the file
    public record Part(String path, Instant start, Instant end, long samples, long bytes) {}
}
