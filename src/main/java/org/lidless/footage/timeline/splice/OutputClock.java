package org.lidless.footage.timeline.splice;

import org.jspecify.annotations.Nullable;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Decoding times for what is read: the camera's own distances within a log; across logs their distance by the common
/// clock, or else in site time; always rising, by one tick at least.
final class OutputClock {

    private long shift;
    private long decode = -1;
    private @Nullable LogSample before;

    /// Places the next sample.
    ///
    /// @param otherLog whether it belongs to another log than the one before
    void place(LogSample sample, boolean otherLog) {
        LogSample previous = before;
        if (previous == null) {
            shift = -sample.decode();
        } else if (otherLog) {
            shift = decode + Math.max(1, SampleMark.ticksOf(previous.aheadUs(sample))) - sample.decode();
        }
        decode = Math.max(decode + 1, sample.decode() + shift);
        before = sample;
    }

    long decodeTicks() {
        return decode;
    }

    long presentationTicks() {
        return before == null ? decode : Math.max(decode, before.presentation() + shift);
    }
}
