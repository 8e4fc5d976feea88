package org.lidless.footage.playback.live;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.timeline.alignment.AlignmentLearner;
import org.lidless.footage.timeline.alignment.SampleMark;

/// The newest items of a log, for viewers: everything from the newest key sample on, and what is younger than
/// [#KEPT_US]; less when the bounds of memory leave no other way. Items are counted from 0 and never again.
/// Guarded by the log.
final class LiveBuffer {

    /// How far a viewer may be behind without being brought forward, µs of the camera's time.
    static final long KEPT_US = 6_000_000;

    static final int ITEMS_MAX = 4096;

    private static final int MASK = ITEMS_MAX - 1;

    private final LongSupplier bytesMax;
    private final @Nullable LiveItem[] items = new LiveItem[ITEMS_MAX];
    private long first;
    private long end;
    private long newestKey = -1;
    private long newestUs = Long.MIN_VALUE;
    private long bytes;

    /// @param bytesMax its share of memory now
    LiveBuffer(LongSupplier bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// The oldest item that is here.
    long first() {
        return first;
    }

    /// The place of the item to come.
    long end() {
        return end;
    }

    /// The newest key sample, or the place of the item to come when none is here.
    long newestKey() {
        return newestKey >= first ? newestKey : end;
    }

    LiveItem at(long place) {
        LiveItem item = place < first || place >= end ? null : items[(int) place & MASK];
        if (item == null) {
            throw new IllegalArgumentException("item " + place + " is not among " + first + " to " + end);
        }
        return item;
    }

    void add(LiveItem item) {
        while (end - first >= ITEMS_MAX - 1) {
            forget();
        }
        items[(int) end & MASK] = item;
        if (item instanceof Picture picture) {
            newestKey = picture.key() ? end : newestKey;
            newestUs = Math.max(newestUs, picture.sample().mark().timeUs());
            bytes += picture.sample().mark().size();
        }
        end++;
        while (first < newestKey && isOld(first)) {
            forget();
        }
        long most = bytesMax.getAsLong();
        while (bytes > most && first < end - 1) {
            forget();
        }
    }

    /// The place behind a sample that is still here, in whichever copy, or -1.
    long behind(SampleMark sample) {
        for (long place = end - 1; place >= first; place--) {
            if (at(place) instanceof Picture picture) {
                SampleMark mark = picture.sample().mark();
                boolean isSame = mark.run().equals(sample.run()) && mark.number() == sample.number();
                boolean isCopy = mark.hash() == sample.hash()
                        && Math.abs(mark.timeUs() - sample.timeUs()) <= AlignmentLearner.SKEW_MAX_US;
                if (isSame || isCopy) {
                    return place + 1;
                }
            }
        }
        return -1;
    }

    /// @param next the place to read at next
    record Read(LiveItem item, long next) {}

    /// The item at a place; null when it has not come. Whoever asks for one that was forgotten is brought to the
    /// newest key sample, and told so.
    @Nullable
    Read read(long place) {
        if (place >= first) {
            return place < end ? new Read(at(place), place + 1) : null;
        }
        long to = Math.max(newestKey(), first);
        long untilUs = to < end && at(to) instanceof Picture picture
                ? picture.sample().mark().timeUs()
                : Math.max(0, newestUs);
        return new Read(new LiveItem.Skipped(new TimeSpan(untilUs, untilUs), to - place), to);
    }

    private boolean isOld(long place) {
        return !(at(place) instanceof Picture picture)
                || newestUs - picture.sample().mark().timeUs() > KEPT_US;
    }

    private void forget() {
        if (at(first) instanceof Picture picture) {
            bytes -= picture.sample().mark().size();
        }
        items[(int) first & MASK] = null;
        first++;
    }
}
