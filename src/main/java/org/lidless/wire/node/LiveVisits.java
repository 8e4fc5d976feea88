package org.lidless.wire.node;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.timeline.RingTail;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whoever watches at a recorder: every 10 ms each is sent what is new of the streams that it wants. What a slow
/// one has not read yet waits in the recorder's ring, not here; what the ring has forgotten by then it has to get
/// from the archive. Recording never waits for any of it. Whoever watches nothing is told at once when catalogues
/// changed, and else every two seconds that this recorder is there.
final class LiveVisits implements Visits, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveVisits.class);
    private static final long TICK_MILLIS = 10;

    /// So many ticks without a word, and one who watches is told that this recorder is there.
    private static final int QUIET_TICKS = 20;

    /// The same for one who watches nothing now.
    private static final int RESTING_TICKS = 200;

    /// A peer that has more than this still to read is sent nothing in this tick.
    private static final long PENDING_BYTES_MAX = 1 << 20;

    /// One who watches. Guarded by itself; the desk is asked while it is held, which waits for nobody.
    private static final class Watcher {
        private final SortedMap<Integer, Message.Wish> looks = new TreeMap<>();
        private final SortedMap<Integer, Message.Wish> tails = new TreeMap<>();
        private int quietTicks;
        private long toldCatalogues = CatalogueStamp.UNKNOWN;

        boolean isQuiet() {
            return quietTicks >= (tails.isEmpty() ? RESTING_TICKS : QUIET_TICKS);
        }
    }

    private final FootageDesk desk;
    private final Map<PeerConnection, Watcher> watchers = new ConcurrentHashMap<>();
    private final CatalogueStamp catalogues;
    private final ScheduledExecutorService teller;

    LiveVisits(FootageDesk desk, Clock clock) {
        this.desk = desk;
        this.catalogues = CatalogueStamp.start(desk::pools, () -> !watchers.isEmpty(), clock);
        this.teller = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("live").daemon().factory());
        var _ = teller.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void opened(PeerConnection connection) {
        watchers.put(connection, new Watcher());
    }

    @Override
    public void heard(PeerConnection connection, Message message) {
        Watcher watcher = watchers.get(connection);
        if (watcher == null) {
            return;
        }
        synchronized (watcher) {
            if (message instanceof Message.Look look) {
                watcher.looks.putAll(look.wishes());
            } else if (message instanceof Message.Tail tail) {
                watcher.tails.putAll(tail.wishes());
            } else {
                throw new IllegalArgumentException("it sent what nobody says who watches");
            }
            watcher.tails.values().removeIf(wish -> wish.from() == LiveLink.NO_MORE);
            if (watcher.tails.size() > Message.Wish.WISHES_MAX || watcher.looks.size() > Message.Wish.WISHES_MAX) {
                throw new IllegalArgumentException("it wants more streams than one link carries");
            }
        }
    }

    @Override
    public void closed(PeerConnection connection) {
        watchers.remove(connection);
    }

    private void tick() {
        watchers.forEach((connection, watcher) -> {
            try {
                tell(connection, watcher);
            } catch (RuntimeException bug) {
                LOG.error("{} {} could not be sent pictures; others go on.", ProblemCode.BUG.code(), connection, bug);
                connection.drop();
            }
        });
    }

    private void tell(PeerConnection connection, Watcher watcher) {
        synchronized (watcher) {
            watcher.quietTicks++;
            watcher.looks.forEach((id, wish) -> send(
                    connection,
                    watcher,
                    LiveBytes.looked(id, desk.tail(wish.stream()).look(wish.from()))));
            watcher.looks.clear();
            for (Map.Entry<Integer, Message.Wish> each : watcher.tails.entrySet()) {
                if (connection.pendingBytes() > PENDING_BYTES_MAX) {
                    return;
                }
                RingTail.Batch batch =
                        desk.tail(each.getValue().stream()).next(each.getValue().from());
                boolean isNews = !batch.samples().isEmpty() || !batch.here();
                if (isNews && (batch.here() || watcher.quietTicks >= QUIET_TICKS)) {
                    send(connection, watcher, LiveBytes.came(each.getKey(), batch));
                }
                if (batch.here() && !batch.samples().isEmpty()) {
                    each.setValue(new Message.Wish(each.getValue().stream(), batch.next()));
                }
            }
            long stamp = catalogues.now();
            if (watcher.isQuiet() || stamp != watcher.toldCatalogues) {
                watcher.toldCatalogues = stamp;
                send(connection, watcher, LiveBytes.alive(stamp));
            }
        }
    }

    private static void send(PeerConnection connection, Watcher watcher, byte[] message) {
        watcher.quietTicks = 0;
        connection.send(message);
    }

    @Override
    public void close() {
        catalogues.close();
        teller.shutdownNow();
        watchers.keySet().forEach(PeerConnection::drop);
    }
}
