package org.lidless.web.rtsp;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.live.LiveItem;
import org.lidless.footage.playback.live.LiveView;
import org.lidless.footage.playback.live.Replay;
import org.lidless.footage.playback.rtsp.RtspAddress;
import org.lidless.footage.playback.rtsp.RtspRange;
import org.lidless.footage.playback.rtsp.RtspTracks;
import org.lidless.footage.playback.rtsp.TrackSearch;
import org.lidless.wire.Rfc3339;
import org.lidless.world.Clock;

/// Opens what players ask for: live pictures at the desk, stored ones over the timeline. Any thread.
final class RtspPictures {

    /// Replays at a time: each may be reading somewhere.
    static final int REPLAYS_MAX = 16;

    /// How long somebody waits for a first picture, µs.
    private static final long FIRST_US = 8_000_000;
    /// How long sound is waited for behind the first picture, µs.
    private static final long BESIDE_US = 700_000;

    private static final long REST_MILLIS = 50;

    private final RtspParts parts;
    private final AtomicInteger replays = new AtomicInteger();

    RtspPictures(RtspParts parts) {
        this.parts = parts;
    }

    /// What comes of one stream. One thread.
    interface Shown extends AutoCloseable {

        /// The next item; empty when there is none now.
        Optional<LiveItem> poll();

        @Override
        void close();
    }

    /// Begins to read.
    ///
    /// @param fromUs of stored footage
    /// @param news   told when there is something to take; has to return at once
    Shown open(RtspAddress address, long fromUs, Runnable news) {
        return address.isLive() ? live(address.stream(), news) : stored(address.stream(), fromUs, news);
    }

    private Shown live(StreamId stream, Runnable news) {
        if (!parts.desk().isKnown(stream)) {
            throw nothing("Nobody records camera " + stream + ".");
        }
        LiveView view = parts.desk().open(stream, Optional.empty(), news);
        return new Shown() {
            @Override
            public Optional<LiveItem> poll() {
                return view.poll();
            }

            @Override
            public void close() {
                view.close();
            }
        };
    }

    private Shown stored(StreamId stream, long fromUs, Runnable news) {
        if (parts.timeline().extent(stream).isEmpty()) {
            throw nothing("Nothing of camera " + stream + " is in the archive.");
        }
        if (replays.incrementAndGet() > REPLAYS_MAX) {
            replays.decrementAndGet();
            throw ProblemCode.REQUEST_REFUSED.because(
                    "As much stored footage is sent by RTSP as this server can at a time (" + REPLAYS_MAX + ").",
                    "Safe: recording is not concerned.",
                    "Close players that nobody looks at, or use another management server.");
        }
        Replay replay = Replay.start(
                parts.timeline(),
                stream,
                parts.desk().home(stream),
                parts.world().clock(),
                news,
                fromUs,
                1);
        return new Shown() {
            @Override
            public Optional<LiveItem> poll() {
                return replay.poll();
            }

            @Override
            public void close() {
                replay.close();
                replays.decrementAndGet();
            }
        };
    }

    /// The range that an address of stored footage names.
    static Optional<RtspRange> range(RtspAddress address) {
        if (address.isLive()) {
            return Optional.empty();
        }
        try {
            String from = Optional.ofNullable(address.query().get("from"))
                    .orElseThrow(() -> nothing("The address names no beginning (\"?from=\")."));
            long toUs = Optional.ofNullable(address.query().get("to"))
                    .map(text -> TimeSpan.micros(Rfc3339.parse(text)))
                    .orElse(RtspRange.OPEN);
            return Optional.of(new RtspRange(TimeSpan.micros(Rfc3339.parse(from)), toUs));
        } catch (DateTimeException | IllegalArgumentException noTimes) {
            throw nothing("The address's times are not as 2026-11-22T04:01:53Z, or end before they begin.");
        }
    }

    /// Looks which tracks there are.
    ///
    /// @throws ProblemException when no picture comes
    RtspTracks tracks(RtspAddress address, Optional<RtspRange> range) throws InterruptedException {
        Clock clock = parts.world().clock();
        Semaphore news = new Semaphore(0);
        TrackSearch search = new TrackSearch();
        try (Shown shown = open(address, range.map(RtspRange::fromUs).orElse(0L), news::release)) {
            long untilUs = clock.elapsedUs() + FIRST_US;
            boolean isBegun = false;
            while (!search.isDone() && clock.elapsedUs() < untilUs) {
                Optional<LiveItem> item = shown.poll();
                item.ifPresent(search::take);
                if (item.isEmpty() && news.tryAcquire(REST_MILLIS, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
                if (!isBegun && search.found().isPresent()) {
                    isBegun = true;
                    untilUs = clock.elapsedUs() + BESIDE_US;
                }
            }
        }
        return search.found().orElseThrow(() -> nothing("No picture of camera " + address.stream() + " comes."));
    }

    static ProblemException nothing(String what) {
        return ProblemCode.NOTHING_FOUND.because(
                what, "Recording does not depend on this.", "docs/reference/rtsp.md has what addresses look like.");
    }
}
