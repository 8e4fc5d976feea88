package org.lidless.control.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.control.consensus.ConsensusSettings;
import org.lidless.control.consensus.ConsensusSettings.Member;
import org.lidless.control.consensus.ConsensusSettings.Pace;
import org.lidless.control.consensus.RatisConsensus;
import org.lidless.control.failover.FailoverTiming;
import org.lidless.control.site.SiteCommand;
import org.lidless.control.site.Sites;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.Epoch;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.world.World;

/// The real loop on a real Ratis group of one, with recorders that are a map.
@Tag("process")
class ManagementLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final CameraId LOBBY = new CameraId("lobby");
    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");

    @TempDir
    Path directory;

    private final ConcurrentHashMap<NodeId, AssignmentList> lists = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<NodeId, Boolean> dead = new ConcurrentHashMap<>();
    private ManagementLoop loop = newLoop();
    private Optional<RatisConsensus> consensus = Optional.empty();

    @AfterEach
    void stop() {
        loop.close();
        consensus.ifPresent(RatisConsensus::close);
    }

    @Test
    void aKilledRecordersCameraGoesToItsShadowAndHomeAgain() throws IOException {
        start();
        done(Sites.primary("r1"));
        done(Sites.standby("s1"));
        done(Sites.camera("lobby", "r1"));
        await().atMost(PATIENCE).until(() -> beatUntil(S1, Assignment.Mode.SHADOW));
        dead.put(R1, true);
        loop.closed(R1, 1);
        await().atMost(PATIENCE).until(() -> beatUntil(S1, Assignment.Mode.RECORD));
        assertThat(loop.site().ownership(LOBBY).epoch().value()).isEqualTo(2);
        dead.remove(R1);
        await().atMost(PATIENCE).until(() -> beatUntil(R1, Assignment.Mode.RECORD));
        assertThat(loop.site().ownership(LOBBY).epoch().value()).isEqualTo(3);
        assertThat(loop.site().ownership(LOBBY).cutUs()).isPresent();
    }

    @Test
    void aRecorderThatSaysTheSameAgainAndAgainIsThere() throws IOException {
        start();
        done(Sites.primary("r1"));
        done(Sites.standby("s1"));
        done(Sites.camera("lobby", "r1"));
        await().atMost(PATIENCE).until(() -> beatUntil(S1, Assignment.Mode.SHADOW));
        await().atMost(PATIENCE).until(() -> beatUntil(R1, Assignment.Mode.RECORD));
        Heartbeat same = heartbeat(R1);
        Heartbeat others = heartbeat(S1);
        await().during(FailoverTiming.NORMAL.silenceUs() * 2, TimeUnit.MICROSECONDS)
                .atMost(PATIENCE)
                .until(() -> {
                    loop.heartbeat(same);
                    loop.heartbeat(others);
                    return loop.site().ownership(LOBBY).epoch().equals(Epoch.FIRST);
                });
        dead.put(R1, true);
        loop.heartbeat(same);
        loop.closed(R1, 1);
        await().atMost(PATIENCE).until(() -> beatUntil(S1, Assignment.Mode.RECORD));
    }

    @Test
    void theSiteSurvivesARestartOfManagement() throws IOException {
        start();
        done(Sites.primary("r1"));
        done(Sites.camera("lobby", "r1"));
        stop();
        loop = newLoop();
        start();
        done(Sites.camera("dock", "r1"));
        assertThat(loop.site().cameras()).containsOnlyKeys(new CameraId("dock"), LOBBY);
        assertThat(loop.site().version()).isEqualTo(3);
    }

    /// Every living recorder beats once; true when this one does this for the camera.
    private boolean beatUntil(NodeId node, Assignment.Mode mode) {
        for (NodeId each : List.of(R1, S1)) {
            if (!dead.containsKey(each)) {
                loop.heartbeat(heartbeat(each));
            }
        }
        AssignmentList list = lists.get(node);
        return list != null
                && list.assignments().stream().anyMatch(each -> each.camera().equals(LOBBY) && each.mode() == mode);
    }

    private Heartbeat heartbeat(NodeId node) {
        AssignmentList list = lists.get(node);
        TreeMap<CameraId, CameraReport> reports = new TreeMap<>();
        if (list != null) {
            list.assignments()
                    .forEach(each -> reports.put(
                            each.camera(),
                            new CameraReport(each.camera(), each.epoch(), true, OptionalLong.of(1_000_000))));
        }
        return new Heartbeat(node, 1, list == null ? 0 : list.version(), reports);
    }

    private void done(SiteCommand command) {
        await().atMost(PATIENCE).until(() -> loop.submit(command).join() instanceof Answer.Done);
    }

    private ManagementLoop newLoop() {
        FailoverTiming timing = FailoverTiming.NORMAL.withHoldDownUs(1_000_000);
        return new ManagementLoop(World.real(), new NodeId("m1"), timing, new Recorders() {
            @Override
            public void push(AssignmentList list) {
                lists.put(list.recorder(), list);
            }

            @Override
            public void dial(NodeId node, String address) {
                loop.dialled(node, dead.containsKey(node));
            }
        });
    }

    private void start() throws IOException {
        Member self = new Member("m1", "127.0.0.1:" + freePort());
        ConsensusSettings settings =
                new ConsensusSettings("m1", List.of(self), directory.resolve("log"), Pace.LAN, Optional.empty());
        RatisConsensus started = RatisConsensus.start(World.real(), settings, loop.replica());
        consensus = Optional.of(started);
        loop.start(started);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
