package org.lidless.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.assertj.core.api.Assertions;
import org.lidless.contract.ApiContract;
import org.lidless.web.access.Guard;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.wire.authority.WebCertificate;
import org.lidless.world.World;

/// A [WebServer] on a free port of loopback with a certificate of a fresh authority, and a client that trusts
/// anybody. Every answer that is a problem is held against docs/reference/openapi.yaml, and of the product's own
/// operations every other one, too.
final class TestWeb implements AutoCloseable {

    /// Read when the first answer is held against it: a benchmark asks by [#http], and has no tests' libraries.
    private static final class Page {

        static final ApiContract CONTRACT = contract();

        private Page() {}
    }

    final WebServer server;
    final SSLContext tls;
    final SSLContext trusting;
    final HttpClient http;
    private boolean isReal;

    TestWeb(Path directory, WebLimits limits, RouteSet... sets) {
        this(directory, limits, new TestGuard(), List.of(sets));
    }

    TestWeb(Path directory, WebLimits limits, Guard guard, List<RouteSet> sets) {
        World world = World.real();
        SiteAuthority authority = SiteAuthority.create(world, directory.resolve("authority"));
        WebCertificate certificate = WebCertificate.open(
                world, authority, List.of("127.0.0.1", "localhost", "::1"), directory.resolve("web"));
        tls = certificate.tls();
        server = WebServer.start(new WebServer.Parts(
                world,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                tls,
                limits,
                guard,
                () -> List.of("https://other.example:8443"),
                sets));
        trusting = trusting();
        http = HttpClient.newBuilder().sslContext(trusting).build();
    }

    private static ApiContract contract() {
        try {
            return ApiContract.read();
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    /// What is served under a path of the page is what the product serves there.
    TestWeb real() {
        isReal = true;
        return this;
    }

    URI uri(String path) {
        return URI.create("https://127.0.0.1:" + server.port() + path);
    }

    HttpRequest.Builder as(String name, String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + name);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        check(answer);
        return answer;
    }

    private void check(HttpResponse<String> answer) {
        String method = answer.request().method();
        String path = answer.uri().getRawPath();
        boolean isKnown = isReal && Page.CONTRACT.find(method, path).isPresent();
        if (isKnown || (path.startsWith("/api/") && answer.statusCode() >= 400)) {
            Assertions.assertThat(Page.CONTRACT.faults(
                            method,
                            path,
                            answer.statusCode(),
                            answer.headers().firstValue("Content-Type").orElse(""),
                            answer.body().getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        }
    }

    /// A connection by which anything can be sent.
    SSLSocket socket() throws IOException {
        SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.startHandshake();
        return socket;
    }

    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException noTls) {
            throw new IllegalStateException(noTls);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        server.close();
    }

    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
