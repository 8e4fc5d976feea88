package org.lidless.footage.timeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lidless.domain.Gap;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.SegmentIndex;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.timeline.SampleSource.Holding;
import org.lidless.footage.timeline.SampleSource.Part;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a stream has and lacks over time, and the reader of its samples. Any thread.
public final class Timeline {

    private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);

    /// How far before a span a segment may begin that reaches into it, or that holds the key sample before it.
    static final long LOOK_BACK_US = 20L * 60 * 1_000_000;

    private static final TimeSpan EVER = new TimeSpan(0, SegmentRow.OPEN_END_US);

    private final SegmentIndex index;
    private final StoredSegments segments;
    private final Clock clock;

    public Timeline(SegmentIndex index, Holders holders, Clock clock) {
        this.index = index;
        this.segments = new StoredSegments(holders);
        this.clock = clock;
    }

    /// Streams of which anything is known, sorted.
    public List<StreamId> streams() {
        return index.streams();
    }

    /// From the stream's first known moment, have or missing, to its last; empty when nothing is known of it.
    public Optional<TimeSpan> extent(StreamId stream) {
        List<SegmentRow> rows = index.segments(stream, EVER);
        List<Gap> gaps = lastingUntilNow(index.gaps(stream, EVER));
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (SegmentRow row : rows) {
            Optional<Arrangement.Held> held =
                    row.span().toUs() == SegmentRow.OPEN_END_US ? held(row) : Optional.of(heldAsIndexed(row));
            if (held.isPresent()) {
                from = Math.min(from, held.get().span().fromUs());
                to = Math.max(to, held.get().span().toUs());
            }
        }
        for (Gap gap : gaps) {
            from = Math.min(from, gap.span().fromUs());
            to = Math.max(to, gap.span().toUs());
        }
        return from > to ? Optional.empty() : Optional.of(new TimeSpan(from, to));
    }

    /// What there is in a span, in order of time. Before the stream's first known moment and after its last there is
    /// nothing, not even something missing.
    public List<Stretch> of(StreamId stream, TimeSpan span) {
        Optional<TimeSpan> known = extent(stream);
        if (known.isEmpty()) {
            return List.of();
        }
        List<Arrangement.Held> held = new ArrayList<>();
        for (SegmentRow row : index.segments(stream, span)) {
            held(row).ifPresent(held::add);
        }
        return Arrangement.of(held, lastingUntilNow(index.gaps(stream, span)), known.get(), span);
    }

    /// Reads a span's samples.
    public SampleReader read(StreamId stream, TimeSpan span) throws IOException {
        List<SampleSource> sources = new ArrayList<>();
        TimeSpan wide = new TimeSpan(Math.max(0, span.fromUs() - LOOK_BACK_US), span.toUs());
        for (SegmentRow row : index.segments(stream, wide)) {
            sources.add(segments.source(row));
        }
        List<Item.MissingItem> missing = new ArrayList<>();
        for (Stretch stretch : of(stream, span)) {
            if (stretch instanceof Stretch.Missing gap) {
                missing.add(new Item.MissingItem(gap.span(), gap.cause()));
            }
        }
        return new SampleReader(span, inOrderOfReading(sources), missing);
    }

    /// By the start of the run, then by the run, then in the order of writing.
    static List<SampleSource> inOrderOfReading(List<SampleSource> sources) {
        Map<RunId, Long> starts = new HashMap<>();
        for (SampleSource source : sources) {
            starts.merge(source.run(), source.span().fromUs(), Math::min);
        }
        List<SampleSource> sorted = new ArrayList<>(sources);
        sorted.sort(Comparator.<SampleSource>comparingLong(source ->
                        starts.getOrDefault(source.run(), source.span().fromUs()))
                .thenComparing(SampleSource::run)
                .thenComparingInt(SampleSource::order));
        return sorted;
    }

    /// What a segment holds; an open one has to be looked at, and may have nothing yet or be gone.
    private Optional<Arrangement.Held> held(SegmentRow row) {
        if (row.span().toUs() != SegmentRow.OPEN_END_US) {
            return Optional.of(heldAsIndexed(row));
        }
        try (Holding holding = segments.source(row).open()) {
            List<Part> parts = holding.parts();
            if (parts.isEmpty()) {
                return Optional.empty();
            }
            long to = parts.stream()
                    .mapToLong(part -> part.span().toUs())
                    .max()
                    .orElse(row.span().fromUs());
            TimeSpan span =
                    new TimeSpan(row.span().fromUs(), Math.max(row.span().fromUs(), to));
            return Optional.of(new Arrangement.Held(
                    span,
                    row.name().node(),
                    row.name().run(),
                    parts.getFirst().firstNumber(),
                    parts.getLast().endNumber()));
        } catch (IOException gone) {
            LOG.debug("open segment {} cannot be read", row.name(), gone);
            return Optional.empty();
        }
    }

    private static Arrangement.Held heldAsIndexed(SegmentRow row) {
        return new Arrangement.Held(
                row.span(), row.name().node(), row.name().run(), row.firstNumber(), row.firstNumber() + row.samples());
    }

    /// A gap that is still running lasts until now.
    private List<Gap> lastingUntilNow(List<Gap> gaps) {
        long nowUs = clock.wallUs();
        return gaps.stream()
                .map(gap -> gap.span().toUs() != SegmentRow.OPEN_END_US
                        ? gap
                        : new Gap(
                                gap.stream(),
                                new TimeSpan(
                                        gap.span().fromUs(), Math.max(gap.span().fromUs(), nowUs)),
                                gap.cause()))
                .toList();
    }
}
