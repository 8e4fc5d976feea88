package org.lidless.simulator;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.rtsp.RtspHeaders;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.footage.media.rtsp.RtspMessage.Response;
import org.lidless.simulator.Personality.Reaction;

/// A camera's side of RTSP 1.0 on one connection (RFC 2326): answers requests, and has at most one session.
///
/// States: no session → SETUP → ready → PLAY → playing → TEARDOWN, time-out or the connection's end → no session.
final class Conversation {

    /// A session without a sign of life ends after this.
    static final long SESSION_TIMEOUT_US = 60_000_000;

    private static final String PUBLIC = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, SET_PARAMETER, TEARDOWN";

    /// What the conversation has its connection do.
    interface Voice extends MediaSession.Line {

        void say(Response response);

        /// Sends text that is no RTSP.
        void babble(String text);

        /// Closes the connection when all that was said is sent.
        void hangUp();

        /// Where the client is, without spaces.
        String peer();

        /// Port of the datagram socket that RTP comes from.
        int udpPort();
    }

    private final Voice voice;
    private final DigestGate gate;
    private final Function<String, Optional<SimulatedCamera>> cameras;
    private @Nullable MediaSession session;

    /// @param cameras finds a camera by its name
    Conversation(Voice voice, DigestGate gate, Function<String, Optional<SimulatedCamera>> cameras) {
        this.voice = voice;
        this.gate = gate;
        this.cameras = cameras;
    }

    Optional<MediaSession> session() {
        return Optional.ofNullable(session);
    }

    void onRequest(Request request, long nowUs) throws IOException {
        if (session != null) {
            session.heard(nowUs);
        }
        Optional<SimulatedCamera> camera = cameras.apply(pathOf(request.uri()));
        Reaction reaction =
                camera.isPresent() ? camera.get().personality().onRequest(request.method()) : new Reaction.Ordinary();
        switch (reaction) {
            case Reaction.HangUp() -> voice.hangUp();
            case Reaction.Babble(String text) -> {
                voice.babble(text);
                voice.hangUp();
            }
            case Reaction.Refusal(int status, String reason) -> {
                if (isAdmitted(request)) {
                    answer(request, status, reason);
                }
            }
            case Reaction.Ordinary() -> ordinary(request, camera, nowUs);
        }
    }

    private void ordinary(Request request, Optional<SimulatedCamera> camera, long nowUs) throws IOException {
        if (request.method().equals("OPTIONS")) {
            say(request, 200, "OK", headers -> headers.with("Public", PUBLIC), "");
            return;
        }
        if (!isAdmitted(request)) {
            return;
        }
        if (camera.isEmpty() && session == null) {
            answer(request, 404, "Stream Not Found");
            return;
        }
        switch (request.method()) {
            case "DESCRIBE" -> describe(request, camera);
            case "SETUP" -> setUp(request, camera, nowUs);
            case "PLAY" -> play(request, nowUs);
            case "GET_PARAMETER", "SET_PARAMETER" -> answer(request, 200, "OK");
            case "TEARDOWN" -> tearDown(request);
            default -> answer(request, 501, "Not Implemented");
        }
    }

    private boolean isAdmitted(Request request) {
        if (gate.isOpen()
                || request.headers().all("Authorization").stream()
                        .anyMatch(each -> gate.admits(request.method(), each))) {
            return true;
        }
        say(request, 401, "Unauthorized", headers -> headers.with("WWW-Authenticate", gate.challenge()), "");
        return false;
    }

    private void describe(Request request, Optional<SimulatedCamera> camera) {
        if (camera.isEmpty()) {
            answer(request, 404, "Stream Not Found");
            return;
        }
        String base = request.uri().endsWith("/") ? request.uri() : request.uri() + "/";
        say(
                request,
                200,
                "OK",
                headers -> headers.with("Content-Base", base).with("Content-Type", "application/sdp"),
                SessionText.of(camera.get().id(), camera.get().clip()));
    }

    private void setUp(Request request, Optional<SimulatedCamera> wanted, long nowUs) throws IOException {
        if (session != null) {
            answer(request, 455, "Method Not Valid in This State");
            return;
        }
        if (wanted.isEmpty()) {
            answer(request, 404, "Stream Not Found");
            return;
        }
        SimulatedCamera camera = wanted.get();
        Optional<TransportChoice> transport =
                TransportChoice.from(request.headers().first("Transport").orElse(""));
        if (transport.isEmpty()) {
            answer(request, 461, "Unsupported Transport");
            return;
        }
        if (!camera.hasSessionFree()) {
            answer(request, 453, "Not Enough Bandwidth");
            return;
        }
        var chance = camera.chance();
        var sender = new RtpSender((int) chance.bits(), (int) chance.bits(), timeOffset(camera, nowUs));
        String id = String.format(Locale.ROOT, "%08x", (int) chance.bits());
        session = new MediaSession(id, camera, transport.get(), sender, voice, nowUs);
        camera.add(session, voice.peer());
        String answer = transport.get().answer(voice.udpPort(), sender.ssrc());
        say(request, 200, "OK", headers -> headers.with("Transport", answer), "");
    }

    /// One session in three has its RTP time wrap round within its first half minute.
    private static int timeOffset(SimulatedCamera camera, long nowUs) {
        if (camera.chance().below(3) == 0) {
            long wrapsInTicks = (5 + camera.chance().below(25)) * 90_000;
            return (int) -(camera.ticks(nowUs) + wrapsInTicks);
        }
        return (int) camera.chance().bits();
    }

    private void play(Request request, long nowUs) {
        if (session == null) {
            answer(request, 454, "Session Not Found");
            return;
        }
        SimulatedCamera camera = session.camera();
        String base = request.uri().endsWith("/") ? request.uri() : request.uri() + "/";
        String rtp =
                "url=" + base + SessionText.TRACK + ";seq=" + session.sender().nextSequence() + ";rtptime="
                        + session.sender().rtpTime(camera.nextKeyTicks());
        say(request, 200, "OK", headers -> headers.with("Range", "npt=now-").with("RTP-Info", rtp), "");
        session.play(nowUs);
    }

    private void tearDown(Request request) throws IOException {
        answer(request, 200, "OK");
        end("teardown");
    }

    /// Ends the session, if there is one.
    ///
    /// @param why one word for the ledger
    void end(String why) throws IOException {
        if (session != null) {
            MediaSession ended = session;
            session = null;
            ended.camera().remove(ended, why);
        }
    }

    private void answer(Request request, int status, String reason) {
        say(request, status, reason, headers -> headers, "");
    }

    private void say(Request request, int status, String reason, UnaryOperator<RtspHeaders> more, String body) {
        RtspHeaders headers =
                RtspHeaders.NONE.with("CSeq", request.headers().first("CSeq").orElse("0"));
        if (session != null) {
            headers = headers.with("Session", session.id() + ";timeout=" + SESSION_TIMEOUT_US / 1_000_000);
        }
        voice.say(new Response(status, reason, more.apply(headers), body));
    }

    /// The first step of an address's path: the camera's name.
    private static String pathOf(String uri) {
        int host = uri.indexOf("://");
        int path = host < 0 ? 0 : uri.indexOf('/', host + 3);
        if (path < 0) {
            return "";
        }
        int from = uri.startsWith("/", path) ? path + 1 : path;
        int to = from;
        while (to < uri.length() && uri.charAt(to) != '/' && uri.charAt(to) != '?') {
            to++;
        }
        return uri.substring(from, to);
    }
}
