package org.lidless.node;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lidless.control.site.evidence.ExportJob;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.ExportRequest;
import org.lidless.footage.playback.ExportResult;
import org.lidless.footage.playback.ExportStatus;
import org.lidless.footage.timeline.Stretch;
import org.lidless.wire.Asker;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.ExportReport;
import org.lidless.wire.ExportReport.State;
import org.lidless.wire.FootageReport;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.SiteExport;

/// Exports in the wire's words. Pure.
final class ExportReports {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ExportReports() {}

    /// What an order's names mean.
    ///
    /// @throws ProblemException `REQUEST_REFUSED`
    static List<StreamId> streams(ExportOrder order) {
        try {
            StreamKind kind = StreamKind.of(order.stream());
            List<StreamId> streams = order.cameras().stream()
                    .distinct()
                    .map(camera -> new StreamId(new CameraId(camera), kind))
                    .toList();
            if (streams.isEmpty() || streams.size() > ExportRequest.STREAMS_MAX) {
                throw new IllegalArgumentException(
                        "an export is of 1 to " + ExportRequest.STREAMS_MAX + " cameras, not " + streams.size());
            }
            if (order.note().map(String::length).orElse(0) > ExportOrder.NOTE_MAX) {
                throw new IllegalArgumentException("a note has at most " + ExportOrder.NOTE_MAX + " letters");
            }
            return streams;
        } catch (IllegalArgumentException notAName) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    notAName.getMessage() + ".", "Safe: nothing was changed.", "lidless status lists the cameras.");
        }
    }

    static ExportReport ordered(String id, ExportOrder order, Asker by, long orderedUs, NodeId runner, int attempt) {
        return new ExportReport(
                ExportReport.VERSION,
                id,
                order,
                new ExportReport.Asked(by.name(), by.address()),
                State.WAITING,
                Optional.empty(),
                TimeSpan.instant(orderedUs),
                Optional.empty(),
                0,
                0,
                0,
                Optional.of(runner.value()),
                attempt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// What the site knows of an order by itself.
    static ExportReport of(ExportJob job) {
        ExportJob.Wish wish = job.wish();
        ExportOrder order = new ExportOrder(
                wish.cameras().stream().map(CameraId::value).toList(),
                wish.stream().word(),
                TimeSpan.instant(wish.span().fromUs()),
                TimeSpan.instant(wish.span().toUs()),
                wish.note().isEmpty() ? Optional.empty() : Optional.of(wish.note()),
                Optional.empty(),
                false);
        State state = job.end()
                .map(end -> switch (end.state()) {
                    case "done" -> State.DONE;
                    case "stopped" -> State.STOPPED;
                    default -> State.FAILED;
                })
                .orElse(State.WAITING);
        return new ExportReport(
                ExportReport.VERSION,
                job.id(),
                order,
                new ExportReport.Asked(wish.who(), wish.from()),
                state,
                Optional.empty(),
                TimeSpan.instant(wish.orderedUs()),
                Optional.empty(),
                0,
                0,
                0,
                job.runner().map(NodeId::value),
                job.attempt(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// An order as its recorder is given it.
    static SiteExport given(ExportJob job) {
        ExportReport report = of(job);
        return new SiteExport(
                report.order(), new Asker(report.by().name(), report.by().address()), report.ordered(), job.attempt());
    }

    /// Without the lists that may be long; the manifest has them.
    static ExportReport shortened(ExportReport report) {
        Optional<ExportReport.Result> result = report.result()
                .map(each -> new ExportReport.Result(
                        each.bytes(),
                        each.samples(),
                        each.complete(),
                        each.cameras().stream()
                                .map(camera -> new ExportReport.CameraPart(
                                        camera.camera(),
                                        camera.stream(),
                                        camera.start(),
                                        camera.end(),
                                        camera.samples(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of()))
                                .toList(),
                        each.signer()));
        return new ExportReport(
                report.version(),
                report.id(),
                report.order(),
                report.by(),
                report.state(),
                report.reason(),
                report.ordered(),
                report.reached(),
                report.progress(),
                report.bytes(),
                report.runningSeconds(),
                report.runner(),
                report.attempt(),
                report.fileName(),
                result,
                report.problem());
    }

    static ExportReport stopped(ExportReport was) {
        return ended(was, State.STOPPED, Optional.empty());
    }

    static ExportReport failed(ExportReport was, Problem problem) {
        return ended(was, State.FAILED, Optional.of(problem));
    }

    private static ExportReport ended(ExportReport was, State state, Optional<Problem> problem) {
        return new ExportReport(
                was.version(),
                was.id(),
                was.order(),
                was.by(),
                state,
                problem.map(Problem::what),
                was.ordered(),
                was.reached(),
                was.progress(),
                was.bytes(),
                was.runningSeconds(),
                was.runner(),
                was.attempt(),
                Optional.empty(),
                Optional.empty(),
                problem.map(ProblemReport::of));
    }

    /// @param kept what was ordered
    static ExportReport of(ExportStatus status, ExportReport kept, String signer) {
        ExportRequest request = status.request();
        boolean isKept = kept.order().path().isEmpty();
        State state = state(status.phase());
        return new ExportReport(
                ExportReport.VERSION,
                status.id(),
                kept.order(),
                kept.by(),
                state,
                status.problem().map(Problem::what),
                kept.ordered(),
                status.reachedUs() > request.span().fromUs()
                        ? Optional.of(TimeSpan.instant(status.reachedUs()))
                        : Optional.empty(),
                Math.round(status.progress() * 1000) / 1000.0,
                status.bytes(),
                Math.round(status.runningUs() / 1000.0) / 1000.0,
                kept.runner(),
                kept.attempt(),
                isKept && state == State.DONE ? Optional.of(fileName(kept.order())) : Optional.empty(),
                state == State.DONE ? Optional.of(result(status, signer)) : Optional.empty(),
                status.problem().map(ProblemReport::of));
    }

    private static State state(ExportStatus.Phase phase) {
        return switch (phase) {
            case WAITING -> State.WAITING;
            case READING -> State.READING;
            case WRITING -> State.WRITING;
            case SIGNING -> State.SIGNING;
            case DONE -> State.DONE;
            case FAILED -> State.FAILED;
            case STOPPED -> State.STOPPED;
        };
    }

    /// `lidless-gate-20261122T100000Z.zip`, or `lidless-3-cameras-….zip`.
    private static String fileName(ExportOrder order) {
        String whose = order.cameras().size() == 1
                ? order.cameras().getFirst()
                : order.cameras().size() + "-cameras";
        return "lidless-" + whose + "-" + STAMP.format(order.from()) + ".zip";
    }

    private static ExportReport.Result result(ExportStatus status, String signer) {
        List<ExportResult> results = status.results();
        return new ExportReport.Result(
                status.bytes(),
                results.stream().mapToLong(ExportResult::samples).sum(),
                results.stream().allMatch(ExportResult::isComplete),
                results.stream()
                        .map(each -> camera(each, status.request().isArchive()))
                        .toList(),
                signer);
    }

    private static ExportReport.CameraPart camera(ExportResult result, boolean isArchive) {
        boolean isEmpty = result.movies().isEmpty();
        return new ExportReport.CameraPart(
                result.stream().camera().value(),
                result.stream().kind().word(),
                isEmpty ? Optional.empty() : Optional.of(TimeSpan.instant(result.startUs())),
                isEmpty ? Optional.empty() : Optional.of(TimeSpan.instant(result.endUs())),
                result.samples(),
                result.movies().stream()
                        .map(movie -> new ExportReport.Part(
                                isArchive ? movie.name() : movie.file().toString(),
                                TimeSpan.instant(movie.startUs()),
                                TimeSpan.instant(movie.endUs()),
                                movie.samples(),
                                movie.bytes()))
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

    static ProblemException nothingToFetch(ExportReport report) {
        return ProblemCode.NOTHING_FOUND.because(
                "Export " + report.id() + " is " + report.state().word()
                        + report.order()
                                .path()
                                .map(path -> ", and goes to " + path)
                                .orElse("")
                        + ": there is no file to fetch.",
                "Safe: the footage in the pools is not touched.",
                "Wait until it is done; lidless export list shows how far it is.");
    }
}
