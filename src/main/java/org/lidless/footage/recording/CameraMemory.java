package org.lidless.footage.recording;

import java.util.Optional;
import org.lidless.domain.CameraSession;
import org.lidless.footage.media.rtsp.CameraLessons;
import org.lidless.footage.media.rtsp.SessionMark;

/// What a recorder remembers of a camera over its own restart.
///
/// @param lessons     of its RTSP sessions, with the one that may have been left behind
/// @param refused     how often in a row it refused the password
/// @param refusedAtUs wall time of the last refusal, µs since 1970; 0 before
public record CameraMemory(CameraLessons lessons, int refused, long refusedAtUs) {

    /// The same, and another recorder left this session behind; one of this recorder's own counts more.
    CameraMemory inheriting(Optional<CameraSession> session) {
        if (session.isEmpty() || lessons.left().isPresent()) {
            return this;
        }
        Optional<SessionMark> left = session.map(each -> new SessionMark(each.url(), each.id()));
        return new CameraMemory(
                new CameraLessons(left, lessons.breaksOnGetParameter(), lessons.pictureAlone()), refused, refusedAtUs);
    }

    /// Nothing is known.
    public static final CameraMemory NONE = new CameraMemory(CameraLessons.NONE, 0, 0);
}
