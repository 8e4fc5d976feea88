package org.lidless.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lidless.wire.ControlClient;
import org.lidless.wire.ExportReport;
import org.lidless.wire.Json;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.Rfc3339;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lidless export list`: exports that wait, run, or lately ended; `--stop ID` stops one.
@Command(name = "list", description = "Lists exports that wait, run, or lately ended.")
final class ExportListCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
    private OutputFormat format = OutputFormat.table;

    @Option(names = "--stop", paramLabel = "ID", description = "Stops this one first and removes what it has written.")
    private String stop = "";

    ExportListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (ControlClient node = data.connect(console.world().disk())) {
            if (!stop.isEmpty()) {
                node.cancelExport(stop);
            }
            List<ExportReport> exports = node.exports();
            switch (format) {
                case json -> console.out().println(Json.encodePretty(exports));
                case table -> lines(exports).forEach(console.out()::println);
            }
            return ExitCode.OK;
        }
    }

    private static List<String> lines(List<ExportReport> exports) {
        if (exports.isEmpty()) {
            return List.of("There are no exports.");
        }
        Table table = new Table("ID", "STATE", "DONE", "CAMERA", "FROM", "TO", "SIZE", "FILE");
        for (ExportReport export : exports) {
            table.row(
                    export.id(),
                    export.state().word()
                            + export.problem()
                                    .map(ProblemReport::code)
                                    .map(" "::concat)
                                    .orElse(""),
                    String.format(Locale.ROOT, "%.0f %%", export.progress() * 100),
                    export.order().camera(),
                    Rfc3339.millis(export.order().from()),
                    Rfc3339.millis(export.order().to()),
                    Quantity.bytes(export.bytes()),
                    export.order().place());
        }
        return table.lines();
    }
}
