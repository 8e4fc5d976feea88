package org.lidless.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.lidless.checker.CheckOrder;
import org.lidless.checker.CheckResult;
import org.lidless.checker.ExportCheck;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.ExportReport;
import org.lidless.world.Disk;

/// What the checker counted of one camera's export against its ledger, as the demo judges it: without any tolerance.
/// No stored gap excuses a missing frame, and a frame whose bytes are not those that were sent is not in the archive.
///
/// @param sent     distinct frames captured in the window and offered to at least one session
/// @param archived distinct ones of them in the export, whole
/// @param twice    surplus copies, wherever in the export
/// @param wrong    samples out of order or sent by nobody, wherever in the export, or damaged outside of the window
record FrameCount(long sent, long archived, long twice, long wrong) {

    /// @param window capture times of the frames that must be there
    static FrameCount of(Disk disk, ExportReport export, Path ledger, TimeSpan window) throws IOException {
        ExportReport.Result result = export.result().orElseThrow();
        return of(
                disk,
                new CheckOrder(
                        Path.of(export.order().path().orElseThrow()),
                        ledger,
                        window,
                        List.of(),
                        OptionalLong.of(TimeSpan.micros(result.first().start().orElseThrow())),
                        0));
    }

    static FrameCount of(Disk disk, CheckOrder order) throws IOException {
        CheckResult found = ExportCheck.check(disk, order);
        long damaged = found.damaged().stream()
                .filter(frame -> frame.offered() && order.window().contains(frame.capturedUs()))
                .count();
        return new FrameCount(
                found.sent(),
                found.archived() - damaged,
                found.twice().size(),
                found.outOfOrder().size() + found.phantom() + found.damaged().size() - damaged);
    }
}
