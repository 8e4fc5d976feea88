package org.lidless.footage.recording;

import org.lidless.footage.media.rtsp.CameraLessons;

/// What a recorder remembers of a camera over its own restart.
///
/// @param lessons     of its RTSP sessions, with the one that may have been left behind
/// @param refused     how often in a row it refused the password
/// @param refusedAtUs wall time of the last refusal, µs since 1970; 0 before
public record CameraMemory(CameraLessons lessons, int refused, long refusedAtUs) {

    /// Nothing is known.
    public static final CameraMemory NONE = new CameraMemory(CameraLessons.NONE, 0, 0);
}
