package org.lidless.web.media;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.footage.playback.live.LiveDesk;
import org.lidless.footage.playback.live.LiveItem;
import org.lidless.footage.playback.live.LiveView;
import org.lidless.footage.playback.live.PlayerFeed;
import org.lidless.footage.playback.live.Replay;
import org.lidless.footage.timeline.Timeline;
import org.lidless.web.access.Caller;
import org.lidless.wire.AuditBook;
import org.lidless.world.Clock;

/// Opens live pictures at the [LiveDesk] and stored ones over the [Timeline]. Any thread.
final class Showings implements Showing {

    /// Replays at a time: each may be reading somewhere.
    static final int REPLAYS_MAX = 32;

    private final NodeId server;
    private final LiveDesk desk;
    private final Timeline timeline;
    private final AuditBook book;
    private final Clock clock;
    private final AtomicInteger replays = new AtomicInteger();

    Showings(NodeId server, LiveDesk desk, Timeline timeline, AuditBook book, Clock clock) {
        this.book = book;
        this.server = server;
        this.desk = desk;
        this.timeline = timeline;
        this.clock = clock;
    }

    @Override
    public String server() {
        return server.value();
    }

    @Override
    public ShownPicture live(Caller caller, Said order, StreamId stream, Runnable news) {
        if (!desk.isKnown(stream)) {
            throw noCamera(stream);
        }
        Viewed.live(book, caller, stream);
        Optional<Said.After> after = order.after();
        LiveView view = desk.open(stream, after.map(Said.After::mark), news);
        long axisUs = after.map(Said.After::axisUs).orElse(0L);
        PlayerFeed feed =
                new PlayerFeed(PictureBytes.ROOM, order.hasSound(), axisUs, after.isPresent()).awaitingSound();
        return new Live(view, feed);
    }

    @Override
    public ShownPicture replay(Caller caller, Said order, StreamId stream, Runnable news) {
        long fromUs = order.from();
        double speed = order.pace();
        if (timeline.extent(stream).isEmpty()) {
            throw noCamera(stream);
        }
        if (replays.incrementAndGet() > REPLAYS_MAX) {
            replays.decrementAndGet();
            throw ProblemCode.REQUEST_REFUSED.because(
                    "As much stored footage is watched at this server as it can show at a time (" + REPLAYS_MAX + ").",
                    "Safe: recording is not concerned.",
                    "Close pictures that nobody looks at, or use another management server.");
        }
        Viewed.stored(book, caller, stream, fromUs);
        Replay replay = Replay.start(timeline, stream, desk.home(stream), clock, news, fromUs, speed);
        var feed = new PlayerFeed(PictureBytes.ROOM, order.hasSound(), 0, false);
        return new Stored(replay, feed, replays, fromAgainUs -> Viewed.stored(book, caller, stream, fromAgainUs));
    }

    private static RuntimeException noCamera(StreamId stream) {
        return ProblemCode.NOTHING_FOUND.because(
                "Nobody records camera " + stream + ", and nothing of it is in the archive.",
                "Not concerned.",
                "GET /api/cameras lists the cameras.");
    }

    private record Live(LiveView view, PlayerFeed feed) implements ShownPicture {

        @Override
        public Optional<LiveItem> poll() {
            return view.poll();
        }

        @Override
        public boolean steer(Said order) {
            return false;
        }

        @Override
        public void close() {
            view.close();
        }
    }

    private record Stored(Replay replay, PlayerFeed feed, AtomicInteger open, LongConsumer sought)
            implements ShownPicture {

        @Override
        public Optional<LiveItem> poll() {
            return replay.poll();
        }

        @Override
        public boolean steer(Said order) {
            switch (order.what()) {
                case "pace" -> replay.pace(order.pace());
                case "seek" -> {
                    sought.accept(order.from());
                    replay.seek(order.from());
                }
                case "step" -> replay.step(order.by().orElse(1));
                default -> {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() {
            replay.close();
            open.decrementAndGet();
        }
    }
}
