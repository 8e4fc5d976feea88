package org.lidless.node;

/// Whether something that is done each so often is due: the first time at once. Belongs to one thread.
final class Due {

    private final long everyUs;
    private boolean isBegun;
    private long lastUs;

    /// @param everyUs how often, µs
    Due(long everyUs) {
        this.everyUs = everyUs;
    }

    /// Whether it is to be done now; then it counts as done.
    ///
    /// @param nowUs of a monotonic clock, any number
    boolean isNow(long nowUs) {
        boolean isDue = !isBegun || nowUs - lastUs >= everyUs;
        if (isDue) {
            isBegun = true;
            lastUs = nowUs;
        }
        return isDue;
    }
}
