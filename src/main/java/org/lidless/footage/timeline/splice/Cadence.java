package org.lidless.footage.timeline.splice;

/// The distance of a stream's samples, and whether the next one is too far away for nothing to be missing. A camera
/// whose last [#STEPS] distances are alike within a fifth is *steady*: there, one and a half distances mean that a
/// sample is missing. Otherwise it takes twice the longest of them, and half a second at least.
final class Cadence {

    static final int STEPS = 16;
    /// Half a second, in 1/90000 s.
    static final long UNSTEADY_LEAP_TICKS = 45_000;
    /// While nothing is known: two seconds.
    static final long FIRST_LEAP_TICKS = 180_000;

    /// After so many leaps in a row, by a writer that missed nothing, the camera has become slower: learnt anew.
    static final int SLOWER_AFTER = 3;

    private static final int KNOWN_MIN = 4;

    private final long[] steps = new long[STEPS];
    private int seen;
    private int leapsInARow;

    /// Nothing was missing between two samples this far apart, 1/90000 s.
    void add(long step) {
        leapsInARow = 0;
        steps[seen % STEPS] = step;
        seen++;
    }

    /// The clock leapt this far, and yet the writer counted no sample between.
    void addLeap(long step) {
        leapsInARow++;
        if (leapsInARow >= SLOWER_AFTER) {
            seen = 0;
            add(step);
        }
    }

    /// Whether something is missing between two samples this far apart.
    boolean leaps(long step) {
        int known = Math.min(seen, STEPS);
        if (known < KNOWN_MIN) {
            return step > FIRST_LEAP_TICKS;
        }
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int i = 0; i < known; i++) {
            shortest = Math.min(shortest, steps[i]);
            longest = Math.max(longest, steps[i]);
        }
        boolean steady = longest * 5 <= shortest * 6;
        return steady ? step * 2 > longest * 3 : step > Math.max(2 * longest, UNSTEADY_LEAP_TICKS);
    }
}
