package org.lidless.wire.node;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.Asker;
import org.lidless.wire.Json;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;

/// Requests of people and programs that came to a management server which does not lead, and are passed on to this one:
/// `/node/v1/control/…` is answered as `/…` would be on this node's own control address. Who does not say for whom asks
/// for `local` on its own machine.
final class ControlRoutes {

    static final String PREFIX = "/node/v1/control";

    /// Requests that are answered at a time; threads for recorders are always left.
    private static final int REQUESTS_MAX = 16;

    private final ControlDesk desk;
    private final Semaphore requests = new Semaphore(REQUESTS_MAX);

    ControlRoutes(ControlDesk desk) {
        this.desk = desk;
    }

    void configure(RoutesConfig routes) {
        String any = PREFIX + "/<path>";
        routes.get(any, this::answer);
        routes.post(any, this::answer);
        routes.put(any, this::answer);
        routes.patch(any, this::answer);
        routes.delete(any, this::answer);
    }

    private void answer(Context context) throws IOException {
        DoorDesk.Shown asker = context.attribute(DoorRoutes.SHOWN);
        if (asker == null || !desk.mayAsk(asker)) {
            context.status(403)
                    .contentType("application/problem+json")
                    .result(Json.encode(ProblemReport.of(ProblemCode.ACCESS_DENIED.problem(
                            "Node " + (asker == null ? "unknown" : asker.node())
                                    + " is no management server of this site.",
                            "Safe: nothing was changed.",
                            "Ask a management server by lidless on its own machine."))));
            return;
        }
        if (!requests.tryAcquire()) {
            context.status(503);
            return;
        }
        try {
            String query = context.queryString();
            String path = context.req().getRequestURI().substring(PREFIX.length()) + (query == null ? "" : "?" + query);
            Asked asked = new Asked(context.method().name(), path, context.bodyAsBytes());
            Answered answered = desk.answer(
                    asked.by(new Asker(Asker.LOCAL.name(), asker.node().value())));
            context.status(answered.status())
                    .contentType(answered.contentType())
                    .result(answered.body());
        } finally {
            requests.release();
        }
    }
}
