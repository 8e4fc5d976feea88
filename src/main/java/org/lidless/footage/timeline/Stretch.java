package org.lidless.footage.timeline;

import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;

/// A part of a stream's timeline in which one thing holds throughout.
public sealed interface Stretch {

    TimeSpan span();

    /// Recorded, and can be read now.
    ///
    /// @param node who recorded it
    record Have(TimeSpan span, NodeId node) implements Stretch {}

    /// Recorded, but whoever holds it cannot be reached now. Not a gap.
    ///
    /// @param recorder who recorded it
    /// @param holder   who has it, and has to come back
    record Away(TimeSpan span, NodeId recorder, NodeId holder) implements Stretch {}

    /// No media anywhere.
    ///
    /// @param cause why; `UNKNOWN` where nobody wrote down a reason
    record Missing(TimeSpan span, GapCause cause) implements Stretch {}
}
