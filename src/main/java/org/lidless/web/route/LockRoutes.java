package org.lidless.web.route;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.lidless.domain.CameraId;
import org.lidless.domain.Right;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.LockOrder;
import org.lidless.wire.LockReport;

/// Evidence locks.
public final class LockRoutes implements RouteSet {

    private final WebDesk desk;

    public LockRoutes(WebDesk desk) {
        this.desk = desk;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/locks", Need.each(Right.PLAYBACK), call -> {
            List<LockReport> seen = desk.control(call.caller()).locks().stream()
                    .filter(lock -> call.may(lock.camera()))
                    .sorted(Comparator.comparing(LockReport::id))
                    .toList();
            call.page(seen, LockReport::id, Comparator.naturalOrder(), Function.identity());
        });
        routes.post("/api/locks", Need.body(Right.LOCK, "camera"), call -> {
            LockOrder order = call.body(LockOrder.class);
            call.require(order.camera());
            call.json(201, desk.control(call.caller()).lock(order));
        });
        routes.delete("/api/locks/{lock}", Need.object(Right.LOCK), call -> {
            LockReport lock = desk.control(call.caller()).locks().stream()
                    .filter(each -> each.id().equals(call.path("lock")))
                    .findFirst()
                    .orElseThrow(() ->
                            Asks.notThere("There is no lock " + call.path("lock") + ".", "GET /api/locks lists them."));
            call.require(new CameraId(lock.camera()));
            String reason = call.query("reason")
                    .orElseThrow(() -> Asks.wrong("The request says no reason.", "Add reason=TEXT."));
            call.json(200, desk.control(call.caller()).unlock(lock.id(), reason));
        });
    }
}
