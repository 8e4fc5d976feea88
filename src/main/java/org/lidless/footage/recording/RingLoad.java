package org.lidless.footage.recording;

/// What a stretch of a ring, from a place to its end, takes.
///
/// @param fromUs site time of its first sample, µs; `Long.MAX_VALUE` when it is empty
/// @param spanUs from the arrival of its first sample to that of its last, µs
/// @param share  how much of the ring's share, in time or in memory, whichever is more: 0 to 1 or above
record RingLoad(long fromUs, long spanUs, double share) {

    private static final RingLoad NONE = new RingLoad(Long.MAX_VALUE, 0, 0);

    /// Under the ring's lock.
    ///
    /// @param ageUs      the ring's share in time, µs
    /// @param shareBytes the ring's share in memory
    static RingLoad of(SampleTable table, long from, long ageUs, long shareBytes) {
        long first = Math.max(from, table.first());
        if (first >= table.end()) {
            return NONE;
        }
        long last = table.end() - 1;
        long spanUs = table.arrivalUs(last) - table.arrivalUs(first);
        long bytes = table.place(last) + table.size(last) - table.place(first);
        double share = Math.max((double) spanUs / ageUs, (double) bytes / shareBytes);
        return new RingLoad(table.timeUs(first), spanUs, share);
    }
}
