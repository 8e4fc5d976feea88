package org.lidless.footage.recording;

import java.util.Arrays;

/// Gives samples that arrive in decoding order, with their times of showing, their times of decoding: the
/// decoding time of the i-th sample is the (i - d)-th smallest time of showing, where d is the reorder depth. By
/// the meaning of d no later sample can be shown before that, so the answer is known at once.
///
/// The first d samples have none such; they count up to the first in steps of a frame. A camera that declared
/// too small a depth (or none) is caught when a sample is shown before more of its forerunners than d: d rises,
/// and that sample is
/// shown a few ticks late, once. Pure. One thread.
final class DecodeOrder {

    /// Most samples that H.264 (A.3.1, MaxDpbFrames) and H.265 (7.4.3.2.1) let a decoder hold back.
    static final int DEPTH_MAX = 16;

    /// From then on a stream is not expected to begin reordering.
    private static final int LEARNING_SAMPLES = 64;

    private final int frameTicks;
    private final long[] waiting = new long[DEPTH_MAX + 2];
    private final long[] recent = new long[DEPTH_MAX + 1];
    private int waitingCount;
    private long placed;
    private int depth;
    private int guessed;
    private long lastDecode = -1;
    private long presentation;

    /// @param depth      declared reorder depth, 0 to 16
    /// @param frameTicks usual distance of two samples, for the first ones
    DecodeOrder(int depth, int frameTicks) {
        this.depth = Math.clamp(depth, 0, DEPTH_MAX);
        this.frameTicks = Math.max(1, frameTicks);
        this.guessed = this.depth;
    }

    /// The time of showing of the first sample, so that no time of decoding is negative.
    long firstTicks() {
        return (long) depth * frameTicks;
    }

    /// Whether so early a sample could still be reordering, and not a step back in time. Once the stream's habits
    /// are known, it keeps to them; and it never shows two samples at nearly one time.
    ///
    /// @param nearTicks how near that is
    boolean admits(long ticks, long nearTicks) {
        int later = laterThan(ticks);
        return later <= (placed < LEARNING_SAMPLES ? DEPTH_MAX : depth) && (later == 0 || !isTaken(ticks, nearTicks));
    }

    private boolean isTaken(long ticks, long nearTicks) {
        long near = Math.min(nearTicks, closest() / 4);
        int known = known();
        for (int i = 0; i < known; i++) {
            if (Math.abs(recent[i] - ticks) <= near) {
                return true;
            }
        }
        return false;
    }

    /// The shortest distance of the last samples: a camera may send many more a second than it usually does.
    private long closest() {
        long closest = Long.MAX_VALUE;
        int known = known();
        for (int i = 1; i < known; i++) {
            for (int j = 0; j < i; j++) {
                closest = Math.min(closest, Math.abs(recent[i] - recent[j]));
            }
        }
        return closest;
    }

    private int known() {
        return (int) Math.min(placed, recent.length);
    }

    /// Places the next sample; returns its decoding time. [#presentation] is its time of showing then.
    long place(long ticks) {
        depth = Math.max(depth, Math.min(DEPTH_MAX, laterThan(ticks)));
        recent[(int) (placed % recent.length)] = ticks;
        insert(ticks);
        long wished = lastDecode + 1;
        if (waitingCount > depth) {
            wished = waiting[0];
            System.arraycopy(waiting, 1, waiting, 0, --waitingCount);
        } else if (placed < guessed) {
            wished = placed * frameTicks;
        }
        placed++;
        lastDecode = Math.max(wished, lastDecode + 1);
        presentation = Math.max(ticks, lastDecode);
        return lastDecode;
    }

    long presentation() {
        return presentation;
    }

    /// The depth as declared or learnt.
    int depth() {
        return depth;
    }

    private void insert(long ticks) {
        int at = Arrays.binarySearch(waiting, 0, waitingCount, ticks);
        int place = at < 0 ? -at - 1 : at;
        System.arraycopy(waiting, place, waiting, place + 1, waitingCount - place);
        waiting[place] = ticks;
        waitingCount++;
    }

    /// How many of the last samples are shown after this time.
    private int laterThan(long ticks) {
        int count = 0;
        int known = known();
        for (int i = 0; i < known; i++) {
            if (recent[i] > ticks) {
                count++;
            }
        }
        return count;
    }
}
