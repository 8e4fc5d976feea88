package org.lidless.footage.timeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.footage.media.VideoParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Identical copies of one segment, read as one: the first that can be had, and what is damaged there from the next,
/// fragment by fragment. Any thread.
final class MirroredSource implements SampleSource {

    private static final Logger LOG = LoggerFactory.getLogger(MirroredSource.class);

    private final List<SampleSource> copies;

    private MirroredSource(List<SampleSource> copies) {
        this.copies = List.copyOf(copies);
    }

    /// @param copies at least one; the nearest first
    static SampleSource of(List<SampleSource> copies) {
        return copies.size() == 1 ? copies.getFirst() : new MirroredSource(copies);
    }

    @Override
    public RunId run() {
        return copies.getFirst().run();
    }

    @Override
    public NodeId node() {
        return copies.getFirst().node();
    }

    @Override
    public NodeId holder() {
        return copies.getFirst().holder();
    }

    @Override
    public Epoch epoch() {
        return copies.getFirst().epoch();
    }

    @Override
    public int order() {
        return copies.getFirst().order();
    }

    @Override
    public long startUs() {
        return copies.getFirst().startUs();
    }

    /// As the copy says that says most: one may have been given up, or still look open, where another is whole.
    @Override
    public Optional<Content> content() {
        return copies.stream()
                .flatMap(copy -> copy.content().stream())
                .max(Comparator.comparingLong(Content::endNumber));
    }

    @Override
    public boolean isReachable() {
        return copies.stream().anyMatch(SampleSource::isReachable);
    }

    @Override
    public Optional<NodeId> awayAt() {
        return copies.stream().flatMap(copy -> copy.awayAt().stream()).findFirst();
    }

    @Override
    public Holding open() throws IOException {
        return new Mirrored();
    }

    @Override
    public String toString() {
        return copies.getFirst().toString();
    }

    /// @param copy which of the copies has it
    private record Found(int copy, Part part) {}

    private final class Mirrored implements Holding {

        private final @Nullable Holding[] opened = new Holding[copies.size()];
        private final boolean[] tried = new boolean[copies.size()];
        private final List<Found> found = new ArrayList<>();
        private int first;

        Mirrored() throws IOException {
            for (int at = 0; at < copies.size(); at++) {
                Holding holding = opened(at);
                if (holding != null) {
                    first = at;
                    lay(holding);
                    return;
                }
            }
            throw new IOException("none of " + copies.size() + " copies of " + copies.getFirst() + " can be opened");
        }

        private @Nullable Holding opened(int copy) {
            if (!tried[copy] && copies.get(copy).isReachable()) {
                tried[copy] = true;
                try {
                    opened[copy] = copies.get(copy).open();
                } catch (IOException unreadable) {
                    LOG.debug("a copy of {} cannot be opened, the next is tried", copies.get(copy), unreadable);
                }
            }
            return opened[copy];
        }

        /// The first copy's parts; where one is damaged, those of another copy that lie there.
        private void lay(Holding holding) {
            List<Part> parts = holding.parts();
            long reached = 0;
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                if (!part.damaged()) {
                    found.add(new Found(first, part));
                    reached = part.endNumber();
                    continue;
                }
                long until = i + 1 < parts.size() ? parts.get(i + 1).firstNumber() : Long.MAX_VALUE;
                long filled = fill(reached, until);
                if (filled < until) {
                    found.add(new Found(first, part));
                }
                reached = Math.max(reached, filled);
            }
        }

        /// @return up to which number other copies have it
        private long fill(long from, long until) {
            long reached = from;
            for (int copy = first + 1; copy < copies.size() && reached < until; copy++) {
                Holding other = opened(copy);
                if (other == null) {
                    continue;
                }
                for (Part part : other.parts()) {
                    if (!part.damaged() && part.firstNumber() >= reached && part.firstNumber() < until) {
                        found.add(new Found(copy, part));
                        reached = part.endNumber();
                    }
                }
                List<Part> all = other.parts();
                if (until == Long.MAX_VALUE && !all.isEmpty() && !all.getLast().damaged()) {
                    reached = until;
                }
            }
            return reached;
        }

        @Override
        public VideoParameters parameters() {
            Holding holding = opened[first];
            if (holding == null) {
                throw new IllegalStateException("closed: " + copies.get(first));
            }
            return holding.parameters();
        }

        @Override
        public List<Part> parts() {
            List<Part> parts = new ArrayList<>(found.size());
            for (int i = 0; i < found.size(); i++) {
                Part part = found.get(i).part();
                parts.add(new Part(i, part.span(), part.firstNumber(), part.count(), part.damaged()));
            }
            return parts;
        }

        @Override
        public Optional<Loaded> load(Part part) throws IOException {
            Found wanted = found.get((int) part.place());
            Optional<Loaded> loaded = loadFrom(wanted.copy(), wanted.part());
            for (int copy = 0; copy < copies.size() && loaded.isEmpty(); copy++) {
                Holding other = copy == wanted.copy() ? null : opened(copy);
                if (other != null) {
                    Optional<Part> same = other.parts().stream()
                            .filter(each -> !each.damaged()
                                    && each.firstNumber() == wanted.part().firstNumber())
                            .findFirst();
                    loaded = same.isPresent() ? loadFrom(copy, same.get()) : Optional.empty();
                }
            }
            return loaded;
        }

        private Optional<Loaded> loadFrom(int copy, Part part) {
            Holding holding = opened(copy);
            if (holding == null || part.damaged()) {
                return Optional.empty();
            }
            try {
                return holding.load(part);
            } catch (IOException failed) {
                LOG.warn("a part of {} cannot be read, another copy is tried", copies.get(copy), failed);
                return Optional.empty();
            }
        }

        @Override
        public void close() throws IOException {
            IOException failed = null;
            for (int copy = 0; copy < opened.length; copy++) {
                Holding holding = opened[copy];
                opened[copy] = null;
                try {
                    if (holding != null) {
                        holding.close();
                    }
                } catch (IOException each) {
                    failed = each;
                }
            }
            if (failed != null) {
                throw failed;
            }
        }
    }
}
