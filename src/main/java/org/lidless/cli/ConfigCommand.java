package org.lidless.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.ConfigOrder;
import org.lidless.wire.ConfigReport;
import org.lidless.wire.ControlClient;
import org.lidless.wire.Json;
import org.lidless.wire.Rfc3339;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lidless apply` and `lidless config`: the desired state of the whole site, read and written as one document.
final class ConfigCommand {

    private static final int DOCUMENT_BYTES_MAX = 4 << 20;

    /// The first line of a document that was got: what it was written from.
    private static final String HEAD = "# lidless site, revision ";

    private static final Pattern HEAD_LINE = Pattern.compile("\\A# lidless site, revision (\\d{1,15})\\s*\\R");

    private ConfigCommand() {}

    /// The noun, whose verbs are mounted under it.
    @Command(name = "config", description = "The document that says how the site is to be: get, history, rollback.")
    static final class Noun {}

    /// `lidless apply`.
    @Command(
            name = "apply",
            description = "Makes the whole site what a document says. Asks a management server. A document that was "
                    + "written from an older revision than the newest is refused; exit 2 when it is wrong.")
    static final class Apply implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Option(names = "-f", required = true, paramLabel = "FILE", description = "The document (YAML).")
        private @Nullable Path file;

        @Option(names = "--diff", description = "Only shows what would change.")
        private boolean diff;

        @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept in the history.")
        private String note = "";

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        Apply(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Path document = java.util.Objects.requireNonNull(file);
            String text = read(document, console);
            Matcher head = HEAD_LINE.matcher(text);
            Optional<Long> basedOn = head.find() ? Optional.of(Long.parseLong(head.group(1))) : Optional.empty();
            try (ControlClient node = data.connect(console.world().disk())) {
                ConfigReport done = node.site()
                        .orElseThrow()
                        .apply(new ConfigOrder(document.toString(), text, basedOn, user(), note, diff));
                return print(done, format, console);
            }
        }
    }

    /// `lidless config get`.
    @Command(name = "get", description = "Prints the newest document, or an older one, to be edited and applied.")
    static final class Get implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Option(names = "--revision", paramLabel = "N", description = "This one (default: the newest).")
        private Optional<Long> revision = Optional.empty();

        Get(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                ConfigReport found = node.site().orElseThrow().config(revision);
                String text = found.text().orElse("");
                console.out().println(HEAD + found.revision());
                console.out().print(HEAD_LINE.matcher(text).replaceFirst(""));
                console.out().flush();
                return ExitCode.OK;
            }
        }
    }

    /// `lidless config history`.
    @Command(name = "history", description = "Lists the revisions, the newest first, each with what it changed.")
    static final class History implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        History(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                List<ConfigReport> all = node.site().orElseThrow().configHistory();
                switch (format) {
                    case json -> console.out().println(Json.encodePretty(all));
                    case table -> lines(all, console);
                }
                return ExitCode.OK;
            }
        }
    }

    /// `lidless config rollback`.
    @Command(name = "rollback", description = "Makes the site what an older revision said, as a new revision.")
    static final class Rollback implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Parameters(paramLabel = "REVISION", description = "Its number, as lidless config history shows it.")
        private long revision;

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        Rollback(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                return print(node.site().orElseThrow().rollback(revision, user()), format, console);
            }
        }
    }

    private static String read(Path file, Console console) {
        try {
            return new String(console.world().disk().readWhole(file, DOCUMENT_BYTES_MAX), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw ProblemCode.SETTINGS_UNREADABLE.because(
                    "The document " + file + " cannot be read: " + unreadable + ".",
                    "Not touched: nothing was changed.",
                    "Check -f and the file's owner.");
        }
    }

    private static String user() {
        return System.getProperty("user.name", "somebody");
    }

    private static int print(ConfigReport done, OutputFormat format, Console console) {
        switch (format) {
            case json -> console.out().println(Json.encodePretty(done));
            case table -> {
                done.problems().forEach(problem -> Commands.print(problem.problem(), console));
                done.changes().forEach(console.out()::println);
                if (done.problems().isEmpty()) {
                    console.out().println(sentence(done));
                }
            }
        }
        return done.problems().isEmpty() ? ExitCode.OK : ExitCode.USAGE;
    }

    private static String sentence(ConfigReport done) {
        if (done.changes().isEmpty()) {
            return "Nothing would change: the site is to be like this already.";
        }
        return done.agreed() ? "Agreed as revision " + done.revision() + "." : "Nothing was changed (--diff).";
    }

    private static void lines(List<ConfigReport> all, Console console) {
        if (all.isEmpty()) {
            console.out()
                    .println("Nothing was agreed on yet: the site is as the management server's settings want it.");
            return;
        }
        for (ConfigReport each : all) {
            console.out()
                    .println("revision " + each.revision() + "   "
                            + each.at().map(Rfc3339::millis).orElse(console.none()) + "   by " + each.by()
                            + (each.note().isEmpty() ? "" : "   " + each.note()));
            each.changes().forEach(line -> console.out().println("  " + line));
        }
    }
}
