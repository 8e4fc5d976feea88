package org.lidless.node;

import org.lidless.control.site.Camera;
import org.lidless.domain.Protection;

/// What losing a camera's owner would cost, in words for people.
final class ExpectedLoss {

    private ExpectedLoss() {}

    static String of(Camera camera, Protection protection) {
        return switch (protection) {
            case SHADOWED -> "nothing; where the camera encodes for each session apart, up to one key frame distance";
            case EDGE -> "nothing";
            case RELAYED -> "reconnecting and the wait for a key frame";
            case COLD ->
                camera.canBeShadowed()
                        ? "noticing (up to 3 s), connecting and the wait for a key frame"
                        : "too few sessions for a shadow: noticing (up to 3 s), the end of the old session, connecting and the wait"
                                + " for a key frame";
            case NONE -> "everything until its recorder is back";
        };
    }
}
