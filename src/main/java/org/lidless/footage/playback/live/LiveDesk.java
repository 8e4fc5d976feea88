package org.lidless.footage.playback.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.footage.timeline.RingTail;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Live pictures for whoever wants to see them: one [LiveLog] a stream, whatever the number of viewers, from the
/// first viewer on until a while after the last. Any thread.
public final class LiveDesk implements AutoCloseable {

    /// Logs that are followed at a time.
    public static final int LOGS_MAX = 512;

    /// Bytes of samples that all logs keep together; each has the same share.
    static final long BYTES_MAX = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LiveDesk.class);
    private static final int HALF = 16;
    private static final int LOWER = 0xffff;
    private static final int ASKERS_MAX = 0x7fff;
    private static final long TICK_US = 50_000;
    /// The same while nobody watches anything.
    private static final long RESTING_TICK_US = 250_000;
    /// So long a log is followed after its last viewer went, so that the next one begins at once, µs.
    private static final long LINGER_US = 5_000_000;

    private final Rings rings;
    private final Clock clock;
    private int begun;
    private volatile int followed;
    /// Guarded by itself; a log's lock may be taken inside, and not the other way.
    private final List<Watched> logs = new ArrayList<>();
    private final Map<StreamId, Watched> shared = new HashMap<>();
    private volatile @Nullable Thread ticker;

    /// By the upper half of the numbers under which they ask.
    private final Map<Integer, LiveLog> askers = new ConcurrentHashMap<>();

    private static final class Watched {
        private final int number;
        private final LiveLog log;
        private long idleSinceUs = Long.MAX_VALUE;

        Watched(int number, LiveLog log) {
            this.number = number;
            this.log = log;
        }
    }

    /// Numbers for one log's questions.
    private static final class Numbers implements IntSupplier {

        private final int asker;
        private int given;

        Numbers(int asker) {
            this.asker = asker;
        }

        @Override
        public int getAsInt() {
            given = (given + 1) & LOWER;
            return asker << HALF | given;
        }
    }

    public LiveDesk(Rings rings, Clock clock) {
        this.rings = rings;
        this.clock = clock;
    }

    /// Begins to tell the logs the time, on a thread of its own.
    public void start() {
        ticker = Thread.ofPlatform().daemon().name("live-desk").start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    tick();
                } catch (RuntimeException bug) {
                    LOG.error("{} Live pictures stumbled; they go on.", ProblemCode.BUG.code(), bug);
                }
                clock.pauseUs(followed == 0 ? RESTING_TICK_US : TICK_US);
            }
        });
    }

    /// Time has passed.
    public void tick() {
        long nowUs = clock.elapsedUs();
        for (Watched each : all()) {
            each.log.tick(nowUs);
        }
        synchronized (logs) {
            List<Watched> idle = logs.stream()
                    .filter(each -> each.idleSinceUs != Long.MAX_VALUE && nowUs - each.idleSinceUs >= LINGER_US)
                    .toList();
            for (Watched each : idle) {
                logs.remove(each);
                shared.remove(each.log.stream(), each);
                askers.remove(each.number, each.log);
                each.log.close();
            }
            followed = logs.size();
        }
    }

    private List<Watched> all() {
        synchronized (logs) {
            return List.copyOf(logs);
        }
    }

    /// Whether somebody records a stream, or is to.
    public boolean isKnown(StreamId stream) {
        return rings.where(stream).owner().isPresent();
    }

    /// A stream's usual recorder.
    public Optional<NodeId> home(StreamId stream) {
        return rings.where(stream).home();
    }

    /// Begins to watch: with the newest key sample, or with the sample behind one that was seen before.
    ///
    /// @param after what was seen last, wherever; only run, number, hash and time of showing are used
    /// @param news  told from another thread when there is something to read; has to return at once
    /// @throws org.lidless.domain.ProblemException when as many streams are watched as can be
    public LiveView open(StreamId stream, Optional<SampleMark> after, Runnable news) {
        synchronized (logs) {
            Watched known = shared.get(stream);
            long place = known == null ? -1 : after.map(known.log::behind).orElseGet(known.log::newest);
            if (known == null || place < 0) {
                known = begin(stream, after.orElse(null));
                place = 0;
            }
            known.idleSinceUs = Long.MAX_VALUE;
            known.log.tell(news);
            Watched watched = known;
            return new LiveView(watched.log, place, after.isPresent(), () -> leave(watched, news));
        }
    }

    private Watched begin(StreamId stream, @Nullable SampleMark after) {
        if (logs.size() >= LOGS_MAX) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "As many streams are watched at this server as it can show at a time (" + LOGS_MAX + ").",
                    "Safe: recording is not concerned.",
                    "Close pictures that nobody looks at, or use another management server.");
        }
        do {
            begun = (begun + 1) & ASKERS_MAX;
        } while (askers.containsKey(begun));
        var log = new LiveLog(stream, rings, new Numbers(begun), this::shareBytes, after, clock.elapsedUs());
        Watched fresh = new Watched(begun, log);
        logs.add(fresh);
        followed = logs.size();
        askers.put(begun, log);
        shared.putIfAbsent(stream, fresh);
        log.tick(clock.elapsedUs());
        return fresh;
    }

    private long shareBytes() {
        return BYTES_MAX / Math.max(1, followed);
    }

    private void leave(Watched watched, Runnable news) {
        synchronized (logs) {
            if (watched.log.forget(news)) {
                watched.idleSinceUs = clock.elapsedUs();
            }
        }
    }

    /// A recorder says what it has.
    public void looked(int id, RingTail.Look look) {
        LiveLog asker = askers.get(id >>> HALF);
        if (asker != null) {
            asker.looked(id, look);
        }
    }

    /// Samples came.
    public void came(int id, RingTail.Batch batch) {
        LiveLog asker = askers.get(id >>> HALF);
        if (asker != null) {
            asker.came(id, batch, clock.elapsedUs());
        }
    }

    /// A recorder can be asked.
    public void opened(NodeId recorder) {
        LOG.debug("pictures can be had from recorder {}", recorder);
        tick();
    }

    /// The link to a recorder closed.
    public void closed(NodeId recorder) {
        long nowUs = clock.elapsedUs();
        all().forEach(each -> each.log.closed(recorder, nowUs));
    }

    @Override
    public void close() {
        Thread running = ticker;
        if (running != null) {
            running.interrupt();
        }
        all().forEach(each -> each.log.close());
    }
}
