package org.lidless.domain;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A recorder saying that it is alive. Soft state: never in the log, worthless when a newer one has come.
///
/// @param node               who
/// @param boot               names this start of the process: 64 random bits
/// @param assignmentsVersion version of the [AssignmentList] that it follows; 0 when it has none
/// @param leaving            it is about to end, and waits for others to take its cameras
/// @param cameras            what it says about its cameras
public record Heartbeat(
        NodeId node, long boot, long assignmentsVersion, boolean leaving, SortedMap<CameraId, CameraReport> cameras) {

    public Heartbeat {
        cameras = Collections.unmodifiableSortedMap(new TreeMap<>(cameras));
        if (assignmentsVersion < 0) {
            throw new IllegalArgumentException("version of assignments below 0: " + assignmentsVersion);
        }
    }

    /// Of a recorder that stays.
    public Heartbeat(NodeId node, long boot, long assignmentsVersion, SortedMap<CameraId, CameraReport> cameras) {
        this(node, boot, assignmentsVersion, false, cameras);
    }
}
