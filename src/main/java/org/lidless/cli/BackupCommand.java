package org.lidless.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.lidless.wire.BackupReport;
import org.lidless.wire.ControlClient;
import org.lidless.wire.Json;
import org.lidless.wire.Rfc3339;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lidless backup now` and `list`.
final class BackupCommand {

    private BackupCommand() {}

    /// The noun, whose verbs are mounted under it.
    @Command(name = "backup", description = "Backups of the site: now, list, restore.")
    static final class Noun {}

    /// `lidless backup now`.
    @Command(name = "now", description = "Backs up the site as it is now. Asks a management server.")
    static final class Now implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        Now(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                print(List.of(node.site().orElseThrow().backup()), format, console);
                return ExitCode.OK;
            }
        }
    }

    /// `lidless backup list`.
    @Command(name = "list", description = "Lists the backups of a management server, the newest first.")
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
                print(node.site().orElseThrow().backups(), format, console);
                return ExitCode.OK;
            }
        }
    }

    private static void print(List<BackupReport> backups, OutputFormat format, Console console) {
        switch (format) {
            case json -> console.out().println(Json.encodePretty(backups));
            case table -> {
                Table table = new Table("MADE", "BY", "RECORDERS", "CAMERAS", "REVISION", "SIZE", "FILE");
                backups.forEach(each -> table.row(
                        Rfc3339.millis(each.at()),
                        each.by(),
                        Integer.toString(each.recorders()),
                        Integer.toString(each.cameras()),
                        Long.toString(each.revision()),
                        Quantity.bytes(each.bytes()),
                        each.file()));
                table.lines().forEach(console.out()::println);
            }
        }
    }
}
