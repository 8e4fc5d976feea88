package org.lidless.wire.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Learns from questions and answers how far a peer's clock is from this node's (as NTP does, RFC 5905 section 8):
/// the answer was given somewhere between question and arrival, so the middle is wrong by at most half the round
/// trip. The pair with the smallest bound counts, and its bound grows with its age, because clocks drift. Pairs that
/// cannot all be true mean that the peer's clock was set: then only the newest counts.
///
/// Measured against this node's monotonic clock, so that a jump of its own wall clock changes nothing but the answer.
/// Belongs to one thread.
final class ClockWatch {

    private static final int PAIRS_MAX = 8;

    /// Two clocks of ordinary quartz drift apart by less than this.
    private static final long DRIFT_US_PER_S = 200;

    private static final long SECOND_US = 1_000_000;

    /// @param atUs     monotonic time of the answer's arrival
    /// @param beforeUs the peer's time minus this node's monotonic time, at the middle
    /// @param errorUs  half the round trip
    private record Pair(long atUs, long beforeUs, long errorUs) {

        long errorUs(long nowUs) {
            return errorUs + (nowUs - atUs) * DRIFT_US_PER_S / SECOND_US + 1;
        }

        boolean agrees(Pair other, long nowUs) {
            return Math.abs(beforeUs - other.beforeUs) <= errorUs(nowUs) + other.errorUs(nowUs);
        }
    }

    private final Deque<Pair> pairs = new ArrayDeque<>();

    /// A question was answered.
    ///
    /// @param askedUs    monotonic time when it was asked
    /// @param answeredUs monotonic time when the answer came
    /// @param peerUs     the peer's time in it
    void answered(long askedUs, long answeredUs, long peerUs) {
        long halfUs = Math.max(0, answeredUs - askedUs + 1) / 2;
        Pair fresh = new Pair(answeredUs, peerUs - (askedUs + halfUs), halfUs);
        pairs.removeIf(each -> !each.agrees(fresh, answeredUs));
        if (pairs.size() >= PAIRS_MAX) {
            pairs.removeFirst();
        }
        pairs.addLast(fresh);
    }

    /// What must be added to the peer's times now; empty before the first answer.
    ///
    /// @param elapsedUs this node's monotonic time
    /// @param siteUs    this node's site time at the same moment
    Optional<ClockOffset> offset(long elapsedUs, long siteUs) {
        return pairs.stream()
                .min((one, other) -> Long.compare(one.errorUs(elapsedUs), other.errorUs(elapsedUs)))
                .map(best -> new ClockOffset(siteUs - elapsedUs - best.beforeUs(), best.errorUs(elapsedUs)));
    }

    /// The peer is another process now, perhaps on another machine.
    void forget() {
        pairs.clear();
    }
}
