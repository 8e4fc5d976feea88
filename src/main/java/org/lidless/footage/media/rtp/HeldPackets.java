package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/// Keeps a session's first packets while it is not known whose they are: SETUP announced one sender, and another one
/// sends. Packets of an earlier session come so, and also those of a camera that announces a wrong number. At most
/// [#PACKETS_MAX], for at most [#HOLD_US_MAX].
final class HeldPackets {

    static final int PACKETS_MAX = RtpReceiver.STRANGERS_MAX;
    static final long HOLD_US_MAX = 300_000;

    private record Held(ByteBuffer bytes, long arrivalUs) {}

    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private int sender;

    /// Where held packets go when they are believed.
    interface Taker {
        void packet(ByteBuffer buffer, int start, int end, long arrivalUs);
    }

    /// Keeps a copy.
    ///
    /// @return whether it is the last one that can be held: then they are to be believed
    boolean hold(int ssrc, ByteBuffer buffer, int start, int end, long nowUs) {
        if (ssrc != sender) {
            held.clear();
        }
        sender = ssrc;
        ByteBuffer copy = ByteBuffer.allocate(end - start);
        copy.put(0, buffer, start, end - start);
        held.add(new Held(copy, nowUs));
        return held.size() >= PACKETS_MAX;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /// Whose packets are held.
    int sender() {
        return sender;
    }

    /// When they are to be believed even if no more come; `Long.MAX_VALUE` when none are held.
    long dueUs() {
        return held.isEmpty() ? Long.MAX_VALUE : held.getFirst().arrivalUs() + HOLD_US_MAX;
    }

    /// They were another's.
    ///
    /// @return how many are forgotten
    int forget() {
        int count = held.size();
        held.clear();
        return count;
    }

    /// They are believed: hands them on in the order in which they came.
    void release(Taker taker) {
        while (!held.isEmpty()) {
            Held first = held.removeFirst();
            taker.packet(first.bytes(), 0, first.bytes().limit(), first.arrivalUs());
        }
    }
}
