package org.lidless.footage.recording;

import org.lidless.footage.media.Fragment;

/// A fragment on its way to disk. Its bytes stay in memory until it is given back to its ring.
///
/// @param section  which run and parameters it belongs to
/// @param fragment the samples and their bytes
/// @param first    place of its first sample in the ring's count
/// @param end      place after its last sample
/// @param held     its hold on the ring's memory
record Taken(Section section, Fragment fragment, long first, long end, ByteTrail.Held held) {

    /// Whether a decoder can begin with this fragment.
    boolean beginsWithKey() {
        return fragment.first().key();
    }

    /// Site time of its earliest sample, µs.
    long fromUs() {
        long fromUs = Long.MAX_VALUE;
        for (var sample : fragment.samples()) {
            fromUs = Math.min(fromUs, sample.timeUs());
        }
        return fromUs;
    }

    /// Site time at which its last sample ends, µs.
    long toUs() {
        long toUs = Long.MIN_VALUE;
        for (var sample : fragment.samples()) {
            toUs = Math.max(toUs, sample.timeUs() + RunClock.toUs(sample.durationTicks()));
        }
        return toUs;
    }
}
