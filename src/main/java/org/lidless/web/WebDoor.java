package org.lidless.web;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;

/// The listening socket for browsers and programs: TLS 1.3 and 1.2, HTTP/2 and HTTP/1.1, with its limits.
final class WebDoor {

    private static final int WAITING_MAX = 128;
    /// Requests at a time over one connection (RFC 9113 section 6.5.2).
    private static final int STREAMS_MAX = 128;

    private final SSLContext tls;
    private final InetSocketAddress listen;
    private final WebLimits limits;
    private final Visitors visitors;

    WebDoor(SSLContext tls, InetSocketAddress listen, WebLimits limits, Visitors visitors) {
        this.tls = tls;
        this.listen = listen;
        this.limits = limits;
        this.visitors = visitors;
    }

    Connector connector(Server server, HttpConfiguration base) {
        HttpConfiguration http = new HttpConfiguration(base);
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(limits.headerBytes());
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setRelativeRedirectAllowed(true);
        // A browser may call the machine by any of its names and addresses.
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(tls);
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setEndpointIdentificationAlgorithm(null);
        factory.setCipherComparator(HTTP2Cipher.COMPARATOR);
        factory.setUseCipherSuitesOrder(true);
        HttpConnectionFactory one = new HttpConnectionFactory(http);
        HTTP2ServerConnectionFactory two = new HTTP2ServerConnectionFactory(http);
        two.setMaxConcurrentStreams(STREAMS_MAX);
        // A WebSocket gets a connection of its own, by HTTP/1.1.
        two.setConnectProtocolEnabled(false);
        ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
        choice.setDefaultProtocol(one.getProtocol());
        ServerConnector connector = new ServerConnector(
                server, 1, 1, new SslConnectionFactory(factory, choice.getProtocol()), choice, two, one);
        connector.setHost(listen.getHostString());
        connector.setPort(listen.getPort());
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setAcceptQueueSize(WAITING_MAX);
        connector.addBean(visitors);
        return connector;
    }

    void limit(Server server) {
        server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        server.setErrorHandler(WebDoor::refuse);
        server.setStopTimeout(0);
    }

    /// What is so wrong that no operation came to see it: a header too long, an ambiguous path.
    private static boolean refuse(Request request, Response response, Callback callback) {
        int status = Math.max(response.getStatus(), 400);
        Problem problem = ProblemCode.REQUEST_REFUSED.problem(
                Optional.ofNullable(request.getAttribute(ErrorHandler.ERROR_MESSAGE))
                                .map(String::valueOf)
                                .orElse("The request cannot be understood")
                        + ".",
                "Safe: nothing was changed.",
                Problems.WHAT_TO_SEND);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.TYPE);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(Problems.body(problem, status, "none")), callback);
        return true;
    }
}
