package org.lidless.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.ControlClient;
import org.lidless.wire.FootageQuestion;
import org.lidless.wire.FootageReport.StretchReport;
import org.lidless.wire.IncidentReport;
import org.lidless.wire.IncidentReport.Taken;
import org.lidless.wire.Json;
import org.lidless.wire.Rfc3339;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lidless failover history` and `show`: which recorders were lost, what was decided, and what it cost.
final class HistoryCommand {

    /// How far before the last sign of life and behind the decision footage is looked at.
    private static final Duration BEFORE = Duration.ofSeconds(10);

    private static final Duration BEHIND = Duration.ofSeconds(60);

    private HistoryCommand() {}

    /// `lidless failover history`.
    @Command(
            name = "history",
            description = "Lists the recorders that were lost, the newest first. Asks a management server.")
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
                List<IncidentReport> all = node.site().orElseThrow().incidents();
                switch (format) {
                    case json -> console.out().println(Json.encodePretty(all));
                    case table -> lines(all).forEach(console.out()::println);
                }
                return ExitCode.OK;
            }
        }
    }

    /// `lidless failover show`.
    @Command(
            name = "show",
            description = "Shows one take-over, camera by camera. With --footage also what it cost, measured from the "
                    + "footage that is stored, as a recorder shows it.")
    static final class Show implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Parameters(paramLabel = "ID", description = "Its number, as lidless failover history shows it.")
        private long id;

        @Option(
                names = "--footage",
                paramLabel = "DIR",
                description = "The data directory of a recorder on this machine, which is asked for the footage.")
        private Optional<Path> footage = Optional.empty();

        Show(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                IncidentReport found = node.site().orElseThrow().incidents().stream()
                        .filter(each -> each.id() == id)
                        .findFirst()
                        .orElseThrow(() -> ProblemCode.NOTHING_FOUND.because(
                                "There is no take-over " + id + ", or it is forgotten.",
                                "Not touched: nothing was changed.",
                                "lidless failover history lists those that there are."));
                lines(List.of(found)).forEach(console.out()::println);
                console.out().println();
                if (footage.isEmpty()) {
                    cameras(found, Optional.empty());
                } else {
                    try (ControlClient recorder = ControlClient.of(
                            console.world().disk(), footage.get().toAbsolutePath())) {
                        cameras(found, Optional.of(recorder));
                    }
                }
                return ExitCode.OK;
            }
        }

        private void cameras(IncidentReport found, Optional<ControlClient> recorder) {
            Table table = new Table("CAMERA", "TAKEN BY", "EPOCH", "HOW", "AT HOME", "BEGINS THERE", "LOST", "AWAY");
            for (Taken taken : found.cameras()) {
                Optional<Cost> cost = recorder.map(asked -> cost(asked, found, taken));
                table.row(
                        taken.camera(),
                        taken.heir(),
                        Long.toString(taken.epoch()),
                        taken.warm() ? "shadowed" : "connected then",
                        taken.isHome() ? "yes" : "no",
                        cost.flatMap(Cost::begins).map(Rfc3339::millis).orElse(console.none()),
                        cost.map(each -> Quantity.seconds(each.lost())).orElse(console.none()),
                        cost.map(each -> Quantity.seconds(each.away())).orElse(console.none()));
            }
            table.lines().forEach(console.out()::println);
        }
    }

    /// What a take-over cost one camera, by what is stored.
    ///
    /// @param begins where the heir's footage begins
    /// @param lost   seconds that nobody has
    /// @param away   seconds that somebody has who cannot be reached now
    private record Cost(Optional<Instant> begins, double lost, double away) {}

    private static Cost cost(ControlClient recorder, IncidentReport incident, Taken taken) {
        List<StretchReport> stretches = recorder.footage(new FootageQuestion(
                        taken.camera(),
                        "main",
                        Optional.of(incident.heard().minus(BEFORE)),
                        Optional.of(incident.decided().plus(BEHIND))))
                .stretches();
        Optional<Instant> begins = stretches.stream()
                .filter(each -> each.node().filter(taken.heir()::equals).isPresent())
                .map(StretchReport::from)
                .findFirst();
        double lost = stretches.stream()
                .filter(StretchReport::isGap)
                .mapToDouble(StretchReport::seconds)
                .sum();
        double away = stretches.stream()
                .filter(StretchReport::isAway)
                .mapToDouble(StretchReport::seconds)
                .sum();
        return new Cost(begins, lost, away);
    }

    private static List<String> lines(List<IncidentReport> all) {
        if (all.isEmpty()) {
            return List.of("No recorder was lost.");
        }
        Table table = new Table("ID", "LOST", "CAUSE", "LAST HEARD", "NOTICED", "DECIDED", "CAMERAS", "AT HOME");
        all.forEach(each -> table.row(
                Long.toString(each.id()),
                each.lost(),
                each.cause(),
                Rfc3339.millis(each.heard()),
                after(each.heard(), each.noticed()),
                after(each.heard(), each.decided()),
                Integer.toString(each.cameras().size()),
                Long.toString(each.cameras().stream().filter(Taken::isHome).count())));
        return table.lines();
    }

    private static String after(Instant heard, Instant then) {
        return "+" + Quantity.seconds(Duration.between(heard, then).toMillis() / 1000.0);
    }
}
