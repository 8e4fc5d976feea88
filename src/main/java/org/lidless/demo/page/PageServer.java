package org.lidless.demo.page;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemException;
import org.lidless.wire.FootageReport;
import org.lidless.wire.Json;
import org.lidless.world.Clock;

/// Serves the page on a free port of loopback, and keeps what it shows.
///
/// | Request | Answer |
/// |---|---|
/// | `GET /`, `/page.css`, `/page.js` | the page |
/// | `GET /view.json` | [View] |
public final class PageServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final long LOOK_EVERY_US = 1_000_000;
    /// Whoever has looked as lately as this is waited for at the end, so that he sees how it ended.
    private static final long ONLOOKER_US = 3_000_000;
    private static final long FAREWELL_US = 2_000_000;
    private static final long FAREWELL_POLL_US = 50_000;

    /// Nothing but this page's own files, and nothing may show it inside of something else.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Clock clock;
    private final Story story;
    private final Javalin server;
    private volatile View view;
    private volatile long lookedAtUs = Long.MIN_VALUE / 2;
    private volatile boolean finalShown;
    private volatile boolean closing;
    private @Nullable Thread watching;

    private PageServer(Clock clock, Story story) {
        this.clock = clock;
        this.story = story;
        this.view = View.empty(clock.wallUs() / 1000);
        this.server = Javalin.create(this::configure);
    }

    public static PageServer start(Clock clock, Story story) {
        PageServer started = new PageServer(clock, story);
        started.server.start(HOST, 0);
        return started;
    }

    public String url() {
        return "http://" + HOST + ":" + server.port() + "/";
    }

    /// Looks at the site each second from now on, until [#farewell].
    public void watch(Watched site) {
        watching = Thread.ofPlatform().daemon().name("page").start(() -> {
            while (!closing) {
                long startUs = clock.elapsedUs();
                look(site);
                clock.pauseUs(Math.max(LOOK_EVERY_US - (clock.elapsedUs() - startUs), LOOK_EVERY_US / 2));
            }
        });
    }

    private void look(Watched site) {
        SortedMap<String, FootageReport> footage = new TreeMap<>();
        try {
            for (String camera : site.cameras()) {
                site.footage(camera).ifPresent(report -> footage.put(camera, report));
            }
            view = View.of(site, footage, story.told(), view, clock.wallUs() / 1000);
        } catch (ProblemException notNow) {
            // The site is being broken on purpose: the next look is in a second, and until then the last view stands.
            view = view.with(story.told());
        }
    }

    /// The story has ended: what was seen last stays, with the story's last word. Waits a moment for whoever looks.
    public void farewell() {
        endWatching();
        view = view.with(story.told());
        finalShown = false;
        long endUs = clock.elapsedUs() + FAREWELL_US;
        while (!finalShown && clock.elapsedUs() - lookedAtUs < ONLOOKER_US && clock.elapsedUs() < endUs) {
            clock.pauseUs(FAREWELL_POLL_US);
        }
    }

    private void endWatching() {
        closing = true;
        Thread thread = watching;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(LOOK_EVERY_US / 1000);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        endWatching();
        server.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.routes.before(this::admit);
        config.routes.get("/", context -> resource(context, "page.html", "text/html; charset=utf-8"));
        config.routes.get("/page.css", context -> resource(context, "page.css", "text/css; charset=utf-8"));
        config.routes.get("/page.js", context -> resource(context, "page.js", "text/javascript; charset=utf-8"));
        config.routes.get("/view.json", this::tell);
    }

    /// A page elsewhere that has its own name point to loopback is not answered.
    private void admit(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cache-Control", "no-store");
        String host = Optional.ofNullable(context.header("Host")).orElse("");
        if (!host.equals(HOST + ":" + server.port()) && !host.equals("localhost:" + server.port())) {
            context.status(421).result("This page is at " + url() + "\n").skipRemainingHandlers();
        }
    }

    private void tell(Context context) {
        lookedAtUs = clock.elapsedUs();
        View now = view;
        context.contentType("application/json").result(Json.encode(now));
        if (!now.verdict().isEmpty()) {
            finalShown = true;
        }
    }

    private static void resource(Context context, String name, String type) {
        try (InputStream in = PageServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program comes without its " + name);
            }
            context.contentType(type).result(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
