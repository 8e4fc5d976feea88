package org.lidless.wire.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lidless.domain.NodeId;
import org.lidless.wire.Asker;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;

/// What management servers ask each other: requests that are passed on, and the time.
class ServersTest {

    private static final NodeId M2 = new NodeId("m2");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long ANSWER_MILLIS = 20_000;

    private final SiteOfTwo site = new SiteOfTwo();
    private final HeardDesk desk = new HeardDesk();
    private NodeServer server;

    @BeforeEach
    void start() {
        server = site.closed(NodeServer.start(
                site.world(),
                site.credentials(Given.M1),
                1,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new NodeServer.Desks(Optional.of(desk), Optional.empty(), Optional.of(new Echo()), Optional.empty())));
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aManagementServersRequestIsAnsweredInTheNameOfWhoAskedIt() throws IOException {
        Answered answered = ask(M2, new Asked("POST", "/api/things/a%20b?x=1&y=%2F", bytes("body")));
        assertThat(answered.status()).isEqualTo(201);
        assertThat(answered.contentType()).startsWith("text/plain");
        assertThat(answered.body())
                .asString()
                .isEqualTo("POST /api/things/a%20b?x=1&y=%2F&asker=local&address=m2 body");
        Asked annas = new Asked("POST", "/api/things", bytes("")).by(new Asker("anna", "10.0.0.1"));
        assertThat(ask(M2, annas).body()).asString().isEqualTo("POST /api/things?asker=anna&address=10.0.0.1 ");
        assertThat(ask(M2, new Asked("GET", "/api/status", bytes(""))).body())
                .asString()
                .isEqualTo("GET /api/status?asker=local&address=m2 ");
    }

    @Test
    void aRecorderMayNotPassRequestsOn() throws IOException {
        Answered answered = ask(Given.R1, new Asked("GET", "/api/status", bytes("")));
        assertThat(answered.status()).isEqualTo(403);
        assertThat(answered.body()).asString().contains("LID-REQ-002", "r1 is no management server");
    }

    @Test
    void whoCannotBeReachedWasNotAsked() {
        String address = SiteOfTwo.address(server);
        server.close();
        try (ServerClient client = new ServerClient(site.credentials(M2), Given.M1, address)) {
            assertThatThrownBy(() -> client.ask(new Asked("GET", "/api/status", bytes("")))
                            .await(ANSWER_MILLIS))
                    .isInstanceOf(ServerClient.NotAskedException.class);
        }
    }

    @Test
    void onlyTheTimeOfTheLeaderCounts() {
        desk.leads = false;
        AtomicInteger reached = new AtomicInteger();
        TimeLink link = site.closed(TimeLink.start(
                site.world(), site.credentials(M2), 7, Given.M1, SiteOfTwo.address(server), reached::incrementAndGet));
        await().atMost(PATIENCE).until(link::isOpen);
        assertThat(desk.links).containsExactly("met m2");
        assertThat(reached).hasValue(0);
        await().during(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .until(() -> link.clock().isEmpty());
        desk.leads = true;
        await().atMost(PATIENCE).until(() -> link.clock().isPresent());
        desk.leads = false;
        await().atMost(PATIENCE).until(() -> link.clock().isEmpty());
    }

    private Answered ask(NodeId asker, Asked asked) throws IOException {
        try (ServerClient client = new ServerClient(site.credentials(asker), Given.M1, SiteOfTwo.address(server))) {
            return client.ask(asked).await(ANSWER_MILLIS).orElseThrow();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Says what it was asked.
    private static final class Echo implements ControlDesk {

        @Override
        public boolean mayAsk(DoorDesk.Shown peer) {
            return peer.node().equals(M2);
        }

        @Override
        public Answered answer(Asked asked) {
            String said = asked.method() + " " + asked.path() + " " + new String(asked.body(), StandardCharsets.UTF_8);
            return new Answered(201, "text/plain", bytes(said));
        }
    }
}
