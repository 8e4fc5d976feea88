package org.lidless.web;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches connections, so that nobody holds one by sending a byte now and then: a greeting or a request has to
/// come whole within a time, however lively it drips. And counts them by address. Any thread.
final class Visitors implements Connection.Listener, SslHandshakeListener {

    private static final long LOOK_US = 500_000;
    private static final Logger LOG = LoggerFactory.getLogger(Visitors.class);

    private final Clock clock;
    private final WebLimits limits;
    private final ConcurrentMap<Connection, Seen> open = new ConcurrentHashMap<>();
    private final ConcurrentMap<SSLEngine, Greeting> greeting = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    Visitors(Clock clock, WebLimits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    /// A connection that says hello by TLS. Known by its engine: those who hear of the end of it hear of the
    /// decrypted side, not of this one.
    private record Greeting(EndPoint end, long sinceUs) {}

    /// @param requests that had come when it was looked at last
    /// @param bytes    that had come when the newest of those had
    /// @param sinceUs  when the next request began to come
    private record Seen(long requests, long bytes, long sinceUs) {}

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof SslConnection tls) {
            greeting.put(tls.getSSLEngine(), new Greeting(tls.getEndPoint(), clock.elapsedUs()));
            int now = byAddress.merge(address(connection), 1, Integer::sum);
            if (now > limits.connectionsOfOne()) {
                LOG.debug("{} has {} connections; this one is closed", address(connection), now);
                connection.getEndPoint().close();
            }
        } else if (!isWebSocket(connection)) {
            open.put(connection, new Seen(connection.getMessagesIn(), connection.getBytesIn(), clock.elapsedUs()));
        }
    }

    @Override
    public void handshakeSucceeded(Event event) {
        greeting.remove(event.getSSLEngine());
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        greeting.remove(event.getSSLEngine());
        LOG.debug("no greeting with {}: {}", event.getEndPoint().getRemoteSocketAddress(), failure.toString());
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
        if (connection instanceof SslConnection tls) {
            greeting.remove(tls.getSSLEngine());
            byAddress.computeIfPresent(address(connection), (each, count) -> count > 1 ? count - 1 : null);
        }
    }

    /// Looks now and then, until the thread is interrupted.
    void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            clock.pauseUs(LOOK_US);
            long nowUs = clock.elapsedUs();
            open.forEach((connection, seen) -> look(connection, seen, nowUs));
            greeting.values().stream()
                    .filter(each -> isLate(each.sinceUs(), nowUs))
                    .forEach(each -> cut(each.end(), "the greeting"));
        }
    }

    private void look(Connection connection, Seen seen, long nowUs) {
        long requests = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        if (requests != seen.requests() || bytes == seen.bytes()) {
            open.replace(connection, seen, new Seen(requests, bytes, nowUs));
        } else if (isLate(seen.sinceUs(), nowUs) && !isTalking(connection)) {
            cut(connection.getEndPoint(), "a request");
        }
    }

    private boolean isLate(long sinceUs, long nowUs) {
        return nowUs - sinceUs > limits.request().toNanos() / 1000;
    }

    /// Over HTTP/2 something always comes (windows, pings), also while an answer takes long; each request has its
    /// own limits there.
    private static boolean isTalking(Connection connection) {
        return connection instanceof HTTP2Connection && connection.getMessagesIn() > 0;
    }

    private static boolean isWebSocket(Connection connection) {
        return connection.getClass().getName().contains(".websocket.");
    }

    private static void cut(EndPoint end, String what) {
        LOG.debug("{} of {} did not come whole in time; the connection is closed", what, end.getRemoteSocketAddress());
        end.close();
    }

    private static String address(Connection connection) {
        EndPoint end = connection.getEndPoint();
        SocketAddress from = end == null ? null : end.getRemoteSocketAddress();
        return from instanceof InetSocketAddress internet ? internet.getHostString() : String.valueOf(from);
    }

    /// How many are open now.
    int count() {
        return byAddress.values().stream().mapToInt(Integer::intValue).sum();
    }
}
