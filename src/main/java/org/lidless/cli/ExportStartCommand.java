package org.lidless.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemException;
import org.lidless.wire.ControlClient;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.ExportReport;
import org.lidless.wire.FootageReport.StretchReport;
import org.lidless.wire.Json;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.Rfc3339;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lidless export start`: plain MP4s of a span, written by a recorder; waits for them unless told not to.
@Command(
        name = "start",
        description = "Writes a span of a camera into one plain MP4, or of several cameras into one ZIP of them. It "
                + "begins with the key frame at or before --from. Gaps stay gaps in time. Without OUT it is kept, to be "
                + "fetched by lidless export get. Ctrl-C stops waiting, not the export; a restart neither.")
final class ExportStartCommand implements Callable<Integer> {

    private static final long ASK_PAUSE_US = 200_000;

    /// The noun, whose verbs are mounted under it.
    @Command(name = "export", description = "Footage as plain MP4 files: start, list, get, cancel, remove.")
    static final class Noun {}

    private final Console console;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--camera",
            required = true,
            split = ",",
            paramLabel = "C",
            description = "The camera's name; several: --camera C1 --camera C2, or C1,C2.")
    private List<String> cameras = new ArrayList<>();

    @Option(names = "--note", paramLabel = "TEXT", description = "What it is for: kept in its manifest and the audit.")
    private @Nullable String note;

    @Option(names = "--stream", paramLabel = "main|sub", description = "Which of its streams (default: main).")
    private String stream = "main";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "T",
            description = "From this moment on: RFC 3339, or -5m, -2h, -1d before now.")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", required = true, paramLabel = "T", description = "Until before this moment.")
    private Instant to = Instant.EPOCH;

    @Option(names = "--force", description = "Replaces the file when there is one.")
    private boolean force;

    @Option(names = "--no-wait", description = "Prints the export's id and returns at once.")
    private boolean noWait;

    @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
    private OutputFormat format = OutputFormat.table;

    @Parameters(
            arity = "0..1",
            paramLabel = "OUT",
            description = "The file to write, on the recorder's machine: OUT.mp4, or OUT.zip.")
    private @Nullable Path out;

    ExportStartCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (ControlClient node = data.connect(console.world().disk())) {
            ExportReport report = node.startExport(new ExportOrder(
                    cameras,
                    stream,
                    from,
                    to,
                    Optional.ofNullable(note),
                    Optional.ofNullable(out)
                            .map(each -> each.toAbsolutePath().normalize().toString()),
                    force));
            if (!noWait) {
                report = waitFor(report, node);
            }
            switch (format) {
                case json -> console.out().println(Json.encodePretty(report));
                case table -> lines(report, console).forEach(console.out()::println);
            }
            if (report.problem().isPresent()) {
                throw new ProblemException(
                        report.problem().map(ProblemReport::problem).orElseThrow());
            }
            boolean isWhole = report.state() != ExportReport.State.STOPPED
                    && report.result().map(ExportReport.Result::complete).orElse(true);
            return isWhole ? ExitCode.OK : ExitCode.NOT_HEALTHY;
        }
    }

    private ExportReport waitFor(ExportReport started, ControlClient node) {
        AtomicBoolean waiting = new AtomicBoolean(true);
        Thread farewell = Thread.ofPlatform().unstarted(() -> {
            if (waiting.get()) {
                console.err().println();
                console.err()
                        .println("Stopped waiting. Export " + started.id()
                                + " goes on in the recorder; lidless export list shows it.");
                console.err().flush();
            }
        });
        Runtime.getRuntime().addShutdownHook(farewell);
        ProgressLine progress = new ProgressLine(console);
        ExportReport report = started;
        try {
            while (!report.state().isFinal()) {
                progress.show(report);
                console.world().clock().pauseUs(ASK_PAUSE_US);
                report = node.export(started.id());
            }
            progress.show(report);
        } finally {
            waiting.set(false);
            progress.end();
        }
        return report;
    }

    /// What came of it, line by line.
    static List<String> lines(ExportReport report, Console console) {
        List<String> lines = new ArrayList<>();
        if (report.result().isEmpty()) {
            lines.add("export " + report.id() + "   " + report.state().word() + "   "
                    + report.order().place());
            return lines;
        }
        ExportReport.Result result = report.result().get();
        lines.add("export " + report.id() + "   done   " + report.order().place() + "   "
                + Quantity.bytes(result.bytes()));
        if (report.fileName().isPresent()) {
            lines.add("lidless export get " + report.id() + " "
                    + report.fileName().get() + "   fetches it.");
        }
        for (ExportReport.CameraPart camera : result.cameras()) {
            camera(camera, console, lines);
        }
        return lines;
    }

    private static void camera(ExportReport.CameraPart camera, Console console, List<String> lines) {
        lines.add("camera " + camera.camera() + "/" + camera.stream() + "   "
                + camera.start().map(Rfc3339::millis).orElse(console.none()) + " to "
                + camera.end().map(Rfc3339::millis).orElse(console.none()) + "   " + camera.samples() + " frames");
        for (ExportReport.Part part : camera.files().stream().skip(1).toList()) {
            lines.add("The camera changed its encoding at " + Rfc3339.millis(part.start()) + "; from there on: "
                    + part.path() + "   " + Quantity.bytes(part.bytes()));
        }
        long recorders =
                camera.recorded().stream().map(StretchReport::node).distinct().count();
        if (recorders > 1) {
            Table table = new Table("RECORDED FROM", "TO", "LENGTH", "RECORDER");
            for (StretchReport part : camera.recorded()) {
                table.row(
                        Rfc3339.millis(part.from()),
                        Rfc3339.millis(part.to()),
                        Quantity.seconds(part.seconds()),
                        part.node().orElse(console.none()));
            }
            lines.addAll(table.lines());
        }
        lines.addAll(away(camera, console));
        if (camera.gaps().isEmpty()) {
            lines.add("No gaps.");
            return;
        }
        Table table = new Table("GAP FROM", "TO", "LENGTH", "CAUSE");
        for (StretchReport gap : camera.gaps()) {
            table.row(
                    Rfc3339.millis(gap.from()),
                    Rfc3339.millis(gap.to()),
                    Quantity.seconds(gap.seconds()),
                    gap.cause().orElse(console.none()));
        }
        lines.addAll(table.lines());
    }

    private static List<String> away(ExportReport.CameraPart camera, Console console) {
        if (camera.away().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("INCOMPLETE: some of it is recorded but away. Export it again when its holder is back.");
        Table table = new Table("AWAY FROM", "TO", "LENGTH", "RECORDER", "HELD BY");
        for (StretchReport part : camera.away()) {
            table.row(
                    Rfc3339.millis(part.from()),
                    Rfc3339.millis(part.to()),
                    Quantity.seconds(part.seconds()),
                    part.node().orElse(console.none()),
                    part.holder().orElse(console.none()));
        }
        lines.addAll(table.lines());
        return lines;
    }
}
