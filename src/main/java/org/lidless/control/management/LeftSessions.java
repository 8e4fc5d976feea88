package org.lidless.control.management;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.lidless.domain.Assignment;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraReport;
import org.lidless.domain.CameraSession;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.NodeId;

/// What recorders that are gone said last of their RTSP sessions: a camera that serves one session is busy with
/// that of its dead recorder until it times out, unless the successor ends it. Soft state: a leader that was
/// elected since then knows of none. Pure.
final class LeftSessions {

    private LeftSessions() {}

    /// The list with the sessions that were left at its cameras.
    ///
    /// @param heard  the last heartbeat of each recorder
    /// @param usable recorders that are alive: their sessions are their own
    static AssignmentList with(AssignmentList list, SortedMap<NodeId, Heartbeat> heard, SortedSet<NodeId> usable) {
        SortedMap<CameraId, CameraSession> left = new TreeMap<>();
        for (Map.Entry<NodeId, Heartbeat> gone : heard.entrySet()) {
            if (!usable.contains(gone.getKey()) && !gone.getKey().equals(list.recorder())) {
                for (Assignment each : list.assignments()) {
                    CameraReport last = gone.getValue().cameras().get(each.camera());
                    if (last != null && last.epoch().isBefore(each.epoch())) {
                        last.session().ifPresent(session -> left.put(each.camera(), session));
                    }
                }
            }
        }
        return list.withLeft(left);
    }
}
