package org.lidless.web.route;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Right;
import org.lidless.footage.evidence.VerifyPage;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.MetricsText;

/// What is true of the program itself: its API, its problems, whether it is well.
public final class AboutRoutes implements RouteSet {

    private final WebDesk desk;
    private final BooleanSupplier isReady;

    /// @param isReady whether a leader is known
    public AboutRoutes(WebDesk desk, BooleanSupplier isReady) {
        this.desk = desk;
        this.isReady = isReady;
    }

    /// @param kind `request`, `world` or `bug`
    record ProblemPage(String code, String title, String kind, String explanation) {

        static ProblemPage of(ProblemCode code) {
            return new ProblemPage(
                    code.code(), code.title(), code.kind().name().toLowerCase(Locale.ROOT), code.explanation());
        }
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/openapi.yaml", Need.open(), call -> text(call, "application/yaml", "openapi.yaml"));
        routes.get(
                "/api/problems",
                Need.open(),
                call -> call.json(
                        200,
                        Arrays.stream(ProblemCode.values())
                                .sorted(Comparator.comparing(ProblemCode::code))
                                .map(ProblemPage::of)
                                .toList()));
        routes.get("/api/problems/{code}", Need.open(), call -> {
            ProblemCode known = ProblemCode.find(call.path("code"))
                    .orElseThrow(() -> ProblemCode.NOTHING_FOUND.because(
                            "There is no code " + call.path("code") + ".",
                            "Not concerned.",
                            "GET /api/problems lists all of them."));
            call.json(200, ProblemPage.of(known));
        });
        routes.get(
                "/verify",
                Need.open(),
                call -> call.context()
                        .contentType("text/html; charset=utf-8")
                        .header("Content-Security-Policy", VerifyPage.contentSecurityPolicy())
                        .result(VerifyPage.bytes()));
        routes.get("/healthz", Need.open(), call -> said(call, 200, "ok"));
        routes.get("/readyz", Need.open(), call -> {
            boolean ready = isReady.getAsBoolean();
            said(call, ready ? 200 : 503, ready ? "ready" : "no management server leads");
        });
        routes.get(
                "/metrics",
                Need.of(Right.STATUS),
                call -> call.context()
                        .contentType(MetricsText.CONTENT_TYPE)
                        .result(MetricsText.of(desk.control(call.caller()))));
    }

    private static void said(Call call, int status, String text) {
        call.context().status(status).contentType("text/plain; charset=utf-8").result(text + "\n");
    }

    private static void text(Call call, String type, String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(AboutRoutes.class.getResourceAsStream(resource))) {
            call.context().contentType(type).result(in.readAllBytes());
        }
    }
}
