package org.lidless.web.rtsp;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.media.rtp.RtpSender;
import org.lidless.footage.playback.live.LiveItem;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.playback.rtsp.InterleavedRoom;
import org.lidless.footage.playback.rtsp.RtpFeed;
import org.lidless.footage.playback.rtsp.RtspAddress;
import org.lidless.footage.playback.rtsp.RtspRange;
import org.lidless.footage.playback.rtsp.RtspTracks;
import org.lidless.footage.playback.rtsp.RtspTransport;
import org.lidless.world.Chance;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A player's session (RFC 2326 section A.1): READY ⇄ PLAYING, until it is closed. Belongs to the thread that reads
/// the connection; while it plays, the feed belongs to a thread that sends.
final class RtspSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RtspSession.class);
    private static final long REST_MILLIS = 100;
    private static final long RIGHT_US = 5_000_000;

    private final String id;
    private final RtspAddress address;
    private final RtspTracks tracks;
    private final Optional<RtspRange> whole;
    private final RtpFeed feed;
    private final InterleavedRoom room;
    private final Chance chance;
    private final Clock clock;
    private final Map<Integer, RtpSender> senders = new TreeMap<>();
    private RtspRange range;
    /// Written by the thread that reads the connection; the door's watch looks at it.
    private volatile @Nullable Playing playing;

    /// @param outlet where packets go; may wait
    RtspSession(
            RtspAddress address,
            RtspTracks tracks,
            Optional<RtspRange> whole,
            InterleavedRoom.Outlet outlet,
            Chance chance,
            Clock clock) {
        this.address = address;
        this.tracks = tracks;
        this.whole = whole;
        this.range = whole.orElse(new RtspRange(0, RtspRange.OPEN));
        this.feed = new RtpFeed(tracks, address.isLive());
        this.room = new InterleavedRoom(outlet);
        this.chance = chance;
        this.clock = clock;
        this.id = String.format(Locale.ROOT, "%016x", chance.bits());
    }

    String id() {
        return id;
    }

    RtspAddress address() {
        return address;
    }

    int tracks() {
        return tracks.count();
    }

    boolean has(int track) {
        return senders.containsKey(track);
    }

    boolean isEmpty() {
        return senders.isEmpty();
    }

    boolean isPlaying() {
        Playing now = playing;
        return now != null && !now.isOver;
    }

    /// Sets a track up; answers its sender's number.
    int add(int track, RtspTransport transport) {
        var sender = new RtpSender(
                (int) chance.bits(),
                (int) chance.bits(),
                (int) chance.bits(),
                tracks.payloadType(track),
                room.of(transport));
        senders.put(track, sender);
        feed.add(track, sender);
        return sender.ssrc();
    }

    /// Goes to where a header `Range` says; otherwise it goes on where it was, or begins.
    void seek(Optional<String> asked) {
        Optional<RtspRange> said = whole.flatMap(all -> asked.flatMap(all::asked));
        long wentUs = feed.lastUs();
        if (said.isPresent()) {
            range = said.get();
        } else if (wentUs >= range.fromUs() && wentUs + 1 < range.toUs() && whole.isPresent()) {
            range = new RtspRange(wentUs + 1, range.toUs());
        }
        feed.resume();
    }

    /// From when on stored footage goes, site time, µs.
    long fromUs() {
        return range.fromUs();
    }

    /// The headers that say from where it goes on (RFC 2326 sections 12.29 and 12.33).
    String rangeWords() {
        return whole.isEmpty() ? "npt=now-" : range.words();
    }

    String rtpInfo(IntFunction<String> url) {
        List<String> each = new ArrayList<>();
        senders.forEach((track, sender) ->
                each.add("url=" + url.apply(track) + ";seq=" + sender.sequence() + ";rtptime=" + feed.nextTime(track)));
        return String.join(",", each);
    }

    /// Begins to send; takes over what is shown.
    ///
    /// @param stillMay whether the player still may see it
    void play(RtspPictures.Shown shown, Semaphore news, BooleanSupplier stillMay, Runnable broken) {
        var begun = new Playing(shown, news, stillMay, broken);
        playing = begun;
        begun.thread = Thread.ofVirtual().name("rtsp-play").start(begun::run);
    }

    /// Stops to send; returns when nothing is sent any more.
    void pause() {
        Playing now = playing;
        playing = null;
        if (now != null) {
            now.stop();
        }
    }

    @Override
    public void close() {
        pause();
    }

    /// One stretch of playing, on its own thread.
    private final class Playing {

        private final RtspPictures.Shown shown;
        private final Semaphore news;
        private final BooleanSupplier stillMay;
        private final Runnable broken;
        private volatile boolean isStopped;
        private volatile boolean isOver;
        private @Nullable Thread thread;

        Playing(RtspPictures.Shown shown, Semaphore news, BooleanSupplier stillMay, Runnable broken) {
            this.shown = shown;
            this.news = news;
            this.stillMay = stillMay;
            this.broken = broken;
        }

        void stop() {
            isStopped = true;
            news.release();
            Thread running = thread;
            try {
                if (running != null) {
                    running.join();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        void run() {
            try (shown) {
                send();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (UncheckedIOException gone) {
                LOG.debug("a player has gone: {}", gone.getMessage());
                broken.run();
            } catch (RuntimeException bug) {
                LOG.error("{} An RTSP session failed; others go on.", ProblemCode.BUG.code(), bug);
                broken.run();
            } finally {
                isOver = true;
            }
        }

        private void send() throws InterruptedException {
            long askedUs = clock.elapsedUs();
            boolean goesOn = true;
            while (!isStopped && goesOn) {
                if (news.tryAcquire(REST_MILLIS, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
                for (Optional<LiveItem> item = shown.poll(); item.isPresent(); item = shown.poll()) {
                    goesOn = take(item.get());
                    if (!goesOn || isStopped) {
                        break;
                    }
                }
                if (goesOn && clock.elapsedUs() - askedUs >= RIGHT_US) {
                    askedUs = clock.elapsedUs();
                    goesOn = stillMay.getAsBoolean();
                }
                if (!goesOn) {
                    feed.end();
                }
                room.flush();
            }
        }

        /// Whether more is to come.
        private boolean take(LiveItem item) {
            return switch (item) {
                case Picture picture -> {
                    boolean isWanted =
                            address.isLive() || picture.sample().mark().decodeUs() < range.toUs();
                    if (isWanted && feed.fits(picture)) {
                        feed.take(picture);
                        yield true;
                    }
                    yield false;
                }
                case LiveItem.End end -> range.toUs() > clock.wallUs();
                case LiveItem.Hole hole -> true;
                case LiveItem.Gone gone -> true;
                case LiveItem.Skipped skipped -> true;
                case LiveItem.Waiting waiting -> true;
                case LiveItem.Flowing flowing -> true;
            };
        }
    }
}
