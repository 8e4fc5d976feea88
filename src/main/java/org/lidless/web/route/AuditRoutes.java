package org.lidless.web.route;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.AuditCheck;
import org.lidless.footage.evidence.AuditFinding;
import org.lidless.footage.evidence.AuditRecord;
import org.lidless.footage.evidence.AuditReport;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.world.Disk;

/// Who asked this management server for what: its audit chain, read from its files as `lidless audit` does.
public final class AuditRoutes implements RouteSet {

    /// Of a longer chain the newest so many can be asked for; the export has all.
    private static final int RECORDS_MAX = 100_000;

    private final Disk disk;
    private final Path chain;
    private final String node;

    /// @param chain the chain's directory
    /// @param node  whose it is
    public AuditRoutes(Disk disk, Path chain, String node) {
        this.disk = disk;
        this.chain = chain;
        this.node = node;
    }

    record Shown(
            String node,
            long number,
            Instant at,
            String who,
            String from,
            String act,
            String subject,
            String outcome) {}

    record Finding(boolean tampering, long number, String text) {

        static Finding of(AuditFinding found) {
            return new Finding(found.isTampering(), found.number(), found.text());
        }
    }

    record Checked(
            String node,
            boolean unbroken,
            long records,
            Optional<Instant> first,
            Optional<Instant> last,
            String head,
            List<Finding> findings) {}

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/audit", Need.of(Right.AUDIT), call -> {
            checkNode(call);
            call.page(
                    found(call), each -> String.format("%019d", each.number()), Comparator.reverseOrder(), this::shown);
        });
        routes.get("/api/audit/check", Need.of(Right.AUDIT), call -> {
            checkNode(call);
            call.json(200, checked());
        });
        routes.get("/api/audit/export", Need.of(Right.AUDIT), call -> {
            checkNode(call);
            call.context()
                    .contentType("application/jsonl")
                    .header("Content-Disposition", "attachment; filename=\"audit-" + node + ".log\"");
            export(call.context().res().getOutputStream());
        });
    }

    private void checkNode(Call call) {
        if (call.query("node").filter(asked -> !asked.equals(node)).isPresent()) {
            throw Asks.notThere(
                    "This server has its own audit log, " + node + "'s, and no other.",
                    "Ask that node's own server, or run lidless audit there.");
        }
    }

    /// The newest first.
    private List<AuditRecord> found(Call call) {
        Optional<Instant> from = call.moment("from");
        Optional<Instant> to = call.moment("to");
        Optional<String> act = call.query("act");
        Optional<String> who = call.query("who");
        ArrayDeque<AuditRecord> newest = new ArrayDeque<>();
        try {
            AuditCheck.records(disk, chain, each -> {
                Instant at = TimeSpan.instant(each.atUs());
                boolean isAsked = from.filter(at::isBefore).isEmpty()
                        && to.filter(end -> !at.isBefore(end)).isEmpty()
                        && act.filter(wanted -> !wanted.equals(each.act())).isEmpty()
                        && who.filter(wanted -> !wanted.equals(each.who())).isEmpty();
                if (isAsked) {
                    newest.addFirst(each);
                    if (newest.size() > RECORDS_MAX) {
                        newest.removeLast();
                    }
                }
            });
        } catch (IOException failed) {
            throw unreadable(failed);
        }
        return new ArrayList<>(newest);
    }

    private Shown shown(AuditRecord each) {
        return new Shown(
                node,
                each.number(),
                TimeSpan.instant(each.atUs()),
                each.who(),
                each.from(),
                each.act(),
                each.subject(),
                each.outcome());
    }

    private Checked checked() {
        try {
            AuditReport report = AuditCheck.check(disk, chain, List.of());
            boolean isEmpty = report.records() == 0;
            Function<Long, Optional<Instant>> moment =
                    us -> isEmpty ? Optional.empty() : Optional.of(TimeSpan.instant(us));
            return new Checked(
                    node,
                    report.isUnbroken(),
                    report.records(),
                    moment.apply(report.span().fromUs()),
                    moment.apply(report.span().toUs()),
                    report.head().toString(),
                    report.findings().stream().map(Finding::of).toList());
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private void export(OutputStream out) throws IOException {
        List<String> lines = new ArrayList<>();
        AuditCheck.read(disk, chain, lines::add);
        for (String line : lines) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private ProblemException unreadable(IOException why) {
        return ProblemCode.DATA_UNUSABLE.because(
                "The audit log of " + node + " cannot be read: " + why.getMessage() + ".",
                "Not concerned.",
                "Look at the disk of the node's data directory.");
    }
}
