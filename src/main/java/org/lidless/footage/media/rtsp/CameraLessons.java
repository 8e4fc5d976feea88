package org.lidless.footage.media.rtsp;

import java.util.Optional;

/// What one session taught about a camera, for the next one.
///
/// @param left                 a session that the camera may still count although its connection is gone
/// @param breaksOnGetParameter whether it closed the connection in place of answering GET_PARAMETER
public record CameraLessons(Optional<SessionMark> left, boolean breaksOnGetParameter) {

    /// Nothing was learnt yet.
    public static final CameraLessons NONE = new CameraLessons(Optional.empty(), false);
}
