package org.lidless.wire;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;
import org.lidless.domain.ProblemCode;

/// Audit chains at a node's control address.
///
/// | Request | Answer |
/// |---|---|
/// | `GET /api/audit/head[?asked=N]` | [AuditDesk.Head] |
/// | `GET /api/audit/part?file=N[&node=NODE]` | [AuditDesk.Part]: one file of a node's chain, from 0 |
/// | `GET /api/audit/records?limit=N[&node=NODE][&from=T][&to=T][&act=ACT][&who=WHO][&before=PLACE]` | [AuditDesk.Page]
/// |
/// | `GET /api/audit/check[?node=NODE]` | a list of [AuditDesk.Checked] |
/// | `GET /api/audit/kept` | a list of [AuditDesk.Kept] |
final class AuditRoutes {

    private AuditRoutes() {}

    static void add(RoutesConfig routes, Function<Context, Control> control) {
        routes.get(
                "/api/audit/head",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).head(number(context, "asked"))));
        routes.get(
                "/api/audit/part",
                context -> ControlServer.answer(
                        context,
                        200,
                        desk(control.apply(context))
                                .part(
                                        Optional.ofNullable(context.queryParam("node"))
                                                .orElse(""),
                                        (int) Math.min(number(context, "file"), Integer.MAX_VALUE))));
        routes.get(
                "/api/audit/records",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).records(question(context))));
        routes.get(
                "/api/audit/check",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).check(said(context, "node"))));
        routes.get(
                "/api/audit/kept",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).kept()));
    }

    private static AuditDesk.Question question(Context context) {
        return new AuditDesk.Question(
                said(context, "node"),
                ControlServer.moment(context, "from"),
                ControlServer.moment(context, "to"),
                said(context, "act"),
                said(context, "who"),
                said(context, "before").map(AuditRoutes::place),
                Math.clamp(number(context, "limit"), 1, AuditDesk.RECORDS_MAX));
    }

    private static AuditDesk.Place place(String text) {
        try {
            return AuditDesk.Place.parse(text);
        } catch (IllegalArgumentException garbage) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "before=" + text + " is no place in an audit log.",
                    "Safe: nothing was changed.",
                    "Begin without one.");
        }
    }

    private static Optional<String> said(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isEmpty());
    }

    private static AuditDesk desk(Control control) {
        return control.audit()
                .orElseThrow(() -> ProblemCode.REQUEST_REFUSED.because(
                        "This node keeps no audit log.", "Not concerned.", "Ask another node."));
    }

    private static long number(Context context, String name) {
        String text = Optional.ofNullable(context.queryParam(name)).orElse("0");
        if (!text.matches("[0-9]{1,18}")) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    name + "=" + text + " is no number.", "Safe: nothing was changed.", "Use digits.");
        }
        return Long.parseLong(text);
    }
}
