package org.lidless.footage.playback.live;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stored footage of one stream for one viewer, at any speed. A virtual thread of its own reads and puts what is
/// due into a short queue; the viewer takes it, and nothing is read further while the queue is full.
///
/// PLAYING: samples as they are due, two seconds of the viewer's time ahead. Above [#EVERY_SAMPLE_MAX] and
/// backwards only key samples. PAUSED: what is shown at the moment that was sought, or one step. Each order takes
/// the place of the one before.
public final class Replay implements AutoCloseable {

    /// Items that wait for the viewer.
    static final int WAITING_MAX = 64;

    /// The fastest at which every sample comes.
    static final double EVERY_SAMPLE_MAX = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private static final long AHEAD_US = 2_000_000;
    private static final long REST_US = 20_000;
    private static final long END_REST_US = 400_000;
    private static final long PUT_MILLIS = 50;

    private final Clock clock;
    private final Runnable news;
    private final ReplayReading reading;
    private final ArrayBlockingQueue<LiveItem> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final AtomicReference<@Nullable Order> ordered = new AtomicReference<>();
    private volatile double speed;
    private volatile boolean isClosed;
    private long mediaUs;
    private long sinceUs;
    private double paced;
    private boolean isEnded;

    /// What the viewer wants otherwise.
    private sealed interface Order {

        record Seek(long fromUs) implements Order {}

        record Step(int by) implements Order {}
    }

    private Replay(
            Timeline timeline, StreamId stream, Optional<NodeId> home, Clock clock, Runnable news, double speed) {
        this.clock = clock;
        this.news = news;
        this.speed = speed;
        this.reading = new ReplayReading(timeline, stream, home, clock);
    }

    /// Begins to read.
    ///
    /// @param home   the camera's usual recorder
    /// @param news   told when there is something to take; has to return at once
    /// @param fromUs begins with the key sample at or before it
    /// @param speed  1 is the camera's; 0 pauses
    public static Replay start(
            Timeline timeline,
            StreamId stream,
            Optional<NodeId> home,
            Clock clock,
            Runnable news,
            long fromUs,
            double speed) {
        Replay replay = new Replay(timeline, stream, home, clock, news, speed);
        replay.seek(fromUs);
        Thread.ofVirtual().name("replay-" + stream).start(replay::run);
        return replay;
    }

    /// The next item; empty when there is none now.
    public Optional<LiveItem> poll() {
        return Optional.ofNullable(waiting.poll());
    }

    /// Any thread.
    public void pace(double wanted) {
        speed = wanted;
    }

    /// Goes on elsewhere. Any thread.
    public void seek(long fromUs) {
        ordered.set(new Order.Seek(fromUs));
    }

    /// One sample on, or back to the key sample before. Any thread.
    public void step(int by) {
        ordered.set(new Order.Step(by));
    }

    private void run() {
        try {
            while (!isClosed) {
                Order order = ordered.getAndSet(null);
                if (order != null) {
                    obey(order);
                } else if (speed == 0) {
                    paced = 0;
                    clock.pauseUs(REST_US);
                } else {
                    play();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.error("{} A replay failed; others go on.", ProblemCode.BUG.code(), bug);
        } finally {
            reading.close();
        }
    }

    private void obey(Order order) throws InterruptedException {
        switch (order) {
            case Order.Seek seek -> {
                waiting.clear();
                reading.seek(seek.fromUs());
                paced = 0;
                isEnded = false;
                if (speed == 0) {
                    showAt(seek.fromUs());
                }
            }
            case Order.Step step when step.by() < 0 -> put(reading.keyBefore());
            case Order.Step step -> put(reading.next());
        }
    }

    /// Up to the sample that is shown at a moment.
    private void showAt(long atUs) throws InterruptedException {
        boolean isFirst = true;
        while (!isClosed && ordered.get() == null) {
            Optional<LiveItem> item = reading.peek();
            if (item.isEmpty() || (!isFirst && item.get() instanceof Picture picture && decodeUs(picture) > atUs)) {
                return;
            }
            isFirst &= !(item.get() instanceof Picture);
            put(reading.next());
        }
    }

    /// When it is decoded: rises from sample to sample, also where some are shown out of order.
    private static long decodeUs(Picture picture) {
        return picture.sample().mark().decodeUs();
    }

    private void play() throws InterruptedException {
        double now = speed;
        Optional<LiveItem> item =
                now < 0 ? reading.keyBefore() : now > EVERY_SAMPLE_MAX ? reading.keyAfter(now) : reading.next();
        if (item.isEmpty()) {
            if (!isEnded) {
                isEnded = true;
                put(Optional.of(new LiveItem.End()));
            }
            paced = 0;
            clock.pauseUs(END_REST_US);
            return;
        }
        isEnded = false;
        if (item.get() instanceof Picture picture) {
            await(decodeUs(picture), now);
        } else {
            paced = 0;
        }
        put(item);
    }

    /// Until the sample is due; a gap is passed at once.
    private void await(long timeUs, double at) {
        long nowUs = clock.elapsedUs();
        if (paced != at) {
            paced = at;
            mediaUs = timeUs;
            sinceUs = nowUs;
        }
        long dueUs = sinceUs + Math.round((timeUs - mediaUs) / at) - (at > EVERY_SAMPLE_MAX || at < 0 ? 0 : AHEAD_US);
        while (!isClosed && ordered.get() == null && speed == at && clock.elapsedUs() < dueUs) {
            clock.pauseUs(Math.clamp(dueUs - clock.elapsedUs(), 1, REST_US));
        }
    }

    private void put(Optional<LiveItem> item) throws InterruptedException {
        if (item.isEmpty()) {
            return;
        }
        while (!isClosed && !(ordered.get() instanceof Order.Seek)) {
            if (waiting.offer(item.get(), PUT_MILLIS, TimeUnit.MILLISECONDS)) {
                news.run();
                return;
            }
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
