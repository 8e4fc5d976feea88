package org.lidless.web.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lidless.control.site.SiteDiff;
import org.lidless.control.site.SiteYaml;
import org.lidless.control.site.people.DesiredPeople;
import org.lidless.domain.Right;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.ConfigOrder;
import org.lidless.wire.ConfigReport;

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
                call -> answer(
                        call,
                        seen(call, Asks.site(desk, call).config(call.number("revision", 0, Long.MAX_VALUE / 2)))));
        routes.put("/api/config", Need.of(Right.CONFIGURE), call -> answer(call, apply(call)));
        routes.get(
                "/api/config/history",
                Need.of(Right.CONFIGURE),
                call -> call.page(
                        Asks.site(desk, call).configHistory().stream()
                                .map(each -> seen(call, each))
                                .toList(),
                        each -> String.format("%019d", each.revision()),
                        Comparator.reverseOrder(),
                        Function.identity()));
        routes.post("/api/config/rollback", Need.of(Right.CONFIGURE), call -> answer(call, rollback(call)));
    }

    private ConfigReport rollback(Call call) {
        long revision = call.body(Rollback.class).revision();
        checkPeople(
                call, Asks.site(desk, call).config(Optional.of(revision)).text().orElse(""));
        return Asks.site(desk, call).rollback(revision, call.caller().name());
    }

    /// Who may do what is said by those only who may say it.
    private void checkPeople(Call call, String document) {
        if (desk.speaksOfPeople(document)) {
            call.also(Right.PEOPLE);
        }
    }

    /// Without what is of people, for those who may not see it.
    private ConfigReport seen(Call call, ConfigReport report) {
        if (call.caller().may(Right.PEOPLE, null)) {
            return report;
        }
        Optional<String> text = report.text().map(whole -> SiteYaml.withPeople(whole, DesiredPeople.SILENT));
        text.ifPresent(kept -> checkPeople(call, kept));
        return report.with(withoutPeople(report.changes()), text);
    }

    private static List<String> withoutPeople(List<String> changes) {
        List<String> kept = new ArrayList<>();
        boolean isPeoples = false;
        for (String line : changes) {
            String what = line.substring(Math.min(2, line.length()));
            isPeoples = line.startsWith("  ")
                    ? isPeoples
                    : what.startsWith(SiteDiff.PERSON) || what.startsWith(SiteDiff.CAMERA_GROUP);
            if (!isPeoples) {
                kept.add(line);
            }
        }
        return kept;
    }

    private ConfigReport apply(Call call) {
        String known = call.ifMatch().orElseThrow(() -> Call.needsIfMatch("PUT /api/config"));
        Optional<Long> basedOn = known.equals("*") ? Optional.empty() : Optional.of(revision(known));
        Document wanted = document(call);
        checkPeople(call, wanted.text());
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
