package org.lidless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.AuditCheck;
import org.lidless.footage.evidence.AuditFinding;
import org.lidless.footage.evidence.AuditHead;
import org.lidless.footage.evidence.AuditRecord;
import org.lidless.footage.evidence.AuditReport;
import org.lidless.wire.AuditDesk;
import org.lidless.wire.Json;
import org.lidless.wire.Rfc3339;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lidless audit list`, `check` and `export`: who asked for what. They read files; no node has to run.
final class AuditCommand {

    private AuditCommand() {}

    /// The noun, whose verbs are mounted under it.
    @Command(name = "audit", description = "Who asked for what of a node: list, check, export.")
    static final class Noun {}

    /// Where a node keeps its chain.
    private static Path chainOf(DataOption data, Disk disk) {
        Path chain = data.directory().resolve("audit");
        if (!disk.isDirectory(chain)) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "There is no audit log in " + data.directory() + ".",
                    "Not concerned: nothing was done.",
                    "Name the node's data directory with --data.");
        }
        return chain;
    }

    private static ProblemException unreadable(Path chain, IOException why) {
        return ProblemCode.DATA_UNUSABLE.because(
                "The audit log " + chain + " cannot be read: " + why.getMessage() + ".",
                "Not concerned.",
                "Check the path and whether this user may read it.");
    }

    /// `lidless audit list`.
    @Command(name = "list", description = "Lists what was asked of a node, oldest first.")
    static final class All implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Option(names = "--from", paramLabel = "T", description = "From this moment on: RFC 3339, or -5m, -2h, -1d.")
        private @Nullable Instant from;

        @Option(names = "--to", paramLabel = "T", description = "Until before this moment.")
        private @Nullable Instant to;

        @Option(names = "--act", paramLabel = "ACT", description = "Only these, such as export-started.")
        private @Nullable String act;

        @Option(names = "--site", description = "Of all nodes, the newest 1,000: asks the management server of --data.")
        private boolean ofSite;

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        All(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            if (ofSite) {
                AuditDesk.Question question = new AuditDesk.Question(
                        Optional.empty(),
                        Optional.ofNullable(from),
                        Optional.ofNullable(to),
                        Optional.ofNullable(act),
                        Optional.empty(),
                        Optional.empty(),
                        AuditDesk.RECORDS_MAX);
                return SiteAuditPrint.list(console, data, question, format);
            }
            Disk disk = console.world().disk();
            Path chain = chainOf(data, disk);
            List<AuditRecord> found = new ArrayList<>();
            try {
                AuditCheck.records(disk, chain, each -> {
                    if (isAsked(each)) {
                        found.add(each);
                    }
                });
            } catch (IOException failed) {
                throw unreadable(chain, failed);
            }
            print(found);
            return ExitCode.OK;
        }

        private boolean isAsked(AuditRecord each) {
            Instant at = TimeSpan.instant(each.atUs());
            Instant first = from;
            Instant last = to;
            String only = act;
            return (first == null || !at.isBefore(first))
                    && (last == null || at.isBefore(last))
                    && (only == null || only.equals(each.act()));
        }

        private void print(List<AuditRecord> found) {
            PrintWriter out = console.out();
            if (format == OutputFormat.json) {
                out.println(Json.encodePretty(found.stream().map(Shown::of).toList()));
                return;
            }
            if (found.isEmpty()) {
                out.println("Nothing of that kind was asked for.");
                return;
            }
            Table table = new Table("NUMBER", "AT", "WHO", "FROM", "ACT", "OUTCOME", "WHAT");
            for (AuditRecord each : found) {
                table.row(
                        Long.toString(each.number()),
                        Rfc3339.millis(TimeSpan.instant(each.atUs())),
                        each.who(),
                        each.from(),
                        each.act(),
                        each.outcome(),
                        each.subject());
            }
            table.lines().forEach(out::println);
        }
    }

    /// A record as `-o json` shows it.
    record Shown(long number, String at, String who, String from, String act, String subject, String outcome) {

        static Shown of(AuditRecord each) {
            return new Shown(
                    each.number(),
                    Rfc3339.micros(TimeSpan.instant(each.atUs())),
                    each.who(),
                    each.from(),
                    each.act(),
                    each.subject(),
                    each.outcome());
        }
    }

    /// `lidless audit check`.
    @Command(
            name = "check",
            description = "Tells whether somebody has changed an audit log: a record altered, removed, put in or "
                    + "replaced. A tail that was cut and a log that was written anew show only against a head that was kept "
                    + "elsewhere.")
    static final class Check implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Parameters(
                arity = "0..1",
                paramLabel = "LOG",
                description = "A node's audit directory, or an exported log (default: that of --data).")
        private @Nullable Path log;

        @Option(
                names = "--head",
                paramLabel = "NUMBER:HASH",
                description = "A head that an earlier check has printed; may be given often.")
        private List<String> heads = new ArrayList<>();

        @Option(
                names = "--site",
                description =
                        "Asks the management server of --data: every node's log is read and held against the heads "
                                + "that the site has agreed on.")
        private boolean ofSite;

        @Option(names = "-o", description = "${COMPLETION-CANDIDATES} (default: table).")
        private OutputFormat format = OutputFormat.table;

        Check(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Disk disk = console.world().disk();
            if (ofSite) {
                return SiteAuditPrint.check(console, data, format);
            }
            Path named = log;
            if (named != null && disk.exists(named.resolve(SiteAuditPrint.HEADS))) {
                return SiteAuditPrint.offline(console, named, format);
            }
            Path chain =
                    named == null ? chainOf(data, disk) : named.toAbsolutePath().normalize();
            List<AuditHead> kept = heads.stream().map(Check::head).toList();
            AuditReport report;
            try {
                report = AuditCheck.check(disk, chain, kept);
            } catch (IOException failed) {
                throw unreadable(chain, failed);
            }
            print(chain, report);
            return report.isUnbroken() ? ExitCode.OK : ExitCode.NOT_HEALTHY;
        }

        private static AuditHead head(String text) {
            try {
                return AuditHead.parse(text);
            } catch (IllegalArgumentException wrong) {
                throw ProblemCode.REQUEST_REFUSED.because(
                        "\"" + text + "\" is not the head of an audit log.",
                        "Not concerned: nothing was checked.",
                        "Give NUMBER:HASH as an earlier lidless audit check has printed it.");
            }
        }

        private void print(Path chain, AuditReport report) {
            if (format == OutputFormat.json) {
                console.out()
                        .println(Json.encodePretty(new Checked(
                                1,
                                chain.toString(),
                                report.isUnbroken(),
                                report.records(),
                                report.head().toString(),
                                report.findings())));
                return;
            }
            for (AuditFinding each : report.findings()) {
                console.out()
                        .println((each.isTampering() ? "changed  " : "note     ") + "record " + each.number() + " "
                                + each.text());
            }
            String span = report.records() == 0
                    ? ""
                    : ", " + Rfc3339.millis(TimeSpan.instant(report.span().fromUs())) + " to "
                            + Rfc3339.millis(TimeSpan.instant(report.span().toUs()));
            console.out()
                    .println(console.mark(report.isUnbroken()) + " "
                            + (report.isUnbroken() ? "unbroken" : "CHANGED") + ": " + report.records() + " records"
                            + span);
            console.out().println("head " + report.head());
        }
    }

    /// The check as `-o json` shows it.
    record Checked(int version, String log, boolean unbroken, long records, String head, List<AuditFinding> findings) {}

    /// `lidless audit export`.
    @Command(
            name = "export",
            description =
                    "Writes the whole log into one file, or with --site the logs of all nodes and the heads that the "
                            + "site has agreed on into a new directory: lidless audit check reads either, on any machine.")
    static final class Export implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Option(names = "--site", description = "Of all nodes; asks the management server of --data.")
        private boolean ofSite;

        @Parameters(paramLabel = "FILE", description = "The file, or the directory; it must not exist.")
        private Path file = Path.of("audit.log");

        Export(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Disk disk = console.world().disk();
            if (ofSite) {
                return SiteAuditPrint.export(console, data, file);
            }
            Path chain = chainOf(data, disk);
            List<String> lines = new ArrayList<>();
            try {
                AuditCheck.read(disk, chain, lines::add);
            } catch (IOException failed) {
                throw unreadable(chain, failed);
            }
            byte[] all = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
            Path target = file.toAbsolutePath().normalize();
            try (DiskFile open = disk.createPrivate(target)) {
                open.write(new ByteBuffer[] {ByteBuffer.wrap(all)}, 0);
                open.force();
            } catch (IOException failed) {
                throw ProblemCode.REQUEST_REFUSED.because(
                        "The log could not be written to " + target + ": " + failed + ".",
                        "Not concerned: the audit log itself is as it was.",
                        "Choose a name that does not exist, in a directory that can be written.");
            }
            console.out().println(lines.size() + " records: " + target);
            return ExitCode.OK;
        }
    }
}
