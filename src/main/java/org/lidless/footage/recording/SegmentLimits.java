package org.lidless.footage.recording;

/// The bounds no segment crosses, key sample or not.
///
/// @param wishedUs length after which a segment ends at the next key sample, µs
record SegmentLimits(long wishedUs) {

    static final long SPAN_MAX_US = 600_000_000L;
    static final long BYTES_MAX = 1L << 30;

    /// Whether the next key sample begins another segment.
    boolean isRipe(long spanUs, long bytes) {
        return spanUs >= wishedUs || bytes >= BYTES_MAX / 2;
    }

    /// Whether the next sample begins another segment, key or not.
    boolean isOverdue(long spanUs, long bytes) {
        return spanUs >= SPAN_MAX_US || bytes >= BYTES_MAX;
    }
}
