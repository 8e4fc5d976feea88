package org.lidless.wire;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.PeopleDesk.ChangeOrder;
import org.lidless.wire.PeopleDesk.PersonOrder;

/// What a management server answers about people, to whoever may use the product on its own machine.
///
/// | Request | Answer |
/// |---|---|
/// | `GET /api/people` | a list of [PeopleDesk.PersonReport] |
/// | `POST /api/people` with a [PeopleDesk.PersonOrder] | 201 and [PeopleDesk.CodeReport] |
/// | `PATCH /api/people/{person}` with a [PeopleDesk.PersonOrder] | [PeopleDesk.PersonReport] |
/// | `DELETE /api/people/{person}` | `{}` |
/// | `POST /api/people/{person}/invitation` | [PeopleDesk.CodeReport] |
/// | `DELETE /api/people/{person}/sessions` | `{}` |
/// | `POST /api/first-code` | [PeopleDesk.CodeReport] |
/// | `POST /api/people-changes` with a [PeopleDesk.ChangeOrder] | [PeopleDesk.ChangeReport]: for other management
/// servers |
final class PeopleRoutes {

    /// Nothing to say.
    record Done() {}

    private PeopleRoutes() {}

    static void add(RoutesConfig routes, Function<Context, Control> control) {
        routes.get(
                "/api/people",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).people()));
        routes.post(
                "/api/people",
                context -> ControlServer.answer(
                        context,
                        201,
                        desk(control.apply(context)).add(ControlServer.body(context, PersonOrder.class))));
        routes.patch(
                "/api/people/{person}",
                context -> ControlServer.answer(
                        context,
                        200,
                        desk(control.apply(context)).change(ControlServer.body(context, PersonOrder.class))));
        routes.delete("/api/people/{person}", context -> {
            desk(control.apply(context)).remove(person(context));
            ControlServer.answer(context, 200, new Done());
        });
        routes.post(
                "/api/people/{person}/invitation",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).invite(person(context))));
        routes.delete("/api/people/{person}/sessions", context -> {
            desk(control.apply(context)).signOut(person(context));
            ControlServer.answer(context, 200, new Done());
        });
        routes.post(
                "/api/first-code",
                context -> ControlServer.answer(
                        context, 200, desk(control.apply(context)).firstCode()));
        routes.post(
                "/api/people-changes",
                context -> ControlServer.answer(
                        context,
                        200,
                        desk(control.apply(context)).agree(ControlServer.body(context, ChangeOrder.class))));
    }

    private static String person(Context context) {
        return context.pathParam("person");
    }

    private static PeopleDesk desk(Control control) {
        return Optional.of(control)
                .flatMap(Control::people)
                .orElseThrow(() -> ProblemCode.REQUEST_REFUSED.because(
                        "This node is no management server, and does not know who may do what.",
                        "Safe: nothing was changed.",
                        "Ask a management server, with --data DIR of that one."));
    }
}
