package org.lidless.simulator;

/// One way in which a camera misbehaves, in the two places where a camera can: in what it answers, and in what it
/// sends while playing. Stateless; many cameras may share one.
public interface Personality {

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
