package org.lidless.footage.recording;

/// When the fragments of one stream are cut. Belongs to the stream's writer thread.
///
/// A run's first fragment is cut early, so that a camera that has come back is soon safe; the second one at a moment of
/// the stream's own, so that streams that began at once do not go on forcing at once; all others at the usual age.
final class CutTimes {

    /// Age at which a run's first fragment is cut: long enough to see where the run lies in time, µs.
    static final long FIRST_US = 150_000;
    /// Age at which fragments are cut when a spill begins, until one holds a sample that came since, µs.
    static final long QUICK_US = 30_000;

    /// At multiples of this it is looked whether a fragment of the usual age is due, so that streams whose moments are
    /// near each other are written and forced together, µs.
    static final long GROUP_US = 100_000;

    private final long usualUs;
    private final long spreadUs;
    private final long groupUs;
    private boolean isSpreading = true;

    /// @param usualUs age of the oldest unwritten sample at which a fragment is usually cut, µs
    /// @param phase   from 0 to 1: where in that time the stream's own moment lies
    CutTimes(long usualUs, double phase) {
        this.usualUs = usualUs;
        this.groupUs = Math.min(GROUP_US, usualUs / 5);
        this.spreadUs = (long) (usualUs * (0.4 + 0.6 * phase));
    }

    /// The next one.
    ///
    /// @param isOpen   whether it goes on with a segment
    /// @param isUrgent whether a spill has just begun
    Cut next(long nowUs, boolean isOpen, boolean isUrgent, boolean atKey, boolean all, long to) {
        if (isUrgent) {
            return new Cut(nowUs, QUICK_US, FIRST_US, 1, atKey, all, to);
        }
        return isOpen && !isSpreading
                ? new Cut(nowUs, usualUs, FIRST_US, groupUs, atKey, all, to)
                : new Cut(nowUs, spreadUs, FIRST_US, 1, atKey, all, to);
    }

    /// A fragment was written.
    void wrote(Taken taken) {
        isSpreading = taken.first() == taken.section().runFirst();
    }
}
