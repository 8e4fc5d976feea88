package org.lidless.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.AuditCheck;
import org.lidless.footage.evidence.AuditHead;
import org.lidless.footage.evidence.AuditReport;
import org.lidless.wire.AuditDesk;
import org.lidless.wire.AuditDesk.Checked;
import org.lidless.wire.AuditLog;
import org.lidless.wire.ControlClient;
import org.lidless.wire.Json;
import org.lidless.wire.Rfc3339;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import tools.jackson.core.JacksonException;

/// The audit logs of a whole site: asked of a management server, written into a directory, and checked there
/// without anybody.
final class SiteAuditPrint {

    /// Beside the logs, `NODE.audit.log`: the heads that the site had agreed on.
    static final String HEADS = "heads.json";

    private static final int HEADS_BYTES_MAX = 16 << 20;

    private SiteAuditPrint() {}

    static int check(Console console, DataOption data, OutputFormat format) {
        try (ControlClient node = data.connect(console.world().disk())) {
            return print(console, desk(node).check(Optional.empty()), format);
        }
    }

    static int list(Console console, DataOption data, AuditDesk.Question question, OutputFormat format) {
        AuditDesk.Page page;
        try (ControlClient node = data.connect(console.world().disk())) {
            page = desk(node).records(question);
        }
        if (format == OutputFormat.json) {
            console.out().println(Json.encodePretty(page));
            return ExitCode.OK;
        }
        Table table = new Table("AT", "NODE", "NUMBER", "WHO", "FROM", "ACT", "OUTCOME", "WHAT");
        for (AuditDesk.Entry each : page.items().reversed()) {
            table.row(
                    Rfc3339.millis(each.at()),
                    each.node(),
                    Long.toString(each.number()),
                    each.who(),
                    each.from(),
                    each.act(),
                    each.outcome(),
                    each.subject());
        }
        table.lines().forEach(console.out()::println);
        page.next().ifPresent(_ -> console.out().println("There are older ones: --to asks for them."));
        page.away().forEach(node -> console.out().println("not to be read now: " + node));
        return ExitCode.OK;
    }

    private static AuditDesk desk(ControlClient node) {
        return node.audit()
                .orElseThrow(() -> ProblemCode.REQUEST_REFUSED.because(
                        "This node keeps no audit log.", "Not concerned.", "Ask a management server."));
    }

    static int export(Console console, DataOption data, Path directory) {
        Disk disk = console.world().disk();
        Path target = directory.toAbsolutePath().normalize();
        if (disk.exists(target)) {
            throw refused("There is something at " + target + " already.");
        }
        try (ControlClient node = data.connect(disk)) {
            AuditDesk desk = desk(node);
            // Heads first: what is agreed on later is in no log that was read before.
            List<AuditDesk.Kept> kept = desk.kept();
            disk.createDirectories(target);
            for (AuditDesk.Kept each : kept) {
                Optional<byte[]> log = log(desk, each.node());
                if (log.isPresent()) {
                    write(disk, target.resolve(each.node() + ".audit.log"), log.get());
                }
                console.out()
                        .println(each.node() + "   " + each.heads().size() + " heads"
                                + (log.isPresent() ? "" : ", without its log, which cannot be read now"));
            }
            write(disk, target.resolve(HEADS), Json.encodePretty(kept).getBytes(StandardCharsets.UTF_8));
            console.out().println("lidless audit check " + target + "   checks all of it, on any machine.");
            return ExitCode.OK;
        } catch (IOException failed) {
            throw refused("The logs could not be written to " + target + ": " + failed + ".");
        }
    }

    /// The whole of it, or nothing of a node that cannot be read now, or has left.
    private static Optional<byte[]> log(AuditDesk desk, String node) throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try {
            AuditLog.write(desk, node, desk.part(node, 0), log);
        } catch (ProblemException away) {
            if (away.problem().code() != ProblemCode.NOT_REACHABLE) {
                throw away;
            }
            return Optional.empty();
        }
        return Optional.of(log.toByteArray());
    }

    private static void write(Disk disk, Path file, byte[] bytes) throws IOException {
        try (DiskFile open = disk.createPrivate(file)) {
            open.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, 0);
            open.force();
        }
    }

    static int offline(Console console, Path directory, OutputFormat format) {
        Disk disk = console.world().disk();
        List<Checked> all = new ArrayList<>();
        try {
            for (AuditDesk.Kept each :
                    Json.decode(disk.readWhole(directory.resolve(HEADS), HEADS_BYTES_MAX), AuditDesk.Kept[].class)) {
                List<AuditHead> heads =
                        each.heads().stream().map(AuditHead::parse).toList();
                Path log = directory.resolve(each.node() + ".audit.log");
                all.add(disk.exists(log) ? checked(each, AuditCheck.check(disk, log, heads)) : away(each));
            }
        } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
            throw refused("The logs in " + directory + " cannot be read: " + unreadable.getMessage() + ".");
        }
        return print(console, all, format);
    }

    private static Checked away(AuditDesk.Kept kept) {
        List<AuditDesk.Finding> findings = new ArrayList<>();
        kept.breaks().forEach(each -> findings.add(new AuditDesk.Finding(true, 0, each)));
        findings.add(new AuditDesk.Finding(
                false, 0, "its log is not here: the node could not be read, or somebody took the log away"));
        return new Checked(
                kept.node(),
                Checked.AWAY,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                kept.heads().size(),
                findings);
    }

    private static Checked checked(AuditDesk.Kept kept, AuditReport report) {
        List<AuditDesk.Finding> findings = new ArrayList<>();
        kept.breaks().forEach(each -> findings.add(new AuditDesk.Finding(true, 0, each)));
        report.findings()
                .forEach(each -> findings.add(new AuditDesk.Finding(each.isTampering(), each.number(), each.text())));
        boolean isWhole = report.isUnbroken() && kept.breaks().isEmpty();
        return new Checked(
                kept.node(),
                isWhole ? Checked.UNBROKEN : Checked.CHANGED,
                report.records(),
                Optional.of(TimeSpan.instant(report.span().fromUs())),
                Optional.of(TimeSpan.instant(report.span().toUs())),
                Optional.of(report.head().toString()),
                kept.heads().size(),
                findings);
    }

    private static int print(Console console, List<Checked> all, OutputFormat format) {
        if (format == OutputFormat.json) {
            console.out().println(Json.encodePretty(all));
        } else {
            all.forEach(each -> print(console, each));
        }
        boolean isWhole = all.stream().allMatch(each -> each.state().equals(Checked.UNBROKEN));
        return isWhole ? ExitCode.OK : ExitCode.NOT_HEALTHY;
    }

    private static void print(Console console, Checked each) {
        for (AuditDesk.Finding finding : each.findings()) {
            console.out()
                    .println((finding.tampering() ? "changed  " : "note     ") + each.node()
                            + (finding.number() == 0 ? "" : " record " + finding.number()) + " " + finding.text());
        }
        String word = each.state().equals(Checked.CHANGED) ? "CHANGED" : each.state();
        console.out()
                .println(console.mark(each.state().equals(Checked.UNBROKEN)) + " " + each.node() + " " + word + ": "
                        + each.records() + " records, held against " + each.heads() + " heads"
                        + each.head().map(head -> ", head " + head).orElse(""));
    }

    private static ProblemException refused(String what) {
        return ProblemCode.REQUEST_REFUSED.because(
                what, "Not concerned: the audit logs themselves are as they were.", "Check the path.");
    }
}
