package org.lidless.footage.recording;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraSource;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.Problem;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.RecordingSink;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.rtsp.CameraLessons;
import org.lidless.footage.media.rtsp.RtspClient;
import org.lidless.footage.media.rtsp.RtspEnd;
import org.lidless.footage.media.rtsp.RtspPatience;
import org.lidless.simulator.TabletopCamera;
import org.lidless.world.Clock;

/// The real follower and the real client at a [TabletopCamera], in a test's own time. It stands in for the ingest loop
/// and its sockets, and for nothing else.
public final class TabletopRecorder {

    private static final long STEP_US = 10_000;
    private static final long CUT_AGE_US = 300_000;
    private static final int RTP_PORT = 6970;

    private final HandClock clock = new HandClock();
    private final RecordingSink samples = new RecordingSink();
    private final ByteBuffer receive = ByteBuffer.allocate(IngestLoop.RECEIVE_BYTES);
    private final CameraSource source;
    private final SeededChance chance;
    private final Ring ring;
    private CameraFollower follower;
    private @Nullable RtspClient client;
    private TabletopCamera.@Nullable Plug plug;
    private final List<Fragment> fragments = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private int pairs;
    private final List<Long> shownUs = new ArrayList<>();
    private int calls;

    public TabletopRecorder(Optional<Credentials> credentials, Transport transport) {
        source = new CameraSource(
                StreamId.main(TabletopCamera.ID), URI.create("rtsp://192.0.2.7/cam-1"), credentials, transport);
        chance = new SeededChance(42);
        ring = new Ring(new ChunkPool(16 << 20, 1), clock, chance.fork("ring"), 5_000_000);
        follower = new CameraFollower(source, ring, clock, chance.fork("follower"));
    }

    public Clock clock() {
        return clock;
    }

    /// Records for so long.
    public void follow(TabletopCamera camera, long us) throws IOException {
        long endUs = clock.elapsedUs() + us;
        while (clock.elapsedUs() < endUs) {
            clock.pass(STEP_US);
            camera.onTimer();
            call(camera);
            move();
            follower.onTimer(clock.elapsedUs());
            drain(false);
        }
    }

    private void call(TabletopCamera camera) {
        long nowUs = clock.elapsedUs();
        if (client != null || !follower.isDue(nowUs)) {
            return;
        }
        calls++;
        follower.calling(nowUs);
        receive.clear();
        plug = camera.plug();
        pairs = 0;
        groups.clear();
        client = new RtspClient(
                source, new Both(), RtspPatience.USUAL, "Lidless/test", chance::bits, follower.lessons());
        client.onConnected(nowUs);
    }

    private void move() throws IOException {
        RtspClient now = client;
        TabletopCamera.Plug to = plug;
        if (now == null || to == null) {
            return;
        }
        long nowUs = clock.elapsedUs();
        boolean more = true;
        while (more) {
            if (now.wantsUdpPorts()) {
                now.onUdpPorts(RTP_PORT + 2 * pairs++, nowUs);
            }
            now.wantedGroup().ifPresent(group -> {
                groups.add(group.rtpPort());
                now.onGroupJoined(nowUs);
            });
            more = send(now, to);
            ByteBuffer bytes = to.take();
            more |= bytes.hasRemaining();
            receive.put(bytes).flip();
            now.onBytes(receive, nowUs);
            receive.compact();
            for (TabletopCamera.Datagram each : to.datagrams()) {
                int pair = groups.isEmpty() ? (each.rtpPort() - RTP_PORT) / 2 : groups.indexOf(each.rtpPort());
                now.onDatagram(pair, each.rtcp(), each.bytes(), nowUs);
            }
        }
        if (to.isClosed()) {
            now.onClosed(nowUs);
        }
        if (nowUs >= now.nextTimerUs()) {
            now.onTimer(nowUs);
            send(now, to);
        }
        follower.learn(now.lessons());
        if (follower.companions().isDue(nowUs)) {
            follower.companions().hear(now.companions(nowUs), nowUs);
        }
        if (now.state() == RtspClient.State.ENDED) {
            hangUp();
        }
    }

    private static boolean send(RtspClient from, TabletopCamera.Plug to) throws IOException {
        boolean any = false;
        for (Optional<ByteBuffer> out = from.output(); out.isPresent(); out = from.output()) {
            to.feed(out.get());
            any = true;
        }
        while (from.rtcpOutput().isPresent()) {
            to.feedRtcp();
        }
        return any;
    }

    private void hangUp() throws IOException {
        RtspClient ended = client;
        if (ended != null && plug != null) {
            Optional<RtspEnd> why = ended.ended();
            plug.close();
            client = null;
            plug = null;
            why.ifPresent(end -> follower.ended(end, clock.elapsedUs()));
        }
    }

    /// Takes a session of the camera, and is never heard of again.
    public void occupy(TabletopCamera.Plug with) throws IOException {
        var silent = new RtspClient(source, samples, RtspPatience.USUAL, "Other", chance::bits, CameraLessons.NONE);
        silent.onConnected(clock.elapsedUs());
        ByteBuffer bytes = ByteBuffer.allocate(IngestLoop.RECEIVE_BYTES);
        for (int i = 0; i < 10; i++) {
            send(silent, with);
            bytes.put(with.take()).flip();
            silent.onBytes(bytes, clock.elapsedUs());
            bytes.compact();
        }
    }

    /// The end of recording: what is unfinished is handed on.
    public void stop() throws IOException {
        if (client != null && plug != null) {
            client.close(clock.elapsedUs());
            send(client, plug);
            move();
        }
        drain(true);
    }

    /// The recorder's process is killed: its connection closes without a word. Another one starts, and knows what the
    /// first had put on disk.
    public void restart() throws IOException {
        CameraMemory memory = follower.view().memory();
        if (plug != null) {
            plug.close();
        }
        forget();
        follower = new CameraFollower(source, ring, clock, chance.fork("again"), memory);
    }

    /// The machine loses its power: the camera hears nothing, not even that the connection closes. It starts again, and
    /// knows what was on disk.
    public void losePower() {
        CameraMemory memory = follower.view().memory();
        forget();
        follower = new CameraFollower(source, ring, clock, chance.fork("cable"), memory);
    }

    private void forget() {
        if (client != null) {
            client.onClosed(clock.elapsedUs());
        }
        client = null;
        plug = null;
        ring.sessionEnded();
    }

    private void drain(boolean isClosed) {
        var cut = new Cut(
                clock.elapsedUs(), CUT_AGE_US, CutTimes.FIRST_US, CutTimes.GROUP_US, false, isClosed, Long.MAX_VALUE);
        Taken taken = ring.take(cut);
        while (taken != null) {
            fragments.add(whole(taken.fragment()));
            taken.fragment().samples().forEach(sample -> shownUs.add(sample.timeUs()));
            ring.wrote(taken);
            taken = ring.take(cut);
        }
    }

    /// Its bytes are the ring's, and go round.
    private static Fragment whole(Fragment fragment) {
        ByteBuffer copy = ByteBuffer.allocate(fragment.size());
        fragment.payload().forEach(each -> copy.put(each.duplicate()));
        return new Fragment(fragment.samples(), List.of(copy.flip()));
    }

    /// What a writer would have been given, in order.
    public List<Fragment> fragments() {
        return fragments;
    }

    /// What its decoder must know, as it was told first.
    /// How often it was told of parameters that mean something else.
    public int parameterChanges() {
        return samples.parameters().size();
    }

    public VideoParameters parameters() {
        return samples.parameters().getFirst();
    }

    /// The frames of the sound, or of the metadata, that came.
    public List<RecordingSink.Beside> companions(boolean isAudio) {
        return samples.companions(isAudio);
    }

    /// How sound and metadata fare.
    public List<RecordingStatus.Track> tracks() {
        return follower.companions().status();
    }

    /// When each sample is shown on the site's clock, in order of sending, µs.
    public List<Long> shownUs() {
        return shownUs;
    }

    public List<RecordingSink.Taken> samples() {
        return samples.samples();
    }

    public Optional<Problem> problem() {
        return follower.view().problem();
    }

    public boolean isFollowing() {
        return follower.view().phase() == CameraFollower.Phase.FOLLOWING;
    }

    public boolean isSilent() {
        return follower.view().isSilent();
    }

    /// How often the camera was called.
    public int calls() {
        return calls;
    }

    /// The ring, as in the product, and a list for the test.
    private final class Both implements SampleSink {

        @Override
        public void parameters(VideoParameters parameters) {
            ring.parameters(parameters);
            samples.parameters(parameters);
        }

        @Override
        public void beginNal() {
            ring.beginNal();
            samples.beginNal();
        }

        @Override
        public void beginPlain() {
            ring.beginPlain();
            samples.beginPlain();
        }

        @Override
        public void keepLength() {
            ring.keepLength();
            samples.keepLength();
        }

        @Override
        public void append(ByteBuffer bytes) {
            ring.append(bytes.duplicate());
            samples.append(bytes);
        }

        @Override
        public void endNal() {
            ring.endNal();
            samples.endNal();
        }

        @Override
        public void dropNal() {
            ring.dropNal();
            samples.dropNal();
        }

        @Override
        public void endSample(int rtpTime, boolean key, boolean damaged, long arrivalUs) {
            ring.endSample(rtpTime, key, damaged, arrivalUs);
            samples.endSample(rtpTime, key, damaged, arrivalUs);
        }

        @Override
        public void companion(Companion of, int rtpTime, int ticks, ByteBuffer bytes, long arrivalUs) {
            ring.companion(of, rtpTime, ticks, bytes.duplicate(), arrivalUs);
            samples.companion(of, rtpTime, ticks, bytes, arrivalUs);
        }

        @Override
        public void dropSample() {
            ring.dropSample();
            samples.dropSample();
        }
    }
}
