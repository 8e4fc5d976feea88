package org.lidless.footage.media.rtsp;

import java.util.List;
import org.lidless.domain.CameraSource;

/// A way for RTP to travel that SETUP can ask for (RFC 2326 section 12.39).
enum Way {
    INTERLEAVED,
    DATAGRAMS,
    MULTICAST;

    /// Those to ask for, one after the other while they are refused.
    /// What is encrypted stays in the encrypted connection.
    static List<Way> of(CameraSource camera) {
        if (camera.isSecure()) {
            return List.of(INTERLEAVED);
        }
        return switch (camera.transport()) {
            case TCP -> List.of(INTERLEAVED);
            case UDP -> List.of(DATAGRAMS);
            case MULTICAST -> List.of(MULTICAST);
            case AUTO -> List.of(INTERLEAVED, DATAGRAMS);
        };
    }
}
