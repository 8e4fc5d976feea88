package org.lidless.footage.recording;

/// What a stretch of a ring, from a place to its end, takes.
///
/// @param fromUs site time of its first sample, µs; `Long.MAX_VALUE` when it is empty
/// @param spanUs from the arrival of its first sample to that of its last, µs
/// @param share  how much of the ring's share, in time or in memory, whichever is more: 0 to 1 or above
record RingLoad(long fromUs, long spanUs, double share) {

    static final RingLoad NONE = new RingLoad(Long.MAX_VALUE, 0, 0);
}
