package org.lidless.wire.node;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.authority.UntrustedPeerException;

/// The listening socket of a [NodeServer] with mutual TLS 1.3.
final class TlsDoor {

    private static final long IDLE_MILLIS = 20_000;
    private static final int WAITING_MAX = 128;

    /// Most connections at a time; further ones wait to be accepted.
    private static final int CONNECTIONS_MAX = 1_024;

    private final SSLContext tls;
    private final InetSocketAddress listen;
    private final Refusals refusals;
    private final boolean newcomers;

    /// @param newcomers whether also who has no certificate may come in; one that is shown is checked all the same
    TlsDoor(SSLContext tls, InetSocketAddress listen, Refusals refusals, boolean newcomers) {
        this.tls = tls;
        this.listen = listen;
        this.refusals = refusals;
        this.newcomers = newcomers;
    }

    Connector connector(Server server, HttpConfiguration base) {
        HttpConfiguration http = new HttpConfiguration(base);
        http.setSendServerVersion(false);
        // Names are checked in certificates; what a client calls the host is of no importance.
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(tls);
        factory.setIncludeProtocols("TLSv1.3");
        factory.setNeedClientAuth(!newcomers);
        factory.setWantClientAuth(newcomers);
        factory.setEndpointIdentificationAlgorithm(null);
        ServerConnector connector = new ServerConnector(
                server, 1, 1, new SslConnectionFactory(factory, "http/1.1"), new HttpConnectionFactory(http));
        connector.setHost(listen.getHostString());
        connector.setPort(listen.getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(WAITING_MAX);
        connector.addBean(new Complaints());
        return connector;
    }

    void limit(Server server) {
        server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, server));
        server.setStopTimeout(0);
    }

    /// Hears of everybody who was not let in.
    private final class Complaints implements SslHandshakeListener {

        @Override
        public void handshakeFailed(Event event, Throwable failure) {
            SocketAddress from = event.getEndPoint().getRemoteSocketAddress();
            String who = from == null ? "somebody" : "somebody at " + from;
            refusals.refused(ProblemCode.PEER_NOT_TRUSTED, who, from, reason(failure));
        }

        private static String reason(Throwable failure) {
            boolean hungUp = false;
            for (Throwable each = failure; each != null; each = each.getCause()) {
                if (each instanceof UntrustedPeerException untrusted) {
                    return untrusted.why();
                }
                hungUp |= !(each instanceof SSLException)
                        || String.valueOf(each.getMessage()).contains("alert");
            }
            return hungUp
                    ? "it hung up during the greeting; it may not trust this node (" + failure.getMessage() + ")"
                    : "it does not speak TLS as nodes do (" + failure.getMessage() + ")";
        }
    }
}
