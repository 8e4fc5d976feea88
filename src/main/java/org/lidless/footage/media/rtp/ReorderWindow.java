package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Keeps datagrams that came too early until those before them come, at most [#PACKETS_MAX] and [#WAIT_US_MAX];
/// then the missing ones are lost. Packets in order are never copied. Its memory is that many of the largest
/// datagrams, taken only when they come.
final class ReorderWindow {

    static final int PACKETS_MAX = 32;
    static final long WAIT_US_MAX = 100_000;

    private final @Nullable ByteBuffer[] slots = new @Nullable ByteBuffer[PACKETS_MAX];
    private final boolean[] full = new boolean[PACKETS_MAX];
    private final long[] arrivalsUs = new long[PACKETS_MAX];
    private int waiting;

    /// Takes the place in line of each packet.
    interface Line {
        /// The number that should come next.
        int expected();

        /// The packet whose turn it is; a loss is seen by its number.
        void inOrder(ByteBuffer buffer, int start, int end, int number, long arrivalUs);
    }

    /// Takes a packet that came. One far behind or ahead is passed on, to be judged by its number.
    void offer(ByteBuffer buffer, int start, int end, int number, long nowUs, Line line) {
        int ahead = (short) (number - line.expected());
        if (ahead > 0 && ahead < PACKETS_MAX) {
            keep(buffer, start, end, number, nowUs);
        } else if (ahead > 0 || ahead < -SequenceCounter.BEHIND_MAX) {
            while (waiting > 0) {
                giveUpFirst(line);
            }
            line.inOrder(buffer, start, end, number, nowUs);
        } else {
            line.inOrder(buffer, start, end, number, nowUs);
        }
        release(line);
    }

    private void keep(ByteBuffer buffer, int start, int end, int number, long nowUs) {
        int place = number % PACKETS_MAX;
        if (full[place]) {
            return;
        }
        ByteBuffer slot = slots[place];
        if (slot == null || slot.capacity() < end - start) {
            slot = ByteBuffer.allocate(Math.max(2048, end - start));
            slots[place] = slot;
        }
        slot.clear().put(0, buffer, start, end - start).limit(end - start);
        arrivalsUs[place] = nowUs;
        full[place] = true;
        waiting++;
    }

    private void release(Line line) {
        while (waiting > 0 && full[line.expected() % PACKETS_MAX]) {
            take(line.expected(), line);
        }
    }

    private void take(int number, Line line) {
        int place = number % PACKETS_MAX;
        ByteBuffer slot = slots[place];
        full[place] = false;
        waiting--;
        if (slot != null) {
            line.inOrder(slot, 0, slot.limit(), number, arrivalsUs[place]);
        }
    }

    private void giveUpFirst(Line line) {
        int number = line.expected();
        for (int i = 0; i < PACKETS_MAX && !full[number % PACKETS_MAX]; i++) {
            number = (number + 1) & 0xFFFF;
        }
        take(number, line);
    }

    /// Gives up on what did not come in time.
    void onTimer(long nowUs, Line line) {
        while (waiting > 0 && oldestUs() + WAIT_US_MAX <= nowUs) {
            giveUpFirst(line);
            release(line);
        }
    }

    /// When [#onTimer] is due; `Long.MAX_VALUE` when nothing waits.
    long nextTimerUs() {
        return waiting == 0 ? Long.MAX_VALUE : oldestUs() + WAIT_US_MAX;
    }

    private long oldestUs() {
        long oldest = Long.MAX_VALUE;
        for (int i = 0; i < PACKETS_MAX; i++) {
            if (full[i]) {
                oldest = Math.min(oldest, arrivalsUs[i]);
            }
        }
        return oldest;
    }

    boolean isEmpty() {
        return waiting == 0;
    }
}
