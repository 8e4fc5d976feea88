package org.lidless.footage.media.rtsp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraSource;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.rtp.RtpCounts;
import org.lidless.footage.media.rtsp.RtspReader.Piece;

/// One RTSP session with one camera as a state machine: bytes and times in, bytes to send and samples out. Not
/// thread safe; belongs to the loop that feeds it. A new connection needs a new client.
///
/// CONNECTING: the shell connects to `source.address().getHost()`, `source.port()`.
/// → SETTING_UP by [#onConnected]: OPTIONS, DESCRIBE, SETUP of the first usable video track, PLAY. Over UDP it
/// stops before SETUP until [#onUdpPorts]. Sound and metadata are set up, too, and never end a session.
/// → PLAYING when PLAY is answered. Keepalive and receiver reports go out by [#onTimer].
/// → CLOSING by [#close]: TEARDOWN is sent, its answer awaited a second.
/// → ENDED from anywhere, for good: with [#ended] saying why, or without when [#close] was asked for.
///
/// The shell, after each call: sends what [#output] holds (and [#rtcpOutput] over UDP), calls [#onTimer] when
/// [#nextTimerUs] has come, and when ENDED sends what is left (a TEARDOWN perhaps) as far as it goes without
/// waiting, and closes.
public final class RtspClient {

    /// The least capacity of the buffer given to [#onBytes].
    public static final int RECEIVE_BYTES_MIN = RtspReader.BUFFER_BYTES_MIN;

    /// Where the session is.
    public enum State {
        CONNECTING,
        SETTING_UP,
        PLAYING,
        CLOSING,
        ENDED
    }

    private static final long TEARDOWN_US_MAX = 1_000_000;

    private final CameraSource source;
    private final SessionLessons lessons;
    private final RtspPatience patience;
    private final RtspReader reader = new RtspReader();
    private final Outbox outbox = new Outbox();
    private final KeepAlive keepAlive;
    private final Endings endings;
    private final Authorizer authorizer;
    private final Requests requests;
    private final Setup setup;
    private final Media media;

    private State state = State.CONNECTING;
    private @Nullable RtspEnd end;
    private boolean heardRtsp;
    private long closeByUs = Long.MAX_VALUE;
    private boolean tornDown;

    /// @param source    the camera; its password is only ever used in the Authorization header
    /// @param sink      takes the samples
    /// @param patience  how long the camera may take
    /// @param userAgent sent with every request; some cameras refuse requests without one
    /// @param chance    random bits, for the digest's own nonce and the receiver's SSRC
    /// @param earlier   what earlier sessions taught
    public RtspClient(
            CameraSource source,
            SampleSink sink,
            RtspPatience patience,
            String userAgent,
            LongSupplier chance,
            CameraLessons earlier) {
        this.source = source;
        this.patience = patience;
        lessons = new SessionLessons(earlier);
        keepAlive = new KeepAlive(earlier.breaksOnGetParameter());
        endings = new Endings(source);
        authorizer = new Authorizer(source.credentials(), chance);
        requests = new Requests(outbox, authorizer, userAgent);
        setup = new Setup(source, requests, keepAlive, endings, earlier);
        media = new Media(sink, (int) chance.getAsLong(), outbox, patience);
    }

    /// Has somebody listen to the conversation. Before [#onConnected].
    public void heardBy(RtspWitness witness) {
        requests.heardBy(witness);
    }

    /// TCP is up. All times are monotonic µs.
    public void onConnected(long nowUs) {
        if (state == State.CONNECTING) {
            state = State.SETTING_UP;
            setup.begin(nowUs);
        }
    }

    /// Takes the bytes between position and limit: consumes whole messages and interleaved frames and leaves the
    /// rest (less than [#RECEIVE_BYTES_MIN]) for the caller to compact. The buffer must be big endian and
    /// writable: the octets before a NAL unit's fragment are overwritten with its header.
    public void onBytes(ByteBuffer in, long nowUs) {
        while (state != State.ENDED) {
            Piece piece = reader.next(in);
            switch (piece) {
                case FRAME -> media.frame(in, reader.channel(), reader.frameStart(), reader.frameEnd(), nowUs);
                case MESSAGE -> message(reader.message(), nowUs);
                case GARBAGE -> garbage(in, nowUs);
                case BROKEN -> finish(endings.garbage(reader.fault()), nowUs);
                case NOTHING -> {
                    if (state == State.PLAYING && media.isStopped()) {
                        finish(endings.stopped(), nowUs);
                    }
                    return;
                }
            }
        }
        in.position(in.limit());
    }

    private void garbage(ByteBuffer in, long nowUs) {
        if (!heardRtsp) {
            finish(endings.notRtsp(reader.skippedText(in)), nowUs);
        }
    }

    private void message(RtspMessage message, long nowUs) {
        heardRtsp = true;
        switch (message) {
            case RtspMessage.Response response ->
                requests.answeredBy(response).ifPresent(request -> answered(request, response, nowUs));
            case RtspMessage.Request request -> requests.oblige(request);
        }
    }

    private void answered(Requests.Pending request, RtspMessage.Response answer, long nowUs) {
        if (state == State.CLOSING && !request.method().equals("TEARDOWN")) {
            return;
        }
        if (answer.status() == 401) {
            challenged(request, answer, nowUs);
            return;
        }
        if (state == State.CLOSING) {
            tornDown = true;
            state = State.ENDED;
            return;
        }
        if (answer.status() / 100 == 2) {
            authorizer.accepted();
        }
        if (state == State.PLAYING) {
            keptAlive(request, answer, nowUs);
            return;
        }
        Setup.Step before = setup.step();
        Optional<RtspEnd> over = setup.answered(request, answer, nowUs);
        if (over.isPresent()) {
            finish(over.get(), nowUs);
        } else if (before == Setup.Step.COMPANION) {
            media.companions().expect(setup.companions(), reader);
        } else if (before == Setup.Step.SETUP && setup.transport().isPresent()) {
            media.expect(setup.track().orElseThrow(), setup.transport().orElseThrow(), reader, nowUs);
        } else if (setup.step() == Setup.Step.DONE) {
            play(nowUs);
        }
    }

    private void withoutCompanions(long nowUs) {
        setup.withoutCompanions(nowUs);
        media.companions().expect(setup.companions(), reader);
    }

    private void play(long nowUs) {
        state = State.PLAYING;
        keepAlive.begin(nowUs);
        media.begin(nowUs);
    }

    private void challenged(Requests.Pending request, RtspMessage.Response answer, long nowUs) {
        Authorizer.Verdict verdict = authorizer.challenged(answer.headers().all("WWW-Authenticate"));
        if (verdict != Authorizer.Verdict.RETRY && setup.isAtCompanions()) {
            withoutCompanions(nowUs);
            return;
        }
        switch (verdict) {
            case RETRY -> requests.repeat(request, nowUs);
            case WRONG ->
                finish(endings.passwordWrong(source.credentials().orElseThrow().user()), nowUs);
            case MISSING -> finish(endings.passwordMissing(), nowUs);
            case UNSPOKEN -> finish(endings.signInUnspoken(), nowUs);
        }
    }

    private void keptAlive(Requests.Pending request, RtspMessage.Response answer, long nowUs) {
        if (answer.status() == 454) {
            finish(endings.stopped(), nowUs);
        } else if (answer.status() >= 400 && request.method().equals("GET_PARAMETER")) {
            keepAlive.onRefused();
        }
    }

    /// Takes one datagram that came to one of the ports of [#onUdpPorts]. Bound as for [#onBytes].
    ///
    /// @param pair which ports, counted from 0 in the order in which they were told
    public void onDatagram(int pair, boolean rtcp, ByteBuffer packet, long nowUs) {
        if (state == State.SETTING_UP || state == State.PLAYING) {
            media.datagram(pair, rtcp, packet, nowUs);
        } else {
            packet.position(packet.limit());
        }
    }

    /// The connection was closed by the camera or broke.
    public void onClosed(long nowUs) {
        switch (state) {
            case CONNECTING -> over(endings.closed("before it answered"));
            case SETTING_UP -> over(endings.closed("before it answered " + setup.step()));
            case PLAYING -> {
                requests.pending().ifPresent(lessons::closedOver);
                over(endings.closedWhileSending());
            }
            case CLOSING, ENDED -> state = State.ENDED;
        }
    }

    /// Time has come: see [#nextTimerUs]. Calling too often does no harm.
    public void onTimer(long nowUs) {
        switch (state) {
            case CONNECTING, ENDED -> {}
            case SETTING_UP -> {
                media.onTimer(nowUs);
                if (nowUs >= answerByUs()) {
                    answerMissing(nowUs);
                }
            }
            case PLAYING -> whilePlaying(nowUs);
            case CLOSING -> state = nowUs >= closeByUs ? State.ENDED : State.CLOSING;
        }
    }

    private long answerByUs() {
        return requests.pending()
                .map(request -> request.sentUs() + setup.answerUs(patience))
                .orElse(Long.MAX_VALUE);
    }

    private void answerMissing(long nowUs) {
        if (setup.step() == Setup.Step.PLAY && media.anyCame()) {
            setup.playWithoutAnswer();
            play(nowUs);
        } else if (setup.isAtCompanions()) {
            withoutCompanions(nowUs);
        } else {
            finish(endings.noAnswer(setup.step().toString(), patience.answer().toSeconds()), nowUs);
        }
    }

    private void whilePlaying(long nowUs) {
        media.onTimer(nowUs);
        Optional<RtspEnd> over = media.verdict(nowUs, endings);
        if (over.isPresent()) {
            finish(over.get(), nowUs);
        } else if (keepAlive.isDue(nowUs)) {
            keepAlive.begin(nowUs);
            if (!outbox.isClogged()) {
                requests.send(keepAlive.method(), setup.playUrl(), RtspHeaders.NONE, nowUs);
            }
        }
    }

    /// The shell wants the session to end: TEARDOWN.
    public void close(long nowUs) {
        if (state == State.ENDED || state == State.CLOSING) {
            return;
        }
        media.finish();
        if (requests.session().isEmpty()) {
            state = State.ENDED;
            return;
        }
        requests.send("TEARDOWN", setup.playUrl(), RtspHeaders.NONE, nowUs);
        state = State.CLOSING;
        closeByUs = nowUs + TEARDOWN_US_MAX;
    }

    /// Ends with a reason; the camera's session is freed by a TEARDOWN whose answer nobody waits for.
    private void finish(RtspEnd why, long nowUs) {
        if (state == State.ENDED) {
            return;
        }
        if (requests.session().isPresent() && !outbox.isClogged()) {
            requests.send("TEARDOWN", setup.playUrl(), RtspHeaders.NONE, nowUs);
        }
        over(why);
    }

    private void over(RtspEnd why) {
        media.finish();
        end = why;
        state = State.ENDED;
    }

    /// When [#onTimer] is due next; `Long.MAX_VALUE` when nothing is.
    public long nextTimerUs() {
        return switch (state) {
            case CONNECTING, ENDED -> Long.MAX_VALUE;
            case SETTING_UP -> Math.min(answerByUs(), media.nextTimerUs());
            case PLAYING -> Math.min(keepAlive.dueUs(), media.nextTimerUs());
            case CLOSING -> closeByUs;
        };
    }

    /// Whether the shell must bind (another) pair of UDP ports and call [#onUdpPorts], or [#onNoUdpPorts].
    public boolean wantsUdpPorts() {
        return state == State.SETTING_UP && setup.wantsPorts();
    }

    /// The shell has bound RTP to this even port and RTCP to the next.
    public void onUdpPorts(int rtpPort, long nowUs) {
        setup.onPorts(rtpPort, nowUs);
    }

    /// There is no pair to bind, or no group to join: false when the video cannot do without.
    public boolean onNoUdpPorts(long nowUs) {
        boolean isForCompanion = setup.isAtCompanions();
        if (isForCompanion) {
            withoutCompanions(nowUs);
        }
        return isForCompanion;
    }

    /// The group that the shell must join, and then call [#onGroupJoined], or [#onNoUdpPorts] when it cannot.
    public Optional<MulticastGroup> wantedGroup() {
        return state == State.SETTING_UP ? setup.wantedGroup() : Optional.empty();
    }

    /// The shell has joined the group.
    public void onGroupJoined(long nowUs) {
        setup.onGroupJoined(nowUs);
        media.companions().expect(setup.companions(), reader);
    }

    /// The camera's RTP port over UDP for a pair of [#onUdpPorts], once SETUP is answered and the camera said so. An
    /// empty datagram sent to it opens firewalls on the way.
    public OptionalInt serverRtpPort(int pair) {
        return pair == 0
                ? setup.transport().map(TransportAnswer::rtpPort).orElse(OptionalInt.empty())
                : setup.companions().serverRtpPort(pair);
    }

    /// The camera's RTCP port over UDP, once SETUP is answered and the camera said so. Same host as the connection.
    public OptionalInt serverRtcpPort() {
        return setup.transport().map(TransportAnswer::rtcpPort).orElse(OptionalInt.empty());
    }

    /// Bytes to send on the connection, or empty. The shell moves the buffer's position by what it sent and asks
    /// again until it is empty or the socket is full.
    public Optional<ByteBuffer> output() {
        return outbox.next();
    }

    /// A datagram to send from the RTCP port to [#serverRtcpPort], or empty. Each is given once.
    public Optional<ByteBuffer> rtcpOutput() {
        return outbox.nextDatagram();
    }

    public State state() {
        return state;
    }

    /// Why the session is over, unless it was [#close].
    public Optional<RtspEnd> ended() {
        return Optional.ofNullable(end);
    }

    /// What it takes to end the session from elsewhere, from SETUP's answer on until it is torn down.
    public Optional<SessionMark> session() {
        return tornDown ? Optional.empty() : requests.session().map(id -> new SessionMark(setup.playUrl(), id));
    }

    /// What this session and earlier ones taught.
    public CameraLessons lessons() {
        return lessons.told(
                session(),
                setup.hasTriedGhost() || tornDown,
                setup.companions().hasAsked(),
                setup.step() == Setup.Step.DONE,
                end != null && !media.anyCame());
    }

    /// How the tracks that go with the video fare: the sound and the metadata that the camera offers.
    public List<CompanionView> companions(long nowUs) {
        return media.companions(setup.companions(), nowUs);
    }

    /// What was received so far.
    public RtpCounts counts() {
        return media.counts(reader.garbageBytes());
    }
}
