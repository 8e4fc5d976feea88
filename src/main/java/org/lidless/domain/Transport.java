package org.lidless.domain;

/// How RTP travels from the camera.
public enum Transport {
    /// Interleaved in the RTSP connection: nothing is lost on the way. The default.
    TCP,
    /// Datagrams of its own, when a camera or a network needs it; loss is marked.
    UDP,
    /// Datagrams to a group that several recorders join, so that a camera sends once; loss is marked.
    MULTICAST,
    /// Interleaved, and datagrams when the camera refuses that.
    AUTO;

    /// What to try when this one brings nothing.
    public Transport other() {
        return switch (this) {
            case TCP, AUTO -> UDP;
            case UDP, MULTICAST -> TCP;
        };
    }
}
