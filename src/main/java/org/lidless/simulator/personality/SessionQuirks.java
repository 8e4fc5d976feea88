package org.lidless.simulator.personality;

import java.util.List;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.simulator.Personality;

/// How few sessions cameras serve, how they say so, and what keeps a session alive.
final class SessionQuirks {

    private static final long SECOND_US = 1_000_000;

    static final List<Quirk> ALL = List.of(
            new Quirk(
                    "ghost-453",
                    "serves one session, says 453 to a second, and frees it by TEARDOWN or after 60 s, not when its"
                            + " connection closes",
                    "retina #34, #17; wiwacam #340",
                    new KeepsGhosts(453, "Not Enough Bandwidth")),
            new Quirk(
                    "ghost-503",
                    "the same, and says 503",
                    "webrtc-streamer #174",
                    new KeepsGhosts(503, "Service Unavailable")),
            new Quirk("ghost-403", "the same, and says 403", "wvp #1707", new KeepsGhosts(403, "Forbidden")),
            new Quirk(
                    "keepalive-getparam-only",
                    "ends its session after 20 s unless GET_PARAMETER comes",
                    "mediamtx #1066, #842, #2908",
                    new LivesOn("GET_PARAMETER", 20 * SECOND_US)),
            new Quirk(
                    "keepalive-options-only",
                    "does not know GET_PARAMETER, and ends its session after 20 s unless OPTIONS comes with it",
                    "EvoStream; onvif/specs #310",
                    new KnowsNoParameters()),
            new Quirk(
                    "keepalive-breaks",
                    "lists GET_PARAMETER, and closes the connection when it comes",
                    "GW4089IP; SharpRTSP #63",
                    new BreaksOnParameters()),
            new Quirk(
                    "keepalive-silent",
                    "answers nothing while it plays",
                    "go2rtc #2409",
                    new AnswersNothingWhilePlaying()),
            new Quirk(
                    "timeout-short",
                    "ends its session after 4 s without a sign of life",
                    "general",
                    new LivesOn("", 4 * SECOND_US)),
            new Quirk(
                    "rr-required",
                    "ends its session unless a receiver report comes every 5 s",
                    "retina's notes",
                    new LivesOn("RTCP", 5 * SECOND_US)));

    private SessionQuirks() {}

    private record KeepsGhosts(int status, String reason) implements Personality {

        @Override
        public int sessionsMax() {
            return 1;
        }

        @Override
        public boolean freesOnClose() {
            return false;
        }

        @Override
        public Reaction.Refusal refusalWhenFull() {
            return new Reaction.Refusal(status, reason);
        }
    }

    /// @param what the only sign of life that counts; empty for any
    private record LivesOn(String what, long timeoutUs) implements Personality {

        @Override
        public boolean isSignOfLife(String heard) {
            return what.isEmpty() || what.equals(heard);
        }
    }

    private record KnowsNoParameters() implements Personality {

        @Override
        public long timeoutUs() {
            return 20 * SECOND_US;
        }

        @Override
        public boolean isSignOfLife(String heard) {
            return heard.equals("OPTIONS");
        }

        @Override
        public Reaction onRequest(Request request) {
            return request.method().equals("GET_PARAMETER")
                    ? new Reaction.Refusal(501, "Not Implemented")
                    : new Reaction.Ordinary();
        }

        @Override
        public String answer(Request request, String good) {
            return good.replace("GET_PARAMETER, SET_PARAMETER, ", "");
        }
    }

    private record BreaksOnParameters() implements Personality {

        @Override
        public Reaction onRequest(Request request) {
            return request.method().equals("GET_PARAMETER") ? new Reaction.HangUp() : new Reaction.Ordinary();
        }
    }

    private record AnswersNothingWhilePlaying() implements Personality {

        @Override
        public Reaction onRequest(Request request) {
            boolean keepAlive = request.headers().first("Session").isPresent()
                    && (request.method().equals("GET_PARAMETER")
                            || request.method().equals("OPTIONS"));
            return keepAlive ? new Reaction.Silence() : new Reaction.Ordinary();
        }
    }
}
