package org.lidless.wire.node;

import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's side of one WebSocket address: hello, the time, and everything else to its [Visits].
final class PeerSocket {

    /// Under this name the server leaves who a connection's peer is.
    static final String PEER = "lidless.peer";

    private static final Logger LOG = LoggerFactory.getLogger(PeerSocket.class);
    private static final String CONNECTION = "lidless.connection";
    private static final Duration IDLE_MAX = Duration.ofSeconds(10);

    private final World world;
    private final Message.Hello hello;
    private final Refusals refusals;
    private final Visits visits;
    private final BooleanSupplier timeCounts;

    /// @param hello      what this node says of itself
    /// @param timeCounts whether others are to go by its time
    PeerSocket(World world, Message.Hello hello, Refusals refusals, Visits visits, BooleanSupplier timeCounts) {
        this.world = world;
        this.hello = hello;
        this.refusals = refusals;
        this.visits = visits;
        this.timeCounts = timeCounts;
    }

    void configure(WsConfig socket) {
        socket.onConnect(context -> {
            Session session = context.session;
            session.setIdleTimeout(IDLE_MAX);
            NodeId peer = context.attribute(PEER);
            if (peer == null) {
                session.disconnect();
                return;
            }
            context.attribute(CONNECTION, new PeerConnection(session, peer, refusals));
        });
        socket.onMessage(context -> heard(context, context.message()));
        socket.onBinaryMessage(context -> refuse(context, "it sent bytes where text is spoken"));
        socket.onClose(context -> ended(context, null));
        socket.onError(context -> ended(context, context.error()));
    }

    private static @Nullable PeerConnection connection(WsContext context) {
        return context.attribute(CONNECTION);
    }

    private void heard(WsContext context, String text) {
        PeerConnection connection = connection(context);
        if (connection == null) {
            return;
        }
        Message message;
        try {
            message = connection.read(text);
        } catch (IllegalArgumentException garbage) {
            refuse(context, "it sent no message of this protocol: " + garbage.getMessage());
            return;
        }
        try {
            heard(connection, message);
        } catch (IllegalArgumentException forbidden) {
            refuse(context, String.valueOf(forbidden.getMessage()));
        } catch (RuntimeException bug) {
            LOG.error("{} A message of {} failed; others go on.", ProblemCode.BUG.code(), connection, bug);
            connection.drop();
        }
    }

    private void heard(PeerConnection connection, Message message) {
        if (message instanceof Message.Hello theirs) {
            hello(connection, theirs);
        } else if (connection.boot().isEmpty()) {
            throw new IllegalArgumentException("it said something before its hello");
        } else if (message instanceof Message.ClockAsked asked) {
            connection.send(
                    new Message.ClockAnswered(asked.token(), world.clock().wallUs(), timeCounts.getAsBoolean()));
        } else {
            visits.heard(connection, message);
        }
    }

    private void hello(PeerConnection connection, Message.Hello theirs) {
        if (connection.boot().isPresent()) {
            throw new IllegalArgumentException("it said hello twice");
        }
        if (!theirs.node().equals(connection.peer())) {
            throw new IllegalArgumentException(
                    "it says that it is " + theirs.node() + ", but its certificate is " + connection.peer() + "'s");
        }
        connection.send(hello);
        if (theirs.protocol() != Message.PROTOCOL) {
            connection.refuse(
                    ProblemCode.PEER_VERSION,
                    PeerConnection.OTHER_VERSION,
                    "this node speaks version " + Message.PROTOCOL + " of the protocol, not " + theirs.protocol());
            return;
        }
        connection.open(theirs.boot());
        visits.opened(connection);
    }

    private static void refuse(WsContext context, String why) {
        PeerConnection connection = connection(context);
        if (connection != null) {
            connection.refuse(ProblemCode.PEER_NOT_TRUSTED, PeerConnection.CLOSED_BY_RULE, why);
        }
    }

    private void ended(WsContext context, @Nullable Throwable why) {
        PeerConnection connection = connection(context);
        if (connection == null || !connection.end()) {
            return;
        }
        LOG.debug("The connection of {} ended", connection, why);
        if (connection.boot().isPresent()) {
            visits.closed(connection);
        }
    }
}
