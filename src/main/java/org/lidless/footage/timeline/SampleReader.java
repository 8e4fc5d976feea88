package org.lidless.footage.timeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.timeline.Item.AwayItem;
import org.lidless.footage.timeline.Item.MissingItem;
import org.lidless.footage.timeline.Item.SampleItem;
import org.lidless.footage.timeline.SectionReading.Placed;
import org.lidless.footage.timeline.StrandReading.Fetched;
import org.lidless.footage.timeline.StrandReading.Unread;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.splice.Spliced;

/// Brings the samples of a span in order, each once, whoever recorded them and however many copies there are, and says
/// where something is missing or away.
///
/// It begins with the key sample at or before the span's start (or the first one after it), and ends with the last
/// sample that is decoded before the span's end. Memory: what the splice looks ahead, [Shelf#BYTES_MAX] at most, and
/// the
/// marks of one GOP. One thread.
public final class SampleReader implements AutoCloseable {

    /// Before the first sample and behind the last one so much may be explained by the order of showing, µs.
    private static final long EDGE_US = 100_000;

    private final TimeSpan span;
    private final Copies copies;
    private final Absence absence;
    private final Iterator<Section> sections;
    private final Shelf shelf = new Shelf();
    private final Deque<Item> ready = new ArrayDeque<>();

    private @Nullable SectionReading section;
    private boolean ended;

    /// Samples from the last key sample at or before the start on, until the start is reached; then those of them that
    /// are still to be brought.
    private final Deque<Placed> lead = new ArrayDeque<>();

    private boolean isApproaching = true;
    private boolean isAwaitingKey = true;
    private boolean isOneLost;
    private @Nullable Placed last;
    private final Covered covered = new Covered();
    private final List<TimeSpan> damaged = new ArrayList<>();
    private final List<Stretch.Away> away = new ArrayList<>();

    SampleReader(TimeSpan span, Copies copies, Absence absence) {
        this.span = span;
        this.copies = copies.reachingBeyond(span.fromUs());
        this.absence = absence;
        this.sections = this.copies.sections().iterator();
    }

    /// The next item; empty at the end. A copy that cannot be read is said as an item.
    public Optional<Item> next() {
        while (ready.isEmpty() && !ended) {
            step();
        }
        return Optional.ofNullable(ready.poll());
    }

    @Override
    public void close() {
        SectionReading open = section;
        section = null;
        if (open != null) {
            open.close();
        }
    }

    private void step() {
        if (!isApproaching && !lead.isEmpty()) {
            bring(lead.removeFirst());
            return;
        }
        SectionReading open = section;
        if (open == null) {
            if (sections.hasNext()) {
                section = copies.open(sections.next(), shelf, chain -> Start.atKey(chain, span.fromUs()), span.toUs());
            } else if (isApproaching) {
                arrive(Optional.empty());
            } else {
                end();
            }
            return;
        }
        Optional<Placed> next = open.next();
        note(open.takeUnread());
        if (next.isEmpty()) {
            close();
        } else if (isApproaching) {
            approach(next.get());
        } else {
            bring(next.get());
        }
    }

    /// Before the start: only the GOP that reaches it is wanted.
    private void approach(Placed next) {
        SampleMark mark = next.mark();
        if (mark.decodeUs() > span.fromUs()) {
            arrive(Optional.of(next));
        } else if (mark.key() && mark.timeUs() <= span.fromUs()) {
            lead.clear();
            lead.add(next);
        } else if (!lead.isEmpty()) {
            lead.add(next);
        }
    }

    /// At the start: whether the samples before it reach it.
    private void arrive(Optional<Placed> next) {
        isApproaching = false;
        boolean isHole = next.isEmpty()
                || next.get().opens()
                || next.get().spliced().missing().isPresent();
        if (isHole && !lead.isEmpty() && shown(lead.getLast()).toUs() <= span.fromUs()) {
            lead.clear();
        }
        next.ifPresent(lead::add);
    }

    private static TimeSpan shown(Placed placed) {
        long fromUs = placed.mark().timeUs();
        return new TimeSpan(
                fromUs, fromUs + placed.reading().durationUs(placed.mark().number()));
    }

    private void end() {
        if (!ended) {
            tell(last == null ? span.fromUs() : covered.endUs(false), span.toUs(), EDGE_US);
        }
        ended = true;
    }

    private void bring(Placed next) {
        SampleMark mark = next.mark();
        if (mark.decodeUs() >= span.toUs()) {
            if (last == null || isHoleBefore(next)) {
                end();
            }
            ended = true;
            lead.clear();
            return;
        }
        if (isAwaitingKey && !mark.key()) {
            // What this one needs was in something unreadable.
            damaged.add(shown(next));
            return;
        }
        Optional<Fetched> found = next.reading().fetch(mark.number());
        if (found.isEmpty()) {
            note(List.of(next.reading().unreadAt(mark.number(), shown(next))));
            isOneLost = true;
            return;
        }
        Sample sample = found.get().sample();
        boolean follows = tellBefore(next, sample);
        ready.add(new SampleItem(
                onAxis(sample, next.toAxis()),
                found.get().bytes(),
                found.get().parameters(),
                next.run(),
                next.reading().chain().writer(),
                next.axis(),
                follows));
        covered.add(sample, next.run(), follows);
        last = next;
        isAwaitingKey = false;
        isOneLost = false;
    }

    private boolean isHoleBefore(Placed next) {
        return isOneLost || next.opens() || next.spliced().missing().isPresent();
    }

    /// Says what is missing before a sample; answers whether nothing that it may need is.
    private boolean tellBefore(Placed next, Sample sample) {
        Placed before = last;
        if (before == null) {
            tell(span.fromUs(), sample.timeUs(), EDGE_US);
            return false;
        }
        boolean isNumbered = next.run().equals(before.run())
                && sample.number() == before.mark().number() + 1;
        if (isHoleBefore(next)) {
            boolean isLeap = isNumbered && !isOneLost;
            long fromUs = covered.endUs(isLeap);
            tell(fromUs, Math.max(sample.timeUs(), fromUs + leastUs(next)), Absence.UNKNOWN_MIN_US);
            return isLeap;
        }
        forget(sample.timeUs());
        return isNumbered || next.spliced().seam() != Spliced.Seam.OTHER_BYTES;
    }

    /// How much is missing at least before a sample, µs: what would have been shown after it, or the difference of two
    /// recorders' clocks, may leave no room between the times of showing.
    private long leastUs(Placed next) {
        return next.spliced()
                .missing()
                .map(hole -> hole.span().durationUs() - covered.usualUs())
                .orElse(0L);
    }

    private void tell(long fromUs, long toUs, long unknownMinUs) {
        TimeSpan hole = new TimeSpan(Math.min(fromUs, toUs), toUs).within(span);
        for (Stretch stretch : absence.of(hole, away, damaged, unknownMinUs)) {
            switch (stretch) {
                case Stretch.Have have -> throw new IllegalStateException("a hole that is held: " + have);
                case Stretch.Away gone -> ready.add(new AwayItem(gone.span(), gone.recorder(), gone.holder()));
                case Stretch.Missing gap -> ready.add(new MissingItem(gap.span(), gap.cause()));
            }
        }
        forget(toUs);
    }

    private void forget(long beforeUs) {
        damaged.removeIf(each -> each.toUs() <= beforeUs);
        away.removeIf(each -> each.span().toUs() <= beforeUs);
    }

    private void note(List<Unread> unread) {
        for (Unread each : unread) {
            if (each.isAway()) {
                SampleSource source = each.source();
                away.add(new Stretch.Away(
                        each.span(), source.node(), source.awayAt().orElse(source.holder())));
            } else {
                damaged.add(each.span());
            }
        }
    }

    private static Sample onAxis(Sample sample, long toAxis) {
        return toAxis == 0
                ? sample
                : new Sample(
                        sample.number(),
                        sample.decodeTicks() + toAxis,
                        sample.presentationTicks() + toAxis,
                        sample.timeUs(),
                        sample.durationTicks(),
                        sample.key(),
                        sample.size());
    }
}
