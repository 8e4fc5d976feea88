package org.lidless.web.rtsp;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.footage.media.rtsp.RtspHeaders;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.footage.media.rtsp.RtspMessage.Response;
import org.lidless.footage.playback.rtsp.InterleavedRoom.Outlet;
import org.lidless.footage.playback.rtsp.RtspAddress;
import org.lidless.footage.playback.rtsp.RtspRange;
import org.lidless.footage.playback.rtsp.RtspTracks;
import org.lidless.footage.playback.rtsp.RtspTransport;
import org.lidless.web.access.Caller;
import org.lidless.web.media.Viewed;
import org.lidless.world.Chance;

/// Answers the requests of one connection (RFC 2326 section 10), in their order. One session at a time. Belongs to
/// the thread that reads the connection.
final class RtspAnswers implements AutoCloseable {

    private static final String METHODS =
            "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, SET_PARAMETER";
    private static final int TIMEOUT_SECONDS = 60;

    private final RtspParts parts;
    private final RtspPictures pictures;
    private final String from;
    private final Outlet outlet;
    private final Runnable hangUp;
    private final Chance chance;
    private boolean isSecured;
    private volatile @Nullable Known known;
    private @Nullable Described described;
    private volatile @Nullable RtspSession session;

    /// Somebody who was let in, by what they said.
    private record Known(String said, Caller caller) {}

    /// What was looked up last.
    private record Described(RtspAddress address, Optional<RtspRange> range, RtspTracks tracks) {}

    /// A request that is refused in RTSP's own words.
    private static final class StatusException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        StatusException(int status, String reason) {
            super(reason);
            this.status = status;
        }
    }

    RtspAnswers(RtspParts parts, RtspPictures pictures, String from, Outlet outlet, Runnable hangUp) {
        this.parts = parts;
        this.pictures = pictures;
        this.from = from;
        this.outlet = outlet;
        this.hangUp = hangUp;
        this.chance = parts.world().chance().fork("rtsp");
    }

    void speaks(boolean secured) {
        isSecured = secured;
    }

    boolean isLetIn() {
        return known != null;
    }

    boolean isPlaying() {
        RtspSession now = session;
        return now != null && now.isPlaying();
    }

    /// False when nothing more is to be heard.
    boolean answer(Request request) throws InterruptedException {
        if (!isSecured && !parts.isPlain()) {
            say(request, 403, "Use rtsps", RtspHeaders.NONE, "This server speaks RTSP within TLS only (rtsps://).");
            return false;
        }
        try {
            switch (request.method()) {
                case "OPTIONS" -> say(request, 200, "OK", RtspHeaders.NONE.with("Public", METHODS), "");
                case "DESCRIBE" -> describe(request);
                case "SETUP" -> setUp(request);
                case "PLAY" -> play(request);
                case "PAUSE" -> {
                    session(request).pause();
                    say(request, 200, "OK", RtspHeaders.NONE, "");
                }
                case "GET_PARAMETER", "SET_PARAMETER" -> say(request, 200, "OK", RtspHeaders.NONE, "");
                case "TEARDOWN" -> {
                    session(request).close();
                    say(request, 200, "OK", RtspHeaders.NONE, "");
                    session = null;
                }
                default -> say(request, 501, "Not Implemented", RtspHeaders.NONE.with("Public", METHODS), "");
            }
        } catch (StatusException refused) {
            say(request, refused.status, String.valueOf(refused.getMessage()), RtspHeaders.NONE, "");
        } catch (ProblemException refused) {
            refuse(request, refused.problem());
        }
        return true;
    }

    private void describe(Request request) throws InterruptedException {
        RtspAddress address = address(request);
        let(request, address);
        Described found = look(address);
        String uri = request.uri();
        String name = address.stream().camera() + (address.isLive() ? " live" : " stored");
        say(
                request,
                200,
                "OK",
                RtspHeaders.NONE
                        .with("Content-Base", uri.endsWith("/") ? uri : uri + "/")
                        .with("Content-Type", "application/sdp"),
                found.tracks().description(uri, name, found.range()));
    }

    private Described look(RtspAddress address) throws InterruptedException {
        Described before = described;
        if (before != null && isSame(before.address(), address)) {
            return before;
        }
        Optional<RtspRange> range = RtspPictures.range(address);
        Described found = new Described(address, range, pictures.tracks(address, range));
        described = found;
        return found;
    }

    private static boolean isSame(RtspAddress one, RtspAddress other) {
        return one.isLive() == other.isLive()
                && one.stream().equals(other.stream())
                && one.query().equals(other.query());
    }

    private void setUp(Request request) throws InterruptedException {
        RtspAddress address = address(request);
        let(request, address);
        RtspSession now = session;
        if (now != null && now.isPlaying()) {
            throw new StatusException(455, "Method Not Valid in This State");
        }
        if (now != null && !isSame(now.address(), address)) {
            throw new StatusException(459, "Aggregate Operation Not Allowed");
        }
        int track = address.track().orElse(0);
        RtspTransport transport = RtspTransport.of(
                        request.headers().first("Transport").orElse(""), track)
                .orElseThrow(() -> new StatusException(461, "Unsupported Transport"));
        if (now == null) {
            Described found = look(address);
            now = new RtspSession(
                    address,
                    found.tracks(),
                    found.range(),
                    outlet,
                    chance,
                    parts.world().clock());
            session = now;
        }
        if (track >= now.tracks()) {
            throw new StatusException(404, "Not Found");
        }
        if (now.has(track)) {
            throw new StatusException(455, "Method Not Valid in This State");
        }
        int ssrc = now.add(track, transport);
        say(request, 200, "OK", RtspHeaders.NONE.with("Transport", transport.answer(ssrc)), "");
    }

    private void play(Request request) {
        RtspSession now = session(request);
        if (now.isEmpty()) {
            throw new StatusException(455, "Method Not Valid in This State");
        }
        RtspAddress address = now.address();
        Caller caller = let(request, address);
        Optional<String> range = request.headers().first("Range");
        if (!now.isPlaying() || (range.isPresent() && !address.isLive())) {
            now.pause();
            now.seek(range);
            Semaphore news = new Semaphore(0);
            RtspPictures.Shown shown = pictures.open(address, now.fromUs(), news::release);
            try {
                if (address.isLive()) {
                    Viewed.live(parts.book(), caller, address.stream());
                } else {
                    Viewed.stored(parts.book(), caller, address.stream(), now.fromUs());
                }
                played(request, now);
            } catch (RuntimeException gone) {
                shown.close();
                throw gone;
            }
            now.play(shown, news, () -> parts.guard().stillMay(caller, right(address), camera(address)), hangUp);
        } else {
            played(request, now);
        }
    }

    private void played(Request request, RtspSession now) {
        String base = request.uri();
        RtspHeaders headers = RtspHeaders.NONE
                .with("Range", now.rangeWords())
                .with("RTP-Info", now.rtpInfo(track -> RtspAddress.ofTrack(base, track)));
        say(request, 200, "OK", headers, "");
    }

    private static RtspAddress address(Request request) {
        return RtspAddress.of(request.uri()).orElseThrow(() -> new StatusException(404, "Not Found"));
    }

    private RtspSession session(Request request) {
        RtspSession now = session;
        String named =
                request.headers().first("Session").orElse("").split(";", -1)[0].strip();
        if (now == null || (!named.isEmpty() && !named.equals(now.id()))) {
            throw new StatusException(454, "Session Not Found");
        }
        return now;
    }

    private static Right right(RtspAddress address) {
        return address.isLive() ? Right.LIVE : Right.PLAYBACK;
    }

    private static CameraId camera(RtspAddress address) {
        return address.stream().camera();
    }

    /// Returns who asks, when they may see this.
    private Caller let(Request request, RtspAddress address) {
        Optional<String> authorization = request.headers().first("Authorization");
        Optional<String> ticket = Optional.ofNullable(address.query().get("ticket"));
        String said = authorization.orElse("") + "\n" + ticket.orElse("");
        Known before = known;
        boolean isSame = before != null
                && before.said().equals(said)
                && parts.guard().stillMay(before.caller(), right(address), camera(address));
        Caller caller = before != null && isSame
                ? before.caller()
                : parts.players().identify(authorization, ticket, from, "RTSP " + address.stream());
        parts.guard().require(caller, right(address), camera(address));
        known = new Known(said, caller);
        return caller;
    }

    private void refuse(Request request, Problem why) {
        ProblemCode code = why.code();
        boolean isStranger = code == ProblemCode.SIGN_IN_NEEDED || code == ProblemCode.SIGN_IN_REFUSED;
        if (isStranger) {
            RtspHeaders ask = RtspHeaders.NONE.with("WWW-Authenticate", "Basic realm=\"Lidless\", charset=\"UTF-8\"");
            say(request, 401, "Unauthorized", ask, why.what());
        } else if (code == ProblemCode.RIGHT_MISSING) {
            say(request, 403, "Forbidden", RtspHeaders.NONE, why.what());
        } else if (code == ProblemCode.NOTHING_FOUND) {
            say(request, 404, "Not Found", RtspHeaders.NONE, why.what());
        } else if (code == ProblemCode.REQUEST_REFUSED) {
            say(request, 453, "Not Enough Bandwidth", RtspHeaders.NONE, why.what());
        } else {
            say(request, 503, "Service Unavailable", RtspHeaders.NONE, why.what());
        }
    }

    private void say(Request request, int status, String reason, RtspHeaders more, String body) {
        RtspHeaders headers =
                RtspHeaders.NONE.with("CSeq", request.headers().first("CSeq").orElse("0"));
        RtspSession now = session;
        if (now != null) {
            headers = headers.with("Session", now.id() + ";timeout=" + TIMEOUT_SECONDS);
        }
        if (!body.isEmpty() && more.first("Content-Type").isEmpty()) {
            headers = headers.with("Content-Type", "text/plain; charset=utf-8");
        }
        outlet.send(new Response(status, reason, headers.and(more), body).encode());
    }

    @Override
    public void close() {
        RtspSession now = session;
        if (now != null) {
            now.close();
        }
    }
}
