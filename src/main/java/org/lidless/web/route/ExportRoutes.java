package org.lidless.web.route;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.Asker;
import org.lidless.wire.Control;
import org.lidless.wire.ExportFile;
import org.lidless.wire.ExportOrder;
import org.lidless.wire.ExportReport;
import org.lidless.world.DiskFile;

/// Exports.
public final class ExportRoutes implements RouteSet {

    private static final int CAMERAS_MAX = 64;

    private final WebDesk desk;

    public ExportRoutes(WebDesk desk) {
        this.desk = desk;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/exports", Need.each(Right.EXPORT), call -> {
            List<ExportReport> seen = seen(desk.control(call.caller()).exports(), call).stream()
                    .sorted(Comparator.comparing(ExportRoutes::key).reversed())
                    .toList();
            call.page(seen, ExportRoutes::key, Comparator.reverseOrder(), Function.identity());
        });
        routes.post("/api/exports", Need.body(Right.EXPORT, "cameras"), this::start);
        routes.get("/api/exports/{export}", Need.object(Right.EXPORT), call -> call.json(200, find(call)));
        routes.post(
                "/api/exports/{export}/cancel",
                Need.object(Right.EXPORT),
                call -> call.json(200, control(call).cancelExport(find(call).id())));
        routes.delete("/api/exports/{export}", Need.object(Right.EXPORT), call -> {
            control(call).removeExport(find(call).id());
            call.nothing();
        });
        routes.get("/api/exports/{export}/file", Need.object(Right.EXPORT), call -> {
            ExportFile file = control(call).exportFile(find(call).id());
            call.context().header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
            try (DiskFile open = file.open()) {
                FileAnswer.give(call.context(), open, file.length(), file.contentType());
            }
        });
    }

    /// An export that is asked for.
    record Wish(List<String> cameras, Optional<String> stream, Instant from, Instant to, Optional<String> note) {}

    private void start(Call call) {
        Wish wish = call.body(Wish.class);
        if (wish.cameras().isEmpty() || wish.cameras().size() > CAMERAS_MAX) {
            throw Asks.wrong("An export has 1 to " + CAMERAS_MAX + " cameras.", "Name them under \"cameras\".");
        }
        wish.cameras().forEach(call::require);
        ExportOrder order = new ExportOrder(
                wish.cameras(),
                wish.stream().orElse("main"),
                wish.from(),
                wish.to(),
                wish.note(),
                Optional.empty(),
                false);
        ExportReport begun = control(call)
                .startExport(
                        order, new Asker(call.caller().name(), call.caller().from()));
        call.context().header("Location", "/api/exports/" + begun.id());
        call.json(202, begun);
    }

    private Control control(Call call) {
        return desk.control(call.caller());
    }

    private ExportReport find(Call call) {
        ExportReport found = control(call).exports().stream()
                .filter(each -> each.id().equals(call.path("export")))
                .findFirst()
                .orElseThrow(() -> notThere(call));
        found.order().cameras().forEach(call::require);
        return found;
    }

    private static ProblemException notThere(Call call) {
        return Asks.notThere("There is no export " + call.path("export") + ".", "GET /api/exports lists them.");
    }

    private static String key(ExportReport export) {
        return export.ordered() + " " + export.id();
    }

    /// Those of which somebody may see every camera.
    static List<ExportReport> seen(List<ExportReport> all, Call call) {
        return all.stream()
                .filter(each -> each.order().cameras().stream().allMatch(call::may))
                .toList();
    }
}
