package org.lidless.wire.node;

import java.util.Optional;
import org.lidless.world.Clock;

/// Asks a peer for the time and remembers how far its clock is away: five times quickly at first, then every two
/// seconds.
/// Belongs to the link's thread; the last answer may be read by any.
final class ClockTalk {

    private static final int QUICK_QUESTIONS = 5;
    private static final long QUICK_US = 100_000;
    private static final long PACE_US = 2_000_000;

    private final Clock clock;
    private final ClockWatch watch = new ClockWatch();
    private long token;
    private long askedUs;
    private long nextUs;
    private int asked;

    ClockTalk(Clock clock) {
        this.clock = clock;
    }

    /// A new line: the peer may be another process, with another clock.
    void begin(long nowUs) {
        asked = 0;
        nextUs = nowUs;
        synchronized (this) {
            watch.forget();
        }
    }

    /// The offset is not known well enough: asks quickly again.
    void hurry(long nowUs) {
        if (asked > QUICK_QUESTIONS) {
            asked = 0;
            nextUs = nowUs;
        }
    }

    /// Asks if it is time; returns when it will be.
    long due(Line line, long nowUs) {
        if (nowUs >= nextUs) {
            token++;
            asked++;
            nextUs = nowUs + (asked <= QUICK_QUESTIONS ? QUICK_US : PACE_US);
            askedUs = clock.elapsedUs();
            line.send(new Message.ClockAsked(token));
        }
        return nextUs;
    }

    /// An answer to an older question than the last says nothing. One that does not count wipes what was known: the
    /// peer's time was the site's, perhaps, and is not any more.
    synchronized void answered(Message.ClockAnswered answer) {
        if (!answer.counts()) {
            watch.forget();
        } else if (answer.token() == token) {
            watch.answered(askedUs, clock.elapsedUs(), answer.timeUs());
        }
    }

    /// Empty until the first answer. Any thread; the lock is held for a few additions.
    synchronized Optional<ClockOffset> offset() {
        long elapsedUs = clock.elapsedUs();
        return watch.offset(elapsedUs, elapsedUs + clock.wallLessElapsedUs());
    }
}
