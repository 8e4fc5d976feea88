package org.lidless.wire;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.lidless.domain.ProblemCode;
import org.lidless.world.DiskFile;

/// Exports at a node's control address.
///
/// | Request | Answer |
/// |---|---|
/// | `POST /api/exports` with an [ExportOrder] | 202 and [ExportReport] |
/// | `GET /api/exports`, `GET /api/exports/{id}` | [ExportReport], one or a list |
/// | `POST /api/exports/{id}/cancel` | stops it; [ExportReport] |
/// | `DELETE /api/exports/{id}` | forgets it and deletes its file; [ExportReport] |
/// | `PUT /api/exports/{id}/order` with a [SiteExport] | the leader gives it to this recorder; [ExportReport] |
/// | `DELETE /api/exports/{id}/order` | the site wants nothing more of it; 204 |
/// | `GET /api/exports/{id}/part?from=N&count=N` | bytes of its file, at most 1 MiB |
final class ExportRoutes {

    private ExportRoutes() {}

    static void add(RoutesConfig routes, Function<Context, Control> control) {
        routes.post(
                "/api/exports",
                context -> ControlServer.answer(
                        context,
                        202,
                        control.apply(context).startExport(ControlServer.body(context, ExportOrder.class))));
        routes.get(
                "/api/exports",
                context -> ControlServer.answer(
                        context, 200, control.apply(context).exports()));
        routes.get(
                "/api/exports/{id}",
                context -> ControlServer.answer(
                        context, 200, control.apply(context).export(context.pathParam("id"))));
        routes.post(
                "/api/exports/{id}/cancel",
                context -> ControlServer.answer(
                        context, 200, control.apply(context).cancelExport(context.pathParam("id"))));
        routes.delete(
                "/api/exports/{id}",
                context -> ControlServer.answer(
                        context, 200, control.apply(context).removeExport(context.pathParam("id"))));
        routes.put(
                "/api/exports/{id}/order",
                context -> ControlServer.answer(
                        context,
                        200,
                        control.apply(context)
                                .takeExport(context.pathParam("id"), ControlServer.body(context, SiteExport.class))));
        routes.delete("/api/exports/{id}/order", context -> {
            control.apply(context).dropExport(context.pathParam("id"));
            context.status(204);
        });
        routes.get(
                "/api/exports/{id}/part",
                context -> part(context, control.apply(context).exportFile(context.pathParam("id"))));
    }

    private static void part(Context context, ExportFile file) {
        long from = number(context, "from");
        int count = (int) Math.min(number(context, "count"), FetchedExport.PART_BYTES_MAX);
        ByteBuffer part = ByteBuffer.allocate((int) Math.clamp(file.length() - from, 0L, count));
        try (DiskFile open = file.open()) {
            while (part.hasRemaining() && open.read(part, from + part.position()) > 0) {
                // until it is full or the file ends
            }
        } catch (IOException away) {
            throw ProblemCode.FOOTAGE_AWAY.because(
                    "The file of this export cannot be read now: " + away.getMessage() + ".",
                    "Safe: the footage in the pools is not touched.",
                    "Bring its recorder back, or export again.");
        }
        context.contentType("application/octet-stream").result(Arrays.copyOf(part.array(), part.position()));
    }

    private static long number(Context context, String name) {
        String text = Optional.ofNullable(context.queryParam(name)).orElse("");
        if (!text.matches("[0-9]{1,18}")) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    name + "=" + text + " is no number of bytes.", "Safe: nothing was changed.", "Use digits.");
        }
        return Long.parseLong(text);
    }
}
