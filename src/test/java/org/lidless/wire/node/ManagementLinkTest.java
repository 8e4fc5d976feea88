package org.lidless.wire.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.WitnessReport;
import org.lidless.wire.authority.NodeCredentials;

class ManagementLinkTest {

    private static final SiteOfTwo SITE = new SiteOfTwo();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HeardDesk desk = new HeardDesk();
    private final HeardAssignments recorder = new HeardAssignments();

    @AfterEach
    void tidy() {
        SITE.tidy();
    }

    @AfterAll
    static void close() {
        SITE.close();
    }

    @Test
    void heartbeatsAndReportsGoUpAndAssignmentsComeDown() {
        NodeServer server = SITE.management(Given.M1, desk, 0);
        ManagementLink link = link(server, Given.R1, Given.M1);
        await().atMost(PATIENCE).until(() -> desk.beats.size() >= 3);
        assertThat(desk.beats.getFirst()).isEqualTo(Given.heartbeat(Given.R1, 42));
        assertThat(desk.links).containsExactly("opened r1 42");
        assertThat(server.connected()).containsExactly(Given.R1);
        server.push(Given.assignments(Given.R1));
        server.push(Given.assignments(Given.S1));
        await().atMost(PATIENCE).until(() -> !recorder.lists.isEmpty());
        assertThat(recorder.lists).containsExactly(Given.assignments(Given.R1));
        WitnessReport report = new WitnessReport(Given.R1, Given.S1, 7, WitnessReport.Sighting.CLOSED);
        link.witness(report);
        await().atMost(PATIENCE).until(() -> desk.reports.contains(report));
        await().atMost(PATIENCE)
                .until(() ->
                        link.clock().filter(each -> each.errorUs() < 250_000).isPresent());
        ClockOffset offset = link.clock().orElseThrow();
        assertThat(Math.abs(offset.offsetUs())).isLessThanOrEqualTo(offset.errorUs());
    }

    @Test
    void whatChangesBetweenHeartbeatsIsHeardWhole() {
        NodeServer server = SITE.management(Given.M1, desk, 0);
        Heartbeat first = Given.heartbeat(Given.R1, 42);
        AtomicReference<Heartbeat> said = new AtomicReference<>(first);
        SITE.closed(ManagementLink.start(
                SITE.world(),
                SITE.credentials(Given.R1),
                42,
                Given.M1,
                SiteOfTwo.address(server),
                said::get,
                recorder));
        await().atMost(PATIENCE).until(() -> desk.beats.size() >= 2);
        SortedMap<CameraId, CameraReport> fewer = new TreeMap<>(first.cameras());
        fewer.remove(Given.LOBBY.camera());
        Heartbeat next = new Heartbeat(Given.R1, 42, 8, true, fewer);
        said.set(next);
        await().atMost(PATIENCE).until(() -> desk.beats.getLast().equals(next));
        assertThat(desk.beats.getFirst()).isEqualTo(Given.heartbeat(Given.R1, 42));
        int port = server.port();
        server.close();
        SITE.management(Given.M1, desk, port);
        int before = desk.beats.size();
        await().atMost(PATIENCE).until(() -> desk.beats.size() > before);
        assertThat(desk.beats.getLast()).as("on a new line").isEqualTo(next);
        assertThat(recorder.problems).isEmpty();
    }

    @Test
    void aClosedLinkIsNoticedAtOnceAndDialledAgain() {
        NodeServer server = SITE.management(Given.M1, desk, 0);
        int port = server.port();
        ManagementLink link = link(server, Given.R1, Given.M1);
        await().atMost(PATIENCE).until(link::isOpen);
        long began = System.nanoTime();
        server.close();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> recorder.links.contains("closed"));
        System.out.printf("closed was noticed after %d ms%n", (System.nanoTime() - began) / 1_000_000);
        SITE.management(Given.M1, desk, port);
        await().atMost(PATIENCE).until(link::isOpen);
        assertThat(recorder.links).containsExactly("opened", "closed", "opened");
    }

    @Test
    void managementHearsAtOnceThatARecorderIsGone() {
        NodeServer server = SITE.management(Given.M1, desk, 0);
        ManagementLink link = link(server, Given.R1, Given.M1);
        await().atMost(PATIENCE).until(link::isOpen);
        long began = System.nanoTime();
        link.close();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> desk.links.contains("closed r1 42"));
        System.out.printf("gone was noticed after %d ms%n", (System.nanoTime() - began) / 1_000_000);
        assertThat(server.connected()).isEmpty();
        assertThat(recorder.links).containsExactly("opened", "closed");
    }

    @Test
    void aNewerConnectionTakesTheOldOnesPlaceSilently() {
        NodeServer server = SITE.management(Given.M1, desk, 0);
        link(server, Given.R1, Given.M1);
        await().atMost(PATIENCE).until(() -> desk.beats.size() >= 1);
        HeardAssignments second = new HeardAssignments();
        ManagementLink newer = SITE.closed(ManagementLink.start(
                SITE.world(),
                SITE.credentials(Given.R1),
                43,
                Given.M1,
                SiteOfTwo.address(server),
                () -> Given.heartbeat(Given.R1, 43),
                second));
        await().atMost(PATIENCE).until(() -> desk.links.contains("opened r1 43"));
        assertThat(desk.links).doesNotContain("closed r1 42");
        assertThat(newer.isOpen() || second.links.contains("closed")).isTrue();
    }

    @Test
    void aHeartbeatUnderAnothersNameIsRefusedOnBothSides() {
        NodeServer server = SITE.management(Given.M1, desk, 0);
        SITE.closed(ManagementLink.start(
                SITE.world(),
                SITE.credentials(Given.R1),
                42,
                Given.M1,
                SiteOfTwo.address(server),
                () -> Given.heartbeat(Given.S1, 42),
                recorder));
        await().atMost(PATIENCE).until(() -> !recorder.problems.isEmpty());
        assertThat(desk.beats).isEmpty();
        assertThat(recorder.problems.getFirst().what()).contains("its heartbeat is s1's, but its certificate is r1's");
        assertThat(recorder.problems).hasSize(1);
    }

    @Test
    void aStrangerIsRefusedWithAClearMessageOnBothSides() {
        NodeServer server = SITE.management(Given.M1, desk, 0);
        try (SiteOfTwo foreign = new SiteOfTwo()) {
            ManagementLink stranger = link(server, foreign.credentials(Given.R1), Given.M1);
            await().atMost(PATIENCE).until(() -> !recorder.problems.isEmpty());
            assertThat(recorder.problems.getFirst().code()).isEqualTo(ProblemCode.PEER_NOT_TRUSTED);
            assertThat(recorder.problems.getFirst().what())
                    .contains("Node m1 at 127.0.0.1:")
                    .contains("is not trusted: its certificate is not signed by this site's authority");
            assertThat(stranger.isOpen()).isFalse();
        }
        assertThat(desk.links).isEmpty();
    }

    @Test
    void anotherNodeThanTheExpectedIsNotSpokenTo() {
        NodeServer server = SITE.management(Given.M1, desk, 0);
        link(server, Given.R1, new NodeId("m2"));
        await().atMost(PATIENCE).until(() -> !recorder.problems.isEmpty());
        assertThat(recorder.problems.getFirst().what()).contains("it is m1 and not m2");
        assertThat(desk.links).isEmpty();
    }

    private ManagementLink link(NodeServer server, NodeId node, NodeId management) {
        return link(server, SITE.credentials(node), management);
    }

    private ManagementLink link(NodeServer server, NodeCredentials own, NodeId management) {
        return SITE.closed(ManagementLink.start(
                SITE.world(),
                own,
                42,
                management,
                SiteOfTwo.address(server),
                () -> Given.heartbeat(own.node(), 42),
                recorder));
    }
}
