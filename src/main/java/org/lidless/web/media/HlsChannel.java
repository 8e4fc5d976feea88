package org.lidless.web.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.playback.live.LiveItem;
import org.lidless.footage.playback.live.LiveView;
import org.lidless.footage.playback.live.Piece;
import org.lidless.footage.playback.live.PlayerFeed;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One live stream cut for HLS: segments from key sample to key sample, and parts of them as they come. The last
/// [#SEGMENTS_MAX] are kept. Ends itself when nobody has asked for [#IDLE_US]. A virtual thread of its own fills
/// it; requests read under its lock, and may wait for what comes.
final class HlsChannel {

    static final int SEGMENTS_MAX = 8;
    static final long IDLE_US = 30_000_000;
    static final long BYTES_MAX = 8L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(HlsChannel.class);
    private static final long PART_US = 300_000;
    private static final long REST_MILLIS = 200;

    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private final PlayerFeed feed = new PlayerFeed(0, false, 0, false);
    private final Deque<HlsSegment> segments = new ArrayDeque<>();
    private final Map<String, byte[]> heads = new HashMap<>();
    private Piece.@Nullable Format format;
    private String head = "";
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private long partUs = -1;
    private boolean isPartIndependent;
    private long lastUs = -1;
    private long targetUs;
    private long next;
    private boolean isBroken;
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
        switch (piece) {
            case Piece.Format begun -> format = begun;
            case Piece.Media media -> {
                if (media.kind() == Piece.Kind.VIDEO_HEAD) {
                    head(media.message());
                } else if (media.kind() == Piece.Kind.VIDEO) {
                    sample(media);
                }
            }
            case Piece.From from -> isBroken |= !media(from);
            case Piece.Note note -> isBroken |= !(note.item() instanceof LiveItem.Flowing);
        }
    }

    private static boolean media(Piece.From from) {
        return from.seam() != LiveItem.Seam.KEY;
    }

    private void head(ByteBuffer bytes) {
        Piece.Format now = format;
        head = now == null ? "0" : now.name();
        heads.put(head, bytes(bytes));
    }

    private static byte[] bytes(ByteBuffer of) {
        byte[] bytes = new byte[of.remaining()];
        of.duplicate().get(bytes);
        return bytes;
    }

    private void sample(Piece.Media media) {
        boolean isKey = media.of().key();
        long atUs = media.axisUs();
        if (targetUs == 0 && lastUs >= 0) {
            long stepUs = Math.max(1, atUs - lastUs);
            targetUs = Math.max(1, Math.round((double) PART_US / stepUs)) * stepUs;
        }
        boolean isFull = targetUs > 0 && partUs >= 0 && atUs - partUs >= targetUs - targetUs / 20;
        if (partUs >= 0 && (isKey || isFull)) {
            endPart(atUs);
        }
        if (isKey) {
            begin(media, atUs);
        }
        if (!segments.isEmpty()) {
            if (partUs < 0) {
                partUs = atUs;
                isPartIndependent = isKey;
            }
            part.writeBytes(bytes(media.message()));
        }
        lastUs = atUs;
    }

    private void begin(Piece.Media media, long atUs) {
        if (!segments.isEmpty()) {
            segments.getLast().end(atUs);
        }
        boolean isCut = isBroken && !segments.isEmpty();
        isBroken = false;
        segments.addLast(
                new HlsSegment(next++, atUs, media.of().sample().mark().timeUs(), head, isCut, new ArrayList<>()));
        while (segments.size() > SEGMENTS_MAX + 1 || (bytesKept() > BYTES_MAX && segments.size() > 2)) {
            segments.removeFirst();
        }
        notifyAll();
    }

    private long bytesKept() {
        return segments.stream().mapToLong(HlsSegment::size).sum();
    }

    private void endPart(long atUs) {
        if (!segments.isEmpty()) {
            segments.getLast().parts().add(new HlsSegment.Part(atUs - partUs, isPartIndependent, part.toByteArray()));
        }
        part.reset();
        partUs = -1;
        notifyAll();
    }

    /// The playlist, as soon as it has this part of this segment.
    ///
    /// @param segment number of the segment to wait for; -1 to wait for nothing but a first picture
    /// @param atPart  number of the part in it; -1 for all of it
    /// @param suffix  put behind each address
    Optional<String> playlist(long segment, long atPart, String suffix, long waitUs) throws InterruptedException {
        askedUs = clock.elapsedUs();
        long untilUs = clock.elapsedUs() + waitUs;
        synchronized (this) {
            while (!isClosed && !has(segment, atPart)) {
                long leftMillis = (untilUs - clock.elapsedUs()) / 1_000;
                if (leftMillis <= 0) {
                    break;
                }
                wait(leftMillis);
            }
            if (isClosed || targetUs == 0 || segments.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(HlsPlaylist.of(List.copyOf(segments), targetUs, suffix));
        }
    }

    private boolean has(long segment, long atPart) {
        if (targetUs == 0 || segments.isEmpty() || segments.size() < 2) {
            return false;
        }
        HlsSegment last = segments.getLast();
        return segment < last.number()
                || (segment == last.number() && atPart >= 0 && last.parts().size() > atPart);
    }

    /// What kind of picture it is, once that is known.
    synchronized Optional<Piece.Format> format() {
        return Optional.ofNullable(format);
    }

    /// The bytes of a name in the playlist; of a part that is still coming, when it has come.
    Optional<byte[]> file(String name, long waitUs) throws InterruptedException {
        askedUs = clock.elapsedUs();
        if (name.startsWith("h")) {
            synchronized (this) {
                return Optional.ofNullable(heads.get(name.substring(1)));
            }
        }
        String[] numbers = name.substring(1).split("\\.", 2);
        long segment = Long.parseLong(numbers[0]);
        int wanted = numbers.length > 1 ? Integer.parseInt(numbers[1]) : -1;
        long untilUs = clock.elapsedUs() + waitUs;
        synchronized (this) {
            while (!isClosed && !has(segment, wanted) && segment >= next - 1 && segment <= next) {
                long leftMillis = (untilUs - clock.elapsedUs()) / 1_000;
                if (leftMillis <= 0) {
                    break;
                }
                wait(leftMillis);
            }
            return segments.stream()
                    .filter(each -> each.number() == segment)
                    .findFirst()
                    .flatMap(each -> each.bytes(wanted));
        }
    }
}
