package org.lidless.footage.timeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.timeline.SampleSource.Holding;
import org.lidless.footage.timeline.SampleSource.Loaded;
import org.lidless.footage.timeline.SampleSource.Part;
import org.lidless.footage.timeline.alignment.SampleHash;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a chain: its marks for the splice, and later the bytes of those samples that are taken from it. What cannot be
/// read is passed over and noted. Holds one source open. One thread.
final class StrandReading implements Iterator<SampleMark>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StrandReading.class);

    /// Parts whose place is remembered, so that a sample's bytes can be found; far more than the splice looks ahead.
    private static final int PARTS_MAX = 4096;

    private static final long DURATION_US_DEFAULT = 40_000;

    private final Chain chain;
    private final Shelf shelf;
    private final boolean isHashed;
    private final long toUs;

    private int link;
    private int part;
    private @Nullable Holding holding;
    private List<Part> parts = List.of();
    private @Nullable SampleHash hash;

    private final Deque<SampleMark> ahead = new ArrayDeque<>();
    private long nextNumber;
    private long lastDecode = Long.MIN_VALUE;

    /// Where parts that were read lie, by the number of their first sample.
    private final TreeMap<Long, Shelf.Place> places = new TreeMap<>();

    private final Map<Integer, VideoParameters> parameters = new TreeMap<>();
    private final List<Unread> unread = new ArrayList<>();

    /// A stretch that could not be read.
    ///
    /// @param isAway whether somebody who cannot be asked now may have it
    record Unread(TimeSpan span, SampleSource source, boolean isAway) {}

    /// A sample with what belongs to it.
    record Fetched(Sample sample, ByteBuffer bytes, VideoParameters parameters) {}

    /// @param isHashed whether marks are to be compared with those of other strands
    /// @param toUs     parts that begin later are not wanted, site time in µs
    StrandReading(Chain chain, Start start, Shelf shelf, boolean isHashed, long toUs) {
        this.chain = chain;
        this.shelf = shelf;
        this.isHashed = isHashed;
        this.toUs = toUs;
        this.link = start.link();
        this.part = start.part();
    }

    Chain chain() {
        return chain;
    }

    @Override
    public boolean hasNext() {
        while (ahead.isEmpty() && step()) {
            // until there is a mark or nothing is left
        }
        return !ahead.isEmpty();
    }

    @Override
    public SampleMark next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the chain of run " + chain.run() + " has been read to its end");
        }
        return ahead.removeFirst();
    }

    /// What could not be read since this was asked last.
    List<Unread> takeUnread() {
        List<Unread> taken = List.copyOf(unread);
        unread.clear();
        return taken;
    }

    /// A sample whose mark was given; samples are asked for in order. Empty when its bytes cannot be read any more.
    Optional<Fetched> fetch(long number) {
        Map.Entry<Long, Shelf.Place> found = places.floorEntry(number);
        if (found == null) {
            return Optional.empty();
        }
        for (Shelf.Place passed :
                places.headMap(found.getKey(), false).values().stream().toList()) {
            shelf.drop(passed);
        }
        places.headMap(found.getKey(), false).clear();
        Shelf.Place place = found.getValue();
        Optional<Loaded> loaded = shelf.find(place).or(() -> readAgain(place));
        if (loaded.isEmpty()) {
            return Optional.empty();
        }
        List<Sample> samples = loaded.get().samples();
        for (int i = 0; i < samples.size(); i++) {
            if (samples.get(i).number() == number) {
                VideoParameters known = parameters.get(place.source());
                return known == null
                        ? Optional.empty()
                        : Optional.of(new Fetched(
                                samples.get(i), loaded.get().payload().get(i), known));
            }
        }
        return Optional.empty();
    }

    /// How long a sample is shown, µs, if it is still on the shelf; otherwise the usual time.
    long durationUs(long number) {
        Map.Entry<Long, Shelf.Place> found = places.floorEntry(number);
        return Optional.ofNullable(found)
                .flatMap(place -> shelf.find(place.getValue()))
                .flatMap(loaded -> loaded.samples().stream()
                        .filter(sample -> sample.number() == number)
                        .findFirst())
                .map(sample -> SampleMark.usOf(sample.durationTicks()))
                .orElse(DURATION_US_DEFAULT);
    }

    /// A sample whose bytes could not be had.
    Unread unreadAt(long number, TimeSpan span) {
        Map.Entry<Long, Shelf.Place> found = places.floorEntry(number);
        int at = found == null ? 0 : found.getValue().source();
        SampleSource source = chain.links().get(at).source();
        return new Unread(span, source, source.awayAt().isPresent());
    }

    private Optional<Loaded> readAgain(Shelf.Place place) {
        SampleSource source = chain.links().get(place.source()).source();
        Holding open = holding;
        if (open != null && place.source() == link) {
            Optional<Loaded> loaded = Start.load(open, parts.get(place.part()));
            loaded.ifPresent(each -> shelf.put(place, each));
            return loaded;
        }
        try (Holding again = source.open()) {
            List<Part> all = again.parts();
            Optional<Loaded> loaded =
                    place.part() < all.size() ? Start.load(again, all.get(place.part())) : Optional.empty();
            loaded.ifPresent(each -> shelf.put(place, each));
            return loaded;
        } catch (IOException gone) {
            LOG.warn("{} cannot be read any more", source, gone);
            return Optional.empty();
        }
    }

    /// Goes on by one part or source; false at the end.
    private boolean step() {
        if (link >= chain.links().size()) {
            return false;
        }
        Chain.Link at = chain.links().get(link);
        Holding open = holding;
        if (open == null) {
            if (at.content().span().fromUs() >= toUs) {
                link = chain.links().size();
            } else {
                open(at);
            }
            return true;
        }
        if (part >= parts.size()) {
            close();
            link++;
            part = 0;
            return true;
        }
        Part next = parts.get(part++);
        if (next.span().fromUs() >= toUs) {
            part = next.damaged() ? part : parts.size();
            return true;
        }
        if (next.damaged() || next.endNumber() > nextNumber) {
            take(at.source(), open, next);
        }
        return true;
    }

    private void open(Chain.Link at) {
        try {
            Holding open = at.source().open();
            holding = open;
            parts = open.parts();
            parameters.put(link, open.parameters());
            hash = isHashed ? new SampleHash(open.parameters().codec()) : null;
        } catch (IOException unreadable) {
            LOG.debug("{} cannot be read", at.source(), unreadable);
            unread(at.source(), at.content().span());
            link++;
            part = 0;
        }
    }

    private void take(SampleSource source, Holding from, Part next) {
        Optional<Loaded> loaded = Start.load(from, next);
        if (loaded.isEmpty()) {
            unread(source, next.span());
            return;
        }
        Shelf.Place place = new Shelf.Place(this, link, part - 1);
        long first = -1;
        for (int i = 0; i < loaded.get().samples().size(); i++) {
            Sample sample = loaded.get().samples().get(i);
            if (sample.number() < nextNumber || sample.decodeTicks() <= lastDecode) {
                continue;
            }
            first = first < 0 ? sample.number() : first;
            nextNumber = sample.number() + 1;
            lastDecode = sample.decodeTicks();
            ahead.addLast(mark(sample, loaded.get().payload().get(i)));
        }
        if (first >= 0) {
            shelf.put(place, loaded.get());
            places.put(first, place);
            if (places.size() > PARTS_MAX) {
                shelf.drop(places.pollFirstEntry().getValue());
            }
        }
    }

    private SampleMark mark(Sample sample, ByteBuffer bytes) {
        SampleHash hasher = hash;
        return new SampleMark(
                chain.run(),
                sample.number(),
                sample.decodeTicks(),
                sample.presentationTicks(),
                sample.timeUs(),
                sample.size(),
                sample.key(),
                hasher == null ? 0 : hasher.of(bytes));
    }

    private void unread(SampleSource source, TimeSpan span) {
        unread.add(new Unread(span, source, source.awayAt().isPresent()));
    }

    @Override
    public void close() {
        Holding open = holding;
        holding = null;
        parts = List.of();
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                LOG.debug("a source that was read could not be closed", failed);
            }
        }
    }
}
