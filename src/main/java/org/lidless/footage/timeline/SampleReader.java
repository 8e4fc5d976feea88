package org.lidless.footage.timeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.GapCause;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Coverage;
import org.lidless.footage.media.Sample;
import org.lidless.footage.timeline.Item.MissingItem;
import org.lidless.footage.timeline.Item.SampleItem;
import org.lidless.footage.timeline.SampleSource.Holding;
import org.lidless.footage.timeline.SampleSource.Loaded;
import org.lidless.footage.timeline.SampleSource.Part;

/// Brings the samples of a span in order, each once, and says where something is missing.
///
/// It begins with the key sample at or before the span's start (or the first one after it), and ends with the last
/// sample that is decoded before the span's end. Within a run, numbers tell the order: a number seen before is passed
/// over, a step in them is damage. Holds one part of one source in memory. One thread.
public final class SampleReader implements AutoCloseable {

    /// How many samples a reordering can reach back, at most.
    private static final int RECENT_MAX = 32;

    private final TimeSpan span;
    private final List<SampleSource> sources;
    private final Deque<MissingItem> missing;
    private final Deque<Item> ready = new ArrayDeque<>();

    private int source;
    private @Nullable Holding holding;
    private int part;
    private @Nullable Loaded loaded;
    private int sample;
    private boolean isAwaitingKey;
    private long limitNumber = Long.MAX_VALUE;

    private @Nullable RunId run;
    private long nextNumber = -1;
    private final Deque<Sample> recent = new ArrayDeque<>();
    private @Nullable TimeSpan damage;

    /// @param sources sources in the order of reading
    /// @param missing what the timeline says is missing in the span, in order
    SampleReader(TimeSpan span, List<SampleSource> sources, List<MissingItem> missing) throws IOException {
        this.span = span;
        this.sources = List.copyOf(sources);
        this.missing = new ArrayDeque<>(missing);
        Start start = Start.find(this.sources, span.fromUs());
        this.source = start.source();
        this.isAwaitingKey = true;
        if (start.number() >= 0) {
            this.run = this.sources.get(source).run();
            this.nextNumber = start.number();
        }
    }

    /// The next item; empty at the end.
    public Optional<Item> next() throws IOException {
        while (ready.isEmpty() && step()) {
            // until there is an item or nothing is left
        }
        return Optional.ofNullable(ready.poll());
    }

    @Override
    public void close() throws IOException {
        if (holding != null) {
            holding.close();
            holding = null;
        }
    }

    /// Goes on by one sample, part or source; false at the end.
    private boolean step() throws IOException {
        if (loaded != null && sample < loaded.samples().size()) {
            takeSample(loaded);
            return true;
        }
        loaded = null;
        if (holding != null && part < holding.parts().size()) {
            takePart(holding, holding.parts().get(part++));
            return true;
        }
        close();
        if (source < sources.size()) {
            openSource(sources.get(source++));
            return true;
        }
        settle(span.toUs());
        while (!missing.isEmpty()) {
            ready.add(missing.poll());
        }
        return !ready.isEmpty();
    }

    private void openSource(SampleSource next) {
        if (!next.run().equals(run)) {
            settle(next.span().fromUs());
            run = next.run();
            nextNumber = -1;
        }
        part = 0;
        try {
            holding = next.open();
        } catch (IOException unreadable) {
            damaged(next.span().within(span));
            return;
        }
        limitNumber = firstNumberOfNext();
    }

    /// Where the next source of the same run takes over; what was written twice is read from the later one.
    private long firstNumberOfNext() {
        if (source >= sources.size() || !sources.get(source).run().equals(run)) {
            return Long.MAX_VALUE;
        }
        try (Holding after = sources.get(source).open()) {
            return after.parts().isEmpty()
                    ? Long.MAX_VALUE
                    : after.parts().getFirst().firstNumber();
        } catch (IOException unreadable) {
            // Its own turn comes, and says so.
            return Long.MAX_VALUE;
        }
    }

    private void takePart(Holding from, Part next) {
        if (next.span().fromUs() >= span.toUs() && !next.damaged()) {
            part = from.parts().size();
            return;
        }
        if (!next.damaged() && (next.endNumber() <= nextNumber || next.firstNumber() >= limitNumber)) {
            return;
        }
        Optional<Loaded> samples = Start.load(from, next);
        if (samples.isEmpty()) {
            damaged(next.span().within(span));
            return;
        }
        loaded = samples.get();
        sample = 0;
    }

    private void takeSample(Loaded from) {
        Sample next = from.samples().get(sample);
        ByteBuffer bytes = from.payload().get(sample++);
        if (next.number() < nextNumber || next.number() >= limitNumber) {
            return;
        }
        if (decodeTimeUs(next) >= span.toUs()) {
            sample = from.samples().size();
            part = Integer.MAX_VALUE;
            return;
        }
        if (isAwaitingKey && !next.key()) {
            // Every run begins with a key sample, so the one that this needs was in something unreadable.
            damaged(new TimeSpan(next.timeUs(), endOf(next)).within(span));
            return;
        }
        isAwaitingKey = false;
        boolean isNext = next.number() == nextNumber;
        if (isNext) {
            // What seemed damaged, if anything, was found elsewhere.
            damage = null;
        } else if (nextNumber >= 0) {
            damaged(new TimeSpan(Math.min(coveredToUs(next), next.timeUs()), next.timeUs()).within(span));
        }
        if (!isNext) {
            recent.clear();
        }
        if (!isNext || isMissingBefore(next.timeUs())) {
            settle(next.timeUs());
        }
        if (holding == null || run == null) {
            throw new IllegalStateException("a sample without its source");
        }
        ready.add(new SampleItem(next, bytes, holding.parameters(), run));
        nextNumber = next.number() + 1;
        recent.addLast(next);
        if (recent.size() > RECENT_MAX) {
            recent.removeFirst();
        }
    }

    /// Up to where nothing is missing before a hole: B-frames that it took may be shown before the last sample read.
    private long coveredToUs(Sample behindTheHole) {
        return recent.isEmpty()
                ? behindTheHole.timeUs()
                : Coverage.of(List.copyOf(recent)).toUs();
    }

    private boolean isMissingBefore(long timeUs) {
        MissingItem first = missing.peek();
        return first != null && first.span().fromUs() < timeUs;
    }

    private void damaged(TimeSpan where) {
        if (!where.isEmpty()) {
            damage = damage == null
                    ? where
                    : new TimeSpan(Math.min(damage.fromUs(), where.fromUs()), Math.max(damage.toUs(), where.toUs()));
        }
    }

    /// Says what is missing before a moment: what the timeline knows, and damage that was met on the way.
    private void settle(long beforeUs) {
        List<MissingItem> said = new ArrayList<>();
        while (!missing.isEmpty() && missing.peek().span().fromUs() < beforeUs) {
            said.add(missing.poll());
        }
        if (damage != null) {
            long to = Math.min(damage.toUs(), Math.max(beforeUs, damage.fromUs()));
            List<TimeSpan> left = List.of(new TimeSpan(damage.fromUs(), to));
            for (MissingItem known : said) {
                left = Arrangement.without(left, known.span());
            }
            for (TimeSpan each : left) {
                if (each.durationUs() >= Arrangement.UNKNOWN_MIN_US) {
                    said.add(new MissingItem(each, GapCause.SEGMENT_DAMAGED));
                }
            }
            damage = null;
        }
        said.sort((one, other) -> one.span().compareTo(other.span()));
        ready.addAll(said);
    }

    private static long endOf(Sample sample) {
        return sample.timeUs() + sample.durationTicks() * 100L / 9;
    }

    static long decodeTimeUs(Sample sample) {
        return sample.timeUs() - (sample.presentationTicks() - sample.decodeTicks()) * 100 / 9;
    }
}
