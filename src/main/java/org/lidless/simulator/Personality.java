package org.lidless.simulator;

/// One way in which a camera differs from a good one, in the places where a camera can: in what it answers, in what it
/// sends while playing, in how many it serves, and in what each of these gets. Stateless; many cameras may share one.
public interface Personality {

    /// Sessions at a time; a camera has few.
    int SESSIONS_MAX = 6;

    /// How many sessions it serves at a time; a further one is refused with 453 (RFC 2326 section 11.3.5).
    default int sessionsMax() {
        return SESSIONS_MAX;
    }

    /// Whether it has an encoder for each session, so that no two sessions get the same bytes for the same moment.
    default boolean encodesPerSession() {
        return false;
    }

    /// What becomes of a request.
    ///
    /// @param method `OPTIONS`, `DESCRIBE`, …
    default Reaction onRequest(String method) {
        return new Reaction.Ordinary();
    }

    /// What becomes of a frame of a playing session.
    ///
    /// @param playedUs how long the session has played, µs
    default FrameFate onFrame(long playedUs) {
        return FrameFate.SENT;
    }

    /// How a camera treats a request.
    sealed interface Reaction {

        /// Like any camera.
        record Ordinary() implements Reaction {}

        /// Closes the connection without a word.
        record HangUp() implements Reaction {}

        /// Says no.
        ///
        /// @param status RTSP status, 400 to 599
        /// @param reason in words
        record Refusal(int status, String reason) implements Reaction {}

        /// Says something that is no RTSP, and closes.
        ///
        /// @param text sent as it is
        record Babble(String text) implements Reaction {}
    }

    /// How a camera treats a frame. Only what is sent counts as offered in the ledger.
    enum FrameFate {
        SENT,
        WITHHELD,
        /// Random bytes are sent in its place.
        GARBLED
    }
}
