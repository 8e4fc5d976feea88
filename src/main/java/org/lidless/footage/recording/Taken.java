package org.lidless.footage.recording;

import java.util.List;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.Coverage;
import org.lidless.footage.media.Fragment;

/// A fragment on its way to disk. Its bytes stay in memory until it is given back to its ring.
///
/// @param section  which run and parameters it belongs to
/// @param fragment the samples and their bytes
/// @param tracks   the companions that frames have come of
/// @param first    place of its first sample in the ring's count
/// @param end      place after its last sample
/// @param held     its hold on the ring's memory
record Taken(Section section, Fragment fragment, List<Companion> tracks, long first, long end, ByteTrail.Held held) {

    /// Whether a decoder can begin with this fragment.
    boolean beginsWithKey() {
        return fragment.first().key();
    }

    /// Site time that it covers, µs.
    long fromUs() {
        return Coverage.of(fragment.samples()).fromUs();
    }

    long toUs() {
        return Coverage.of(fragment.samples()).toUs();
    }
}
