package org.lidless.control.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.CameraSession;
import org.lidless.domain.Epoch;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;
import org.lidless.domain.Transport;

class LeftSessionsTest {

    private static final CameraId LOBBY = new CameraId("lobby");
    private static final NodeId R1 = new NodeId("r1");
    private static final NodeId S1 = new NodeId("s1");
    private static final CameraSession SESSION = new CameraSession("rtsp://10.0.0.5/live", "4711");

    private static AssignmentList list(Epoch epoch) {
        var address = new CameraAddress(URI.create("rtsp://10.0.0.5/live"), Transport.TCP, Optional.empty());
        var assignment = new Assignment(
                LOBBY, Assignment.Mode.RECORD, epoch, S1, Optional.empty(), R1, OptionalLong.empty(), 50, address, 3);
        return new AssignmentList(S1, 3, List.of(assignment), new TreeMap<>());
    }

    private static Heartbeat lastOf(NodeId node) {
        var report = new CameraReport(
                LOBBY, Epoch.FIRST, true, OptionalLong.empty(), CameraReport.Trouble.NONE, Optional.of(SESSION));
        return new Heartbeat(node, 1, 2, new TreeMap<>(Map.of(LOBBY, report)));
    }

    private static Map<CameraId, CameraSession> left(Epoch epoch, NodeId former, NodeId... usable) {
        var heard = new TreeMap<>(Map.of(former, lastOf(former)));
        return LeftSessions.with(list(epoch), heard, new TreeSet<>(Set.of(usable)))
                .left();
    }

    @Test
    void aSuccessorIsToldOfTheSessionOfARecorderThatIsGone() {
        assertThat(left(Epoch.FIRST.next(), R1, S1)).containsExactly(Map.entry(LOBBY, SESSION));
    }

    @Test
    void aSessionOfARecorderThatLivesIsNotEnded() {
        assertThat(left(Epoch.FIRST.next(), R1, R1, S1)).isEmpty();
    }

    @Test
    void aSessionOfTheSameEpochOrOfItsOwnIsNoneThatWasLeft() {
        assertThat(left(Epoch.FIRST, R1, S1)).isEmpty();
        assertThat(left(Epoch.FIRST.next(), S1)).isEmpty();
    }
}
