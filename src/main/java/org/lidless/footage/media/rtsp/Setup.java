package org.lidless.footage.media.rtsp;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraSource;
import org.lidless.footage.media.rtp.VideoTrack;

/// Sets a session up, request by request, and knows what each answer means.
///
/// OPTIONS (any answer but 401 will do) → DESCRIBE (200 with a video) → over UDP: PORTS, until the shell has bound
/// them → SETUP (another way to join the control URL when this one is not found; another transport when this one is
/// refused and there is a choice) → by multicast: GROUP, until the shell has joined it → for each track that goes with
/// the video: COMPANION_PORTS over UDP, COMPANION, whatever the answer, and by multicast COMPANION_GROUP → PLAY (by the
/// session's URL, or by the track's when that is refused) → DONE.
///
/// When the camera has no session free and an earlier one of ours may be among those that it counts, → GHOST: that one
/// is torn down, and the refused request is sent once more. Any other answer ends the session.
final class Setup {

    /// The step whose answer is waited for.
    enum Step {
        OPTIONS,
        DESCRIBE,
        PORTS,
        SETUP,
        COMPANION_PORTS,
        COMPANION,
        COMPANION_GROUP,
        GROUP,
        PLAY,
        GHOST,
        DONE
    }

    private final String address;
    private final List<Way> ways;
    private final Requests requests;
    private final KeepAlive keepAlive;
    private final Endings endings;
    private final CompanionSetup companions;
    private final Optional<SessionMark> ghost;

    private Step step = Step.OPTIONS;
    private int way;
    private boolean ghostTried;
    private Requests.@Nullable Pending refusedOverGhost;
    private Step stepOverGhost = Step.OPTIONS;
    private String base;
    private List<String> trackUrls = List.of();
    private int trackUrl;
    private String playUrl;
    private boolean playedByTrack;
    private int clientPort;
    private @Nullable VideoTrack track;
    private @Nullable TransportAnswer transport;

    /// @param earlier what earlier sessions taught, such as one that the camera may still count
    Setup(CameraSource source, Requests requests, KeepAlive keepAlive, Endings endings, CameraLessons earlier) {
        this.address = source.address().toString();
        this.ways = Way.of(source);
        this.requests = requests;
        this.keepAlive = keepAlive;
        this.endings = endings;
        this.ghost = earlier.left();
        companions = new CompanionSetup(requests, source.audio(), earlier.pictureAlone());
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
            case DESCRIBE -> ok ? described(answer, nowUs) : refused(request, answer, nowUs);
            case SETUP -> ok ? setUp(answer, nowUs) : elsewhere(request, answer, nowUs);
            case COMPANION -> {
                companions.answered(answer);
                if (companions.toJoin().isPresent()) {
                    step = Step.COMPANION_GROUP;
                } else {
                    goOn(nowUs);
                }
                yield Optional.empty();
            }
            case PLAY -> ok ? playing() : playByTrack(request, answer, nowUs);
            case GHOST -> {
                askAgain(nowUs);
                yield Optional.empty();
            }
            case PORTS, COMPANION_PORTS, COMPANION_GROUP, GROUP, DONE -> Optional.empty();
        };
    }

    private Optional<RtspEnd> refused(Requests.Pending request, RtspMessage.Response answer, long nowUs) {
        if (!isBusy(answer.status())) {
            return Optional.of(endings.refused(request.method(), answer));
        }
        if (ghost.isPresent() && !ghostTried) {
            ghostTried = true;
            refusedOverGhost = request;
            stepOverGhost = step;
            step = Step.GHOST;
            requests.send(
                    "TEARDOWN",
                    ghost.get().url(),
                    RtspHeaders.NONE.with("Session", ghost.get().id()),
                    nowUs);
            return Optional.empty();
        }
        return Optional.of(endings.busy(request.method(), answer));
    }

    /// Cameras without a free session answer 453, 503, or once they have let the user in 403.
    private boolean isBusy(int status) {
        return status == 453 || status == 503 || (status == 403 && step != Step.DESCRIBE);
    }

    private void askAgain(long nowUs) {
        Requests.Pending request = refusedOverGhost;
        if (request != null) {
            step = stepOverGhost;
            requests.repeat(request, nowUs);
        }
    }

    /// Whether an earlier session was asked to end.
    boolean hasTriedGhost() {
        return ghostTried;
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
        companions.offer(description.further(), base);
        beginSetup(nowUs);
        return Optional.empty();
    }

    private void beginSetup(long nowUs) {
        if (ways.get(way) == Way.DATAGRAMS && clientPort == 0) {
            step = Step.PORTS;
            requests.forget();
        } else {
            sendSetup(nowUs);
        }
    }

    boolean wantsPorts() {
        return step == Step.PORTS || step == Step.COMPANION_PORTS;
    }

    void onPorts(int rtpPort, long nowUs) {
        if (step == Step.PORTS) {
            clientPort = rtpPort;
            sendSetup(nowUs);
        } else if (step == Step.COMPANION_PORTS) {
            step = Step.COMPANION;
            companions.send(rtpPort, nowUs);
        }
    }

    private void sendSetup(long nowUs) {
        step = Step.SETUP;
        String wanted = switch (ways.get(way)) {
            case INTERLEAVED -> "RTP/AVP/TCP;unicast;interleaved=0-1";
            case DATAGRAMS -> "RTP/AVP;unicast;client_port=" + clientPort + "-" + (clientPort + 1);
            case MULTICAST -> "RTP/AVP;multicast";
        };
        requests.send("SETUP", trackUrls.get(trackUrl), RtspHeaders.NONE.with("Transport", wanted), nowUs);
    }

    private Optional<RtspEnd> elsewhere(Requests.Pending request, RtspMessage.Response answer, long nowUs) {
        if (answer.status() == 461 && way + 1 < ways.size()) {
            way++;
            beginSetup(nowUs);
            return Optional.empty();
        }
        boolean wrongPlace = switch (answer.status()) {
            case 400, 404, 451, 454, 459 -> true;
            default -> false;
        };
        if (!wrongPlace || trackUrl + 1 >= trackUrls.size()) {
            return refused(request, answer, nowUs);
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
        TransportAnswer told =
                TransportAnswer.parse(answer.headers().first("Transport").orElse(""), ways.get(way) == Way.INTERLEAVED);
        transport = told;
        companions.begin(told);
        if (told.group().isPresent()) {
            step = Step.GROUP;
            requests.forget();
        } else {
            goOn(nowUs);
        }
        return Optional.empty();
    }

    /// The next companion, or else PLAY.
    private void goOn(long nowUs) {
        if (!companions.hasNext()) {
            play(nowUs);
        } else if (companions.wantsPorts()) {
            step = Step.COMPANION_PORTS;
            requests.forget();
        } else {
            step = Step.COMPANION;
            companions.send(0, nowUs);
        }
    }

    /// Whether the video waits for a companion: not for long, and whatever the answer.
    boolean isAtCompanions() {
        return step == Step.COMPANION || step == Step.COMPANION_PORTS || step == Step.COMPANION_GROUP;
    }

    /// How long the answer of this step is waited for, µs.
    long answerUs(RtspPatience patience) {
        return isAtCompanions() ? CompanionSetup.ANSWER_US : patience.answerUs();
    }

    /// The camera leaves a companion's SETUP unanswered, or refuses us for it: the video plays without.
    void withoutCompanions(long nowUs) {
        companions.giveUp();
        play(nowUs);
    }

    /// The tracks that go with the video, as far as they are set up.
    CompanionSetup companions() {
        return companions;
    }

    /// The group that the shell must join before it calls [#onGroupJoined].
    Optional<MulticastGroup> wantedGroup() {
        TransportAnswer told = transport;
        if (step == Step.COMPANION_GROUP) {
            return companions.toJoin();
        }
        return step == Step.GROUP && told != null ? told.group() : Optional.empty();
    }

    void onGroupJoined(long nowUs) {
        if (step == Step.COMPANION_GROUP) {
            companions.joined();
        }
        if (step == Step.COMPANION_GROUP || step == Step.GROUP) {
            goOn(nowUs);
        }
    }

    private void play(long nowUs) {
        step = Step.PLAY;
        requests.send("PLAY", playUrl, RtspHeaders.NONE.with("Range", "npt=0.000-"), nowUs);
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
            return refused(request, answer, nowUs);
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
