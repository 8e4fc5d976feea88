package org.lidless.footage.media.rtsp;

import java.util.Optional;

/// What one session teaches about its camera, beside what earlier ones did.
final class SessionLessons {

    private final CameraLessons earlier;
    private boolean brokeOnGetParameter;

    SessionLessons(CameraLessons earlier) {
        this.earlier = earlier;
    }

    /// The connection closed while a request of the session that plays was waiting for its answer.
    void closedOver(Requests.Pending request) {
        brokeOnGetParameter |= request.method().equals("GET_PARAMETER");
    }

    /// @param session       what it takes to end this session from elsewhere
    /// @param isGhostGone   whether the earlier session was asked to end, or ended otherwise
    /// @param asksForMore   whether more than the picture was asked for
    /// @param hasPlayed     whether PLAY was answered
    /// @param isOverWithout whether the session is over and brought no picture
    CameraLessons told(
            Optional<SessionMark> session,
            boolean isGhostGone,
            boolean asksForMore,
            boolean hasPlayed,
            boolean isOverWithout) {
        Optional<SessionMark> ghost = isGhostGone ? Optional.empty() : earlier.left();
        boolean pictureAlone = earlier.pictureAlone();
        if (isOverWithout) {
            // One that plays and sends no picture, asked for the picture alone, has another reason.
            pictureAlone = asksForMore || (pictureAlone && !hasPlayed);
        }
        return new CameraLessons(
                session.or(() -> ghost), earlier.breaksOnGetParameter() || brokeOnGetParameter, pictureAlone);
    }
}
