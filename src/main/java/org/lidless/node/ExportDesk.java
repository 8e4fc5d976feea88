package org.lidless.node;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.ExportRequest;
import org.lidless.footage.playback.ExportResult;
import org.lidless.footage.playback.ExportStatus;
import org.lidless.footage.playback.Exports;
import org.lidless.footage.timeline.Stretch;
import org.lidless.node.settings.Settings;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.ExportReport;
import org.lidless.wire.FootageReport;
import org.lidless.wire.ProblemReport;

/// Takes export orders in the wire's words and answers in them. Any thread.
final class ExportDesk {

    /// The longest span of one export: its tables of samples are kept in memory until the end.
    private static final long SPAN_MAX_US = 24L * 3600 * 1_000_000;

    private final Settings.Recording settings;
    private final Exports exports;

    ExportDesk(Settings.Recording settings, Exports exports) {
        this.settings = settings;
        this.exports = exports;
    }

    /// @param span what the order means by its times, already checked to be in order
    ExportReport start(ExportOrder order, StreamId stream, TimeSpan span) {
        if (span.isEmpty() || span.durationUs() > SPAN_MAX_US) {
            throw refused(
                    "An export is longer than nothing and at most 24 hours.", "Choose --from and --to accordingly.");
        }
        return report(exports.order(new ExportRequest(stream, span, file(order.path()), order.overwrite())));
    }

    private Path file(String text) {
        Path file;
        try {
            file = Path.of(text).normalize();
        } catch (InvalidPathException wrong) {
            throw refused("\"" + text + "\" is not a file's name.", "Name a file, such as /tmp/out.mp4.");
        }
        if (!file.isAbsolute() || file.getFileName() == null) {
            throw refused("\"" + text + "\" is not an absolute path of a file.", "Name it from the root directory on.");
        }
        if (settings.pools().stream().anyMatch(pool -> file.startsWith(pool.path()))) {
            throw refused(
                    "The file " + file + " would lie inside a storage pool.",
                    "Choose a directory outside of all pools.");
        }
        return file;
    }

    List<ExportReport> all() {
        return exports.all().stream().map(ExportDesk::report).toList();
    }

    ExportReport find(String id) {
        return report(exports.find(id).orElseThrow(() -> unknown(id)));
    }

    ExportReport stop(String id) {
        return report(exports.stop(id).orElseThrow(() -> unknown(id)));
    }

    private static ProblemException unknown(String id) {
        return ProblemCode.NOTHING_FOUND.because(
                "There is no export \"" + id + "\".",
                "Not concerned.",
                "lidless export list shows those since the recorder started.");
    }

    private static ProblemException refused(String what, String remedy) {
        return ProblemCode.REQUEST_REFUSED.because(what, "Safe: nothing was written.", remedy);
    }

    private static ExportReport report(ExportStatus status) {
        ExportRequest request = status.request();
        Optional<Instant> reached = status.reachedUs() > request.span().fromUs()
                ? Optional.of(TimeSpan.instant(status.reachedUs()))
                : Optional.empty();
        return new ExportReport(
                ExportReport.VERSION,
                status.id(),
                new ExportOrder(
                        request.stream().camera().value(),
                        request.stream().kind().word(),
                        TimeSpan.instant(request.span().fromUs()),
                        TimeSpan.instant(request.span().toUs()),
                        request.file().toString(),
                        request.overwrite()),
                state(status.phase()),
                TimeSpan.instant(status.orderedUs()),
                reached,
                Math.round(status.progress() * 1000) / 1000.0,
                status.bytes(),
                Math.round(status.runningUs() / 1000.0) / 1000.0,
                status.result().map(ExportDesk::result),
                status.problem().map(ProblemReport::of));
    }

    private static ExportReport.State state(ExportStatus.Phase phase) {
        return switch (phase) {
            case WAITING -> ExportReport.State.WAITING;
            case RUNNING -> ExportReport.State.RUNNING;
            case DONE -> ExportReport.State.DONE;
            case FAILED -> ExportReport.State.FAILED;
            case STOPPED -> ExportReport.State.STOPPED;
        };
    }

    private static ExportReport.Result result(ExportResult result) {
        return new ExportReport.Result(
                TimeSpan.instant(result.startUs()),
                TimeSpan.instant(result.endUs()),
                result.samples(),
                result.bytes(),
                result.isComplete(),
                result.further().stream()
                        .map(part -> new ExportReport.Part(
                                part.file().toString(),
                                TimeSpan.instant(part.startUs()),
                                TimeSpan.instant(part.endUs()),
                                part.samples(),
                                part.bytes()))
                        .toList(),
                reports(result.recorded()),
                reports(result.gaps()),
                reports(result.away()));
    }

    private static List<FootageReport.StretchReport> reports(List<? extends Stretch> stretches) {
        List<FootageReport.StretchReport> reports = new ArrayList<>();
        stretches.forEach(stretch -> reports.add(NodeControl.report(stretch)));
        return reports;
    }
}
