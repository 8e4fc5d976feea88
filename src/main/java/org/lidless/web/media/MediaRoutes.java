package org.lidless.web.media;

import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.domain.Right;
import org.lidless.footage.playback.live.LiveDesk;
import org.lidless.footage.timeline.Timeline;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.web.access.Caller;
import org.lidless.web.access.Guard;
import org.lidless.wire.AuditBook;
import org.lidless.world.Clock;

/// `GET /api/live`: pictures over one WebSocket, docs/formats/live.md.
public final class MediaRoutes implements RouteSet {

    /// Sockets at a time.
    static final int SOCKETS_MAX = 256;

    /// Sockets of one sign-in at a time.
    static final int SOCKETS_OF_ONE_MAX = 8;

    private static final String PAGE = "lidless.page";
    private static final int TRY_LATER = 1013;

    private final Guard guard;
    private final Clock clock;
    private final Showing showing;
    private final AtomicInteger sockets = new AtomicInteger();
    private final AtomicLong pending = new AtomicLong();
    private final Map<String, Integer> ofCallers = new ConcurrentHashMap<>();

    /// @param server   this server's name
    /// @param timeline of the whole site
    /// @param book     where it is written down who looks at what
    public MediaRoutes(NodeId server, Guard guard, LiveDesk desk, Timeline timeline, AuditBook book, Clock clock) {
        this.guard = guard;
        this.clock = clock;
        this.showing = new Showings(server, desk, timeline, book, clock);
    }

    @Override
    public void addTo(Routes routes) {
        routes.socket("/api/live", Need.of(Right.SIGNED_IN), this::configure);
    }

    private void configure(WsConfig socket) {
        socket.onConnect(context -> {
            Caller caller = Call.caller(context);
            int own = ofCallers.merge(caller.key(), 1, Integer::sum);
            if (sockets.incrementAndGet() > SOCKETS_MAX || own > SOCKETS_OF_ONE_MAX) {
                context.closeSession(TRY_LATER, "as many sockets are open as there may be");
                return;
            }
            LivePage page = new LivePage(context.session, caller, guard, showing, clock, pending);
            context.attribute(PAGE, page);
            page.start();
        });
        socket.onMessage(context -> {
            LivePage page = page(context);
            if (page != null) {
                page.hear(context.message());
            }
        });
        socket.onBinaryMessage(context -> context.closeSession(1003, "text is spoken here"));
        socket.onClose(context -> closed(context));
        socket.onError(context -> closed(context));
    }

    private static @Nullable LivePage page(WsContext context) {
        return context.attribute(PAGE);
    }

    private void closed(WsContext context) {
        Object counted = context.attribute("lidless.closed");
        if (counted == null) {
            context.attribute("lidless.closed", true);
            sockets.decrementAndGet();
            ofCallers.computeIfPresent(Call.caller(context).key(), (_, open) -> open > 1 ? open - 1 : null);
        }
        LivePage page = page(context);
        if (page != null) {
            page.close();
        }
    }
}
