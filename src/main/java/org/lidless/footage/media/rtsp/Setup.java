package org.lidless.footage.media.rtsp;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Transport;
import org.lidless.footage.media.rtp.VideoTrack;

/// Sets a session up, request by request, and knows what each answer means.
///
/// OPTIONS (any answer but 401 will do) → DESCRIBE (200 with a video) → over UDP: PORTS, until the shell has bound
/// them
/// → SETUP (another way to join the control URL when this one is not found) → PLAY (by the session's URL, or by the
/// track's when that is refused) → DONE. Any other answer ends the session.
final class Setup {

    /// The step whose answer is waited for.
    enum Step {
        OPTIONS,
        DESCRIBE,
        PORTS,
        SETUP,
        PLAY,
        DONE
    }

    private final String address;
    private final boolean datagrams;
    private final Requests requests;
    private final KeepAlive keepAlive;
    private final Endings endings;

    private Step step = Step.OPTIONS;
    private String base;
    private List<String> trackUrls = List.of();
    private int trackUrl;
    private String playUrl;
    private boolean playedByTrack;
    private int clientPort;
    private @Nullable VideoTrack track;
    private @Nullable TransportAnswer transport;

    Setup(String address, Transport wanted, Requests requests, KeepAlive keepAlive, Endings endings) {
        this.address = address;
        this.datagrams = wanted == Transport.UDP;
        this.requests = requests;
        this.keepAlive = keepAlive;
        this.endings = endings;
        base = address;
        playUrl = address;
    }

    void begin(long nowUs) {
        requests.send("OPTIONS", address, RtspHeaders.NONE, nowUs);
    }

    /// Takes the answer to the request of this step, and sends the next one or says why the session is over.
    Optional<RtspEnd> answered(Requests.Pending request, RtspMessage.Response answer, long nowUs) {
        boolean ok = answer.status() / 100 == 2;
        return switch (step) {
            case OPTIONS -> {
                keepAlive.onPublic(answer.headers().first("Public"));
                step = Step.DESCRIBE;
                requests.send("DESCRIBE", address, RtspHeaders.NONE.with("Accept", "application/sdp"), nowUs);
                yield Optional.empty();
            }
            case DESCRIBE -> ok ? described(answer, nowUs) : refused(request, answer);
            case SETUP -> ok ? setUp(answer, nowUs) : elsewhere(request, answer, nowUs);
            case PLAY -> ok ? playing() : playByTrack(request, answer, nowUs);
            case PORTS, DONE -> Optional.empty();
        };
    }

    private Optional<RtspEnd> refused(Requests.Pending request, RtspMessage.Response answer) {
        return Optional.of(endings.refused(request.method(), answer));
    }

    private Optional<RtspEnd> described(RtspMessage.Response answer, long nowUs) {
        SessionDescription description = SessionDescription.parse(answer.body());
        Optional<SessionDescription.Video> video = description.video();
        if (video.isEmpty()) {
            return Optional.of(endings.codec(description.videoNames()));
        }
        String given = answer.headers()
                .first("Content-Base")
                .or(() -> answer.headers().first("Content-Location"))
                .orElse(address);
        base = ControlUrl.base(given, address);
        track = video.get().track();
        trackUrls = ControlUrl.candidates(base, video.get().control().orElse(""));
        playUrl = description
                .control()
                .map(url -> ControlUrl.candidates(base, url).getFirst())
                .orElse(base);
        if (datagrams) {
            step = Step.PORTS;
            requests.forget();
        } else {
            sendSetup(nowUs);
        }
        return Optional.empty();
    }

    boolean wantsPorts() {
        return step == Step.PORTS;
    }

    void onPorts(int rtpPort, long nowUs) {
        if (step == Step.PORTS) {
            clientPort = rtpPort;
            sendSetup(nowUs);
        }
    }

    private void sendSetup(long nowUs) {
        step = Step.SETUP;
        String wanted = datagrams
                ? "RTP/AVP;unicast;client_port=" + clientPort + "-" + (clientPort + 1)
                : "RTP/AVP/TCP;unicast;interleaved=0-1";
        requests.send("SETUP", trackUrls.get(trackUrl), RtspHeaders.NONE.with("Transport", wanted), nowUs);
    }

    private Optional<RtspEnd> elsewhere(Requests.Pending request, RtspMessage.Response answer, long nowUs) {
        boolean wrongPlace = switch (answer.status()) {
            case 400, 404, 451, 454, 459 -> true;
            default -> false;
        };
        if (!wrongPlace || trackUrl + 1 >= trackUrls.size()) {
            return refused(request, answer);
        }
        trackUrl++;
        sendSetup(nowUs);
        return Optional.empty();
    }

    private Optional<RtspEnd> setUp(RtspMessage.Response answer, long nowUs) {
        Optional<String> session = answer.headers().first("Session");
        session.ifPresent(line -> {
            keepAlive.onSession(line);
            requests.inSession(line.split(";", -1)[0].strip());
        });
        transport = TransportAnswer.parse(answer.headers().first("Transport").orElse(""), !datagrams);
        step = Step.PLAY;
        requests.send("PLAY", playUrl, RtspHeaders.NONE.with("Range", "npt=0.000-"), nowUs);
        return Optional.empty();
    }

    private Optional<RtspEnd> playing() {
        step = Step.DONE;
        return Optional.empty();
    }

    /// Some servers play only the track's URL, or want no range.
    private Optional<RtspEnd> playByTrack(Requests.Pending request, RtspMessage.Response answer, long nowUs) {
        boolean another = switch (answer.status()) {
            case 400, 404, 454, 455, 457, 459, 460 -> true;
            default -> false;
        };
        if (!another || playedByTrack) {
            return refused(request, answer);
        }
        playedByTrack = true;
        playUrl = answer.status() == 457 ? playUrl : trackUrls.get(trackUrl);
        requests.send("PLAY", playUrl, RtspHeaders.NONE, nowUs);
        return Optional.empty();
    }

    Step step() {
        return step;
    }

    /// Counts PLAY as answered: media came although the answer did not.
    void playWithoutAnswer() {
        step = Step.DONE;
        requests.forget();
    }

    /// The URL of the whole session, for keepalive and TEARDOWN.
    String playUrl() {
        return playUrl;
    }

    /// Known from DESCRIBE's answer on.
    Optional<VideoTrack> track() {
        return Optional.ofNullable(track);
    }

    /// Known from SETUP's answer on.
    Optional<TransportAnswer> transport() {
        return Optional.ofNullable(transport);
    }
}
