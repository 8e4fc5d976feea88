package org.lidless.wire.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.NodeId;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.NodeFiles;
import org.lidless.wire.authority.ShiftedWorld;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.world.World;
import org.slf4j.LoggerFactory;

/// Who is not let in, what is not listened to, and that others go on meanwhile.
class NodeServerTest {

    private static final SiteOfTwo SITE = new SiteOfTwo();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long YEAR_US = 365L * 86_400 * 1_000_000;

    private final HeardDesk desk = new HeardDesk();
    private final HeardAssignments recorder = new HeardAssignments();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(NodeServer.class);
    private NodeServer server;
    private ManagementLink good;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        log.start();
        logger.addAppender(log);
        server = SITE.management(Given.M1, desk, 0);
        good = SITE.closed(ManagementLink.start(
                SITE.world(),
                SITE.credentials(Given.R1),
                42,
                Given.M1,
                SiteOfTwo.address(server),
                () -> Given.heartbeat(Given.R1, 42),
                recorder));
        await().atMost(PATIENCE).until(() -> !desk.beats.isEmpty());
    }

    @AfterEach
    void othersWentOn() {
        int beats = desk.beats.size();
        await().atMost(PATIENCE).until(() -> desk.beats.size() > beats);
        assertThat(good.isOpen()).isTrue();
        assertThat(desk.links).containsExactly("opened r1 42");
        logger.detachAppender(log);
        SITE.tidy();
    }

    @AfterAll
    static void close() {
        SITE.close();
    }

    @Test
    void plainHttpIsHungUpOn() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /node/v1/pools HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP");
        }
        await().atMost(PATIENCE).until(() -> logged("it does not speak TLS as nodes do"));
    }

    @Test
    void whoShowsNoCertificateIsHungUpOn() throws Exception {
        SSLContext nameless = SSLContext.getInstance("TLSv1.3");
        nameless.init(null, new javax.net.ssl.TrustManager[] {new TrustsAll()}, null);
        assertThatThrownBy(() -> open(nameless, new Heard())).hasMessageContaining("certificate_required");
        await().atMost(PATIENCE).until(() -> logged("Closed the connection of somebody at /127.0.0.1"));
    }

    @Test
    void whoIsOfAnotherSiteIsToldSoOnBothSides() throws IOException {
        NodeFiles foreign = SiteAuthority.create(World.real(), directory.resolve("foreign"))
                .issue(Given.S1, List.of(), directory.resolve("s1"));
        Path both = directory.resolve("both.pem");
        Files.writeString(both, Files.readString(foreign.authority()) + SITE.authorityPem());
        NodeCredentials gullible = load(new NodeFiles(foreign.key(), foreign.certificate(), both));
        HeardAssignments refused = new HeardAssignments();
        SITE.closed(link(gullible, refused));
        await().atMost(PATIENCE).until(() -> !refused.problems.isEmpty());
        assertThat(refused.problems.getFirst().what()).contains("does not trust this node (s1)");
        await().atMost(PATIENCE).until(() -> logged("its certificate is not signed by this site's authority"));
    }

    @Test
    void garbageIsHungUpOnWithAReason() throws Exception {
        assertThat(ended("GET / HTTP/1.1")).startsWith("1008 it sent no message of this protocol");
        assertThat(ended("{\"type\":\"clock-asked\",\"token\":1}"))
                .isEqualTo("1008 it said something before its hello");
        assertThat(ended(hello("s2", 1))).isEqualTo("1008 it says that it is s2, but its certificate is s1's");
        assertThat(ended(hello("s1", 2))).isEqualTo("4001 this node speaks version 1 of the protocol, not 2");
        await().atMost(PATIENCE).until(() -> logged("it sent no message of this protocol"));
        await().atMost(PATIENCE).until(() -> logged("LID-PEER-004"));
    }

    @Test
    void aMessageThatIsTooLongIsNotRead() throws Exception {
        String ended = ended("x".repeat(NodeServer.MESSAGE_BYTES_MAX + 1));
        assertThat(ended).matches("10(09|06) .*");
    }

    @Test
    void bytesAreNotSpokenHere() throws Exception {
        Heard heard = new Heard();
        WebSocket socket = open(SITE.credentials(Given.S1).forDialling(Given.M1), heard);
        socket.sendBinary(ByteBuffer.allocate(10), true).get(5, TimeUnit.SECONDS);
        assertThat(heard.ended.get(5, TimeUnit.SECONDS)).isEqualTo("1008 it sent bytes where text is spoken");
    }

    @Test
    void whatIsNotAtThisNodeIsNotThere() {
        assertThatThrownBy(() -> {
                    try (PeerClient client = PeerClient.of(
                            SITE.world(), SITE.credentials(Given.S1), Given.M1, SiteOfTwo.address(server))) {
                        client.pools();
                    }
                })
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
    }

    @Test
    void expiredCertificatesAreAcceptedBetweenNodes() throws IOException {
        World longAgo = ShiftedWorld.shifted(-40 * YEAR_US);
        SiteAuthority old = SiteAuthority.create(longAgo, directory.resolve("old"));
        NodeCredentials m2 = load(old.issue(new NodeId("m2"), List.of(), directory.resolve("m2")));
        NodeCredentials r2 = load(old.issue(new NodeId("r2"), List.of(), directory.resolve("r2")));
        HeardDesk heard = new HeardDesk();
        NodeServer second = SITE.closed(NodeServer.start(
                SITE.world(),
                m2,
                1,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new NodeServer.Desks(Optional.of(heard), Optional.empty())));
        SITE.closed(ManagementLink.start(
                SITE.world(),
                r2,
                5,
                new NodeId("m2"),
                SiteOfTwo.address(second),
                () -> Given.heartbeat(new NodeId("r2"), 5),
                new HeardAssignments()));
        await().atMost(PATIENCE).until(() -> !heard.beats.isEmpty());
    }

    @Test
    void whoDoesNotReadIsHungUpOnAndNobodyWaitsForHim() throws Exception {
        Deaf deaf = new Deaf();
        WebSocket socket = open(SITE.credentials(Given.S1).forDialling(Given.M1), deaf);
        socket.sendText(hello("s1", 1), true).get(5, TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> desk.links.contains("opened s1 1"));
        AssignmentList list = Given.manyAssignments(Given.S1, 400);
        long slowestNs = 0;
        for (int each = 0; each < 2_000 && !desk.links.contains("closed s1 1"); each++) {
            long began = System.nanoTime();
            server.push(list);
            slowestNs = Math.max(slowestNs, System.nanoTime() - began);
        }
        await().atMost(PATIENCE).until(() -> desk.links.contains("closed s1 1"));
        assertThat(slowestNs).isLessThan(5_000_000_000L);
        await().atMost(PATIENCE).until(() -> logged("it does not read what it is told"));
        desk.links.removeIf(each -> each.contains("s1"));
    }

    @Test
    void aPortInUseIsSaid() {
        assertThatThrownBy(() -> SITE.management(Given.M1, new HeardDesk(), server.port()))
                .hasMessageContaining("LID-NODE-001")
                .hasMessageContaining(":" + server.port());
    }

    private NodeCredentials load(NodeFiles files) {
        return NodeCredentials.load(World.real(), files);
    }

    private ManagementLink link(NodeCredentials own, ManagementHearer hearer) {
        return ManagementLink.start(
                SITE.world(),
                own,
                9,
                Given.M1,
                SiteOfTwo.address(server),
                () -> Given.heartbeat(own.node(), 9),
                hearer);
    }

    private boolean logged(String text) {
        return List.copyOf(log.list).stream()
                .anyMatch(each -> each.getFormattedMessage().contains(text));
    }

    private static String hello(String node, int protocol) {
        return "{\"type\":\"hello\",\"protocol\":" + protocol + ",\"node\":\"" + node + "\",\"boot\":1}";
    }

    /// How the server ends the connection of a node of the site that says this.
    private String ended(String says) throws Exception {
        Heard heard = new Heard();
        WebSocket socket = open(SITE.credentials(Given.S1).forDialling(Given.M1), heard);
        var _ = socket.sendText(says, true);
        return heard.ended.get(5, TimeUnit.SECONDS);
    }

    private WebSocket open(SSLContext tls, WebSocket.Listener heard) throws Exception {
        HttpClient http = HttpClient.newBuilder().sslContext(tls).build();
        SITE.closed(http::shutdownNow);
        URI uri = URI.create("wss://" + SiteOfTwo.address(server) + "/node/v1/management");
        return http.newWebSocketBuilder().buildAsync(uri, heard).get(10, TimeUnit.SECONDS);
    }

    /// Asks for nothing that comes.
    private static final class Deaf implements WebSocket.Listener {

        @Override
        public void onOpen(WebSocket socket) {
            // Nothing is requested.
        }
    }

    private static final class Heard implements WebSocket.Listener {
        private final CompletableFuture<String> ended = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            ended.complete(code + " " + reason);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            ended.complete("1006 " + error);
        }
    }
}
