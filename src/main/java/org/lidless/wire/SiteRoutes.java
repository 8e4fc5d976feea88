package org.lidless.wire;

import io.javalin.config.RoutesConfig;
import org.lidless.domain.ProblemCode;

/// What only a management server answers.
///
/// | Request | Answer |
/// |---|---|
/// | `GET /api/failover/plan` | [FailoverPlanReport] |
/// | `GET /api/recorders` | a list of [RecorderReport] |
/// | `POST /api/recorders/{recorder}/drain`, `…/return` | [RecorderReport] |
final class SiteRoutes {

    private SiteRoutes() {}

    static void add(RoutesConfig routes, Control control) {
        routes.get(
                "/api/failover/plan",
                context -> ControlServer.answer(context, 200, desk(control).failoverPlan()));
        routes.get(
                "/api/recorders",
                context -> ControlServer.answer(context, 200, desk(control).recorders()));
        routes.post(
                "/api/recorders/{recorder}/drain",
                context -> ControlServer.answer(context, 200, desk(control).drain(context.pathParam("recorder"))));
        routes.post(
                "/api/recorders/{recorder}/return",
                context -> ControlServer.answer(context, 200, desk(control).giveBack(context.pathParam("recorder"))));
    }

    private static SiteDesk desk(Control control) {
        return control.site()
                .orElseThrow(() -> ProblemCode.REQUEST_REFUSED.because(
                        "This node is no management server, and does not know the site.",
                        "Safe: nothing was changed.",
                        "Ask a management server, with --data DIR of that one."));
    }
}
