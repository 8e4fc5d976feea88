package org.lidless.web.route;

import java.util.Comparator;
import java.util.function.Function;
import org.lidless.domain.Right;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.IncidentReport;

/// Who covers whom, and what happened when somebody was lost.
public final class FailoverRoutes implements RouteSet {

    private final WebDesk desk;

    public FailoverRoutes(WebDesk desk) {
        this.desk = desk;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(
                "/api/groups",
                Need.of(Right.STATUS),
                call -> call.json(200, Asks.site(desk, call).failoverPlan().groups()));
        routes.get(
                "/api/failover/plan",
                Need.of(Right.STATUS),
                call -> call.json(200, Asks.site(desk, call).failoverPlan()));
        routes.get(
                "/api/failover/history",
                Need.of(Right.STATUS),
                call -> call.page(
                        Asks.site(desk, call).incidents(),
                        FailoverRoutes::key,
                        Comparator.reverseOrder(),
                        Function.identity()));
        routes.get("/api/failover/history/{incident}", Need.of(Right.STATUS), call -> {
            String wanted = call.path("incident");
            IncidentReport found = Asks.site(desk, call).incidents().stream()
                    .filter(each -> Long.toString(each.id()).equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> Asks.notThere(
                            "There is no incident " + wanted + ".", "GET /api/failover/history lists them."));
            call.json(200, new Measures(desk, call.caller()).of(found));
        });
    }

    /// Of the same length for all, so that their order as text is theirs as numbers.
    private static String key(IncidentReport incident) {
        return String.format("%019d", incident.id());
    }

    /// What of an incident somebody may see.
    static IncidentReport seen(IncidentReport incident, Call call) {
        return new IncidentReport(
                incident.id(),
                incident.lost(),
                incident.cause(),
                incident.heard(),
                incident.noticed(),
                incident.decided(),
                incident.cameras().stream()
                        .filter(each -> call.may(each.camera()))
                        .toList());
    }
}
