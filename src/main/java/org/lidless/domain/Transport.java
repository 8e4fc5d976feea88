package org.lidless.domain;

/// How RTP travels from the camera.
public enum Transport {
    /// Interleaved in the RTSP connection: nothing is lost on the way. The default.
    TCP,
    /// Datagrams of its own, when a camera or a network needs it; loss is marked.
    UDP
}
