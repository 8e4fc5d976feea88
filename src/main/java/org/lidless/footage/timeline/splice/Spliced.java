package org.lidless.footage.timeline.splice;

import java.util.Optional;
import org.lidless.footage.timeline.alignment.SampleMark;

/// A sample as it is read over all copies.
///
/// @param mark              as the strand has it; its times are the writer's own
/// @param strand            whose copy it is, and where its bytes are
/// @param decodeTicks       decoding time since the first sample that was read, 1/90000 s; strictly rising
/// @param presentationTicks time of showing on the same axis; never before `decodeTicks`
/// @param seam              what this sample follows
/// @param missing           the hole directly before it that no copy fills
public record Spliced(
        SampleMark mark, Strand strand, long decodeTicks, long presentationTicks, Seam seam, Optional<Hole> missing) {

    /// How a sample follows the one before.
    public enum Seam {
        /// The same strand goes on.
        NONE,
        /// Another copy of the same bytes goes on: a decoder notices nothing.
        SAME_BYTES,
        /// Other bytes begin, at a key sample: a decoder must be given its parameters.
        OTHER_BYTES
    }
}
