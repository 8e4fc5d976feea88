package org.lidless.footage.timeline;

import java.nio.ByteBuffer;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoParameters;

/// What a [SampleReader] brings.
public sealed interface Item {

    /// One sample.
    ///
    /// @param sample     its number within the run, its site time as its recorder has it, and its ticks on the axis
    /// @param bytes      its bytes; valid until the next item is asked for
    /// @param parameters what a decoder must know for it
    /// @param run        the run that it belongs to
    /// @param recorder   who recorded it
    /// @param axis       names the clock of its ticks: samples of one axis keep the camera's own distances, whoever
    ///                   recorded them
    /// @param follows    whether a decoder may go on with it, because nothing is missing directly before it or no
    ///                   more than a network may lose; otherwise it has to begin anew, at a key sample
    record SampleItem(
            Sample sample,
            ByteBuffer bytes,
            VideoParameters parameters,
            RunId run,
            NodeId recorder,
            RunId axis,
            boolean follows)
            implements Item {}

    /// Here something is missing.
    record MissingItem(TimeSpan span, GapCause cause) implements Item {}

    /// Here something was recorded that cannot be had now.
    ///
    /// @param recorder who recorded it
    /// @param holder   who has it, and has to come back
    record AwayItem(TimeSpan span, NodeId recorder, NodeId holder) implements Item {}
}
