package org.lidless.footage.recording;

/// Tells from the smallest delay of each second whether media time runs at another rate than the clock: the delay
/// then grows, or shrinks, by nearly the same each second. What a network does to delays is not even. Pure. One
/// thread.
final class SiteRate {

    /// A change of the delay in one second up to this is drift or jitter, µs.
    static final long CHANGE_MIN_US = 5_000;
    /// Seconds in a row in which the delay must change alike; a network that fills up does so, too, for a while.
    static final int SECONDS = 12;
    /// So many are enough for a change by [#CHANGE_PLAIN_US] a second.
    static final int SECONDS_PLAIN = 4;
    static final long CHANGE_PLAIN_US = 30_000;

    private static final long SECOND_US = 1_000_000;
    private static final long NONE = Long.MAX_VALUE;
    /// Rates that cameras count in; any other is taken to the nearest half percent, so that two recorders agree
    /// on it.
    private static final int[] USUAL = {
        1_000, 8_000, 10_000, 16_000, 24_000, 30_000, 45_000, 48_000, 60_000, 96_000, 100_000, 180_000, 1_000_000
    };
    private static final double DECLARED = 90_000;
    private static final double NEAR = 0.01;
    private static final double GRID = 0.005;

    private final long[] changes = new long[SECONDS];
    private int known;
    private long startUs = NONE;
    private long minUs = NONE;
    private long minAtUs;
    private long beforeUs = NONE;
    private long beforeAtUs;
    private double pace = 1;

    /// Takes a sample's delay into account, as counted in a media time of pace 1.
    void take(long delayUs, long arrivedUs) {
        if (startUs == NONE) {
            startUs = arrivedUs;
        }
        if (arrivedUs - startUs >= SECOND_US) {
            secondOver();
            startUs = arrivedUs;
            beforeUs = minUs;
            beforeAtUs = minAtUs;
            minUs = NONE;
        }
        if (delayUs < minUs) {
            minUs = delayUs;
            minAtUs = arrivedUs;
        }
    }

    /// What to multiply media time by; 1 while nothing is known.
    double pace() {
        return pace;
    }

    /// The nearest rate that a camera is likely to count in.
    static double likely(double pace) {
        double rate = DECLARED / pace;
        for (int usual : USUAL) {
            if (Math.abs(rate / usual - 1) < NEAR) {
                return DECLARED / usual;
            }
        }
        return Math.exp(Math.rint(Math.log(pace) / GRID) * GRID);
    }

    private void secondOver() {
        long lastedUs = minAtUs - beforeAtUs;
        if (beforeUs == NONE || lastedUs <= 0) {
            return;
        }
        long change = (minUs - beforeUs) * SECOND_US / lastedUs;
        if (Math.abs(change) < CHANGE_MIN_US) {
            known = 0;
            return;
        }
        changes[known % SECONDS] = change;
        known++;
        judge(SECONDS_PLAIN, CHANGE_PLAIN_US);
        judge(SECONDS, CHANGE_MIN_US);
    }

    private void judge(int seconds, long leastUs) {
        if (known < seconds) {
            return;
        }
        long sum = 0;
        for (int i = 1; i <= seconds; i++) {
            sum += changes[(known - i) % SECONDS];
        }
        long mean = sum / seconds;
        boolean isEven = Math.abs(mean) >= leastUs;
        for (int i = 1; i <= seconds; i++) {
            isEven &= Math.abs(changes[(known - i) % SECONDS] - mean) <= Math.abs(mean) / 4;
        }
        // A delay that grows by `mean` a second leaves media time only the rest of it.
        if (isEven && mean < SECOND_US) {
            pace = (double) SECOND_US / (SECOND_US - mean);
        }
    }
}
