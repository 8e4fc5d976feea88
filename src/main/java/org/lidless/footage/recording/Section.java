package org.lidless.footage.recording;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.GapCause;
import org.lidless.domain.RunId;
import org.lidless.footage.media.VideoParameters;

/// Consecutive samples of a ring that belong to one run and one set of parameters: what one segment may hold.
///
/// @param run        the run
/// @param runFirst   place in the ring's count of samples of the run's number 0
/// @param first      place of this section's first sample
/// @param parameters what a decoder must know
/// @param usualTicks usual distance of its stream's samples when it began, 1/90000 s
/// @param before     why samples are missing before this section, when the ring knows of a reason
/// @param stamps     which clock its times are by
record Section(
        RunId run,
        long runFirst,
        long first,
        VideoParameters parameters,
        long usualTicks,
        Optional<GapCause> before,
        Stamps stamps) {

    /// The same samples as a part of a run that begins elsewhere.
    Section of(RunId other, long otherFirst, long from, Optional<GapCause> why) {
        return new Section(other, otherFirst, from, parameters, usualTicks, why, stamps);
    }

    /// What a section's times are by.
    ///
    /// @param quality   how far they can be trusted
    /// @param steppedUs by how much the site's clock has been set since the recorder started, µs: what was
    ///                  stamped when this was another number lies elsewhere in time by the difference
    record Stamps(ClockQuality quality, long steppedUs) {}

    /// Whether it is this section: cheaper than equality, which compares every parameter set.
    boolean is(@Nullable Section other) {
        return other != null && first == other.first && run.equals(other.run);
    }
}
