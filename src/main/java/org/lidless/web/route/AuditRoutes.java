package org.lidless.web.route;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.AuditDesk;
import org.lidless.wire.AuditDesk.Checked;
import org.lidless.wire.AuditLog;
import org.lidless.wire.Json;

/// Who asked whom on the site for what: the audit chains of all nodes, as `lidless audit --site` reads them.
public final class AuditRoutes implements RouteSet {

    private final WebDesk desk;
    private final String node;

    /// @param node this server
    public AuditRoutes(WebDesk desk, String node) {
        this.desk = desk;
        this.node = node;
    }

    record Shown(List<AuditDesk.Entry> items, Optional<String> next, List<String> away) {}

    record Finding(String node, boolean tampering, long number, String text) {}

    /// All chains together, and one by one.
    record Whole(
            boolean unbroken,
            long records,
            Optional<Instant> first,
            Optional<Instant> last,
            List<String> away,
            List<Finding> findings,
            List<Checked> nodes) {

        static Whole of(List<Checked> nodes) {
            List<Finding> findings = new ArrayList<>();
            nodes.forEach(each -> each.findings()
                    .forEach(one -> findings.add(new Finding(each.node(), one.tampering(), one.number(), one.text()))));
            return new Whole(
                    findings.stream().noneMatch(Finding::tampering),
                    nodes.stream().mapToLong(Checked::records).sum(),
                    nodes.stream().flatMap(each -> each.first().stream()).min(Comparator.naturalOrder()),
                    nodes.stream().flatMap(each -> each.last().stream()).max(Comparator.naturalOrder()),
                    nodes.stream()
                            .filter(each -> each.state().equals(Checked.AWAY))
                            .map(Checked::node)
                            .toList(),
                    findings,
                    nodes);
        }
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/audit", Need.of(Right.AUDIT), call -> call.json(200, records(call)));
        routes.get(
                "/api/audit/check",
                Need.of(Right.AUDIT),
                call -> call.json(200, Whole.of(desk(call).check(call.query("node")))));
        routes.get("/api/audit/export", Need.of(Right.AUDIT), call -> {
            String of = call.query("node").orElse(node);
            AuditDesk.Part first = desk(call).part(of, 0);
            call.context()
                    .contentType("application/jsonl")
                    .header("Content-Disposition", "attachment; filename=\"" + of + ".audit.log\"");
            AuditLog.write(desk(call), of, first, call.context().res().getOutputStream());
        });
        routes.get("/api/audit/archive", Need.of(Right.AUDIT), call -> {
            // Heads first: what is agreed on later is in no log that was read before.
            List<AuditDesk.Kept> kept = desk(call).kept();
            call.context()
                    .contentType("application/zip")
                    .header("Content-Disposition", "attachment; filename=\"audit.zip\"");
            archive(desk(call), kept, call.context().res().getOutputStream());
        });
    }

    private Shown records(Call call) {
        AuditDesk.Page page = desk(call)
                .records(new AuditDesk.Question(
                        call.query("node"),
                        call.moment("from"),
                        call.moment("to"),
                        call.query("act"),
                        call.query("who"),
                        call.cursor().map(AuditRoutes::place),
                        call.limit()));
        return new Shown(page.items(), page.next().map(place -> Call.cursor(place.toString())), page.away());
    }

    private static AuditDesk.Place place(String cursor) {
        try {
            return AuditDesk.Place.parse(cursor);
        } catch (IllegalArgumentException garbage) {
            throw Asks.wrong("The cursor is none of this server's.", "Begin without one.");
        }
    }

    /// As lidless audit export --site writes it into a directory.
    private static void archive(AuditDesk desk, List<AuditDesk.Kept> kept, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.putNextEntry(new ZipEntry("heads.json"));
        zip.write(Json.encodePretty(kept).getBytes(StandardCharsets.UTF_8));
        for (AuditDesk.Kept each : kept) {
            Optional<AuditDesk.Part> first = first(desk, each.node());
            if (first.isPresent()) {
                zip.putNextEntry(new ZipEntry(each.node() + ".audit.log"));
                AuditLog.write(desk, each.node(), first.get(), zip);
            }
        }
        zip.finish();
    }

    /// None of a node that cannot be read now, or has left: of that one the archive has the heads alone.
    private static Optional<AuditDesk.Part> first(AuditDesk desk, String node) {
        try {
            return Optional.of(desk.part(node, 0));
        } catch (ProblemException away) {
            if (away.problem().code() != ProblemCode.NOT_REACHABLE) {
                throw away;
            }
            return Optional.empty();
        }
    }

    private AuditDesk desk(Call call) {
        return desk.control(call.caller())
                .audit()
                .orElseThrow(() -> ProblemCode.NOTHING_FOUND.because(
                        "This server keeps no audit log.", "Not concerned.", "Ask a management server."));
    }
}
