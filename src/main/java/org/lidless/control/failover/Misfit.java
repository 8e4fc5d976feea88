package org.lidless.control.failover;

import org.lidless.control.site.Capacity;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;

/// Something that does not fit, known before anything fails: an alarm.
public sealed interface Misfit {

    /// A camera wants a shadow and allows one, and no standby of its group has room.
    record NoShadow(CameraId camera) implements Misfit {}

    /// Nobody would record the camera if this recorder failed.
    record NoHeir(CameraId camera, NodeId owner) implements Misfit {}

    /// A recorder carries more than it can already.
    record Overloaded(NodeId node, Load load, Capacity most) implements Misfit {}

    /// A standby's disk would be full before a day is over if this recorder failed.
    ///
    /// @param hours how long it would last
    record ShortDisk(NodeId standby, NodeId failing, int hours) implements Misfit {}
}
