package org.lidless.footage.timeline.alignment;

import java.util.List;
import java.util.Objects;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;

/// What a writer tells whoever shadows its stream, several times a second: which samples have become durable. One
/// without marks is a sign of life. A shadow may forget what is in it, and nothing else.
///
/// @param stream  whose
/// @param writer  who has them on disk
/// @param epoch   the epoch of the assignment that the writer follows
/// @param durable marks of samples that became durable, in order of their numbers within a run, runs one after another
/// @param endUs   end of the writer's durable footage, site time in µs; `Long.MIN_VALUE` when there is none
public record Watermark(StreamId stream, NodeId writer, Epoch epoch, List<SampleMark> durable, long endUs) {

    public Watermark {
        Objects.requireNonNull(stream);
        Objects.requireNonNull(writer);
        Objects.requireNonNull(epoch);
        durable = List.copyOf(durable);
    }
}
