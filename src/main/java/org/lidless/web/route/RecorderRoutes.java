package org.lidless.web.route;

import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.Right;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.RecorderReport;
import org.lidless.wire.StatusReport.PoolStatus;

/// The recorders and their pools.
public final class RecorderRoutes implements RouteSet {

    private final WebDesk desk;

    public RecorderRoutes(WebDesk desk) {
        this.desk = desk;
    }

    record RecorderPool(String recorder, PoolStatus pool) {}

    @Override
    public void addTo(Routes routes) {
        routes.get(
                "/api/recorders",
                Need.of(Right.STATUS),
                call -> call.json(200, Asks.site(desk, call).recorders()));
        routes.get("/api/recorders/{recorder}", Need.of(Right.STATUS), call -> call.json(200, recorder(call)));
        routes.get(
                "/api/recorders/{recorder}/status",
                Need.each(Right.STATUS),
                call -> call.json(
                        200,
                        SiteRoutes.seen(
                                desk.recorder(call.path("recorder"), call.caller())
                                        .status(),
                                call)));
        routes.post(
                "/api/recorders/{recorder}/drain",
                Need.of(Right.OPERATE),
                call -> call.json(200, Asks.site(desk, call).drain(call.path("recorder"))));
        routes.post(
                "/api/recorders/{recorder}/return",
                Need.of(Right.OPERATE),
                call -> call.json(200, Asks.site(desk, call).giveBack(call.path("recorder"))));
        routes.post(
                "/api/recorders/{recorder}/pools/{pool}/confirm",
                Need.of(Right.OPERATE),
                call -> call.json(
                        200, desk.recorder(call.path("recorder"), call.caller()).confirmDeletion(call.path("pool"))));
        routes.get("/api/pools", Need.of(Right.STATUS), call -> call.json(200, pools()));
    }

    private RecorderReport recorder(Call call) {
        return Asks.site(desk, call).recorders().stream()
                .filter(each -> each.recorder().equals(call.path("recorder")))
                .findFirst()
                .orElseThrow(() -> Asks.notThere(
                        "There is no recorder " + call.path("recorder") + ".", "GET /api/recorders lists them."));
    }

    private List<RecorderPool> pools() {
        List<RecorderPool> all = new ArrayList<>();
        desk.statuses()
                .forEach((recorder, status) ->
                        status.pools().forEach(pool -> all.add(new RecorderPool(recorder, pool))));
        return all;
    }
}
