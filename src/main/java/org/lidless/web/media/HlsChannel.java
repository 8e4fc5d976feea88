package org.lidless.web.media;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.playback.live.LiveItem;
import org.lidless.footage.playback.live.LiveView;
import org.lidless.footage.playback.live.Piece;
import org.lidless.footage.playback.live.PlayerFeed;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One live stream that is cut for HLS. Ends itself when nobody has asked for [#IDLE_US]. A virtual thread of its own
/// fills it; requests read under its lock, and may wait for what comes.
final class HlsChannel {

    static final long IDLE_US = 30_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(HlsChannel.class);
    private static final long REST_MILLIS = 200;

    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private final PlayerFeed feed = new PlayerFeed(0, false, 0, false);
    private final HlsCutter cutter = new HlsCutter();
    private volatile long askedUs;
    private volatile boolean isClosed;

    HlsChannel(Clock clock) {
        this.clock = clock;
        this.askedUs = clock.elapsedUs();
    }

    /// Told when the view has something new.
    Runnable news() {
        return news::release;
    }

    /// Begins to cut what the view brings.
    void start(LiveView opened) {
        Thread.ofVirtual().name("hls").start(() -> run(opened));
    }

    boolean isClosed() {
        return isClosed;
    }

    private void run(LiveView opened) {
        try (opened) {
            while (!isClosed && clock.elapsedUs() - askedUs < IDLE_US) {
                if (news.tryAcquire(REST_MILLIS, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
                for (Optional<LiveItem> item = opened.poll(); item.isPresent(); item = opened.poll()) {
                    feed.take(item.get()).forEach(this::take);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.error("{} A stream for HLS failed; others go on.", ProblemCode.BUG.code(), bug);
        } finally {
            close();
        }
    }

    synchronized void close() {
        isClosed = true;
        notifyAll();
    }

    private synchronized void take(Piece piece) {
        if (cutter.take(piece)) {
            notifyAll();
        }
    }

    /// The playlist, as soon as it has this part of this segment; when the time is up, as it is then.
    ///
    /// @param segment number of the segment to wait for; -1 for a list that a player can begin with
    /// @param atPart  number of the part in it; -1 for all of it
    /// @param suffix  put behind each address
    Optional<String> playlist(long segment, long atPart, String suffix, long waitUs) throws InterruptedException {
        askedUs = clock.elapsedUs();
        long untilUs = clock.elapsedUs() + waitUs;
        synchronized (this) {
            while (!isClosed && !(segment < 0 ? cutter.isLong() : cutter.has(segment, atPart))) {
                long leftMillis = (untilUs - clock.elapsedUs()) / 1_000;
                if (leftMillis <= 0) {
                    break;
                }
                wait(leftMillis);
            }
            return isClosed ? Optional.empty() : cutter.playlist(suffix);
        }
    }

    /// What kind of picture it is, once that is known.
    synchronized Optional<Piece.Format> format() {
        return cutter.format();
    }

    /// The bytes of a name in the playlist; of a part that is still coming, when it has come.
    Optional<byte[]> file(String name, long waitUs) throws InterruptedException {
        askedUs = clock.elapsedUs();
        if (name.startsWith("h")) {
            synchronized (this) {
                return cutter.begin(name.substring(1));
            }
        }
        String[] numbers = name.substring(1).split("\\.", 2);
        long segment = Long.parseLong(numbers[0]);
        int wanted = numbers.length > 1 ? Integer.parseInt(numbers[1]) : -1;
        long untilUs = clock.elapsedUs() + waitUs;
        synchronized (this) {
            while (!isClosed && !cutter.has(segment, wanted) && cutter.isComing(segment)) {
                long leftMillis = (untilUs - clock.elapsedUs()) / 1_000;
                if (leftMillis <= 0) {
                    break;
                }
                wait(leftMillis);
            }
            return cutter.bytes(segment, wanted);
        }
    }
}
