package org.lidless.cli;

import java.util.concurrent.Callable;
import org.lidless.wire.ControlClient;
import org.lidless.wire.Json;
import org.lidless.wire.Upkeep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lidless pool confirm`: what retention has stopped to delete may go.
final class PoolCommand {

    private PoolCommand() {}

    /// The noun, whose verbs are mounted under it.
    @Command(name = "pool", description = "What a pool keeps: confirm.")
    static final class Noun {}

    /// `lidless pool confirm`.
    @Command(
            name = "confirm",
            description = "Confirms that what retention has stopped to delete at once (LID-KEEP-001) may be deleted. "
                    + "It can be had back from quarantine for a while, unless its room is needed.")
    static final class Confirm implements Callable<Integer> {

        private final Console console;

        @Parameters(paramLabel = "POOL", description = "The pool's name, as lidless status shows it.")
        private String pool = "";

        @Mixin
        private final DataOption data = new DataOption();

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        Confirm(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                Upkeep.Confirmed confirmed = node.confirmDeletion(pool);
                switch (format) {
                    case json -> console.out().println(Json.encodePretty(confirmed));
                    case table ->
                        console.out()
                                .println(
                                        confirmed.bytes() == 0
                                                ? "Nothing was stopped in pool " + pool + "."
                                                : "Pool " + pool + " deletes up to " + Quantity.bytes(confirmed.bytes())
                                                        + " now.");
                }
                return ExitCode.OK;
            }
        }
    }
}
