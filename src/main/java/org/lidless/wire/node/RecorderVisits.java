package org.lidless.wire.node;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.HeartbeatChange;
import org.lidless.domain.NodeId;
import org.lidless.domain.WitnessReport;

/// Recorders at a management server: what they say goes to the desk, and lists go to whom they are for.
final class RecorderVisits implements Visits {

    private final ManagementDesk desk;
    private final Map<NodeId, PeerConnection> newest = new ConcurrentHashMap<>();
    private final Map<PeerConnection, Heartbeat> last = new ConcurrentHashMap<>();

    RecorderVisits(ManagementDesk desk) {
        this.desk = desk;
    }

    void push(AssignmentList list) {
        PeerConnection connection = newest.get(list.recorder());
        if (connection != null) {
            connection.send(new Message.Assigned(list));
        }
    }

    SortedSet<NodeId> connected() {
        return new TreeSet<>(newest.keySet());
    }

    void drop() {
        newest.values().forEach(PeerConnection::drop);
    }

    @Override
    public void opened(PeerConnection connection) {
        PeerConnection older = newest.put(connection.peer(), connection);
        if (older != null) {
            older.drop();
        }
        desk.opened(connection.peer(), connection.boot().orElseThrow());
    }

    @Override
    public void heard(PeerConnection connection, Message message) {
        switch (message) {
            case Message.Beat(Heartbeat heartbeat) -> {
                require(connection, heartbeat.node(), "its heartbeat is");
                if (heartbeat.boot() != connection.boot().orElseThrow()) {
                    throw new IllegalArgumentException("its heartbeat is of another start than its hello");
                }
                beat(connection, heartbeat);
            }
            case Message.BeatAgain(HeartbeatChange change) -> {
                Heartbeat before = last.get(connection);
                if (before == null) {
                    throw new IllegalArgumentException("it said what changed before it said what there is");
                }
                beat(connection, change.after(before));
            }
            case Message.Witnessed(WitnessReport report) -> {
                require(connection, report.witness(), "its report is");
                desk.witnessed(report);
            }
            case Message.Hello other -> throw new IllegalArgumentException("it said hello twice: " + other);
            case Message.Assigned other -> throw unexpected();
            case Message.ClockAsked other -> throw unexpected();
            case Message.ClockAnswered other -> throw unexpected();
            case Message.Wanted other -> throw unexpected();
            case Message.Look other -> throw unexpected();
            case Message.Tail other -> throw unexpected();
        }
    }

    private void beat(PeerConnection connection, Heartbeat heartbeat) {
        last.put(connection, heartbeat);
        desk.heartbeat(heartbeat);
    }

    private static void require(PeerConnection connection, NodeId claimed, String what) {
        if (!claimed.equals(connection.peer())) {
            throw new IllegalArgumentException(
                    what + " " + claimed + "'s, but its certificate is " + connection.peer() + "'s");
        }
    }

    private static IllegalArgumentException unexpected() {
        return new IllegalArgumentException("it sent what a recorder does not tell management");
    }

    @Override
    public void closed(PeerConnection connection) {
        last.remove(connection);
        if (newest.remove(connection.peer(), connection)) {
            desk.closed(connection.peer(), connection.boot().orElseThrow());
        }
    }
}
