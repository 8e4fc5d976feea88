package org.lidless.control.failover;

/// How long a recorder must stay well before it gets its cameras back. A relapse within twice that time doubles it; a
/// longer good stretch forgets.
///
/// @param up      it is well
/// @param sinceUs since when it is up or down
/// @param holdUs  how long it must stay well
/// @param fallen  it has been down before, so that another fall is a relapse
public record HoldDown(boolean up, long sinceUs, long holdUs, boolean fallen) {

    /// First seen by this node: it must prove itself for one hold-down.
    public static HoldDown met(long nowUs, FailoverTiming timing) {
        return new HoldDown(true, nowUs, timing.holdDownUs(), false);
    }

    public HoldDown wentUp(long nowUs) {
        return up ? this : new HoldDown(true, nowUs, holdUs, fallen);
    }

    public HoldDown wentDown(long nowUs, FailoverTiming timing) {
        if (!up) {
            return this;
        }
        boolean relapse = fallen && nowUs - sinceUs < 2 * holdUs;
        long next = relapse ? Math.min(2 * holdUs, timing.holdDownMaxUs()) : timing.holdDownUs();
        return new HoldDown(false, nowUs, next, true);
    }

    /// Who watched was asleep: whether it was well all the time is not known.
    public HoldDown provedAnew(long nowUs) {
        return up ? new HoldDown(true, nowUs, holdUs, fallen) : this;
    }

    public boolean isOver(long nowUs) {
        return up && nowUs - sinceUs >= holdUs;
    }
}
