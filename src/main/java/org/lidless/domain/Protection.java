package org.lidless.domain;

/// How a camera is kept safe from the loss of its recorder. Its expected loss is shown beside the camera.
public enum Protection {
    /// A second recorder receives the stream into its ring: nothing is lost.
    SHADOWED,
    /// An edge agent or the camera's own card holds what a recorder missed: nothing is lost.
    EDGE,
    /// For a camera with one session: its recorder forwards the stream. Lost: reconnecting and the wait for a key
    /// sample.
    RELAYED,
    /// A standby connects only when it takes over. Lost: noticing, connecting and the wait for a key sample.
    COLD,
    /// Nobody would take over.
    NONE;

    /// As people and programs read it.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
