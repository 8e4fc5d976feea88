package org.lidless.web.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Right;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.web.events.Event;
import org.lidless.web.events.EventRing;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.Control;
import org.lidless.wire.ExportReport;
import org.lidless.wire.FailoverPlanReport;
import org.lidless.wire.IncidentReport;
import org.lidless.wire.RecorderReport;
import org.lidless.wire.SiteDesk;
import org.lidless.wire.StatusReport;

/// The whole site on one page.
public final class OverviewRoutes implements RouteSet {

    private static final int EVENTS = 20;

    private final WebDesk desk;
    private final EventRing events;

    public OverviewRoutes(WebDesk desk, EventRing events) {
        this.desk = desk;
        this.events = events;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/overview", Need.each(Right.STATUS), call -> call.json(200, overview(call)));
    }

    record Cameras(int total, @JsonProperty("protected") int guarded, int standingIn, int atRisk, int notRecording) {}

    record Overview(
            Instant now,
            String node,
            String program,
            Badge state,
            Cameras cameras,
            List<RecorderReport> recorders,
            List<FailoverPlanReport.Group> groups,
            List<WebDesk.Server> servers,
            List<ExportReport> exports,
            Optional<IncidentReport> lastIncident,
            List<Event> events) {}

    private Overview overview(Call call) {
        Control control = desk.control(call.caller());
        SiteDesk site = Asks.site(desk, call);
        StatusReport status = SiteRoutes.seen(control.status(), call);
        List<Badge> badges = new ArrayList<>();
        for (CameraStatus camera : status.cameras()) {
            badges.add(Badge.of(camera));
        }
        return new Overview(
                status.now(),
                status.node(),
                status.program(),
                Badge.worst(badges),
                new Cameras(
                        badges.size(),
                        count(badges, Badge.PROTECTED),
                        count(badges, Badge.STANDING_IN),
                        count(badges, Badge.AT_RISK),
                        count(badges, Badge.NOT_RECORDING)),
                site.recorders(),
                status.groups().orElse(List.of()),
                desk.servers(),
                ExportRoutes.seen(control.exports(), call).stream()
                        .filter(each -> !each.state().isFinal())
                        .toList(),
                site.incidents().stream().findFirst().map(each -> FailoverRoutes.seen(each, call)),
                events.newest(EVENTS, each -> each.isFor(call::may)));
    }

    private static int count(List<Badge> badges, Badge badge) {
        return (int) badges.stream().filter(badge::equals).count();
    }
}
