package org.lidless.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.ControlClient;
import org.lidless.wire.Json;
import org.lidless.wire.RecorderReport;
import org.lidless.wire.SiteDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lidless recorder list`, `drain` and `return`: taking a recorder away for a while, and bringing it back.
final class RecorderCommand {

    private static final long LOOK_US = 250_000;
    private static final long SECOND_US = 1_000_000;

    private RecorderCommand() {}

    /// The noun, whose verbs are mounted under it.
    @Command(name = "recorder", description = "Recorders of a site: list, drain, return.")
    static final class Noun {}

    /// `lidless recorder list`.
    @Command(name = "list", description = "Lists the site's recorders. Asks a management server.")
    static final class All implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        All(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                print(node.site().orElseThrow().recorders(), format, console);
                return ExitCode.OK;
            }
        }
    }

    /// `lidless recorder drain`.
    @Command(
            name = "drain",
            description = "Takes a recorder's cameras away from it without losing a frame, so that it can be stopped, "
                    + "upgraded or repaired; it gets none until lidless recorder return. Waits until it records "
                    + "nothing; exit 1 when it still does after --seconds.")
    static final class Drain implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Parameters(paramLabel = "RECORDER", description = "Its name.")
        private String recorder = "";

        @Option(names = "--seconds", description = "How long to wait (default: ${DEFAULT-VALUE}; 0: not at all).")
        private int seconds = 60;

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        Drain(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                SiteDesk site = node.site().orElseThrow();
                site.drain(recorder);
                long endUs = console.world().clock().elapsedUs() + seconds * SECOND_US;
                RecorderReport now = find(site, recorder);
                while (now.records() > 0 && console.world().clock().elapsedUs() < endUs) {
                    console.world().clock().pauseUs(LOOK_US);
                    now = find(site, recorder);
                }
                print(List.of(now), format, console);
                if (now.records() == 0 || seconds == 0) {
                    return ExitCode.OK;
                }
                Commands.print(
                        ProblemCode.NOT_DRAINED.problem(
                                "Recorder " + recorder + " still records " + now.records() + " cameras after " + seconds
                                        + " seconds.",
                                "Safe: it goes on recording them. Stopping it now may cost some of their footage.",
                                "lidless failover plan shows whether a standby has room; it goes on trying."),
                        console);
                return ExitCode.NOT_HEALTHY;
            }
        }
    }

    /// `lidless recorder return`.
    @Command(
            name = "return",
            description = "A drained recorder gets its cameras back, without losing a frame, when it has been well for "
                    + "the hold-down.")
    static final class Return implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Parameters(paramLabel = "RECORDER", description = "Its name.")
        private String recorder = "";

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        Return(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                print(List.of(node.site().orElseThrow().giveBack(recorder)), format, console);
                return ExitCode.OK;
            }
        }
    }

    private static RecorderReport find(SiteDesk site, String recorder) {
        return site.recorders().stream()
                .filter(each -> each.recorder().equals(recorder))
                .findFirst()
                .orElseThrow(() -> ProblemCode.NOTHING_FOUND.because(
                        "There is no recorder " + recorder + " any more.",
                        "Not touched: nothing was changed.",
                        "lidless recorder list shows those that there are."));
    }

    private static void print(List<RecorderReport> recorders, OutputFormat format, Console console) {
        switch (format) {
            case json -> console.out().println(Json.encodePretty(recorders));
            case table -> {
                Table table = new Table("RECORDER", "STATE", "DUTY", "GROUP", "ZONE", "RECORDS", "SHADOWS");
                recorders.forEach(each -> table.row(
                        each.recorder(),
                        console.mark(each.state().equals("well")) + " " + each.state()
                                + (each.drained() ? ", drained" : each.leaving() ? ", leaving" : ""),
                        each.standby() ? "standby" : "primary",
                        each.group(),
                        each.zone(),
                        Integer.toString(each.records()),
                        Integer.toString(each.shadows())));
                table.lines().forEach(console.out()::println);
            }
        }
    }
}
