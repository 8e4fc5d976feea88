package org.lidless.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
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

    private static final String PUBLIC = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, SET_PARAMETER, TEARDOWN";

    /// What the conversation has its connection do.
    interface Voice extends MediaSession.Line {

        /// Sends text as it is.
        void say(String text);

        /// Where the client is, without spaces.
        String peer();

        /// Port of the datagram socket that RTP comes from.
        int udpPort();
    }

    private final Voice voice;
    private final int number;
    private final DigestGate gate;
    private final Function<String, Optional<SimulatedCamera>> cameras;
    private @Nullable MediaSession session;

    /// @param number  of the connection, from 0
    /// @param cameras finds a camera by its name
    Conversation(Voice voice, int number, DigestGate gate, Function<String, Optional<SimulatedCamera>> cameras) {
        this.voice = voice;
        this.number = number;
        this.gate = gate;
        this.cameras = cameras;
    }

    Optional<MediaSession> session() {
        return Optional.ofNullable(session);
    }

    void onRequest(Request request, long nowUs) throws IOException {
        if (session != null) {
            session.heard(request.method(), nowUs);
        }
        Optional<SimulatedCamera> camera = cameras.apply(pathOf(request.uri()));
        Reaction reaction =
                camera.isPresent() ? camera.get().personality().onRequest(request) : new Reaction.Ordinary();
        switch (reaction) {
            case Reaction.HangUp() -> voice.hangUp();
            case Reaction.Silence() -> {
                // Not a word.
            }
            case Reaction.Babble(String text) -> {
                voice.say(text);
                voice.hangUp();
            }
            case Reaction.Refusal refusal -> {
                if (isAdmitted(request, camera, nowUs)) {
                    answer(request, refusal.status(), refusal.reason());
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
        if (!isAdmitted(request, camera, nowUs)) {
            return;
        }
        if (camera.isEmpty() && session == null) {
            answer(request, 404, "Stream Not Found");
            return;
        }
        if (namesAnotherSession(request)) {
            answer(request, 454, "Session Not Found");
            return;
        }
        switch (request.method()) {
            case "DESCRIBE" -> describe(request, camera);
            case "SETUP" -> setUp(request, camera, nowUs);
            case "PLAY" -> play(request, nowUs);
            case "GET_PARAMETER", "SET_PARAMETER" -> answer(request, 200, "OK");
            case "TEARDOWN" -> tearDown(request, camera);
            default -> answer(request, 501, "Not Implemented");
        }
    }

    /// TEARDOWN may name a session that was left behind.
    private boolean namesAnotherSession(Request request) {
        Optional<String> named = request.headers().first("Session");
        boolean known = named.isEmpty() || (session != null && named.get().equals(session.id()));
        return !known && !request.method().equals("TEARDOWN");
    }

    private boolean isAdmitted(Request request, Optional<SimulatedCamera> camera, long nowUs) {
        SignIn signIn = camera.map(each -> each.personality().signIn(number)).orElse(SignIn.USUAL);
        Account account = camera.map(SimulatedCamera::account).orElseGet(Account::new);
        List<String> answers = request.headers().all("Authorization");
        if (gate.admits(signIn, account, request.method(), request.uri(), answers, nowUs)) {
            return true;
        }
        List<String> challenges = gate.challenges(signIn, nowUs);
        say(
                request,
                401,
                "Unauthorized",
                headers -> {
                    RtspHeaders all = headers;
                    for (String each : challenges) {
                        all = all.with("WWW-Authenticate", each);
                    }
                    return all;
                },
                "");
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
                camera.get()
                        .personality()
                        .description(SessionText.of(
                                camera.get().id(),
                                camera.get().clip(),
                                camera.get().personality().sideTracks())));
    }

    private void setUp(Request request, Optional<SimulatedCamera> wanted, long nowUs) throws IOException {
        MediaSession begun = session;
        if (begun != null) {
            setUpBeside(request, begun, nowUs);
            return;
        }
        if (wanted.isEmpty()) {
            answer(request, 404, "Stream Not Found");
            return;
        }
        SimulatedCamera camera = wanted.get();
        int groupPort = (int) (20_000 + 2 * camera.chance().below(20_000));
        Optional<TransportChoice> transport =
                TransportChoice.from(request.headers().first("Transport").orElse(""), camera.personality(), groupPort);
        if (transport.isEmpty()) {
            answer(request, 461, "Unsupported Transport");
            return;
        }
        if (!camera.hasSessionFree()) {
            Reaction.Refusal full = camera.personality().refusalWhenFull();
            answer(request, full.status(), full.reason());
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

    /// A further track of the session.
    private void setUpBeside(Request request, MediaSession begun, long nowUs) {
        SimulatedCamera camera = begun.camera();
        OptionalInt side = SessionText.side(request.uri());
        boolean isThere = side.isPresent()
                && side.getAsInt() < camera.personality().sideTracks().size();
        if (!isThere || begun.beside().has(side.getAsInt())) {
            answer(request, 455, "Method Not Valid in This State");
            return;
        }
        Optional<TransportChoice> transport = TransportChoice.from(
                request.headers().first("Transport").orElse(""),
                camera.personality(),
                begun.transport().first() + 2 * (side.getAsInt() + 1));
        if (transport.isEmpty() || transport.get().way() != begun.transport().way()) {
            answer(request, 461, "Unsupported Transport");
            return;
        }
        var chance = camera.chance();
        var sender = new RtpSender((int) chance.bits(), (int) chance.bits(), timeOffset(camera, nowUs));
        begun.beside().add(side.getAsInt(), transport.get(), sender);
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
                        + session.sender().rtpTime(camera.personality().counted(camera.nextKeyTicks()));
        Runnable answer = () -> say(
                request, 200, "OK", headers -> headers.with("Range", "npt=now-").with("RTP-Info", rtp), "");
        if (camera.personality().playsBeforeItAnswers()) {
            session.playAndThen(nowUs, answer);
        } else {
            answer.run();
            session.play(nowUs);
        }
    }

    /// Ends the session of this connection, or another one that is named and was left behind.
    private void tearDown(Request request, Optional<SimulatedCamera> camera) throws IOException {
        String named =
                request.headers().first("Session").orElse("").split(";", -1)[0].strip();
        if (session != null && (named.isEmpty() || named.equals(session.id()))) {
            answer(request, 200, "OK");
            end("teardown");
            return;
        }
        Optional<MediaSession> left = camera.flatMap(each -> each.session(named));
        if (left.isEmpty()) {
            answer(request, 454, "Session Not Found");
            return;
        }
        answer(request, 200, "OK");
        left.get().camera().remove(left.get(), "teardown");
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

    /// The connection is gone; with some cameras the session stays.
    void leave(String why) throws IOException {
        if (session != null && !session.camera().personality().freesOnClose()) {
            session.haunt();
            session = null;
        }
        end(why);
    }

    private void answer(Request request, int status, String reason) {
        say(request, status, reason, headers -> headers, "");
    }

    private void say(Request request, int status, String reason, UnaryOperator<RtspHeaders> more, String body) {
        RtspHeaders headers =
                RtspHeaders.NONE.with("CSeq", request.headers().first("CSeq").orElse("0"));
        if (session != null) {
            long seconds = session.camera().personality().timeoutUs() / 1_000_000;
            headers = headers.with("Session", session.id() + ";timeout=" + seconds);
        }
        String good = UTF_8.decode(new Response(status, reason, more.apply(headers), body).encode())
                .toString();
        voice.say(cameras.apply(pathOf(request.uri()))
                .map(camera -> camera.personality().answer(request, good))
                .orElse(good));
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
