package org.lidless.sim.footage;

import java.util.List;
import org.lidless.domain.NodeId;

/// What a simulated site consists of.
///
/// @param seed        decides everything that nobody says: delays, ties, answers
/// @param managements how many management servers it has: one or three
/// @param recorders   primaries and standbys
/// @param sure        every proposal is answered soon and truly
record SitePlan(long seed, int managements, List<RecorderPlan> recorders, List<CameraPlan> cameras, boolean sure) {

    SitePlan {
        recorders = List.copyOf(recorders);
        cameras = List.copyOf(cameras);
    }

    /// @param zone    where it stands
    /// @param streams most cameras that it records at once; 0: as many as there are
    record RecorderPlan(NodeId node, boolean standby, String zone, int streams) {}

    /// @param primary  its usual recorder
    /// @param sessions how many recorders it serves at once
    /// @param ghostUs  how long a killed recorder's session still counts, µs
    record CameraPlan(String name, NodeId primary, FilmedCamera.Kind kind, int sessions, long ghostUs) {

        /// Whether losing nothing at all is promised: shadowed, and the same bytes for both.
        boolean isPromised() {
            return kind.isAligned() && sessions > 1;
        }
    }

    /// Without one of its cameras.
    SitePlan without(CameraPlan camera) {
        return new SitePlan(
                seed,
                managements,
                recorders,
                cameras.stream().filter(each -> !each.equals(camera)).toList(),
                sure);
    }
}
