package org.lidless.sim.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;

/// Who owned each camera from which true time on.
public final class OwnerHistory {

    private final Map<CameraId, List<Owned>> owners = new TreeMap<>();

    private record Owned(NodeId owner, long sinceUs) {}

    void owns(CameraId camera, NodeId owner, long sinceUs) {
        owners.computeIfAbsent(camera, _ -> new ArrayList<>()).add(new Owned(owner, sinceUs));
    }

    /// The one owner through all of a stretch of time; empty when there was none, or it changed.
    public Optional<NodeId> ownerThroughout(CameraId camera, long fromUs, long toUs) {
        Owned last = null;
        for (Owned each : owners.getOrDefault(camera, List.of())) {
            if (each.sinceUs() > fromUs && each.sinceUs() <= toUs) {
                return Optional.empty();
            }
            last = each.sinceUs() <= fromUs ? each : last;
        }
        return Optional.ofNullable(last).map(Owned::owner);
    }
}
