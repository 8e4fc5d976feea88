package org.lidless.wire;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;
import org.lidless.domain.ProblemCode;

/// What only a management server answers.
///
/// | Request | Answer |
/// |---|---|
/// | `GET /api/failover/plan` | [FailoverPlanReport] |
/// | `GET /api/failover/history` | a list of [IncidentReport] |
/// | `GET /api/config[?revision=N]` | [ConfigReport] with its text |
/// | `GET /api/config/history` | a list of [ConfigReport] |
/// | `POST /api/config` with a [ConfigOrder] | [ConfigReport], with problems when it is wrong |
/// | `POST /api/config/rollback?revision=N[&by=WHO]` | [ConfigReport] |
/// | `POST /api/backups` | [BackupReport] |
/// | `GET /api/backups` | a list of [BackupReport] |
/// | `GET /api/recorders` | a list of [RecorderReport] |
/// | `POST /api/recorders/{recorder}/drain`, `…/return` | [RecorderReport] |
final class SiteRoutes {

    private SiteRoutes() {}

    static void add(RoutesConfig routes, Function<Context, Control> control) {
        routes.get(
                "/api/failover/plan",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).failoverPlan()));
        config(routes, control);
        routes.get(
                "/api/failover/history",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).incidents()));
        routes.post(
                "/api/backups",
                context -> ControlServer.answer(
                        context, 201, desk(control.apply(context)).backup()));
        routes.get(
                "/api/backups",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).backups()));
        routes.get(
                "/api/recorders",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).recorders()));
        routes.post(
                "/api/recorders/{recorder}/drain",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).drain(context.pathParam("recorder"))));
        routes.post(
                "/api/recorders/{recorder}/return",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).giveBack(context.pathParam("recorder"))));
    }

    private static void config(RoutesConfig routes, Function<Context, Control> control) {
        routes.get(
                "/api/config",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).config(revision(context))));
        routes.get(
                "/api/config/history",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).configHistory()));
        routes.post(
                "/api/config",
                context -> ControlServer.answer(
                        context,
                        200,
                        desk(control.apply(context)).apply(ControlServer.body(context, ConfigOrder.class))));
        routes.post("/api/config/rollback", context -> {
            long revision = revision(context)
                    .orElseThrow(() -> ProblemCode.REQUEST_REFUSED.because(
                            "The request names no revision.", "Not touched: nothing was changed.", "Add revision=N."));
            String by = Optional.ofNullable(context.queryParam("by")).orElse("somebody");
            ControlServer.answer(context, 200, desk(control.apply(context)).rollback(revision, by));
        });
    }

    private static Optional<Long> revision(Context context) {
        String text = context.queryParam("revision");
        if (text != null && !text.matches("[0-9]{1,15}")) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "revision=" + text + " is no number.", "Not touched: nothing was changed.", "Use digits.");
        }
        return Optional.ofNullable(text).map(Long::parseLong);
    }

    private static SiteDesk desk(Control control) {
        return control.site()
                .orElseThrow(() -> ProblemCode.REQUEST_REFUSED.because(
                        "This node is no management server, and does not know the site.",
                        "Safe: nothing was changed.",
                        "Ask a management server, with --data DIR of that one."));
    }
}
