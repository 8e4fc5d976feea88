package org.lidless.footage.timeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.CatalogueRecord.Placed;
import org.lidless.footage.storage.GapRow;
import org.lidless.footage.storage.HeldRow;
import org.lidless.footage.storage.IndexMoment;
import org.lidless.footage.storage.Past;
import org.lidless.footage.storage.SegmentRow;

/// Where the runs of a stream lie that are not where their segments say, because a clock was set: most streams
/// have none. Turns what the index knows by stamped times into what lies in a span. Immutable.
final class Placements {

    static final Placements NONE = new Placements(Map.of());

    private static final TimeSpan EVER = new TimeSpan(0, SegmentRow.OPEN_END_US);

    private final Map<RunId, Long> shiftsUs;

    private Placements(Map<RunId, Long> shiftsUs) {
        this.shiftsUs = Map.copyOf(shiftsUs);
    }

    /// Those of a stream.
    static Placements of(IndexMoment moment, StreamId stream) {
        if (!moment.placed().contains(stream)) {
            return NONE;
        }
        Map<RunId, Long> shiftsUs = new TreeMap<>();
        for (Placed each : moment.placements(stream)) {
            shiftsUs.put(each.run(), each.shiftUs());
        }
        return new Placements(shiftsUs);
    }

    boolean isEmpty() {
        return shiftsUs.isEmpty();
    }

    /// What to add to the times that a run's segments tell, µs.
    long shiftUs(RunId run) {
        return shiftsUs.getOrDefault(run, 0L);
    }

    /// What is known of a stream for a span, with everything where it lies; what is open is as stamped.
    Past past(IndexMoment moment, StreamId stream, TimeSpan span, Past stamped) {
        if (isEmpty()) {
            return stamped;
        }
        return new Past(
                closed(moment, stream),
                held(moment, stream, span),
                stamped.open(),
                stamped.gaps(),
                stamped.ownership(),
                stamped.alignments());
    }

    /// Segments with samples in a span, as they are stamped.
    List<SegmentRow> segments(IndexMoment moment, StreamId stream, TimeSpan span) {
        Set<SegmentRow> found = new LinkedHashSet<>();
        for (TimeSpan each : stamped(span)) {
            for (SegmentRow row : moment.segments(stream, each)) {
                if (moved(row.span(), shiftUs(row.name().run())).overlaps(span)) {
                    found.add(row);
                }
            }
        }
        return List.copyOf(found);
    }

    private List<HeldRow> held(IndexMoment moment, StreamId stream, TimeSpan span) {
        Set<HeldRow> held = new LinkedHashSet<>();
        for (TimeSpan each : stamped(span)) {
            for (HeldRow row : past(moment, stream, each).held()) {
                HeldRow placed = row.movedBy(shiftUs(row.run()));
                if (placed.span().overlaps(span)) {
                    held.add(placed);
                }
            }
        }
        return List.copyOf(held);
    }

    private Optional<TimeSpan> closed(IndexMoment moment, StreamId stream) {
        long fromUs = Long.MAX_VALUE;
        long toUs = Long.MIN_VALUE;
        Past ever = past(moment, stream, EVER);
        for (HeldRow row : ever.held()) {
            fromUs = Math.min(fromUs, row.span().fromUs() + shiftUs(row.run()));
            toUs = Math.max(toUs, row.span().toUs() + shiftUs(row.run()));
        }
        for (GapRow row : ever.gaps()) {
            if (!row.isRunning()) {
                fromUs = Math.min(fromUs, row.gap().span().fromUs());
                toUs = Math.max(toUs, row.gap().span().toUs());
            }
        }
        return fromUs > toUs ? Optional.empty() : Optional.of(new TimeSpan(fromUs, toUs));
    }

    private static Past past(IndexMoment moment, StreamId stream, TimeSpan span) {
        return moment.past(List.of(stream), span).firstEntry().getValue();
    }

    /// The spans of stamped time in which that may be stamped which lies in a span.
    private List<TimeSpan> stamped(TimeSpan span) {
        Set<TimeSpan> spans = new LinkedHashSet<>(List.of(span));
        shiftsUs.values().forEach(shiftUs -> spans.add(moved(span, -shiftUs)));
        return new ArrayList<>(spans);
    }

    /// An end of time stays where it is.
    private static TimeSpan moved(TimeSpan span, long byUs) {
        long fromUs = Math.max(0, span.fromUs() + byUs);
        long toUs = span.toUs() == SegmentRow.OPEN_END_US ? span.toUs() : Math.max(fromUs, span.toUs() + byUs);
        return new TimeSpan(fromUs, toUs);
    }
}
