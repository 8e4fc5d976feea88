package org.lidless.footage.recording;

/// When a fragment is due.
///
/// @param nowUs      monotonic time
/// @param ageUs      age of the oldest unwritten sample at which it is due, by arrival
/// @param firstAgeUs the same of a run's first fragment, when that is less: how soon a camera that has come back is
/// safe
/// @param groupUs    the age is looked at when the clock is at a multiple of this; 1: at any time
/// @param atKey      whether it should end before the next key sample, because the segment does
/// @param all        whether whatever there is should be written, however young
/// @param to         place in the ring's count behind which nothing is taken
record Cut(long nowUs, long ageUs, long firstAgeUs, long groupUs, boolean atKey, boolean all, long to) {

    /// Most of a stream that one fragment holds, µs of decoding time.
    static final long SPAN_MAX_US = 1_000_000;
    /// Most bytes that one fragment holds; a single larger sample is one by itself.
    static final int BYTES_MAX = 8 << 20;

    /// One for every fragment alike.
    Cut(long nowUs, long ageUs, boolean atKey, boolean all, long to) {
        this(nowUs, ageUs, ageUs, 1, atKey, all, to);
    }

    /// One with no end.
    Cut(long nowUs, long ageUs, boolean atKey, boolean all) {
        this(nowUs, ageUs, atKey, all, Long.MAX_VALUE);
    }

    /// Whether what arrived then is old enough to be written.
    boolean isOld(long arrivalUs) {
        return nowUs - nowUs % groupUs - arrivalUs >= ageUs;
    }

    /// The same for a run's first fragment.
    Cut ofFirst() {
        return firstAgeUs < ageUs ? new Cut(nowUs, firstAgeUs, firstAgeUs, 1, atKey, all, to) : this;
    }
}
