package org.lidless.cli;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.ControlClient;
import org.lidless.wire.Json;
import org.lidless.wire.LockOrder;
import org.lidless.wire.LockReport;
import org.lidless.wire.Rfc3339;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lidless footage lock`, `unlock` and `locks`: footage that retention must not delete.
final class LockCommand {

    private LockCommand() {}

    /// `lidless footage lock`.
    @Command(
            name = "lock",
            description = "Locks a camera's footage as evidence: retention never deletes it until the lock is lifted. "
                    + "Pending until everybody who holds footage of the span has confirmed it.")
    static final class Lock implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Option(names = "--camera", required = true, paramLabel = "C", description = "The camera's name.")
        private String camera = "";

        @Option(
                names = "--from",
                required = true,
                paramLabel = "T",
                description = "From this moment on: RFC 3339, or -5m, -2h, -1d before now.")
        private @Nullable Instant from;

        @Option(names = "--to", required = true, paramLabel = "T", description = "Until before this moment.")
        private @Nullable Instant to;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept with the lock.")
        private String reason = "";

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        Lock(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Instant first = from;
            Instant last = to;
            if (first == null || last == null) {
                throw ProblemCode.REQUEST_REFUSED.because(
                        "A lock needs --from and --to.", "Safe: nothing was changed.", "Say from when to when.");
            }
            try (ControlClient node = data.connect(console.world().disk())) {
                print(List.of(node.lock(new LockOrder(camera, first, last, reason))), format, console);
                return ExitCode.OK;
            }
        }
    }

    /// `lidless footage unlock`.
    @Command(name = "unlock", description = "Lifts a lock; from then on retention treats the footage like any other.")
    static final class Unlock implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Parameters(paramLabel = "LOCK", description = "Its digits, as lidless footage locks shows them.")
        private String lock = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept with the lock.")
        private String reason = "";

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        Unlock(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                print(List.of(node.unlock(lock, reason)), format, console);
                return ExitCode.OK;
            }
        }
    }

    /// `lidless footage locks`.
    @Command(name = "locks", description = "Lists locks that are not lifted, and whose confirmation is missing.")
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
                print(node.locks(), format, console);
                return ExitCode.OK;
            }
        }
    }

    private static void print(List<LockReport> locks, OutputFormat format, Console console) {
        switch (format) {
            case json -> console.out().println(Json.encodePretty(locks));
            case table -> lines(locks).forEach(console.out()::println);
        }
    }

    static List<String> lines(List<LockReport> locks) {
        if (locks.isEmpty()) {
            return List.of("Nothing is locked.");
        }
        Table table = new Table("LOCK", "STATE", "CAMERA", "FROM", "TO", "WAITS FOR", "REASON");
        for (LockReport lock : locks) {
            table.row(
                    lock.id(),
                    lock.state(),
                    lock.camera(),
                    Rfc3339.millis(lock.from()),
                    Rfc3339.millis(lock.to()),
                    String.join(", ", lock.waiting()),
                    lock.reason());
        }
        return table.lines();
    }
}
