package org.lidless.web.media;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.domain.StreamId;
import org.lidless.footage.playback.live.LiveItem;
import org.lidless.footage.playback.live.Piece;
import org.lidless.web.access.Caller;
import org.lidless.web.access.Guard;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's socket: OPEN → CLOSED. A virtual thread of its own takes what the client says, brings its
/// pictures what is new, and says once a second that the server is there. While too much waits to be sent nothing
/// more is taken; live pictures are then brought forward by their logs.
final class LivePage {

    /// Pictures on one socket.
    static final int PICTURES_MAX = 64;

    private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);
    private static final int SAID_MAX = 256;
    private static final long PENDING_BYTES_MAX = 2L << 20;
    /// When all pages together have so much waiting, none takes more than a little.
    private static final long ALL_PENDING_BYTES_MAX = 64L << 20;

    private static final long LITTLE_BYTES = 128L << 10;
    private static final int ITEMS_AT_ONCE = 64;
    private static final long REST_MILLIS = 100;
    private static final long BEAT_US = 1_000_000;
    private static final long STUCK_US = 20_000_000;
    private static final long RIGHT_US = 5_000_000;

    private final Session session;
    private final Caller caller;
    private final Guard guard;
    private final Showing showing;
    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private final ArrayBlockingQueue<String> said = new ArrayBlockingQueue<>(SAID_MAX);
    private final Map<Integer, Shown> pictures = new TreeMap<>();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong allPending;
    private volatile long takenUs;
    private volatile boolean isClosed;
    private long beatUs;
    private long askedUs;

    /// A picture of this page.
    private record Shown(StreamId stream, Right right, ShownPicture picture) {}

    /// @param allPending bytes that wait on all pages together
    LivePage(Session session, Caller caller, Guard guard, Showing showing, Clock clock, AtomicLong allPending) {
        this.allPending = allPending;
        this.session = session;
        this.caller = caller;
        this.guard = guard;
        this.showing = showing;
        this.clock = clock;
        this.takenUs = clock.elapsedUs();
    }

    void start() {
        Thread.ofVirtual().name("live-page").start(this::run);
    }

    /// The client says something. Any thread.
    void hear(String text) {
        if (!said.offer(text)) {
            LOG.info("{} says more than is read; its socket is closed", caller.name());
            close();
            session.disconnect();
        }
        news.release();
    }

    /// The socket is gone. Any thread.
    void close() {
        isClosed = true;
        news.release();
    }

    private void run() {
        try {
            tell(Told.hello(showing.server(), clock.wallUs()));
            while (!isClosed && session.isOpen()) {
                if (news.tryAcquire(REST_MILLIS, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
                turn();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.error("{} A page of {} failed; others go on.", ProblemCode.BUG.code(), caller.name(), bug);
            session.disconnect();
        } finally {
            pictures.values().forEach(each -> each.picture().close());
        }
    }

    private void turn() {
        for (String text = said.poll(); text != null; text = said.poll()) {
            obey(text);
        }
        long nowUs = clock.elapsedUs();
        if (nowUs - beatUs >= BEAT_US) {
            beatUs = nowUs;
            tell(Told.beat(clock.wallUs()));
        }
        if (nowUs - askedUs >= RIGHT_US) {
            askedUs = nowUs;
            askAgain();
        }
        if (pending.get() == 0) {
            takenUs = nowUs;
        } else if (nowUs - takenUs > STUCK_US) {
            LOG.info("{} has taken nothing for {} s; its socket is closed", caller.name(), STUCK_US / 1_000_000);
            session.disconnect();
            isClosed = true;
            return;
        }
        show();
    }

    private void obey(String text) {
        int id = 0;
        try {
            Said order = Said.read(text);
            id = order.id();
            switch (order.what()) {
                case "open" -> open(order, Right.LIVE);
                case "replay" -> open(order, Right.PLAYBACK);
                case "close" -> close(order.id(), Optional.empty());
                case "pace", "seek", "step" -> steer(order);
                default -> throw Said.wrong("There is no message \"" + order.what() + "\".");
            }
        } catch (ProblemException refused) {
            boolean isShown = id == 0 || pictures.containsKey(id);
            tell(isShown ? Told.problem(refused.problem()) : Told.closed(id, Optional.of(refused.problem())));
        }
    }

    private void open(Said order, Right right) {
        if (pictures.containsKey(order.id())) {
            throw Said.wrong("The picture " + order.id() + " is open already.");
        }
        if (pictures.size() >= PICTURES_MAX) {
            throw Said.wrong("A socket shows " + PICTURES_MAX + " pictures at most.");
        }
        StreamId stream = order.streamId();
        guard.require(caller, right, stream.camera());
        ShownPicture picture = right == Right.LIVE
                ? showing.live(caller, order, stream, news::release)
                : showing.replay(caller, order, stream, news::release);
        pictures.put(order.id(), new Shown(stream, right, picture));
        tell(Told.opened(order.id(), stream, right == Right.LIVE));
    }

    private void steer(Said order) {
        Shown shown = pictures.get(order.id());
        if (shown == null || !shown.picture().steer(order)) {
            throw Said.wrong("There is no replay " + order.id() + " that could be steered.");
        }
    }

    private void close(int id, Optional<Problem> why) {
        Shown shown = pictures.remove(id);
        if (shown != null) {
            shown.picture().close();
            tell(Told.closed(id, why));
        }
    }

    /// Rights may have ended, or the sign-in.
    private void askAgain() {
        for (Iterator<Map.Entry<Integer, Shown>> all = pictures.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Integer, Shown> each = all.next();
            Shown shown = each.getValue();
            if (!guard.stillMay(caller, shown.right(), shown.stream().camera())) {
                all.remove();
                shown.picture().close();
                tell(Told.closed(
                        each.getKey(),
                        Optional.of(ProblemCode.RIGHT_MISSING.problem(
                                "You may not see camera " + shown.stream().camera() + " any more.",
                                "Not concerned.",
                                "Sign in again, or ask whoever manages this site."))));
            }
        }
    }

    private void show() {
        boolean hasMore = false;
        for (Map.Entry<Integer, Shown> each : pictures.entrySet()) {
            ShownPicture picture = each.getValue().picture();
            for (int i = 0; i < ITEMS_AT_ONCE; i++) {
                if (isFull()) {
                    return;
                }
                Optional<LiveItem> item = picture.poll();
                if (item.isEmpty()) {
                    break;
                }
                hasMore |= i == ITEMS_AT_ONCE - 1;
                boolean isLive = each.getValue().right() == Right.LIVE;
                picture.feed().take(item.get()).forEach(piece -> show(each.getKey(), piece, isLive));
            }
        }
        if (hasMore) {
            news.release();
        }
    }

    private boolean isFull() {
        long own = pending.get();
        return own > PENDING_BYTES_MAX || (own > LITTLE_BYTES && allPending.get() > ALL_PENDING_BYTES_MAX);
    }

    private void show(int id, Piece piece, boolean isLive) {
        switch (piece) {
            case Piece.Media media -> send(PictureBytes.message(id, media, isLive, clock.wallUs()));
            case Piece.Format format -> tell(Told.format(id, format));
            case Piece.From from -> tell(Told.from(id, from));
            case Piece.Note note -> tell(Told.item(id, note.item()));
        }
    }

    private void send(ByteBuffer message) {
        int bytes = message.remaining();
        queued(bytes);
        session.sendBinary(message, sent(bytes));
    }

    private void tell(Told told) {
        String text = told.text();
        queued(text.length());
        session.sendText(text, sent(text.length()));
    }

    private void queued(int bytes) {
        pending.addAndGet(bytes);
        allPending.addAndGet(bytes);
    }

    private Callback sent(int bytes) {
        return Callback.from(() -> taken(bytes), failed -> taken(bytes));
    }

    private void taken(int bytes) {
        takenUs = clock.elapsedUs();
        allPending.addAndGet(-bytes);
        long left = pending.addAndGet(-bytes);
        if (left <= PENDING_BYTES_MAX && left + bytes > PENDING_BYTES_MAX) {
            news.release();
        }
    }
}
