package org.lidless.footage.media.rtsp;

import java.time.Duration;

/// How long a camera may take before a session is given up.
///
/// @param answer     from a request to its answer, while the session is set up
/// @param firstMedia from the answer to PLAY to the first packet of video
/// @param silence    between two packets of video afterwards
public record RtspPatience(Duration answer, Duration firstMedia, Duration silence) {

    /// 5 s, 10 s, 5 s.
    public static final RtspPatience USUAL =
            new RtspPatience(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(5));

    public RtspPatience {
        if (!answer.isPositive() || !firstMedia.isPositive() || !silence.isPositive()) {
            throw new IllegalArgumentException("patience must be longer than nothing");
        }
    }

    long answerUs() {
        return answer.toNanos() / 1000;
    }

    long firstMediaUs() {
        return firstMedia.toNanos() / 1000;
    }

    long silenceUs() {
        return silence.toNanos() / 1000;
    }
}
