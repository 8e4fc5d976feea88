package org.lidless.control.site.evidence;

import java.util.List;
import java.util.Optional;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;

/// An export that somebody has ordered of the site.
///
/// @param id        its name: `x` and twelve hexadecimal digits
/// @param wish      what was ordered
/// @param runner    who was told to make it; empty as long as nobody was
/// @param attempt   counts the recorders that were told
/// @param end       how it ended
public record ExportJob(String id, Wish wish, Optional<NodeId> runner, int attempt, Optional<End> end) {

    /// The longest note, and the longest name or address.
    static final int NOTE_MAX = 1_000;

    /// The longest report.
    public static final int REPORT_CHARS_MAX = 64 << 10;

    /// What somebody wants.
    ///
    /// @param who       a person's name
    /// @param from      the address that the order came from
    /// @param orderedUs when, µs since 1970
    public record Wish(
            List<CameraId> cameras,
            StreamKind stream,
            TimeSpan span,
            String note,
            String who,
            String from,
            long orderedUs) {

        public Wish {
            cameras = List.copyOf(cameras);
            if (cameras.isEmpty() || note.length() > NOTE_MAX || who.length() > NOTE_MAX || from.length() > NOTE_MAX) {
                throw new IllegalArgumentException("an export has cameras, and a note of at most " + NOTE_MAX);
            }
        }
    }

    /// How it ended.
    ///
    /// @param state   `done`, `failed` or `stopped`
    /// @param report  what the recorder said in its own words, opaque here; empty when it said nothing
    /// @param endedUs when the site heard of it, µs since 1970
    public record End(String state, String report, long endedUs) {

        public End {
            if (report.length() > REPORT_CHARS_MAX) {
                throw new IllegalArgumentException("a report of " + report.length() + " characters");
            }
        }
    }

    public boolean isOpen() {
        return end.isEmpty();
    }

    ExportJob given(NodeId next, int byAttempt) {
        return new ExportJob(id, wish, Optional.of(next), byAttempt, end);
    }

    ExportJob ended(End how) {
        return new ExportJob(id, wish, runner, attempt, Optional.of(how));
    }
}
