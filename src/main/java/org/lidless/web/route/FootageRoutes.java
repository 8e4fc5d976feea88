package org.lidless.web.route;

import org.lidless.domain.Right;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.FootageQuestion;
import org.lidless.wire.FootageReport;
import org.lidless.wire.FootageReport.StretchReport;

/// What there is of a camera, and what is missing.
public final class FootageRoutes implements RouteSet {

    private final WebDesk desk;

    public FootageRoutes(WebDesk desk) {
        this.desk = desk;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/footage", Need.query(Right.PLAYBACK, "camera"), call -> call.json(200, footage(call)));
        routes.get("/api/gaps", Need.query(Right.PLAYBACK, "camera"), call -> {
            FootageReport all = footage(call);
            call.json(
                    200,
                    all.withStretches(all.stretches().stream()
                            .filter(StretchReport::isGap)
                            .toList()));
        });
    }

    private FootageReport footage(Call call) {
        return desk.control(call.caller())
                .footage(new FootageQuestion(
                        call.camera().value(),
                        call.query("stream").orElse("main"),
                        call.moment("from"),
                        call.moment("to")));
    }
}
