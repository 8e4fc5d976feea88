package org.lidless.footage.storage;

import java.util.List;
import java.util.Optional;
import org.lidless.domain.TimeSpan;

/// What the index knows of a stream for a span, all of one moment.
///
/// @param closed     from the first to the last moment of what is closed, in the span or not: segments that are not
///                   open and gaps that are not running; empty when there are none
/// @param held       what sealed and suspect segments hold that reaches into the span, in no order
/// @param open       all segments that nobody has finished, in the span or not, by start; some have an heir's word on
///                   where they end
/// @param gaps       those that reach into the span and those that are running, by start
/// @param ownership  who owned the stream, by epoch, whenever
/// @param alignments how its runs' clocks relate; two nodes may have found different things
public record Past(
        Optional<TimeSpan> closed,
        List<HeldRow> held,
        List<SegmentRow> open,
        List<GapRow> gaps,
        List<OwnershipRow> ownership,
        List<CatalogueRecord.Aligned> alignments) {

    public Past {
        held = List.copyOf(held);
        open = List.copyOf(open);
        gaps = List.copyOf(gaps);
        ownership = List.copyOf(ownership);
        alignments = List.copyOf(alignments);
    }
}
