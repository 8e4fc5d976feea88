package org.lidless.wire;

/// A recorder as management sees it.
///
/// @param recorder its name
/// @param standby  whether it stands in for others
/// @param group    its failover group
/// @param zone     what it would fail together with
/// @param state    `well`, `suspected`, `lost`, or `unknown` when this server does not lead
/// @param drained  whether it is to be taken away: it owns nothing that another can have
/// @param leaving  whether it is about to end by itself
/// @param records  cameras that it records
/// @param shadows  cameras that it shadows
public record RecorderReport(
        String recorder,
        boolean standby,
        String group,
        String zone,
        String state,
        boolean drained,
        boolean leaving,
        int records,
        int shadows) {}
