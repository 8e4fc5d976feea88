package org.lidless.domain;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is other in a recorder's heartbeat than in the one before: of hundreds of cameras hardly one has news each
/// quarter of a second.
///
/// @param assignmentsVersion as in the newer [Heartbeat]
/// @param leaving            as in the newer one
/// @param cameras            reports that are new or other
/// @param gone               cameras of which it says nothing any more
public record HeartbeatChange(
        long assignmentsVersion, boolean leaving, SortedMap<CameraId, CameraReport> cameras, SortedSet<CameraId> gone) {

    public HeartbeatChange {
        cameras = Collections.unmodifiableSortedMap(new TreeMap<>(cameras));
        gone = Collections.unmodifiableSortedSet(new TreeSet<>(gone));
        if (assignmentsVersion < 0) {
            throw new IllegalArgumentException("version of assignments below 0: " + assignmentsVersion);
        }
    }

    /// What leads from one heartbeat of a recorder's process to a later one.
    public static HeartbeatChange between(Heartbeat before, Heartbeat after) {
        SortedMap<CameraId, CameraReport> cameras = new TreeMap<>();
        after.cameras().forEach((camera, report) -> {
            if (!report.equals(before.cameras().get(camera))) {
                cameras.put(camera, report);
            }
        });
        SortedSet<CameraId> gone = new TreeSet<>(before.cameras().keySet());
        gone.removeAll(after.cameras().keySet());
        return new HeartbeatChange(after.assignmentsVersion(), after.leaving(), cameras, gone);
    }

    /// The later heartbeat.
    ///
    /// @throws IllegalArgumentException when a camera is gone that was not there
    public Heartbeat after(Heartbeat before) {
        if (cameras.isEmpty()
                && gone.isEmpty()
                && assignmentsVersion == before.assignmentsVersion()
                && leaving == before.leaving()) {
            return before;
        }
        SortedMap<CameraId, CameraReport> all = new TreeMap<>(before.cameras());
        for (CameraId camera : gone) {
            if (all.remove(camera) == null) {
                throw new IllegalArgumentException("nothing was said of camera " + camera + " that is gone");
            }
        }
        all.putAll(cameras);
        return new Heartbeat(before.node(), before.boot(), assignmentsVersion, leaving, all);
    }
}
