package org.lidless.footage.media.rtp;

/// Follows RTP's 16 bit sequence numbers (RFC 3550 appendix A.1): tells order from loss from repetition, and from a
/// camera that began anew.
final class SequenceCounter {

    /// A number further ahead than this is a new beginning, not a loss.
    static final int AHEAD_MAX = 3000;

    /// A number further behind than this may be a new beginning; it is when a second one follows it.
    static final int BEHIND_MAX = 100;

    private boolean begun;
    private int expected;
    private int cycles;
    private int restart = -1;
    private long received;
    private long lost;
    private long receivedReported;
    private long lostReported;
    private boolean gap;

    /// Takes the next packet's number.
    ///
    /// @return false when the packet must be dropped: it came before, or too late
    boolean accept(int number) {
        if (!begun) {
            begun = true;
            expected = number;
        }
        int ahead = distance(number);
        if (ahead == 0) {
            gap = false;
        } else if (ahead > 0) {
            gap = true;
            lost += ahead <= AHEAD_MAX ? ahead : 1;
        } else if (ahead < -BEHIND_MAX && number == restart) {
            gap = true;
            lost++;
        } else {
            restart = ahead < -BEHIND_MAX ? (number + 1) & 0xFFFF : restart;
            return false;
        }
        restart = -1;
        received++;
        if (number < (expected & 0xFFFF) && ahead >= 0) {
            cycles++;
        }
        if (number == 0xFFFF) {
            cycles++;
        }
        expected = (number + 1) & 0xFFFF;
        return true;
    }

    /// How far a number is ahead of the one that should come next: negative when it is behind; 0 before the first.
    int distance(int number) {
        return begun ? (short) (number - expected) : 0;
    }

    /// Whether packets are missing between the packet accepted last and the one before.
    boolean isGap() {
        return gap;
    }

    int expected() {
        return expected;
    }

    boolean hasBegun() {
        return begun;
    }

    long lost() {
        return lost;
    }

    /// The highest number with its cycles, as a receiver report wants it.
    int highest() {
        int number = (expected - 1) & 0xFFFF;
        int turns = number == 0xFFFF ? cycles - 1 : cycles;
        return turns << 16 | number;
    }

    /// The share lost since this was asked last, in 1/256.
    int fractionLost() {
        long lostSince = lost - lostReported;
        long allSince = received - receivedReported + lostSince;
        lostReported = lost;
        receivedReported = received;
        return allSince == 0 ? 0 : (int) Math.min(255, lostSince * 256 / allSince);
    }
}
