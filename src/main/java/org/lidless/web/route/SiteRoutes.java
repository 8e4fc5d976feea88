package org.lidless.web.route;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.lidless.domain.CameraId;
import org.lidless.domain.Right;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.BackupReport;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.FailoverPlanReport;
import org.lidless.wire.Membership.InvitationOrder;
import org.lidless.wire.StatusReport;

/// The site as a whole: how it is, its management servers, who may join, its backups.
public final class SiteRoutes implements RouteSet {

    private static final long INVITATION_SECONDS = 3_600;

    private final WebDesk desk;

    public SiteRoutes(WebDesk desk) {
        this.desk = desk;
    }

    /// A code that is asked for.
    record NewInvitation(String role, Optional<String> node, Optional<Long> seconds) {}

    @Override
    public void addTo(Routes routes) {
        routes.get(
                "/api/status",
                Need.each(Right.STATUS),
                call -> call.json(200, seen(desk.control(call.caller()).status(), call)));
        routes.get("/api/servers", Need.of(Right.SIGNED_IN), call -> call.json(200, desk.servers()));
        routes.delete("/api/servers/{server}", Need.of(Right.OPERATE), call -> {
            desk.control(call.caller()).dismiss(call.path("server"));
            call.nothing();
        });
        routes.post("/api/invitations", Need.of(Right.OPERATE), call -> {
            NewInvitation wish = call.body(NewInvitation.class);
            var order =
                    new InvitationOrder(wish.role(), wish.node(), wish.seconds().orElse(INVITATION_SECONDS));
            call.json(201, desk.control(call.caller()).invite(order));
        });
        routes.get(
                "/api/backups",
                Need.of(Right.OPERATE),
                call -> call.page(
                        Asks.site(desk, call).backups(),
                        BackupReport::file,
                        Comparator.reverseOrder(),
                        Function.identity()));
        routes.post(
                "/api/backups",
                Need.of(Right.OPERATE),
                call -> call.json(201, Asks.site(desk, call).backup()));
    }

    /// What of a status somebody may see.
    static StatusReport seen(StatusReport all, Call call) {
        List<CameraStatus> cameras =
                all.cameras().stream().filter(each -> call.may(each.camera())).toList();
        return new StatusReport(
                all.version(),
                all.node(),
                all.program(),
                all.pid(),
                all.now(),
                all.started(),
                cameras,
                all.pools(),
                all.bringingHome(),
                all.locks()
                        .map(locks -> locks.stream()
                                .filter(lock -> call.may(lock.camera()))
                                .toList()),
                all.groups()
                        .map(groups ->
                                groups.stream().map(group -> seen(group, call)).toList()),
                all.servers(),
                all.syslog());
    }

    static FailoverPlanReport.Group seen(FailoverPlanReport.Group group, Call call) {
        return new FailoverPlanReport.Group(
                group.group(),
                group.state(),
                group.primaries(),
                group.standbys(),
                group.used(),
                group.lost(),
                seen(group.stranded(), call),
                seen(group.unguarded(), call),
                seen(group.wouldDrop(), call));
    }

    static List<String> seen(List<String> cameras, Call call) {
        return new TreeSet<>(cameras)
                .stream().filter(camera -> call.may(new CameraId(camera))).toList();
    }
}
