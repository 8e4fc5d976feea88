package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.WitnessReport;
import org.lidless.node.settings.Settings.ManagementServer;
import org.lidless.wire.Json;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.Relay.Answered;
import org.lidless.wire.Relay.Asked;
import org.lidless.wire.StatusReport.ServerStatus;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.wire.node.ControlDesk;
import org.lidless.wire.node.DoorDesk;
import org.lidless.wire.node.ManagementDesk;
import org.lidless.wire.node.NodeServer;
import org.lidless.world.World;

/// A management server that does not lead asks the one that does, and what happens while nobody does.
class OtherServersTest {

    private static final NodeId M1 = new NodeId("m1");
    private static final NodeId M2 = new NodeId("m2");
    private static final Asked QUESTION = new Asked("GET", "/api/status", new byte[0]);
    private static final Asked CHANGE = new Asked("POST", "/api/locks", new byte[0]);

    private final World world = World.real();
    private final Leader leader = new Leader();
    private final AtomicReference<Optional<NodeId>> known = new AtomicReference<>(Optional.of(M1));
    private final AtomicBoolean leads = new AtomicBoolean();
    private final Opened opened = new Opened();
    private NodeServer server;
    private OtherServers others;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        SiteAuthority authority = SiteAuthority.create(world, directory.resolve("authority"));
        NodeCredentials m1 = NodeCredentials.load(world, authority.issue(M1, List.of(), directory.resolve("m1")));
        NodeCredentials m2 = NodeCredentials.load(world, authority.issue(M2, List.of(), directory.resolve("m2")));
        server = NodeServer.start(
                world,
                m1,
                1,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new NodeServer.Desks(Optional.of(leader), Optional.empty(), Optional.of(leader), Optional.empty()));
        opened.add(server);
        List<ManagementServer> all = List.of(
                new ManagementServer(M1, "127.0.0.1:" + server.port(), "127.0.0.1:1"),
                new ManagementServer(M2, "127.0.0.1:2", "127.0.0.1:3"));
        others = new OtherServers(
                world, new SiteClock(world.clock()), m2, 2, () -> all, known::get, leads::get, back -> {});
        opened.add(others);
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    @Test
    void whoLeadsAnswersHimself() {
        leads.set(true);
        assertThat(others.pass(QUESTION)).isEmpty();
    }

    @Test
    void whoDoesNotLeadPassesEverythingOn() {
        assertThat(others.pass(QUESTION).orElseThrow().body())
                .asString()
                .isEqualTo("GET /api/status?asker=local&address=m2");
        assertThat(others.pass(CHANGE).orElseThrow().body())
                .asString()
                .isEqualTo("POST /api/locks?asker=local&address=m2");
    }

    @Test
    void aLeaderThatHasOnlyJustLostItsPlaceIsAskedAgain() {
        leader.refusals.set(2);
        assertThat(others.pass(CHANGE).orElseThrow().status()).isEqualTo(200);
    }

    @Test
    void whileNobodyLeadsAQuestionIsAnsweredHereAndAChangeRefused() {
        known.set(Optional.empty());
        assertThat(others.pass(QUESTION)).isEmpty();
        assertThatThrownBy(() -> others.pass(CHANGE))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.NO_LEADER));
    }

    @Test
    void aChangeThatALostLeaderHadIsOfUnknownFate() {
        leader.losesPlace = true;
        assertThatThrownBy(() -> others.pass(CHANGE)).hasMessageContaining("LID-SITE-002");
    }

    @Test
    void anUnreachableServerIsAway() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> others.statuses().getFirst().state(), "leader"::equals);
        server.close();
        known.set(Optional.of(M2));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> others.statuses().getFirst().state(), "away"::equals);
        assertThat(others.statuses().getLast()).isEqualTo(new ServerStatus("m2", "127.0.0.1:2", ServerStatus.LEADER));
    }

    /// Says what it was asked, after it has refused some times.
    private final class Leader implements ControlDesk, ManagementDesk {

        private final AtomicInteger refusals = new AtomicInteger();
        private volatile boolean losesPlace;

        @Override
        public boolean mayAsk(DoorDesk.Shown peer) {
            return true;
        }

        @Override
        public void opened(NodeId node, long boot) {
            // Recorders are no part of this.
        }

        @Override
        public void closed(NodeId node, long boot) {
            // Recorders are no part of this.
        }

        @Override
        public void heartbeat(Heartbeat heartbeat) {
            // Recorders are no part of this.
        }

        @Override
        public void witnessed(WitnessReport report) {
            // Recorders are no part of this.
        }

        @Override
        public void met(NodeId server) {
            // Nothing has to be called anew.
        }

        @Override
        public boolean leads() {
            return true;
        }

        @Override
        public Answered answer(Asked asked) throws IOException {
            if (losesPlace) {
                known.set(Optional.empty());
                world.clock().pauseUs(500_000);
            }
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return new Answered(
                        503,
                        "application/problem+json",
                        Json.encode(ProblemReport.of(ProblemCode.NO_LEADER.problem("no", "safe", "wait"))));
            }
            return new Answered(
                    200, "text/plain", (asked.method() + " " + asked.path()).getBytes(StandardCharsets.UTF_8));
        }
    }
}
