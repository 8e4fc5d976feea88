package org.lidless.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.rtsp.RtspHeaders;
import org.lidless.footage.media.rtsp.RtspMessage;
import org.lidless.world.Chance;
import org.lidless.world.Clock;

/// Answers RTSP requests for all simulated cameras (RFC 2326 section 10). The loop owns it.
final class RequestDesk implements Connection.Requests {

    private static final Pattern PATH = Pattern.compile("rtsp://[^/]+/([^/?]+).*");
    private static final Pattern CLIENT_PORT = Pattern.compile("client_port=([0-9]{1,5})-([0-9]{1,5})");
    private static final Pattern INTERLEAVED = Pattern.compile("interleaved=([0-9]{1,3})-([0-9]{1,3})");
    private static final int TIMEOUT_SECONDS = 60;

    private final Map<String, SimulatedCamera> cameras;
    private final Clock clock;
    private final Chance chance;
    private final int udpPort;
    private long opened;

    /// @param udpPort where RTP is sent from
    RequestDesk(Map<String, SimulatedCamera> cameras, Clock clock, Chance chance, int udpPort) {
        this.cameras = cameras;
        this.clock = clock;
        this.chance = chance;
        this.udpPort = udpPort;
    }

    @Override
    public void on(Connection from, RtspMessage.Request request) throws IOException {
        Matcher path = PATH.matcher(request.uri());
        @Nullable SimulatedCamera camera = path.matches() ? cameras.get(path.group(1)) : null;
        if (camera == null) {
            if (request.method().equals("OPTIONS")) {
                answer(from, request, 200, "OK", publicMethods(), "");
            } else {
                answer(from, request, 404, "Not Found", RtspHeaders.NONE, "");
            }
            return;
        }
        Optional<Personality.Reaction> instead = camera.personality().instead(request.method());
        if (instead.isPresent()) {
            react(from, request, instead.get());
            return;
        }
        if (!request.method().equals("OPTIONS") && !admits(camera, request)) {
            camera.ledger().refused(clock.wallUs(), from.peer(), "401");
            String challenge = camera.signIn().map(SignIn::challenge).orElse("");
            answer(from, request, 401, "Unauthorized", RtspHeaders.NONE.with("WWW-Authenticate", challenge), "");
            return;
        }
        switch (request.method()) {
            case "OPTIONS" -> answer(from, request, 200, "OK", publicMethods(), "");
            case "DESCRIBE" -> {
                RtspHeaders headers = RtspHeaders.NONE
                        .with("Content-Type", "application/sdp")
                        .with("Content-Base", request.uri() + "/");
                answer(from, request, 200, "OK", headers, camera.description());
            }
            case "SETUP" -> setUp(from, request, camera);
            case "PLAY" -> play(from, request, camera);
            case "TEARDOWN" -> {
                answer(from, request, 200, "OK", RtspHeaders.NONE, "");
                from.closeWhenSent();
            }
            case "GET_PARAMETER", "SET_PARAMETER" -> answer(from, request, 200, "OK", session(from), "");
            default -> answer(from, request, 501, "Not Implemented", publicMethods(), "");
        }
    }

    private void setUp(Connection from, RtspMessage.Request request, SimulatedCamera camera) throws IOException {
        String asked = request.headers().first("Transport").orElse("");
        Matcher ports = CLIENT_PORT.matcher(asked);
        Matcher channels = INTERLEAVED.matcher(asked);
        boolean tcp = asked.startsWith("RTP/AVP/TCP");
        if (!tcp && !ports.find()) {
            answer(from, request, 461, "Unsupported Transport", RtspHeaders.NONE, "");
            return;
        }
        int channel = tcp && channels.find() ? Integer.parseInt(channels.group(1)) : 0;
        RtpSession session = new RtpSession(
                "s" + ++opened,
                camera,
                tcp ? Optional.empty() : Optional.of(to(from, ports.group(1))),
                tcp ? Optional.empty() : Optional.of(to(from, ports.group(2))),
                channel,
                (int) chance.bits(),
                (int) chance.below(65_536),
                firstTicks());
        from.add(session);
        camera.ledger().opened(session.id(), clock.wallUs(), from.peer());
        String transport = tcp
                ? "RTP/AVP/TCP;unicast;interleaved=" + channel + "-" + (channel + 1)
                : "RTP/AVP;unicast;client_port=" + ports.group(1) + "-" + ports.group(2) + ";server_port=" + udpPort
                        + "-" + (udpPort + 1);
        RtspHeaders headers = RtspHeaders.NONE
                .with("Session", session.id() + ";timeout=" + TIMEOUT_SECONDS)
                .with("Transport", transport + ";ssrc=%08X".formatted(session.ssrc()));
        answer(from, request, 200, "OK", headers, "");
    }

    private void play(Connection from, RtspMessage.Request request, SimulatedCamera camera) throws IOException {
        Optional<RtpSession> session = from.sessionsOf(camera).stream().findFirst();
        if (session.isEmpty()) {
            answer(from, request, 454, "Session Not Found", RtspHeaders.NONE, "");
            return;
        }
        RtpSession playing = session.get();
        playing.play(clock.elapsedUs());
        camera.watch(from);
        String place = "url=" + request.uri() + "/track1;seq=" + playing.nextSequence() + ";rtptime="
                + playing.rtpTime(camera.nextKeyTicks());
        RtspHeaders headers = session(from).with("Range", "npt=0.000-").with("RTP-Info", place);
        answer(from, request, 200, "OK", headers, "");
    }

    /// Every other session's 32-bit time stamps run over within half a minute.
    private long firstTicks() {
        long nearTheEnd = (1L << 32) - chance.below(30L * 90_000);
        return chance.below(2) == 0 ? nearTheEnd : chance.below(1L << 31);
    }

    private void react(Connection from, RtspMessage.Request request, Personality.Reaction reaction) throws IOException {
        switch (reaction) {
            case Personality.Reaction.Close() -> from.close();
            case Personality.Reaction.Say(ByteBuffer bytes, boolean thenClose) -> {
                from.say(bytes);
                if (thenClose) {
                    from.closeWhenSent();
                }
            }
            case Personality.Reaction.Refuse(int status, String reason) ->
                answer(from, request, status, reason, RtspHeaders.NONE, "");
        }
    }

    private static boolean admits(SimulatedCamera camera, RtspMessage.Request request) {
        return camera.signIn().map(signIn -> signIn.admits(request)).orElse(true);
    }

    private static InetSocketAddress to(Connection from, String port) throws IOException {
        return new InetSocketAddress(from.peerAddress().getAddress(), Integer.parseInt(port));
    }

    private static RtspHeaders session(Connection from) {
        return from.sessions().isEmpty()
                ? RtspHeaders.NONE
                : RtspHeaders.NONE.with("Session", from.sessions().getFirst().id());
    }

    private static RtspHeaders publicMethods() {
        return RtspHeaders.NONE.with("Public", "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER");
    }

    private static void answer(
            Connection to, RtspMessage.Request request, int status, String reason, RtspHeaders headers, String body)
            throws IOException {
        RtspHeaders all = headers.with("CSeq", request.headers().first("CSeq").orElse("0"));
        to.say(new RtspMessage.Response(status, reason, all, body).encode());
    }
}
