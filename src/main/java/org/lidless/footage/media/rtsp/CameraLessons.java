package org.lidless.footage.media.rtsp;

import java.util.Optional;

/// What one session taught about a camera, for the next one.
///
/// @param left                 a session that the camera may still count although its connection is gone
/// @param breaksOnGetParameter whether it closed the connection in place of answering GET_PARAMETER
/// @param pictureAlone         whether the last session that asked for sound or metadata, too, brought no picture: the
///                             next one asks for the picture alone. Not kept over a restart
public record CameraLessons(Optional<SessionMark> left, boolean breaksOnGetParameter, boolean pictureAlone) {

    /// Nothing was learnt yet.
    public static final CameraLessons NONE = new CameraLessons(Optional.empty(), false, false);
}
