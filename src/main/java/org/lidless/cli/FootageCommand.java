package org.lidless.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lidless.wire.ControlClient;
import org.lidless.wire.FootageReport;
import org.lidless.wire.FootageReport.StretchReport;
import org.lidless.wire.Json;
import org.lidless.wire.LockReport;
import org.lidless.wire.Rfc3339;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lidless footage list` and `lidless footage gaps`: what there is of a camera, and what is missing.
final class FootageCommand implements Callable<Integer> {

    /// The noun, whose verbs are mounted under it.
    @Command(name = "footage", description = "What there is of a camera: list, gaps, lock, unlock, locks.")
    static final class Noun {}

    private final Console console;
    private final boolean gapsOnly;

    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final FootageOptions footage = new FootageOptions();

    @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
    private OutputFormat format = OutputFormat.table;

    private FootageCommand(Console console, boolean gapsOnly) {
        this.console = console;
        this.gapsOnly = gapsOnly;
    }

    static FootageCommand list(Console console) {
        return new FootageCommand(console, false);
    }

    static FootageCommand gaps(Console console) {
        return new FootageCommand(console, true);
    }

    @Override
    public Integer call() {
        try (ControlClient node = data.connect(console.world().disk())) {
            FootageReport report = node.footage(footage.question());
            FootageReport shown = gapsOnly ? gaps(report) : report;
            switch (format) {
                case json -> console.out().println(Json.encodePretty(shown));
                case table -> lines(shown, gapsOnly, console).forEach(console.out()::println);
            }
            if (shown.cut()) {
                console.err()
                        .println("There is more; ask again with --from "
                                + Rfc3339.micros(report.stretches().getLast().to()) + ".");
            }
            return ExitCode.OK;
        }
    }

    private static FootageReport gaps(FootageReport all) {
        return all.withStretches(all.stretches().stream()
                .filter(each -> each.isGap() || each.isAway())
                .toList());
    }

    /// The table, line by line.
    static List<String> lines(FootageReport report, boolean gapsOnly, Console console) {
        List<String> lines = new ArrayList<>();
        lines.add("camera " + report.camera() + "/" + report.stream() + "   " + Rfc3339.millis(report.from()) + " to "
                + Rfc3339.millis(report.to()));
        if (report.stretches().isEmpty()) {
            lines.add(
                    gapsOnly
                            ? "No gaps."
                            : "Nothing there. There is footage between " + Rfc3339.millis(report.first()) + " and "
                                    + Rfc3339.millis(report.last()) + ".");
            return lines;
        }
        Table table = new Table("FROM", "TO", "LENGTH", "WHAT", gapsOnly ? "CAUSE OR HOLDER" : "RECORDER OR CAUSE");
        double missing = 0;
        for (StretchReport stretch : report.stretches()) {
            table.row(
                    Rfc3339.millis(stretch.from()),
                    Rfc3339.millis(stretch.to()),
                    Quantity.seconds(stretch.seconds()),
                    console.mark(!stretch.isGap() && !stretch.isAway()) + " " + stretch.state()
                            + locked(stretch, report),
                    who(stretch));
            missing += stretch.isGap() ? stretch.seconds() : 0;
        }
        lines.addAll(table.lines());
        double away = report.stretches().stream()
                .filter(StretchReport::isAway)
                .mapToDouble(StretchReport::seconds)
                .sum();
        if (away > 0) {
            lines.add(Quantity.seconds(away) + " recorded, but away: not lost, to be had when its holder is back.");
        }
        long gaps = report.stretches().stream().filter(StretchReport::isGap).count();
        lines.add(
                gaps == 0
                        ? "No gaps."
                        : gaps + (gaps == 1 ? " gap, " : " gaps, ") + Quantity.seconds(missing) + " missing.");
        for (LockReport lock : report.locks().orElse(List.of())) {
            lines.add("Locked as evidence, " + lock.state() + ": " + Rfc3339.millis(lock.from()) + " to "
                    + Rfc3339.millis(lock.to()) + ", " + lock.reason() + " (" + lock.id() + ")");
        }
        return lines;
    }

    /// What of a stretch is locked.
    private static String locked(StretchReport stretch, FootageReport report) {
        for (LockReport lock : report.locks().orElse(List.of())) {
            boolean touches =
                    lock.from().isBefore(stretch.to()) && stretch.from().isBefore(lock.to());
            if (touches && !stretch.isGap()) {
                boolean covers =
                        !lock.from().isAfter(stretch.from()) && !lock.to().isBefore(stretch.to());
                return covers ? " locked" : " partly locked";
            }
        }
        return "";
    }

    private static String who(StretchReport stretch) {
        if (stretch.isGap()) {
            return stretch.cause().orElse("unknown");
        }
        String recorder = stretch.node().orElse("");
        return stretch.holder()
                .map(holder -> recorder + " (held by " + holder + ")")
                .orElse(recorder);
    }
}
