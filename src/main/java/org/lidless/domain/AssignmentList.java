package org.lidless.domain;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lidless.domain.CameraSource.Credentials;

/// Everything that one recorder is to do: the whole truth, so a camera that is not on it is to be let go.
///
/// @param recorder    whom it is for
/// @param version     a recorder follows a list only when its version is newer than that of the one it has
/// @param assignments one per camera, in the order of the cameras' names
/// @param peers       where all other recorders of the site are reached, as `host:port`
/// @param left        RTSP sessions that recorders which are gone may have left open at cameras on the list
/// @param logins      users and passwords by which cameras on the list are asked, as far as the site keeps them
/// @param care        when cameras of the site are recorded and how long that is kept, where somebody said so; also of
///                    cameras that are not on the list: footage of them may lie here
public record AssignmentList(
        NodeId recorder,
        long version,
        List<Assignment> assignments,
        SortedMap<NodeId, String> peers,
        SortedMap<CameraId, CameraSession> left,
        SortedMap<String, Credentials> logins,
        SortedMap<CameraId, CameraCare> care) {

    public AssignmentList {
        assignments = List.copyOf(assignments);
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
        left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
        logins = Collections.unmodifiableSortedMap(new TreeMap<>(logins));
        care = Collections.unmodifiableSortedMap(new TreeMap<>(care));
        for (int each = 0; each < assignments.size(); each++) {
            Assignment assignment = assignments.get(each);
            if (!assignment.recorder().equals(recorder)) {
                throw new IllegalArgumentException(assignment + " is not for " + recorder);
            }
            if (each > 0 && assignments.get(each - 1).camera().compareTo(assignment.camera()) >= 0) {
                throw new IllegalArgumentException("one assignment a camera, in order; at " + assignment.camera());
            }
            if (assignment.version() > version) {
                throw new IllegalArgumentException(assignment + " is newer than its list, " + version);
            }
        }
    }

    /// One whose cameras nobody has left.
    public AssignmentList(
            NodeId recorder, long version, List<Assignment> assignments, SortedMap<NodeId, String> peers) {
        this(recorder, version, assignments, peers, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    /// The same with these sessions.
    public AssignmentList withLeft(SortedMap<CameraId, CameraSession> sessions) {
        return new AssignmentList(recorder, version, assignments, peers, sessions, logins, care);
    }

    /// The same with these users and passwords.
    public AssignmentList withLogins(SortedMap<String, Credentials> known) {
        return new AssignmentList(recorder, version, assignments, peers, left, known, care);
    }

    /// The same with this care.
    public AssignmentList withCare(SortedMap<CameraId, CameraCare> cares) {
        return new AssignmentList(recorder, version, assignments, peers, left, logins, cares);
    }

    /// What cameras on the list call the logins that they want.
    public SortedSet<String> loginNames() {
        return assignments.stream()
                .flatMap(each -> each.address().credentials().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
