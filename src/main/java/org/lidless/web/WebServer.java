package org.lidless.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.web.access.Guard;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers browsers and programs over HTTPS: the API as docs/reference/openapi.yaml has it, and the console's files.
public final class WebServer implements AutoCloseable {

    private static final Set<String> WITH_BODIES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final String AGAIN = "Send it again, whole and without long pauses.";
    private static final Duration SOCKET_IDLE_MAX = Duration.ofSeconds(60);

    private final Parts parts;
    private final Visitors visitors;
    private final Reception reception;
    private final ConsoleFiles console = new ConsoleFiles();
    private final WebHeaders headers;
    private final AtomicLong requests = new AtomicLong();
    private final String boot;
    private final Javalin server;
    private final Thread watch;
    private @Nullable Routes routes;

    /// What it is made of.
    ///
    /// @param listen  where; port 0 takes any free one
    /// @param tls     with the certificate that it shows
    /// @param guard   who asks, and may they
    /// @param servers where browsers reach the site's management servers, `https://host:port`
    /// @param sets    all operations
    public record Parts(
            World world,
            InetSocketAddress listen,
            SSLContext tls,
            WebLimits limits,
            Guard guard,
            Supplier<List<String>> servers,
            List<RouteSet> sets) {

        public Parts {
            sets = List.copyOf(sets);
        }
    }

    private WebServer(Parts parts) {
        this.parts = parts;
        this.visitors = new Visitors(parts.world().clock(), parts.limits());
        this.reception = new Reception(parts.guard(), parts.world().clock(), parts.limits());
        this.headers = new WebHeaders(parts.servers());
        this.boot = String.format("%08x", parts.world().chance().fork("web").bits() >>> 32);
        WebDoor door = new WebDoor(parts.tls(), parts.listen(), parts.limits(), visitors);
        this.server = Javalin.create(config -> configure(config, door));
        this.watch = Thread.ofPlatform().daemon().name("web-visitors").unstarted(visitors::watch);
    }

    /// Begins to answer.
    ///
    /// @throws ProblemException `PORT_IN_USE`
    public static WebServer start(Parts parts) {
        WebServer started = new WebServer(parts);
        try {
            started.server.start();
        } catch (JavalinBindException taken) {
            started.close();
            throw ProblemCode.PORT_IN_USE.because(
                    "The address " + parts.listen().getHostString() + ":"
                            + parts.listen().getPort() + " for browsers is in use by another process.",
                    "Nothing was started.",
                    "Stop the other process, or choose another address with \"web: listen:\" in the settings.");
        }
        started.watch.start();
        return started;
    }

    /// The port on which it answers.
    public int port() {
        return server.port();
    }

    /// All operations that it answers.
    public List<Operation> operations() {
        return Objects.requireNonNull(routes).operations();
    }

    private void configure(JavalinConfig config, WebDoor door) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = parts.limits().headerBytes();
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.addConnector(door::connector);
        config.jetty.modifyServer(door::limit);
        config.jetty.modifyWebSocketServletFactory(sockets -> {
            sockets.setMaxTextMessageSize(parts.limits().sockets());
            sockets.setMaxBinaryMessageSize(parts.limits().sockets());
            sockets.setIdleTimeout(SOCKET_IDLE_MAX);
        });
        RoutesConfig javalin = config.routes;
        javalin.before(context -> {
            Problems.name(context, boot + "-" + requests.incrementAndGet());
            headers.before(context);
        });
        Routes all = new Routes(javalin, reception);
        parts.sets().forEach(set -> set.addTo(all));
        routes = all;
        javalin.options("/api/*", context -> context.status(204));
        javalin.get("/*", console::answer);
        failures(javalin);
        javalin.after(WebServer::hearOut);
    }

    /// Reads what is left of a request that was refused before it was read, up to what any operation takes: who is
    /// answered while still sending sees a broken stream in place of the answer (RFC 9113 section 8.1, RFC 9112
    /// section 9.6). Who sends too slowly or too much is not waited for.
    private static void hearOut(Context context) {
        int status = context.statusCode();
        if (!WITH_BODIES.contains(context.req().getMethod())
                || context.res().isCommitted()
                // To read would invite a body that its sender still keeps back (RFC 9110 section 10.1.1).
                || context.header("Expect") != null
                || status == 408
                || status == 413) {
            return;
        }
        try {
            int length = context.req().getInputStream().readNBytes(Call.BODY_BYTES_MAX).length;
            LOG.trace("{}: {} bytes were left", Problems.asked(context), length);
        } catch (IOException gone) {
            LOG.debug("{}: the rest of the request did not come", Problems.asked(context), gone);
        }
    }

    private static void failures(RoutesConfig javalin) {
        javalin.exception(ProblemException.class, (refused, context) -> Problems.answer(context, refused.problem()));
        javalin.exception(
                RefusedException.class,
                (refused, context) -> Problems.answer(context, refused.problem(), refused.status()));
        javalin.exception(HttpResponseException.class, (refused, context) -> {
            if (refused.getStatus() == 404) {
                Problems.answer(context, Problems.notHere(context));
                return;
            }
            Problems.answer(
                    context,
                    Problems.wrong(String.valueOf(refused.getMessage()) + ".", Problems.WHAT_TO_SEND)
                            .problem(),
                    refused.getStatus());
        });
        javalin.exception(RuntimeException.class, WebServer::bug);
        javalin.exception(IOException.class, WebServer::broken);
        javalin.error(404, context -> {
            if (!Problems.TYPE.equals(context.res().getContentType())) {
                Problems.answer(context, Problems.notHere(context));
            }
        });
    }

    private static void bug(RuntimeException bug, Context context) {
        if (bug instanceof HttpException refused && refused.getCode() / 100 == 4) {
            context.header("Connection", "close");
            Problems.answer(
                    context,
                    Problems.wrong("The request did not come as it should: " + refused.getReason() + ".", AGAIN)
                            .problem(),
                    refused.getCode());
            return;
        }
        LOG.error(
                "{} answering {} ({})", ProblemCode.BUG.code(), Problems.asked(context), Problems.trace(context), bug);
        Problems.answer(
                context,
                ProblemCode.BUG.problem(
                        "The server could not answer.",
                        "Safe: recording does not depend on this request.",
                        "Please report this with the log of the management server; the trace finds it there."));
    }

    /// Whoever asked went away in the middle of the answer, as people do who close a page; or something could not
    /// be read.
    private static void broken(IOException broken, Context context) {
        if (context.res().isCommitted()) {
            LOG.debug("{} was not answered whole: {}", Problems.asked(context), broken.toString());
            Problems.cut(context);
        } else {
            bug(new UncheckedIOException(broken), context);
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        server.stop();
    }
}
