package org.lidless.footage.timeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.lidless.domain.Gap;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.CatalogueRecord.Aligned;
import org.lidless.footage.storage.GapRow;
import org.lidless.footage.storage.HeldRow;
import org.lidless.footage.storage.IndexMoment;
import org.lidless.footage.storage.OwnershipRow;
import org.lidless.footage.storage.Past;
import org.lidless.footage.storage.SegmentIndex;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.timeline.SampleSource.Content;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.footage.timeline.splice.OwnedRange;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a stream has and lacks over time, whoever recorded it and wherever it lies, and the reader of its samples. Any
/// thread.
public final class Timeline {

    private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);

    /// How far before a span a segment may begin that reaches into it, or that holds the key sample before it.
    static final long LOOK_BACK_US = 20L * 60 * 1_000_000;

    /// Of no moment: what is asked for with it has nothing of any span.
    private static final TimeSpan NEVER = new TimeSpan(0, 0);

    private final SegmentIndex index;
    private final StoredSegments segments;
    private final Clock clock;
    private final RunFits fits = new RunFits();

    /// @param index   what is known of all holders' segments
    /// @param holders whom to ask for them
    public Timeline(SegmentIndex index, Holders holders, Clock clock) {
        this.index = index;
        this.segments = new StoredSegments(holders);
        this.clock = clock;
    }

    /// Streams of which anything is known, sorted.
    public List<StreamId> streams() {
        return index.streams();
    }

    /// From the stream's first known moment (have, away or missing) to its last; empty when nothing is known of it.
    public Optional<TimeSpan> extent(StreamId stream) {
        return account(List.of(stream), NEVER).firstEntry().getValue().known();
    }

    /// What there is in a span, in order of time. Before the stream's first known moment and after its last there is
    /// nothing, not even something missing.
    public List<Stretch> of(StreamId stream, TimeSpan span) {
        return account(List.of(stream), span).firstEntry().getValue().stretches();
    }

    /// What there is of a stream.
    ///
    /// @param known     from its first known moment (have, away or missing) to its last; empty without one
    /// @param stretches in the span that was asked for, in order of time; nothing outside of `known`
    public record OfStream(Optional<TimeSpan> known, List<Stretch> stretches) {}

    /// What there is of each stream in a span, in the order asked for: all of the index's one state.
    public SequencedMap<StreamId, OfStream> account(List<StreamId> streams, TimeSpan span) {
        return account(streams, span, true);
    }

    /// The same by the index alone, without a byte of anybody's footage: a segment that is being written counts as
    /// reaching to now.
    public SequencedMap<StreamId, OfStream> outline(List<StreamId> streams, TimeSpan span) {
        return account(streams, span, false);
    }

    private SequencedMap<StreamId, OfStream> account(List<StreamId> streams, TimeSpan span, boolean isLooking) {
        SequencedMap<StreamId, Placed> pasts = index.ask(moment -> {
            SequencedMap<StreamId, Placed> all = new LinkedHashMap<>();
            List<StreamId> placed = moment.placed();
            moment.past(streams, span)
                    .forEach((stream, past) -> all.put(
                            stream,
                            placed.contains(stream)
                                    ? Placed.of(moment, stream, span, past)
                                    : new Placed(past, Placements.NONE)));
            return all;
        });
        SequencedMap<StreamId, OfStream> accounts = new LinkedHashMap<>();
        pasts.forEach((stream, placed) -> accounts.put(stream, account(stream, placed, span, isLooking)));
        return accounts;
    }

    /// What is known of a stream, with everything where it lies.
    private record Placed(Past past, Placements placements) {

        static Placed of(IndexMoment moment, StreamId stream, TimeSpan span, Past stamped) {
            Placements placements = Placements.of(moment, stream);
            return new Placed(placements.past(moment, stream, span, stamped), placements);
        }
    }

    private OfStream account(StreamId stream, Placed placed, TimeSpan span, boolean isLooking) {
        Past past = placed.past();
        List<OwnedRange> ownership = ownership(past.ownership());
        List<Causes.Stored> gaps = stored(past.gaps());
        List<Arrangement.Held> unfinished = unfinished(past.open(), placed.placements(), ownership, isLooking);
        Optional<TimeSpan> known = extent(past, unfinished);
        if (known.isEmpty() || span.isEmpty()) {
            return new OfStream(known, List.of());
        }
        List<Arrangement.Held> held = new ArrayList<>();
        for (HeldRow row : past.held()) {
            Optional<NodeId> awayAt = segments.awayAt(row.pool());
            held.add(new Arrangement.Held(
                    row.span(), row.node(), row.run(), row.firstNumber(), row.endNumber(), awayAt));
        }
        unfinished.stream()
                .filter(each -> each.span().fromUs() < span.toUs())
                .filter(each -> each.span().toUs() > span.fromUs())
                .forEach(held::add);
        List<Alignment> alignments = alignments(stream, past.alignments());
        return new OfStream(known, Arrangement.of(held, new Causes(gaps, ownership), known.get(), span, alignments));
    }

    private Optional<TimeSpan> extent(Past past, List<Arrangement.Held> unfinished) {
        long fromUs = Long.MAX_VALUE;
        long toUs = Long.MIN_VALUE;
        List<TimeSpan> spans = new ArrayList<>();
        past.closed().ifPresent(spans::add);
        unfinished.forEach(each -> spans.add(each.span()));
        stored(past.gaps().stream().filter(GapRow::isRunning).toList())
                .forEach(each -> spans.add(each.gap().span()));
        for (TimeSpan each : spans) {
            fromUs = Math.min(fromUs, each.fromUs());
            toUs = Math.max(toUs, each.toUs());
        }
        return fromUs > toUs ? Optional.empty() : Optional.of(new TimeSpan(fromUs, toUs));
    }

    /// What segments hold that nobody has finished yet.
    private List<Arrangement.Held> unfinished(
            List<SegmentRow> open, Placements placements, List<OwnedRange> ownership, boolean isLooking) {
        List<Arrangement.Held> held = new ArrayList<>();
        for (SampleSource source : sources(open, placements)) {
            content(source, ownership, isLooking)
                    .ifPresent(content -> held.add(new Arrangement.Held(
                            content.span(),
                            source.node(),
                            source.run(),
                            content.firstNumber(),
                            content.endNumber(),
                            source.isReachable() ? Optional.empty() : source.awayAt())));
        }
        return held;
    }

    /// Reads a span's samples.
    public SampleReader read(StreamId stream, TimeSpan span) {
        Rows rows = rows(stream, span);
        List<Arrangement.Held> unfinished = unfinished(
                rows.past().open(), rows.placements(), ownership(rows.past().ownership()), true);
        TimeSpan known = extent(rows.past(), unfinished).orElse(NEVER);
        LiveReader.Survey.Seen seen = look(stream, rows, known);
        return new SampleReader(span, seen.copies(), seen.absence());
    }

    /// Reads a stream from a moment on, and goes on as it grows.
    ///
    /// @param fromUs begins with the key sample at or before it
    public LiveReader follow(StreamId stream, long fromUs) {
        return new LiveReader(
                sinceUs -> {
                    TimeSpan since = new TimeSpan(Math.max(0, sinceUs), SegmentRow.OPEN_END_US);
                    return look(stream, rows(stream, since), LiveReader.EVER);
                },
                clock,
                fromUs);
    }

    /// What the index has for reading, all of one state.
    private record Rows(List<SegmentRow> segments, Past past, Placements placements) {}

    private Rows rows(StreamId stream, TimeSpan span) {
        TimeSpan wide = new TimeSpan(Math.max(0, span.fromUs() - LOOK_BACK_US), span.toUs());
        return index.ask(moment -> {
            Past stamped = moment.past(List.of(stream), span).firstEntry().getValue();
            Placed placed = Placed.of(moment, stream, span, stamped);
            List<SegmentRow> rows = placed.placements().segments(moment, stream, wide);
            return new Rows(rows, placed.past(), placed.placements());
        });
    }

    private LiveReader.Survey.Seen look(StreamId stream, Rows rows, TimeSpan known) {
        List<OwnedRange> ownership = ownership(rows.past().ownership());
        List<SampleSource> readable = new ArrayList<>();
        List<Stretch.Away> away = new ArrayList<>();
        for (SampleSource source : sources(rows.segments(), rows.placements())) {
            if (source.isReachable()) {
                readable.add(source);
            } else {
                content(source, ownership, true)
                        .ifPresent(content -> away.add(new Stretch.Away(
                                content.span(), source.node(), source.awayAt().orElse(source.holder()))));
            }
        }
        Absence absence = new Absence(away, new Causes(stored(rows.past().gaps()), ownership), known);
        List<Alignment> alignments = alignments(stream, rows.past().alignments());
        return new LiveReader.Survey.Seen(Copies.of(readable, alignments, ownership, fits), absence);
    }

    /// One source a segment, however many copies of it there are, and also when its only copy moves.
    private List<SampleSource> sources(List<SegmentRow> known, Placements placements) {
        Map<SegmentName, List<SegmentRow>> copies = new TreeMap<>();
        known.forEach(row ->
                copies.computeIfAbsent(row.name(), _ -> new ArrayList<>()).add(row));
        return copies.values().stream()
                .<SampleSource>map(rows -> new MovingSource(segments.source(rows), () -> again(rows.getFirst())))
                .map(source -> PlacedSource.of(source, placements))
                .toList();
    }

    /// The same segment, where it is now.
    private SampleSource again(SegmentRow row) {
        List<SegmentRow> now = index.segments(row.stream(), row.span()).stream()
                .filter(each -> each.name().equals(row.name()))
                .toList();
        return now.isEmpty() ? new GoneSource(segments.source(List.of(row))) : segments.source(now);
    }

    /// What a source holds. An open one is looked at, and may have nothing yet or be gone; one that is open and away,
    /// or not to be looked at, ends, for all that is known, when its writer did not own the stream any more, or
    /// now.
    private Optional<Content> content(SampleSource source, List<OwnedRange> ownership, boolean isLooking) {
        if (source.content().isPresent() || (isLooking && source.isReachable())) {
            return Chain.content(source);
        }
        long fromUs = source.startUs();
        long toUs = clock.wallUs();
        for (OwnedRange range : ownership) {
            if (!range.owner().equals(source.node()) && range.span().fromUs() > fromUs) {
                toUs = Math.min(toUs, range.span().fromUs());
            }
        }
        return Optional.of(new Content(new TimeSpan(fromUs, Math.max(fromUs, toUs)), 0, 0));
    }

    private static List<OwnedRange> ownership(List<OwnershipRow> rows) {
        return rows.stream()
                .map(row -> new OwnedRange(row.span(), row.owner(), row.epoch()))
                .toList();
    }

    /// What recorders have learnt; an entry that cannot be true is passed over, because runs can be compared again.
    private static List<Alignment> alignments(StreamId stream, List<Aligned> rows) {
        List<Alignment> known = new ArrayList<>();
        for (Aligned each : rows) {
            try {
                known.add(Alignment.between(
                        each.runA(),
                        each.runB(),
                        each.tickOffset(),
                        each.timeOffsetUs(),
                        each.verified(),
                        AlignmentKind.of(each.kind())));
            } catch (IllegalArgumentException impossible) {
                LOG.warn("an alignment of {} is not understood: {}", stream, each, impossible);
            }
        }
        return known;
    }

    /// Stored gaps; one that is still running lasts until now.
    private List<Causes.Stored> stored(List<GapRow> rows) {
        long nowUs = clock.wallUs();
        List<Causes.Stored> gaps = new ArrayList<>();
        for (GapRow row : rows) {
            Gap gap = row.gap();
            long fromUs = gap.span().fromUs();
            TimeSpan lasting = row.isRunning() ? new TimeSpan(fromUs, Math.max(fromUs, nowUs)) : gap.span();
            gaps.add(new Causes.Stored(new Gap(gap.stream(), lasting, gap.cause()), row.node()));
        }
        return gaps;
    }
}
