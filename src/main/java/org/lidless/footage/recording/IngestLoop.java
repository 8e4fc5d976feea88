package org.lidless.footage.recording;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraSource;
import org.lidless.footage.media.rtsp.RtspClient;
import org.lidless.footage.media.rtsp.RtspEnd;
import org.lidless.footage.media.rtsp.RtspPatience;
import org.lidless.world.Chance;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives from many cameras: one selector, one receive buffer, and the followers that it owns. A thread
/// is only a loop round [#tick]. Names are looked up and TLS is reckoned elsewhere, because that may take long; the
/// answers come back as messages, at most one for each follower, as do cameras that come and go.
///
/// After a pass over all ready sockets it rests a few milliseconds, so that packets of a paced camera
/// gather in the kernel and one read takes many of them. While cameras are called and answer, it rests less: each
/// answer is waited for before the next request goes out.
final class IngestLoop implements Runnable {

    static final int RECEIVE_BYTES = 512 << 10;
    static final long CONNECT_MAX_US = 5_000_000;
    /// How long the loop rests only [#HURRY_REST_US] after a camera was called that may well be there, and after each
    /// of its answers until its first picture, µs.
    static final long HURRY_US = 60_000;

    /// Rest between two passes meanwhile, µs: a session is four answers long.
    static final long HURRY_REST_US = 1_000;

    /// A pass later than this after the one before means that the process itself stood still, µs.
    static final long PAUSED_US = 1_000_000;
    /// How long after such a pause silence of cameras proves nothing, µs.
    static final long PAUSE_GRACE_US = 2_000_000;

    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);
    private static final long SELECT_MAX_US = 100_000;
    private static final long TIMER_US = 50_000;
    private static final long STOP_MAX_US = 1_500_000;
    private static final String USER_AGENT = "Lidless";
    private static final Logger LOG = LoggerFactory.getLogger(IngestLoop.class);

    private final World world;
    private final Chance chance;
    private final List<CameraFollower> followers = new ArrayList<>();
    private final List<Leaving> leaving = new ArrayList<>();
    private final long restUs;
    private final Selector selector;
    private final ByteBuffer receive = ByteBuffer.allocateDirect(RECEIVE_BYTES);
    private final List<Connection> connections = new ArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> messages = new ConcurrentLinkedQueue<>();
    private long timersAtUs;
    private long lastPassUs = Long.MIN_VALUE;
    private long pausedUntilUs = Long.MIN_VALUE;
    private long hurriedUntilUs = Long.MIN_VALUE;
    private volatile boolean isStopping;
    private long stopByUs = Long.MAX_VALUE;

    /// A camera that is being let go: its session is torn down, at most until then.
    private record Leaving(CameraFollower follower, long byUs, Runnable afterwards) {}

    /// @param restUs how long to let packets gather between two passes, µs
    IngestLoop(World world, Chance chance, long restUs) throws IOException {
        this.world = world;
        this.chance = chance;
        this.restUs = restUs;
        this.selector = world.network().selector();
    }

    @Override
    public void run() {
        while (tick()) {
            if (!connections.isEmpty()) {
                boolean isHurried = world.clock().elapsedUs() < hurriedUntilUs;
                world.clock().pauseUs(isHurried ? Math.min(HURRY_REST_US, restUs) : restUs);
            }
        }
    }

    /// A camera comes. Any thread.
    void begin(CameraFollower follower) {
        messages.add(() -> followers.add(follower));
        selector.wakeup();
    }

    /// A camera goes: its session is torn down. Any thread.
    ///
    /// @param afterwards done by this loop when nothing of it will come any more
    void letGo(CameraFollower follower, Runnable afterwards) {
        messages.add(() -> {
            long nowUs = world.clock().elapsedUs();
            followers.remove(follower);
            leaving.add(new Leaving(follower, nowUs + STOP_MAX_US, afterwards));
            connections.stream()
                    .filter(each -> each.follower() == follower)
                    .toList()
                    .forEach(each -> tearDown(each, nowUs));
            partFrom(nowUs);
        });
        selector.wakeup();
    }

    private void tearDown(Connection connection, long nowUs) {
        guarded(connection, () -> {
            connection.client().close(nowUs);
            connection.send(selector, nowUs);
        });
    }

    /// Cameras whose sessions have ended, or take too long to, are gone.
    private void partFrom(long nowUs) {
        for (Leaving each : List.copyOf(leaving)) {
            List<Connection> open = connections.stream()
                    .filter(connection -> connection.follower() == each.follower())
                    .toList();
            if (open.isEmpty() || nowUs >= each.byUs()) {
                leaving.remove(each);
                open.forEach(connection -> end(connection, null));
                each.follower().stop();
                each.afterwards().run();
            }
        }
    }

    /// Asks for the end: sessions are torn down, then [#tick] returns false. Any thread.
    void stop() {
        isStopping = true;
        selector.wakeup();
    }

    /// One pass: waits until something is ready or due, and serves it. False when the loop has ended.
    boolean tick() {
        try {
            selector.select(Math.max(1, SELECT_MAX_US / 1000));
        } catch (IOException broken) {
            LOG.error("The selector failed; its cameras are closed.", broken);
            connections.forEach(
                    each -> end(each, CameraProblems.unreachable(each.follower().source(), broken)));
            return false;
        }
        long nowUs = world.clock().elapsedUs();
        notePause(nowUs);
        for (Runnable message = messages.poll(); message != null; message = messages.poll()) {
            message.run();
        }
        for (SelectionKey ready : selector.selectedKeys()) {
            serve(ready, nowUs);
        }
        selector.selectedKeys().clear();
        long servedUs = world.clock().elapsedUs();
        if (servedUs >= timersAtUs || isStopping) {
            timersAtUs = servedUs + TIMER_US;
            timers(servedUs);
        }
        return !isStopping || !finished(nowUs);
    }

    private void notePause(long nowUs) {
        if (lastPassUs != Long.MIN_VALUE && nowUs - lastPassUs > PAUSED_US) {
            LOG.warn("This process stood still for {} ms.", (nowUs - lastPassUs) / 1000);
            pausedUntilUs = nowUs + PAUSE_GRACE_US;
            followers.forEach(each -> each.paused(true));
        } else if (pausedUntilUs != Long.MIN_VALUE && nowUs >= pausedUntilUs) {
            pausedUntilUs = Long.MIN_VALUE;
            followers.forEach(each -> each.paused(false));
        }
        lastPassUs = nowUs;
    }

    private void serve(SelectionKey ready, long nowUs) {
        Connection connection = (Connection) ready.attachment();
        guarded(connection, () -> {
            if (!ready.isValid()) {
                return;
            }
            if (ready.isConnectable()) {
                connection.finishConnect(nowUs);
            } else if (ready.isReadable()) {
                connection.read(ready, receive, nowUs);
            }
            connection.send(selector, nowUs);
        });
        if (connection.follower().isCalling()) {
            hurriedUntilUs = nowUs + HURRY_US;
        }
    }

    private void timers(long nowUs) {
        for (Connection connection : List.copyOf(connections)) {
            if (connection.isLate(nowUs)) {
                end(
                        connection,
                        CameraProblems.silentAtConnect(connection.follower().source(), CONNECT_MAX_US));
                continue;
            }
            connection.follower().learn(connection.client().lessons());
            CompanionWatch companions = connection.follower().companions();
            if (companions.isDue(nowUs)) {
                companions.hear(connection.client().companions(nowUs), nowUs);
            }
            guarded(connection, () -> {
                if (nowUs >= connection.client().nextTimerUs()) {
                    connection.client().onTimer(nowUs);
                    connection.send(selector, nowUs);
                }
            });
        }
        partFrom(nowUs);
        for (CameraFollower follower : followers) {
            follower.onTimer(nowUs);
            if (!isStopping && follower.isDue(nowUs)) {
                if (follower.isHopeful()) {
                    hurriedUntilUs = nowUs + HURRY_US;
                }
                follower.calling(nowUs);
                call(follower);
            }
        }
    }

    /// Looks the camera's name up on a thread of its own, and connects when the answer is back.
    private void call(CameraFollower follower) {
        CameraSource source = follower.source();
        Thread.ofVirtual().name("resolve " + source.stream()).start(() -> {
            Runnable answer;
            try {
                InetSocketAddress address =
                        world.network().resolve(source.address().getHost(), source.port());
                Optional<SSLEngine> engine = CameraTrust.engine(source);
                answer = () -> connect(follower, address, engine);
            } catch (IOException unknown) {
                answer = () -> follower.ended(
                        CameraProblems.unreachable(source, unknown),
                        world.clock().elapsedUs());
            }
            messages.add(answer);
            selector.wakeup();
        });
    }

    private void connect(CameraFollower follower, InetSocketAddress address, Optional<SSLEngine> engine) {
        if (isStopping || !followers.contains(follower)) {
            return;
        }
        long nowUs = world.clock().elapsedUs();
        CameraSource source = follower.source();
        var client = new RtspClient(
                follower.toCall(), follower.ring(), patience(follower), USER_AGENT, chance::bits, follower.lessons());
        try {
            connections.add(new Connection(
                    follower,
                    client,
                    address,
                    world.network(),
                    selector,
                    nowUs + CONNECT_MAX_US,
                    engine,
                    this::elsewhere));
        } catch (IOException refused) {
            follower.ended(CameraProblems.unreachable(source, refused), nowUs);
        }
    }

    /// Has something done for a connection on a thread of its own, because other cameras must not wait for it; at most
    /// one thing for each connection.
    private void elsewhere(Connection connection, Runnable work) {
        Thread.ofVirtual().name("handshake").start(() -> {
            try {
                work.run();
            } finally {
                messages.add(() -> goOn(connection));
                selector.wakeup();
            }
        });
    }

    private void goOn(Connection connection) {
        if (connections.contains(connection)) {
            long nowUs = world.clock().elapsedUs();
            guarded(connection, () -> {
                connection.thought(receive, nowUs);
                connection.send(selector, nowUs);
            });
        }
    }

    /// A camera of few frames may be silent for longer.
    private static RtspPatience patience(CameraFollower follower) {
        Duration usual = RtspPatience.USUAL.silence();
        Duration frames = Duration.of(3 * follower.ring().usualUs(), ChronoUnit.MICROS);
        Duration silence = frames.compareTo(usual) < 0 ? usual : frames;
        return new RtspPatience(
                RtspPatience.USUAL.answer(),
                RtspPatience.USUAL.firstMedia(),
                silence.compareTo(SILENCE_MAX) < 0 ? silence : SILENCE_MAX);
    }

    /// Does something for one connection; whatever goes wrong ends that one, and no other.
    private void guarded(Connection connection, Step step) {
        RtspEnd broken = null;
        try {
            step.run();
        } catch (IOException e) {
            broken = CameraProblems.unreachable(connection.follower().source(), e);
        } catch (RuntimeException e) {
            LOG.error("{}: fault in the program", connection.follower().source().stream(), e);
            broken = CameraProblems.bug(connection.follower().source(), e);
        }
        if (broken != null || connection.isEnded()) {
            end(connection, broken);
        }
    }

    private void end(Connection connection, @Nullable RtspEnd broken) {
        if (!connections.remove(connection)) {
            return;
        }
        IOException unclosed = connection.close();
        if (unclosed != null) {
            LOG.debug("{}: closing failed", connection.follower().source().stream(), unclosed);
        }
        Optional<RtspEnd> told = connection.client().ended();
        CameraFollower follower = connection.follower();
        follower.learn(connection.client().lessons());
        if (isStopping || leaving.stream().anyMatch(each -> each.follower() == follower)) {
            follower.stop();
        } else {
            RtspEnd why = broken != null ? broken : told.orElseGet(() -> CameraProblems.closed(follower.source()));
            follower.ended(why, world.clock().elapsedUs());
            timersAtUs = Math.min(timersAtUs, follower.dueUs());
        }
    }

    private boolean finished(long nowUs) {
        if (stopByUs == Long.MAX_VALUE) {
            stopByUs = nowUs + STOP_MAX_US;
            List.copyOf(connections).forEach(each -> tearDown(each, nowUs));
        }
        if (!connections.isEmpty() && nowUs < stopByUs) {
            return false;
        }
        List.copyOf(connections).forEach(each -> end(each, null));
        partFrom(nowUs);
        followers.forEach(CameraFollower::stop);
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("closing the selector failed", e);
        }
        return true;
    }

    /// One step with a connection that may fail.
    private interface Step {
        void run() throws IOException;
    }
}
