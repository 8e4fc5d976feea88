package org.lidless.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lidless.wire.ControlClient;
import org.lidless.wire.FailoverPlanReport;
import org.lidless.wire.FailoverPlanReport.CameraPlan;
import org.lidless.wire.FailoverPlanReport.Combined;
import org.lidless.wire.FailoverPlanReport.Group;
import org.lidless.wire.FailoverPlanReport.Heir;
import org.lidless.wire.FailoverPlanReport.Loss;
import org.lidless.wire.Json;
import org.lidless.wire.ProblemReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lidless failover plan`: who covers whom, before anything fails.
final class FailoverCommand {

    /// Names that are spelt out in a line; of further ones the number is told.
    private static final int NAMES_MAX = 12;

    private FailoverCommand() {}

    /// The noun, whose verbs are mounted under it.
    @Command(name = "failover", description = "Who stands in for whom: plan, history, show.")
    static final class Noun {}

    /// `lidless failover plan`.
    @Command(
            name = "plan",
            description = "Shows who covers whom, which cameras nobody would record if two or three recorders failed, "
                    + "and what does not fit. Asks a management server; exit 1 when something does not fit.")
    static final class Plan implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Option(names = "--cameras", description = "Also shows how each camera is kept safe.")
        private boolean cameras;

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        Plan(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                FailoverPlanReport plan = node.site().orElseThrow().failoverPlan();
                switch (format) {
                    case json -> console.out().println(Json.encodePretty(plan));
                    case table -> lines(plan, cameras, console).forEach(console.out()::println);
                }
                return plan.problems().isEmpty() ? ExitCode.OK : ExitCode.NOT_HEALTHY;
            }
        }
    }

    private static List<String> lines(FailoverPlanReport plan, boolean cameras, Console console) {
        List<String> lines = new ArrayList<>(groups(plan.groups(), console));
        lines.add("");
        Table losses = new Table("IF IT FAILS", "ITS CAMERAS GO TO", "NOBODY RECORDS");
        plan.single()
                .forEach(each ->
                        losses.row(names(each.recorders(), console), heirs(each, console), dropped(each, console)));
        lines.addAll(losses.lines());
        lines.add("");
        combined("Two", plan.two(), lines, console);
        combined("Three", plan.three(), lines, console);
        if (cameras) {
            lines.add("");
            lines.addAll(cameras(plan.cameras(), console));
        }
        if (!plan.problems().isEmpty()) {
            lines.add("");
            plan.problems().forEach(problem -> problem(problem, lines));
        }
        return lines;
    }

    /// Failover groups as a table; also part of `lidless status`.
    static List<String> groups(List<Group> groups, Console console) {
        Table table = new Table("GROUP", "STATE", "PRIMARIES", "STANDBYS", "STANDS IN", "LOST");
        groups.forEach(group -> table.row(
                group.group(),
                console.mark(group.isProtected()) + " " + group.state(),
                names(group.primaries(), console),
                names(group.standbys(), console),
                names(group.used(), console),
                names(group.lost(), console)));
        return table.lines();
    }

    private static String heirs(Loss loss, Console console) {
        List<String> parts = new ArrayList<>();
        for (Heir heir : loss.heirs()) {
            List<String> counts = new ArrayList<>();
            if (!heir.warm().isEmpty()) {
                counts.add(heir.warm().size() + " without loss");
            }
            if (!heir.cold().isEmpty()) {
                counts.add(heir.cold().size() + " after connecting");
            }
            parts.add(heir.recorder() + " (" + String.join(", ", counts) + ")");
        }
        return parts.isEmpty() ? console.none() : String.join(", ", parts);
    }

    private static String dropped(Loss loss, Console console) {
        return names(loss.dropped(), console);
    }

    private static void combined(String how, Combined combined, List<String> lines, Console console) {
        lines.add(how + " of a group at once: "
                + (combined.tried() == 0
                        ? "there are not so many."
                        : combined.dropping() == 0
                                ? "every camera is still recorded, in all " + combined.tried() + " combinations."
                                : "in " + combined.dropping() + " of " + combined.tried()
                                        + " combinations cameras are recorded by nobody. The worst:"));
        combined.worst()
                .forEach(loss -> lines.add("  " + names(loss.recorders(), console) + ": "
                        + loss.dropped().size() + " cameras: " + dropped(loss, console)));
    }

    private static List<String> cameras(List<CameraPlan> cameras, Console console) {
        Table table = new Table("CAMERA", "PRIORITY", "OWNER", "SHADOW", "PROTECTION", "IF ITS RECORDER FAILS");
        cameras.forEach(camera -> table.row(
                camera.camera(),
                Integer.toString(camera.priority()),
                camera.owner(),
                camera.shadow().orElse(console.none()),
                console.mark(camera.protection().equals(camera.wanted())) + " " + camera.protection(),
                camera.expectedLoss()));
        return table.lines();
    }

    private static void problem(ProblemReport problem, List<String> lines) {
        lines.add(problem.code() + ": " + problem.detail());
        lines.add("  Footage: " + problem.footage());
        lines.add("  To do:   " + problem.remedy());
    }

    private static String names(List<String> names, Console console) {
        if (names.isEmpty()) {
            return console.none();
        }
        String told = String.join(", ", names.subList(0, Math.min(NAMES_MAX, names.size())));
        return names.size() <= NAMES_MAX ? told : told + " and " + (names.size() - NAMES_MAX) + " more";
    }
}
