package org.lidless.footage.timeline;

import java.nio.ByteBuffer;
import org.lidless.domain.GapCause;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoParameters;

/// What a [SampleReader] brings.
public sealed interface Item {

    /// One sample.
    ///
    /// @param sample     its times and identity within the run
    /// @param bytes      its bytes; valid until the next item is asked for
    /// @param parameters what a decoder must know for it
    /// @param run        the run that it belongs to
    record SampleItem(Sample sample, ByteBuffer bytes, VideoParameters parameters, RunId run) implements Item {}

    /// Here something is missing.
    record MissingItem(TimeSpan span, GapCause cause) implements Item {}
}
