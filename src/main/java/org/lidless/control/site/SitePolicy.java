package org.lidless.control.site;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.domain.CameraCare;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;

/// How the site wants its cameras kept safe. What is as [RecorderProfile#PLAIN] and [CameraProfile#PLAIN] is not in it,
/// so that equal policies are equal.
///
/// @param recorders those of which something was said
/// @param cameras   those of which something was said
/// @param drained   recorders that somebody wants to take away for a while: they own nothing if it can be had
public record SitePolicy(
        SortedMap<NodeId, RecorderProfile> recorders,
        SortedMap<CameraId, CameraProfile> cameras,
        SortedSet<NodeId> drained) {

    /// Nothing was said of anything.
    public static final SitePolicy PLAIN = new SitePolicy(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());

    public SitePolicy {
        TreeMap<NodeId, RecorderProfile> said = new TreeMap<>(recorders);
        said.values().removeIf(RecorderProfile.PLAIN::equals);
        recorders = Collections.unmodifiableSortedMap(said);
        TreeMap<CameraId, CameraProfile> told = new TreeMap<>(cameras);
        told.values().removeIf(CameraProfile.PLAIN::equals);
        cameras = Collections.unmodifiableSortedMap(told);
        drained = Collections.unmodifiableSortedSet(new TreeSet<>(drained));
    }

    public RecorderProfile of(NodeId node) {
        return recorders.getOrDefault(node, RecorderProfile.PLAIN);
    }

    public CameraProfile of(CameraId camera) {
        return cameras.getOrDefault(camera, CameraProfile.PLAIN);
    }

    /// When which cameras are recorded, and how long that is kept, where something was said of it.
    public SortedMap<CameraId, CameraCare> care() {
        SortedMap<CameraId, CameraCare> care = new TreeMap<>();
        cameras.forEach((camera, profile) -> {
            if (!profile.care().equals(CameraCare.PLAIN)) {
                care.put(camera, profile.care());
            }
        });
        return care;
    }

    /// The same with another profile of a recorder.
    public SitePolicy with(NodeId node, RecorderProfile profile) {
        TreeMap<NodeId, RecorderProfile> more = new TreeMap<>(recorders);
        more.put(node, profile);
        return new SitePolicy(more, cameras, drained);
    }

    /// The same with another profile of a camera.
    public SitePolicy with(CameraId camera, CameraProfile profile) {
        TreeMap<CameraId, CameraProfile> more = new TreeMap<>(cameras);
        more.put(camera, profile);
        return new SitePolicy(recorders, more, drained);
    }

    /// The same with a recorder drained, or not.
    public SitePolicy with(NodeId node, boolean isDrained) {
        TreeSet<NodeId> more = new TreeSet<>(drained);
        if (isDrained) {
            more.add(node);
        } else {
            more.remove(node);
        }
        return new SitePolicy(recorders, cameras, more);
    }
}
