package org.lidless.control.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.control.site.evidence.Evidence;
import org.lidless.control.site.people.People;
import org.lidless.domain.Assignment;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraId;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;

/// The agreed state of the site at one place in the log. Immutable, and sorted so that every node walks it alike.
///
/// @param version    how many entries have taken effect
/// @param recorders  all recorders
/// @param cameras    all cameras
/// @param ownerships who has each camera; every camera has an owner
/// @param invitations who may join, by name, with those that were used or are over lately
/// @param retired    last epochs of removed cameras, so that a camera of the same name goes on from there
/// @param policy     how cameras are to be kept safe
/// @param config     the desired states that somebody wrote down
/// @param incidents  the latest recorders that were lost, the newest last
/// @param people     who may do what, and the secrets that the site keeps
/// @param evidence   how far audit chains had got, and exports that were ordered
public record Site(
        long version,
        SortedMap<NodeId, Recorder> recorders,
        SortedMap<CameraId, Camera> cameras,
        SortedMap<CameraId, Ownership> ownerships,
        SortedMap<CameraId, Epoch> retired,
        SitePolicy policy,
        ConfigHistory config,
        SortedMap<String, Invitation> invitations,
        List<Incident> incidents,
        People people,
        Evidence evidence) {

    /// Most incidents that are kept.
    static final int INCIDENTS_MAX = 100;

    /// A site on which nothing has been agreed yet.
    public static final Site EMPTY = new Site(
            0,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            SitePolicy.PLAIN,
            ConfigHistory.EMPTY,
            new TreeMap<>(),
            List.of(),
            People.NOBODY,
            Evidence.NONE);

    public Site {
        recorders = Collections.unmodifiableSortedMap(new TreeMap<>(recorders));
        cameras = Collections.unmodifiableSortedMap(new TreeMap<>(cameras));
        ownerships = Collections.unmodifiableSortedMap(new TreeMap<>(ownerships));
        retired = Collections.unmodifiableSortedMap(new TreeMap<>(retired));
        invitations = Collections.unmodifiableSortedMap(new TreeMap<>(invitations));
        incidents = List.copyOf(incidents);
        if (!cameras.keySet().equals(ownerships.keySet())) {
            throw new IllegalStateException("every camera has an owner: " + cameras.keySet() + ", " + ownerships);
        }
    }

    /// The site after one more entry, checked again although it was checked when it was decided.
    public Applied apply(SiteEntry entry) {
        if (entry.basedOn() != version) {
            String why = "decided on version " + entry.basedOn() + ", met version " + version;
            return new Applied(this, Applied.Fate.OUTDATED, why);
        }
        try {
            SiteEdit edit = new SiteEdit(this);
            entry.facts().forEach(edit::apply);
            return new Applied(edit.done(), Applied.Fate.EFFECTIVE, "");
        } catch (IllegalStateException | IllegalArgumentException contradiction) {
            return new Applied(this, Applied.Fate.CONTRADICTORY, String.valueOf(contradiction.getMessage()));
        }
    }

    public Ownership ownership(CameraId camera) {
        Ownership held = ownerships.get(camera);
        if (held == null) {
            throw new IllegalArgumentException("no camera " + camera);
        }
        return held;
    }

    public Camera camera(CameraId id) {
        Camera camera = cameras.get(id);
        if (camera == null) {
            throw new IllegalArgumentException("no camera " + id);
        }
        return camera;
    }

    public Optional<Recorder> recorder(NodeId node) {
        return Optional.ofNullable(recorders.get(node));
    }

    /// The epoch under which the next owner of this camera records, whether the camera is known, was known or is new.
    public Epoch nextEpoch(CameraId camera) {
        return lastEpoch(camera).map(Epoch::next).orElse(Epoch.FIRST);
    }

    Optional<Epoch> lastEpoch(CameraId camera) {
        Ownership held = ownerships.get(camera);
        return held == null ? Optional.ofNullable(retired.get(camera)) : Optional.of(held.epoch());
    }

    /// Everything that a recorder is to do, and where it finds all others: any of them may hold footage of its cameras.
    public AssignmentList assignmentsOf(NodeId node) {
        List<Assignment> assignments = new ArrayList<>();
        SortedMap<NodeId, String> peers = new TreeMap<>();
        ownerships.forEach((camera, held) -> {
            if (held.owner().equals(node)) {
                assignments.add(assignment(camera, held, Mode.RECORD));
            } else if (held.shadow().filter(node::equals).isPresent()) {
                assignments.add(assignment(camera, held, Mode.SHADOW));
            }
        });
        recorders.values().stream()
                .filter(peer -> !peer.node().equals(node))
                .forEach(peer -> peers.put(peer.node(), peer.address()));
        return new AssignmentList(node, recorder(node).map(Recorder::version).orElse(version), assignments, peers)
                .withCare(policy.care());
    }

    private Assignment assignment(CameraId camera, Ownership held, Mode mode) {
        return new Assignment(
                camera,
                mode,
                held.epoch(),
                held.owner(),
                held.shadow(),
                camera(camera).primary(),
                held.cutUs(),
                camera(camera).priority(),
                camera(camera).address(),
                held.version());
    }
}
