package org.lidless.footage.timeline.splice;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// A merged log with a look ahead, so that a break in it is seen in time to change over at an earlier key sample.
final class LogTrack implements Iterable<LogSample> {

    /// Samples that are looked ahead, at most; and how far, µs. A GOP that is longer may cost a gap up to its length.
    static final int AHEAD_MAX = 1024;

    static final long AHEAD_US = 10_000_000;

    private final LogMerge merge;
    private final ArrayDeque<LogSample> window = new ArrayDeque<>();
    /// Samples in sight before the first break.
    private int sound;
    private boolean ended;

    LogTrack(LogMerge merge) {
        this.merge = merge;
        add();
    }

    @Nullable
    LogSample head() {
        return window.peekFirst();
    }

    /// Takes the head, which must be there.
    LogSample take() {
        LogSample taken = window.removeFirst();
        sound--;
        if (sound <= 0) {
            sound = 0;
            for (LogSample each : window) {
                if (sound > 0 && each.missing() != null) {
                    break;
                }
                sound++;
            }
        }
        if (window.isEmpty()) {
            add();
        }
        return taken;
    }

    /// Looks as far ahead of a sample as is allowed.
    void look(LogSample from) {
        while (!ended && window.size() < AHEAD_MAX && (window.isEmpty() || from.aheadUs(window.getLast()) < AHEAD_US)) {
            add();
        }
    }

    /// Forgets everything up to a sample, that one included.
    void dropUpTo(LogSample last) {
        while (!window.isEmpty() && !isAfter(window.getFirst(), last)) {
            take();
        }
    }

    /// Forgets everything before a sample that is in sight.
    void dropBefore(LogSample key) {
        while (!window.isEmpty() && !window.getFirst().equals(key)) {
            take();
        }
    }

    /// Whether a break, or the end, can be seen.
    boolean breaks() {
        return ended || sound < window.size();
    }

    /// The last sample before the first break in sight, or the last in sight; null when nothing is.
    @Nullable
    LogSample lastSound() {
        LogSample last = null;
        int index = 0;
        for (LogSample each : window) {
            if (index++ >= sound) {
                break;
            }
            last = each;
        }
        return last;
    }

    /// The first sample behind the first break; null when none is in sight.
    @Nullable
    LogSample resumed() {
        int index = 0;
        for (LogSample each : window) {
            if (index++ == sound) {
                return each;
            }
        }
        return null;
    }

    /// The last sample up to which nothing is missing from one in sight on.
    LogSample reach(LogSample from) {
        LogSample last = from;
        boolean behind = false;
        for (LogSample each : window) {
            if (behind) {
                if (each.missing() != null) {
                    break;
                }
                last = each;
            }
            behind = behind || each.equals(from);
        }
        return last;
    }

    /// Whether a sample of this log follows another log's sample with nothing missing: on one clock, no more than one
    /// and a half times this log's distance of samples later.
    boolean joins(LogSample end, LogSample start) {
        LogSample second = null;
        boolean behind = false;
        for (LogSample each : window) {
            if (behind) {
                second = each;
                break;
            }
            behind = each.equals(start);
        }
        return second != null
                && end.axis().equals(start.axis())
                && 2 * (start.decode() - end.decode()) <= 3 * (second.decode() - start.decode());
    }

    long disagreements() {
        return merge.disagreements();
    }

    @Override
    public Iterator<LogSample> iterator() {
        return window.iterator();
    }

    /// Whether the first comes after the second in the camera's or else in site time.
    static boolean isAfter(LogSample one, LogSample other) {
        return other.aheadUs(one) > 0;
    }

    private void add() {
        LogSample next = ended ? null : merge.next();
        if (next == null) {
            ended = true;
            return;
        }
        if (sound == window.size() && (window.isEmpty() || next.missing() == null)) {
            sound++;
        }
        window.addLast(next);
    }
}
