package org.lidless.footage.timeline;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.footage.media.VideoParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A source whose bytes may move while it is read: footage that has come home is given up where it was. What can no
/// longer be had where it was is looked for anew, once. Any thread.
///
/// @param source    as it was found first
/// @param elsewhere looks for it again
record MovingSource(SampleSource source, Supplier<SampleSource> elsewhere) implements SampleSource {

    private static final Logger LOG = LoggerFactory.getLogger(MovingSource.class);

    @Override
    public RunId run() {
        return source.run();
    }

    @Override
    public NodeId node() {
        return source.node();
    }

    @Override
    public NodeId holder() {
        return source.holder();
    }

    @Override
    public Epoch epoch() {
        return source.epoch();
    }

    @Override
    public int order() {
        return source.order();
    }

    @Override
    public long startUs() {
        return source.startUs();
    }

    @Override
    public Optional<Content> content() {
        return source.content();
    }

    @Override
    public boolean isReachable() {
        return source.isReachable();
    }

    @Override
    public Optional<NodeId> awayAt() {
        return source.awayAt();
    }

    @Override
    public boolean isGone() {
        return elsewhere.get().isGone();
    }

    @Override
    public Holding open() throws IOException {
        try {
            return new Moving(source.open());
        } catch (IOException gone) {
            LOG.debug("{} is not where it was and is looked for", source, gone);
            return elsewhere.get().open();
        }
    }

    @Override
    public String toString() {
        return source.toString();
    }

    private final class Moving implements Holding {

        private final Holding first;
        private @Nullable Holding moved;

        Moving(Holding first) {
            this.first = first;
        }

        @Override
        public VideoParameters parameters() {
            return first.parameters();
        }

        @Override
        public List<Part> parts() {
            return first.parts();
        }

        @Override
        public Optional<Loaded> load(Part part) throws IOException {
            Holding known = moved;
            if (known != null) {
                return same(known, part);
            }
            try {
                return first.load(part);
            } catch (IOException gone) {
                LOG.debug("{} is not where it was and is looked for", source, gone);
                Holding found = elsewhere.get().open();
                moved = found;
                return same(found, part);
            }
        }

        private Optional<Loaded> same(Holding holding, Part wanted) throws IOException {
            for (Part part : holding.parts()) {
                if (part.firstNumber() == wanted.firstNumber() && part.count() == wanted.count()) {
                    return holding.load(part);
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() throws IOException {
            Holding known = moved;
            try (first) {
                if (known != null) {
                    known.close();
                }
            }
        }
    }
}
