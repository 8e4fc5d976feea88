package org.lidless.footage.storage.retention;

/// Stops deleting when a large share of a pool would go at once: a clock that leapt, a slip in the settings, a
/// disk that others filled. Whatever the cause, there is time for a person to look.
///
/// CLOSED → TRIPPED when a plan would delete more than the share.
/// TRIPPED → CLOSED when a later plan would not (the clock is right again, the settings are mended), or when a person
///   confirms; what was planned then may go, and no more than that.
///
/// One thread.
public final class DeletionBreaker {

    /// In a pool of a handful of segments each one is a large share.
    static final int SEGMENTS_MIN = 8;

    private boolean isTripped;
    private long plannedBytes;
    private long allowedBytes;

    /// Looks at what would be deleted now.
    ///
    /// @param bytes     that would go
    /// @param segments  how many segments that is
    /// @param isGrave   whether something is among them that is guaranteed, or nowhere else and another's
    /// @param usedBytes of the whole pool
    /// @return whether it may go
    public boolean permits(long bytes, int segments, boolean isGrave, long usedBytes, int sharePercent) {
        boolean isMuch = (isGrave || segments >= SEGMENTS_MIN) && bytes > PoolLimits.percent(usedBytes, sharePercent);
        if (!isMuch) {
            allowedBytes = 0;
        }
        isTripped = isMuch && bytes > allowedBytes;
        plannedBytes = isTripped ? bytes : 0;
        return !isTripped;
    }

    /// So much has gone of what a person confirmed.
    public void deleted(long bytes) {
        allowedBytes = Math.max(0, allowedBytes - bytes);
    }

    /// A person says that it is meant.
    ///
    /// @return bytes that may go now, with a tenth more for what grows old meanwhile; 0 when nothing was stopped
    public long confirm() {
        allowedBytes = plannedBytes + plannedBytes / 10;
        isTripped = false;
        return allowedBytes;
    }

    public boolean isTripped() {
        return isTripped;
    }

    /// What was stopped, bytes.
    public long plannedBytes() {
        return plannedBytes;
    }
}
