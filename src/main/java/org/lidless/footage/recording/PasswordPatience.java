package org.lidless.footage.recording;

/// How rarely a refused password is tried, so that no camera locks the account, not even when two recorders try and
/// both are restarted. Cameras lock after 3 to 7 wrong answers within 5 to 30 minutes. Tries come after 1, 15, 30 and
/// then every 60 minutes: one recorder makes 2 in the first 5 minutes and 3 in the first half hour.
///
/// Belongs to its follower.
final class PasswordPatience {

    private static final long MINUTE_US = 60_000_000;
    private static final long[] WAITS_US = {MINUTE_US, 15 * MINUTE_US, 30 * MINUTE_US, 60 * MINUTE_US};

    private int refusals;
    private long atUs;

    /// @param refusals in a row, of these credentials
    /// @param atUs     wall time of the last one, µs
    PasswordPatience(int refusals, long atUs) {
        this.refusals = refusals;
        this.atUs = atUs;
    }

    /// The camera refused once more; returns how long to wait, µs.
    long refused(long wallUs) {
        refusals++;
        atUs = wallUs;
        return waitUs();
    }

    void taken() {
        refusals = 0;
    }

    private long waitUs() {
        return refusals == 0 ? 0 : WAITS_US[Math.min(refusals, WAITS_US.length) - 1];
    }

    /// How much of the wait is left, µs; never more than the whole, whatever the wall clock did meanwhile.
    long leftUs(long wallUs) {
        return Math.clamp(atUs + waitUs() - wallUs, 0, waitUs());
    }

    int refusals() {
        return refusals;
    }

    long atUs() {
        return atUs;
    }
}
