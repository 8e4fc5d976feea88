package org.lidless.sim.kernel;

import org.lidless.control.failover.FailoverTiming;

/// Bugs planted in the shell round the production code, to prove that the oracles notice. None is in production code.
public enum Mutant {
    /// No bug.
    NONE,
    /// A detector that overslept trusts its own clock: the stall guard never speaks.
    SLEEPY_DETECTOR,
    /// A new leader gives nobody time to find it.
    NO_GRACE,
    /// Less patience than a slow heartbeat needs.
    HASTY,
    /// A recorder gets its cameras back the moment it is seen.
    NO_HOLD_DOWN,
    /// Assignments are sent once, and never again when they were lost, as some are.
    PUSHES_ONCE,
    /// A recorder follows whatever list comes, however old.
    FOLLOWS_ANY_LIST,
    /// One member applies entries that were decided on an older site.
    IGNORES_VERSION,
    /// A takeover keeps the epoch.
    SAME_EPOCH;

    FailoverTiming timing() {
        FailoverTiming good = FailoverTiming.NORMAL;
        long second = 1_000_000;
        return new FailoverTiming(
                this == HASTY ? 250_000 : good.suspectUs(),
                this == HASTY ? 300_000 : good.silenceUs(),
                this == NO_GRACE ? good.silenceUs() : good.graceUs(),
                good.witnessUs(),
                this == SLEEPY_DETECTOR ? 1_000 * second : good.lateUs(),
                this == SLEEPY_DETECTOR ? 0 : good.massHoldUs(),
                this == NO_HOLD_DOWN ? 0 : SimSite.HOLD_DOWN_US,
                this == NO_HOLD_DOWN ? 0 : 4 * SimSite.HOLD_DOWN_US,
                good.cutLeadUs());
    }
}
