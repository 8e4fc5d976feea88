package org.lidless.footage.recording;

import java.util.List;

/// Whether streams stay with a pool, leave it, or come back to it. Times are monotonic, µs. One thread.
///
/// A pool is left when it is in trouble for a second, when it has not been opened for eight, and at once when it hangs
/// (which is only known after some seconds). It is returned to when it has been well for half a minute, and twice as
/// long each time it was left again within an hour.
final class PoolCondition {

    static final long OPENING_US = 8_000_000;
    static final long TROUBLE_US = 1_000_000;
    static final long HOLD_US = 30_000_000;
    static final long HOLD_MAX_US = 600_000_000;
    static final long FORGIVEN_US = 3_600_000_000L;

    /// What a pool looks like now.
    enum Sight {
        WELL,
        OPENING,
        TROUBLED,
        HUNG
    }

    private Sight sight = Sight.OPENING;
    private long sinceUs = Long.MIN_VALUE;
    private long holdUs = HOLD_US;
    private long leftUs = Long.MIN_VALUE;

    /// @param seen what it looks like now
    void look(Sight seen, long nowUs) {
        if (seen != sight || sinceUs == Long.MIN_VALUE) {
            boolean wasWell = sight == Sight.WELL;
            boolean isWell = seen == Sight.WELL;
            sinceUs = wasWell == isWell && sinceUs != Long.MIN_VALUE ? sinceUs : nowUs;
            sight = seen;
        }
    }

    boolean isWell() {
        return sight == Sight.WELL;
    }

    /// Whether streams should leave it.
    boolean isLost(long nowUs) {
        long forUs = nowUs - sinceUs;
        return switch (sight) {
            case WELL -> false;
            case OPENING -> forUs >= OPENING_US;
            case TROUBLED -> forUs >= TROUBLE_US;
            case HUNG -> true;
        };
    }

    /// Whether streams may come back to it.
    boolean isBack(long nowUs) {
        return sight == Sight.WELL && nowUs - sinceUs >= holdUs;
    }

    /// Streams have left it.
    void left(long nowUs) {
        if (leftUs == Long.MIN_VALUE || nowUs - leftUs > FORGIVEN_US) {
            holdUs = HOLD_US;
        } else if (nowUs - leftUs > HOLD_US / 2) {
            holdUs = Math.min(HOLD_MAX_US, holdUs * 2);
        }
        leftUs = nowUs;
    }

    /// Which of a stream's pools it should be with.
    ///
    /// @param now     which it is with
    /// @param inOrder its pools, the preferred one first
    static int choose(int now, List<PoolCondition> inOrder, long nowUs) {
        for (int i = 0; i < now; i++) {
            if (inOrder.get(i).isBack(nowUs)) {
                return i;
            }
        }
        if (inOrder.get(now).isLost(nowUs)) {
            for (int i = 0; i < inOrder.size(); i++) {
                if (i != now && inOrder.get(i).isWell()) {
                    return i;
                }
            }
        }
        return now;
    }
}
