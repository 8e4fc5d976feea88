package org.lidless.footage.playback.live;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.playback.live.LiveItem.Seam;
import org.lidless.footage.timeline.Item;
import org.lidless.footage.timeline.RingSample;
import org.lidless.footage.timeline.SampleReader;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Timeline;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.world.Clock;

/// Reads stored footage on, or from key sample to key sample, from wherever it is. What is newest is read again
/// and again as it grows. One thread.
final class ReplayReading implements AutoCloseable {

    /// So much is looked at in one go.
    private static final long WINDOW_US = 600_000_000;
    /// A key sample is looked for this far.
    private static final long FAR_US = 86_400_000_000L;
    /// Key samples a second, of the viewer's time.
    private static final double KEYS_A_SECOND = 5;

    private final Timeline timeline;
    private final StreamId stream;
    private final Optional<NodeId> home;
    private final Clock clock;
    private @Nullable SampleReader reader;
    private Item.@Nullable SampleItem last;
    private @Nullable LiveItem peeked;
    private long fromUs;
    private boolean isResuming;
    private boolean isBroken = true;

    /// @param home the camera's usual recorder
    ReplayReading(Timeline timeline, StreamId stream, Optional<NodeId> home, Clock clock) {
        this.timeline = timeline;
        this.stream = stream;
        this.home = home;
        this.clock = clock;
    }

    /// Goes on with the key sample at or before a moment.
    void seek(long atUs) {
        close();
        fromUs = atUs;
        last = null;
        peeked = null;
        isResuming = false;
        isBroken = true;
    }

    /// What [#next] will answer.
    Optional<LiveItem> peek() {
        LiveItem known = peeked;
        if (known == null) {
            known = read().orElse(null);
            peeked = known;
        }
        return Optional.ofNullable(known);
    }

    /// The next item; empty when there is nothing newer now.
    Optional<LiveItem> next() {
        Optional<LiveItem> next = peek();
        peeked = null;
        return next;
    }

    private Optional<LiveItem> read() {
        for (int windows = 0; windows < 2; windows++) {
            SampleReader open = reader;
            if (open == null) {
                long nowUs = clock.wallUs();
                long toUs = Math.max(fromUs + 1, Math.min(fromUs + WINDOW_US, nowUs));
                open = timeline.read(stream, new TimeSpan(fromUs, toUs));
                reader = open;
                isResuming = last != null;
            }
            for (Optional<Item> item = open.next(); item.isPresent(); item = open.next()) {
                Optional<LiveItem> taken = take(item.get());
                if (taken.isPresent()) {
                    return taken;
                }
            }
            goOnBehind();
        }
        return Optional.empty();
    }

    private void goOnBehind() {
        close();
        Item.SampleItem known = last;
        if (known != null) {
            fromUs = Math.max(fromUs, known.sample().timeUs());
        }
    }

    /// What was brought already is passed over, up to the last sample; nothing is said of what is missing before it.
    private Optional<LiveItem> take(Item item) {
        Item.SampleItem known = last;
        if (isResuming && known != null) {
            boolean isLast = item instanceof Item.SampleItem sample
                    && sample.run().equals(known.run())
                    && sample.sample().number() == known.sample().number();
            boolean isLater = item instanceof Item.SampleItem sample
                    && sample.sample().timeUs() > known.sample().timeUs() + 1_000_000;
            isResuming = !isLast && !isLater;
            if (isResuming || isLast) {
                return Optional.empty();
            }
        }
        return Optional.of(
                switch (item) {
                    case Item.MissingItem missing -> {
                        isBroken = true;
                        yield new LiveItem.Hole(missing.span(), missing.cause());
                    }
                    case Item.AwayItem away -> {
                        isBroken = true;
                        yield new LiveItem.Gone(away.span(), away.recorder(), away.holder());
                    }
                    case Item.SampleItem sample -> picture(sample);
                });
    }

    private Picture picture(Item.SampleItem item) {
        Item.SampleItem before = last;
        last = item;
        if (before == null || !item.follows() || isBroken) {
            isBroken = !item.sample().key();
            return picture(item, Seam.KEY, 0);
        }
        long step = before.axis().equals(item.axis())
                ? Math.max(1, item.sample().decodeTicks() - before.sample().decodeTicks())
                : 0;
        return picture(item, before.recorder().equals(item.recorder()) ? Seam.NONE : Seam.SAME, step);
    }

    private Picture picture(Item.SampleItem item, Seam seam, long step) {
        Sample sample = item.sample();
        var mark = new SampleMark(
                item.run(),
                sample.number(),
                sample.decodeTicks(),
                sample.presentationTicks(),
                sample.timeUs(),
                sample.size(),
                sample.key(),
                0);
        ByteBuffer copy = ByteBuffer.allocate(item.bytes().remaining());
        copy.put(item.bytes().duplicate()).flip();
        boolean standsIn = home.filter(usual -> !usual.equals(item.recorder())).isPresent();
        return new Picture(
                new RingSample(0, mark, sample.durationTicks(), item.parameters(), sample.companions(), copy),
                item.recorder(),
                Epoch.FIRST,
                standsIn,
                seam,
                step);
    }

    /// The key sample before the one that was brought last; empty at the beginning.
    Optional<LiveItem> keyBefore() {
        long untilUs = last == null ? fromUs : last.sample().timeUs();
        return key(untilUs - 1, untilUs, false);
    }

    /// A key sample later than the one that was brought last, so far on as the speed asks for.
    Optional<LiveItem> keyAfter(double speed) {
        long sinceUs = last == null ? fromUs : last.sample().timeUs();
        long stepUs = (long) (speed * 1_000_000 / KEYS_A_SECOND);
        for (long atUs = sinceUs + stepUs; atUs < clock.wallUs(); atUs += stepUs) {
            Optional<LiveItem> found = key(atUs, sinceUs, true);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// A key sample, before its bytes were given back.
    private record Key(Item.SampleItem item, Picture picture) {

        long timeUs() {
            return item.sample().timeUs();
        }
    }

    /// @param edgeUs what it must lie behind, or before
    private Optional<LiveItem> key(long atUs, long edgeUs, boolean isForward) {
        Optional<Key> found = keyAt(atUs).filter(each -> isBeyond(each.timeUs(), edgeUs, isForward));
        if (found.isEmpty()) {
            found = held(atUs, isForward)
                    .flatMap(this::keyAt)
                    .filter(each -> isBeyond(each.timeUs(), edgeUs, isForward));
        }
        found.ifPresent(each -> {
            close();
            peeked = null;
            last = each.item();
            fromUs = each.timeUs();
            isBroken = false;
        });
        return found.map(Key::picture);
    }

    private static boolean isBeyond(long timeUs, long edgeUs, boolean isForward) {
        return isForward ? timeUs > edgeUs : timeUs < edgeUs;
    }

    /// The next moment at which something is held, in this direction.
    private Optional<Long> held(long atUs, boolean isForward) {
        TimeSpan span = isForward
                ? new TimeSpan(atUs, atUs + FAR_US)
                : new TimeSpan(Math.max(0, atUs - FAR_US), Math.max(1, atUs));
        List<Stretch> have = timeline.of(stream, span).stream()
                .filter(Stretch.Have.class::isInstance)
                .sorted(Comparator.comparing(Stretch::span))
                .toList();
        if (have.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                isForward
                        ? Math.max(atUs, have.getFirst().span().fromUs())
                        : Math.min(atUs, have.getLast().span().toUs() - 1));
    }

    /// The key sample with which reading at a moment begins.
    private Optional<Key> keyAt(long atUs) {
        try (SampleReader look = timeline.read(stream, new TimeSpan(Math.max(0, atUs), Math.max(1, atUs + 1)))) {
            for (Optional<Item> item = look.next(); item.isPresent(); item = look.next()) {
                if (item.get() instanceof Item.SampleItem sample
                        && sample.sample().key()) {
                    return Optional.of(new Key(sample, picture(sample, Seam.KEY, 0)));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        SampleReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
