package org.lidless.node;

import java.util.concurrent.atomic.AtomicLong;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The site's time on this machine: its monotonic clock plus an offset that management agreed to. Until management
/// answers, the machine's own wall clock. A wall clock that is wrong, or that somebody sets, moves no footage once the
/// offset is agreed. Any thread.
final class SiteClock implements Clock {

    /// A difference up to this is left alone: it is within what the answer itself may be wrong by, µs.
    static final long TOLERANCE_US = 20_000;
    /// A greater one than this is said in the log, µs.
    private static final long TOLD_US = 1_000_000;

    private static final long NOT_AGREED = Long.MIN_VALUE;
    private static final Logger LOG = LoggerFactory.getLogger(SiteClock.class);

    private final Clock machine;
    private final AtomicLong agreedUs = new AtomicLong(NOT_AGREED);

    SiteClock(Clock machine) {
        this.machine = machine;
    }

    @Override
    public long wallUs() {
        long offsetUs = agreedUs.get();
        return offsetUs == NOT_AGREED ? machine.wallUs() : machine.elapsedUs() + offsetUs;
    }

    @Override
    public long elapsedUs() {
        return machine.elapsedUs();
    }

    @Override
    public void pauseUs(long us) {
        machine.pauseUs(us);
    }

    /// Whether management's time is known.
    boolean isAgreed() {
        return agreedUs.get() != NOT_AGREED;
    }

    /// Management's clock was found ahead of this one.
    ///
    /// @param aheadUs what to add to [#wallUs] to get management's time, µs
    /// @param errorUs how far that may be wrong, µs
    void management(long aheadUs, long errorUs) {
        long nowUs = wallUs();
        boolean isFirst = !isAgreed();
        if (!isFirst && Math.abs(aheadUs) <= Math.max(TOLERANCE_US, errorUs)) {
            return;
        }
        agreedUs.set(nowUs + aheadUs - machine.elapsedUs());
        if (Math.abs(aheadUs) >= TOLD_US) {
            LOG.warn(
                    "This machine's clock is {} s {} the site's; footage is stamped with the site's time.",
                    Math.abs(aheadUs) / 1_000_000,
                    aheadUs > 0 ? "behind" : "ahead of");
        }
    }
}
