package org.lidless.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.lidless.domain.CameraSource;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;

/// What a node was told to do; made by [SettingsReader].
///
/// @param node    this node's name
/// @param listen  where commands reach it; a loopback address
/// @param segment how long a segment grows
/// @param pools   at least one
/// @param cameras in the file's order; may be none
record Settings(
        NodeId node, InetSocketAddress listen, Duration segment, List<PoolSetting> pools, List<CameraSetting> cameras) {

    Settings {
        pools = List.copyOf(pools);
        cameras = List.copyOf(cameras);
    }

    /// A storage pool and its directory.
    record PoolSetting(PoolId pool, Path path) {}

    /// A camera and the pool that it is recorded to.
    record CameraSetting(CameraSource source, PoolId pool) {}
}
