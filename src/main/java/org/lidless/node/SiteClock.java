package org.lidless.node;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ClockQuality;
import org.lidless.world.Clock;
import org.lidless.world.Uptime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The site's time on this machine: its monotonic clock plus an offset that management agreed to. Until management
/// answers, what an earlier process of this machine's run had agreed on; else the machine's own wall clock. A wall
/// clock that is wrong, or that somebody sets, moves no footage once the
/// offset is agreed. Any thread.
final class SiteClock implements Clock {

    /// A difference up to this is left alone: it is within what the answer itself may be wrong by, µs.
    static final long TOLERANCE_US = 20_000;
    /// A greater one than this is said in the log, µs.
    private static final long TOLD_US = 1_000_000;

    private static final long NOT_AGREED = Long.MIN_VALUE;
    private static final Logger LOG = LoggerFactory.getLogger(SiteClock.class);

    private final Clock machine;
    private final @Nullable KeptTime kept;
    private final AtomicLong offsetUs = new AtomicLong(NOT_AGREED);
    private volatile boolean isAgreed;

    /// Of a node that keeps nothing.
    SiteClock(Clock machine) {
        this.machine = machine;
        this.kept = null;
    }

    /// @param kept what outlasts the process
    SiteClock(Clock machine, KeptTime kept) {
        this.machine = machine;
        this.kept = kept;
        kept.load().ifPresent(offsetUs::set);
    }

    @Override
    public long wallUs() {
        long aheadUs = offsetUs.get();
        return aheadUs == NOT_AGREED ? machine.wallUs() : machine.elapsedUs() + aheadUs;
    }

    @Override
    public long elapsedUs() {
        return machine.elapsedUs();
    }

    @Override
    public void pauseUs(long us) {
        machine.pauseUs(us);
    }

    @Override
    public long wallLessElapsedUs() {
        long aheadUs = offsetUs.get();
        return aheadUs == NOT_AGREED ? machine.wallLessElapsedUs() : aheadUs;
    }

    @Override
    public ClockQuality quality() {
        return isAgreed ? ClockQuality.AGREED : ClockQuality.ARRIVAL;
    }

    @Override
    public Optional<Uptime> uptime() {
        return machine.uptime();
    }

    /// By how much this time is ahead of the machine's own, µs.
    long aheadUs() {
        return wallUs() - machine.wallUs();
    }

    /// Whether management's time is known, by its own answer to this process.
    boolean isAgreed() {
        return isAgreed;
    }

    /// Management's clock was found ahead of this one. What changes is kept on disk.
    ///
    /// @param aheadUs what to add to [#wallUs] to get management's time, µs
    /// @param errorUs how far that may be wrong, µs
    void management(long aheadUs, long errorUs) {
        // On a busy machine the first answer may be wrong by most of a second; a clock that it does not contradict is
        // the better one, and footage that is already being stamped must not have to be moved soon after.
        boolean isUncontradicted = Math.abs(aheadUs) <= (isAgreed ? Math.max(TOLERANCE_US, errorUs) : errorUs);
        if (isAgreed && isUncontradicted) {
            return;
        }
        offsetUs.set(wallLessElapsedUs() + (isUncontradicted ? 0 : aheadUs));
        isAgreed = true;
        if (kept != null) {
            kept.save(offsetUs.get());
        }
        if (!isUncontradicted && Math.abs(aheadUs) >= TOLD_US) {
            LOG.warn(
                    "This machine's clock is {} s {} the site's; footage is stamped with the site's time.",
                    Math.abs(aheadUs) / 1_000_000,
                    aheadUs > 0 ? "behind" : "ahead of");
        }
    }
}
