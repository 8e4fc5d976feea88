package org.lidless.wire.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shadows at a recorder: every 100 ms each is told what became durable of the streams that it wants, and be it
/// nothing. What a slow one has not read yet waits in the recorder's ring, not here.
final class ShadowVisits implements Visits, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowVisits.class);
    private static final long TICK_MILLIS = 100;

    /// A peer that has more than this still to read is told nothing in this tick.
    private static final long PENDING_BYTES_MAX = 512 * 1024;

    /// After so many ticks without anything read it is disconnected.
    private static final int STUCK_TICKS_MAX = 50;

    /// Full batches of one stream in one tick; the rest comes in the next.
    private static final int BATCHES_MAX = 4;

    /// One shadow; belongs to the telling thread, but for what is newly wanted.
    private static final class Shadow {
        private final AtomicReference<Message.@Nullable Wanted> wanted = new AtomicReference<>();
        private final NavigableMap<StreamId, Long> places = new TreeMap<>();
        private volatile Set<StreamId> told = Set.of();
        private int stuckTicks;
    }

    private final FootageDesk desk;
    private final Map<PeerConnection, Shadow> shadows = new ConcurrentHashMap<>();
    private final ScheduledExecutorService teller;

    ShadowVisits(FootageDesk desk) {
        this.desk = desk;
        this.teller = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("watermarks").daemon().factory());
        var _ = teller.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void opened(PeerConnection connection) {
        shadows.put(connection, new Shadow());
    }

    @Override
    public void heard(PeerConnection connection, Message message) {
        if (!(message instanceof Message.Wanted wanted)) {
            throw new IllegalArgumentException("it sent what a shadow does not tell an owner");
        }
        Shadow shadow = shadows.get(connection);
        if (shadow != null) {
            shadow.wanted.set(wanted);
        }
    }

    @Override
    public void closed(PeerConnection connection) {
        shadows.remove(connection);
    }

    /// Whether somebody is being told the marks of a stream now: somebody shadows it.
    boolean isTold(StreamId stream) {
        return shadows.values().stream().anyMatch(shadow -> shadow.told.contains(stream));
    }

    private void tick() {
        shadows.forEach((connection, shadow) -> {
            try {
                tell(connection, shadow);
            } catch (RuntimeException bug) {
                LOG.error("{} {} could not be told its marks; others go on.", ProblemCode.BUG.code(), connection, bug);
                connection.drop();
            }
        });
    }

    private void tell(PeerConnection connection, Shadow shadow) {
        Message.Wanted wanted = shadow.wanted.getAndSet(null);
        if (wanted != null) {
            shadow.places.keySet().retainAll(wanted.places().keySet());
            wanted.places().forEach(shadow.places::putIfAbsent);
            shadow.told = Set.copyOf(shadow.places.keySet());
        }
        if (connection.pendingBytes() > PENDING_BYTES_MAX) {
            shadow.stuckTicks++;
            if (shadow.stuckTicks > STUCK_TICKS_MAX) {
                connection.tooSlow();
            }
            return;
        }
        shadow.stuckTicks = 0;
        List<MarkFeed.Batch> batches = new ArrayList<>();
        for (Map.Entry<StreamId, Long> each : shadow.places.entrySet()) {
            each.setValue(take(each.getKey(), each.getValue(), batches));
        }
        MarkBytes.encode(batches).forEach(connection::send);
    }

    private long take(StreamId stream, long from, List<MarkFeed.Batch> into) {
        MarkFeed feed = desk.marks(stream);
        long place = from;
        for (int each = 0; each < BATCHES_MAX; each++) {
            MarkFeed.Batch batch = feed.next(place, MarkBytes.MARKS_MAX);
            into.add(batch);
            place = batch.nextPlace();
            if (batch.watermark().durable().size() < MarkBytes.MARKS_MAX) {
                break;
            }
        }
        return place;
    }

    @Override
    public void close() {
        teller.shutdownNow();
        shadows.keySet().forEach(PeerConnection::drop);
    }
}
