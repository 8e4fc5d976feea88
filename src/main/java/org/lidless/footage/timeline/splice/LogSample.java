package org.lidless.footage.timeline.splice;

import org.jspecify.annotations.Nullable;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.SampleMark;

/// A sample of a merged log.
///
/// @param mark         as the strand has it
/// @param strand       from which it is taken
/// @param axis         names the clock that the next two are on
/// @param decode       decoding time on the axis, 1/90000 s
/// @param presentation time of showing on the axis, 1/90000 s
/// @param missing      how it was seen that something is missing directly before; null when nothing is
/// @param owned        whether the strand's writer owned the stream then
record LogSample(
        SampleMark mark,
        Strand strand,
        RunId axis,
        long decode,
        long presentation,
        @Nullable HoleSight missing,
        boolean owned) {

    /// Decoding time in site time, placed, µs.
    long decodeUs() {
        return mark.decodeUs() + strand.placementUs();
    }

    /// How much later than this the other is decoded, µs: by the camera's clock if both are on one axis, or else by
    /// site time.
    long aheadUs(LogSample other) {
        return axis.equals(other.axis) ? SampleMark.usOf(other.decode - decode) : other.decodeUs() - decodeUs();
    }
}
