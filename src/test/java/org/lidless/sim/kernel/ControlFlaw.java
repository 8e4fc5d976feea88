package org.lidless.sim.kernel;

import org.lidless.control.failover.FailoverTiming;

/// Bugs of the control plane, planted in the shell round the production code to prove that the oracles notice. None is
/// in production code.
public enum ControlFlaw {
    /// No bug.
    NONE("", ""),
    SLEEPY_DETECTOR("a detector that overslept trusts its clock: no stall guard", "NO-NEEDLESS-TAKEOVER"),
    NO_GRACE("a new leader gives nobody time to find it", "NO-NEEDLESS-TAKEOVER"),
    HASTY("less patience than a slow heartbeat needs", "NO-NEEDLESS-TAKEOVER"),
    NO_HOLD_DOWN("a recorder gets its cameras back the moment it is seen", "HOLD-DOWN"),
    PUSHES_ONCE("assignments are sent once, and never again when they were lost", "CONVERGES"),
    FOLLOWS_ANY_LIST("a recorder follows any list, however old its epochs", "RECORDER-EPOCHS-RISE ONE-RECORDER"),
    IGNORES_VERSION("one member applies entries that were decided on an older site", "NO-CONTRADICTION REPLICAS-EQUAL"),
    SAME_EPOCH("a takeover keeps the epoch", "NO-CONTRADICTION"),
    NO_QUORUM("a leader that lost its majority goes on deciding by itself", "QUORUM"),
    WALL_CLOCK("silence is counted on the wall clock", "IN-TIME NO-NEEDLESS-TAKEOVER");

    /// In words.
    public final String what;
    /// Those that must notice it, one of them at least.
    public final String oracles;

    ControlFlaw(String what, String oracles) {
        this.what = what;
        this.oracles = oracles;
    }

    FailoverTiming timing(long holdDownUs) {
        FailoverTiming good = FailoverTiming.NORMAL;
        long second = 1_000_000;
        return new FailoverTiming(
                this == HASTY ? 250_000 : good.suspectUs(),
                this == HASTY ? 300_000 : good.silenceUs(),
                this == NO_GRACE ? good.silenceUs() : good.graceUs(),
                good.witnessUs(),
                this == SLEEPY_DETECTOR ? 1_000 * second : good.lateUs(),
                this == SLEEPY_DETECTOR ? 0 : good.massHoldUs(),
                this == NO_HOLD_DOWN ? 0 : holdDownUs,
                this == NO_HOLD_DOWN ? 0 : 4 * holdDownUs,
                good.cutLeadUs());
    }
}
