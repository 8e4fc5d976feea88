package org.lidless.web.route;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import org.lidless.domain.Right;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.ConfigOrder;
import org.lidless.wire.ConfigReport;
import org.lidless.wire.SiteDesk;

/// The document that says how the site is to be. Its ETag is its revision.
public final class ConfigRoutes implements RouteSet {

    private static final int DOCUMENT_BYTES_MAX = 4 << 20;
    private static final String FILE = "site.yaml";

    private final WebDesk desk;

    public ConfigRoutes(WebDesk desk) {
        this.desk = desk;
    }

    record Document(String text, Optional<String> note) {}

    record Rollback(long revision) {}

    @Override
    public void addTo(Routes routes) {
        routes.get(
                "/api/config",
                Need.of(Right.CONFIGURE),
                call -> answer(call, Asks.site(desk, call).config(call.number("revision", 0, Long.MAX_VALUE / 2))));
        routes.put("/api/config", Need.of(Right.CONFIGURE), call -> answer(call, apply(call)));
        routes.get(
                "/api/config/history",
                Need.of(Right.CONFIGURE),
                call -> call.page(
                        Asks.site(desk, call).configHistory(),
                        each -> String.format("%019d", each.revision()),
                        Comparator.reverseOrder(),
                        Function.identity()));
        routes.post("/api/config/rollback", Need.of(Right.CONFIGURE), call -> answer(call, rollBack(call)));
    }

    /// An older document may name addresses that were put in on a server itself, where anything is allowed.
    private ConfigReport rollBack(Call call) {
        long revision = call.body(Rollback.class).revision();
        SiteDesk site = Asks.site(desk, call);
        site.config(Optional.of(revision)).text().ifPresent(desk::checkCameras);
        return site.rollback(revision, call.caller().name());
    }

    private ConfigReport apply(Call call) {
        String known = call.ifMatch().orElseThrow(() -> Call.needsIfMatch("PUT /api/config"));
        Optional<Long> basedOn = known.equals("*") ? Optional.empty() : Optional.of(revision(known));
        Document wanted = document(call);
        desk.checkCameras(wanted.text());
        return Asks.site(desk, call)
                .apply(new ConfigOrder(
                        FILE,
                        wanted.text(),
                        basedOn,
                        call.caller().name(),
                        wanted.note().orElse(""),
                        call.isSet("dry-run")));
    }

    private static Document document(Call call) {
        String type = Optional.ofNullable(call.context().contentType()).orElse("");
        return type.contains("yaml")
                ? new Document(new String(call.bytes(DOCUMENT_BYTES_MAX), StandardCharsets.UTF_8), call.query("note"))
                : call.body(Document.class, DOCUMENT_BYTES_MAX);
    }

    private static long revision(String etag) {
        if (!etag.matches("[0-9]{1,15}")) {
            throw Asks.wrong("If-Match has no ETag of a document.", "GET /api/config answers with the newest one's.");
        }
        return Long.parseLong(etag);
    }

    private static void answer(Call call, ConfigReport report) {
        call.etag(Long.toString(report.revision()));
        call.json(200, report);
    }
}
