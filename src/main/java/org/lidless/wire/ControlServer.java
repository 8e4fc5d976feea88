package org.lidless.wire;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.wire.Membership.JoinOrder;
import org.lidless.wire.Membership.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Answers for a node on a loopback address. Every request needs `Authorization: Bearer TOKEN` (RFC 6750).
///
/// | Request | Answer |
/// |---|---|
/// | `GET /api/status` | [StatusReport] |
/// | `GET /api/web` | [WebAddress] of this very server |
/// | `GET /metrics` | the same as metrics, in Prometheus' text format |
/// | `GET /api/footage?camera=C[&stream=main][&from=T][&to=T]` | [FootageReport] |
/// | `GET /api/gaps?…` (as footage) | [FootageReport] with its gaps only |
/// | `…/api/exports…` | [ExportRoutes] |
/// | `…/api/audit/…` | [AuditRoutes] |
/// | `POST /api/locks` with a [LockOrder] | 201 and [LockReport] |
/// | `GET /api/locks` | a list of [LockReport] |
/// | `DELETE /api/locks/{id}?reason=R` | lifts it; [LockReport] |
/// | `POST /api/pools/{pool}/confirm` | [Upkeep.Confirmed] |
/// | `POST /api/invitations` with a [Membership.InvitationOrder] | 201 and [Membership.InvitationReport] |
/// | `POST /api/join` with a [Membership.JoinOrder] | 201 and [Membership.JoinReport] |
/// | `POST /api/renewals` with a [Membership.RenewalOrder] | 201 and [Membership.RenewalReport] |
/// | `POST /api/servers` with a [Membership.Server] | 201 and [Membership.ServersReport] |
/// | `DELETE /api/servers/{node}` | [Membership.ServersReport] |
public final class ControlServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    /// The longest request that is read.
    private static final long REQUEST_BYTES_MAX = 4 << 20;

    private static final String WHAT_TO_SEND = "docs/reference/commands.md says what to send, as JSON.";
    private static final String JSON = "application/json";
    private static final String PROBLEM_JSON = "application/problem+json";

    private final Control control;
    private final Relay relay;
    private final byte[] token;
    private final Javalin server;

    private final Refusals refusals;

    private ControlServer(Control control, Relay relay, String token, Refusals refusals) {
        this.control = control;
        this.relay = relay;
        this.refusals = refusals;
        this.token = token.getBytes(StandardCharsets.US_ASCII);
        this.server = Javalin.create(this::configure);
    }

    /// Is told of every request that was not let in. Any thread, many at a time.
    public interface Refusals {

        /// @param from    the address that it came from
        /// @param request its method and path
        void refused(String from, String request);
    }

    /// Begins to answer. Port 0 takes any free one.
    ///
    /// @throws ProblemException `PORT_IN_USE`
    public static ControlServer start(InetSocketAddress listen, Control control, String token, Refusals refusals) {
        return start(listen, control, Relay.NONE, token, refusals);
    }

    /// The same, with somebody who may know better.
    ///
    /// @param relay is asked first, for everything under `/api`
    /// @throws ProblemException `PORT_IN_USE`
    public static ControlServer start(
            InetSocketAddress listen, Control control, Relay relay, String token, Refusals refusals) {
        ControlServer started = new ControlServer(control, relay, token, refusals);
        try {
            started.server.start(listen.getHostString(), listen.getPort());
        } catch (JavalinBindException taken) {
            started.server.stop();
            throw ProblemCode.PORT_IN_USE.because(
                    "The control address " + listen.getHostString() + ":" + listen.getPort()
                            + " is in use by another process.",
                    "Nothing is recorded: this recorder was not started.",
                    "Stop the other process, or choose another port with \"listen\" in the settings.");
        }
        return started;
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = REQUEST_BYTES_MAX;
        RoutesConfig routes = config.routes;
        routes.before(this::admit);
        routes.before("/api/*", this::pass);
        routes.get("/api/status", context -> answer(context, 200, of(context).status()));
        routes.get(
                "/metrics",
                context -> context.contentType(MetricsText.CONTENT_TYPE).result(MetricsText.of(of(context))));
        routes.get("/api/web", context -> answer(context, 200, new WebAddress(control.webAddress())));
        routes.get("/api/footage", context -> answer(context, 200, of(context).footage(question(context))));
        routes.get(
                "/api/gaps",
                context -> answer(context, 200, gapsOnly(of(context).footage(question(context)))));
        ExportRoutes.add(routes, this::of);
        AuditRoutes.add(routes, this::of);
        upkeep(routes);
        SiteRoutes.add(routes, this::of);
        PeopleRoutes.add(routes, this::of);
        membership(routes);
        routes.exception(ProblemException.class, (problem, context) -> refuse(context, problem.problem()));
        routes.exception(RuntimeException.class, (bug, context) -> {
            LOG.error("{} answering {} {}", ProblemCode.BUG.code(), context.method(), context.path(), bug);
            refuse(
                    context,
                    ProblemCode.BUG.problem(
                            "The recorder could not answer: " + bug,
                            "Safe: recording does not depend on this request.",
                            "Please report this with the recorder's log."));
        });
        routes.error(404, context -> {
            if (!PROBLEM_JSON.equals(context.res().getContentType())) {
                refuse(context, notHere(context.method() + " " + context.path()));
            }
        });
    }

    private void upkeep(RoutesConfig routes) {
        routes.post("/api/locks", context -> answer(context, 201, of(context).lock(body(context, LockOrder.class))));
        routes.get("/api/locks", context -> answer(context, 200, of(context).locks()));
        routes.delete("/api/locks/{id}", context -> {
            String reason = Optional.ofNullable(context.queryParam("reason")).orElse("");
            answer(context, 200, of(context).unlock(context.pathParam("id"), reason));
        });
        routes.post(
                "/api/pools/{pool}/confirm",
                context -> answer(context, 200, of(context).confirmDeletion(context.pathParam("pool"))));
    }

    private void membership(RoutesConfig routes) {
        routes.post(
                "/api/invitations",
                context -> answer(context, 201, of(context).invite(body(context, Membership.InvitationOrder.class))));
        routes.post("/api/join", context -> answer(context, 201, of(context).join(body(context, JoinOrder.class))));
        routes.post(
                "/api/renewals",
                context -> answer(context, 201, of(context).renew(body(context, Membership.RenewalOrder.class))));
        routes.post("/api/servers", context -> answer(context, 201, of(context).admit(body(context, Server.class))));
        routes.delete(
                "/api/servers/{node}",
                context -> answer(context, 200, of(context).dismiss(context.pathParam("node"))));
    }

    /// The node as whoever asks sees it. Who has the token may ask for somebody else, and says for whom: a
    /// management server's door for browsers does.
    private Control of(Context context) {
        String asker = context.queryParam(ControlClient.ASKER);
        String address = context.queryParam(ControlClient.ADDRESS);
        return asker == null || asker.isEmpty()
                ? control
                : control.by(new Asker(asker, Optional.ofNullable(address).orElse("")));
    }

    private void admit(Context context) {
        String sent = Optional.ofNullable(context.header("Authorization")).orElse("");
        boolean known = sent.regionMatches(true, 0, "Bearer ", 0, 7)
                && MessageDigest.isEqual(sent.substring(7).strip().getBytes(StandardCharsets.UTF_8), token);
        if (!known || !isLoopback(context)) {
            refusals.refused(context.req().getRemoteAddr(), context.method() + " " + context.path());
            throw ProblemCode.ACCESS_DENIED.because(
                    "The request came without this recorder's token.",
                    "Safe: nothing was changed.",
                    "Use the token in " + ControlFile.NAME + " of the recorder's data directory.");
        }
    }

    private void pass(Context context) {
        if (context.header(Relay.HEADER) != null || context.path().equals("/api/web")) {
            return;
        }
        String query = context.queryString();
        String path = context.req().getRequestURI() + (query == null ? "" : "?" + query);
        relay.pass(new Relay.Asked(context.method().name(), path, context.bodyAsBytes()))
                .ifPresent(answered -> {
                    context.status(answered.status())
                            .contentType(answered.contentType())
                            .result(answered.body());
                    context.skipRemainingHandlers();
                });
    }

    private static boolean isLoopback(Context context) {
        String address = context.req().getRemoteAddr();
        return InetAddress.ofLiteral(address.replace("[", "").replace("]", "")).isLoopbackAddress();
    }

    private static FootageQuestion question(Context context) {
        String camera = context.queryParam("camera");
        if (camera == null || camera.isEmpty()) {
            throw wrong("The request names no camera.", "Add camera=NAME.");
        }
        String stream = Optional.ofNullable(context.queryParam("stream")).orElse("main");
        return new FootageQuestion(camera, stream, moment(context, "from"), moment(context, "to"));
    }

    static Optional<Instant> moment(Context context, String name) {
        @Nullable String text = context.queryParam(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Rfc3339.parse(text));
        } catch (DateTimeException notRfc3339) {
            throw wrong(
                    name + "=" + text + " is not a time of RFC 3339.",
                    "Write it like 2026-11-22T04:01:53.5Z, or with an offset.");
        }
    }

    static <T> T body(Context context, Class<T> kind) {
        return order(context.bodyAsBytes(), kind);
    }

    /// What a body orders, with all that belongs to it.
    static <T> T order(byte[] body, Class<T> kind) {
        try {
            return Optional.ofNullable(Json.decodeWhole(body, kind))
                    .orElseThrow(() -> wrong("The request's body is null.", WHAT_TO_SEND));
        } catch (JacksonException notThat) {
            throw wrong(
                    "The request's body is not what is expected here: " + JsonFault.of(notThat) + ".", WHAT_TO_SEND);
        }
    }

    private static FootageReport gapsOnly(FootageReport all) {
        return all.withStretches(all.stretches().stream()
                .filter(FootageReport.StretchReport::isGap)
                .toList());
    }

    private static ProblemException wrong(String what, String remedy) {
        return ProblemCode.REQUEST_REFUSED.because(what, "Safe: nothing was changed.", remedy);
    }

    private static Problem notHere(String request) {
        return ProblemCode.REQUEST_REFUSED.problem(
                "There is nothing at " + request + ".", "Safe: nothing was changed.", "Check the address.");
    }

    static void answer(Context context, int status, Object message) {
        context.status(status).contentType(JSON).result(Json.encode(message));
    }

    private static void refuse(Context context, Problem problem) {
        int status = context.statusCode() == 404 ? 404 : statusOf(problem.code());
        if (status == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        context.status(status).contentType(PROBLEM_JSON).result(Json.encode(ProblemBody.of(problem, status)));
    }

    /// The HTTP status (RFC 9110 section 15) that fits a kind of problem.
    private static int statusOf(ProblemCode code) {
        if (code == ProblemCode.NOTHING_FOUND) {
            return 404;
        }
        if (code == ProblemCode.ACCESS_DENIED) {
            return 401;
        }
        if (code == ProblemCode.EXPORT_EXISTS) {
            return 409;
        }
        if (code == ProblemCode.EXPORT_BUSY) {
            return 429;
        }
        return switch (code.kind()) {
            case REQUEST -> 400;
            case WORLD -> 503;
            case BUG -> 500;
        };
    }

    /// RFC 9457 section 3: a problem as a response's body; `code`, `footage` and `remedy` are members of ours.
    record ProblemBody(
            String type, String title, int status, String detail, String code, String footage, String remedy) {

        static ProblemBody of(Problem problem, int status) {
            return new ProblemBody(
                    "urn:lidless:problem:" + problem.code().code().toLowerCase(Locale.ROOT),
                    problem.code().title(),
                    status,
                    problem.what(),
                    problem.code().code(),
                    problem.footage(),
                    problem.remedy());
        }
    }
}
