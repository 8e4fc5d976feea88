package org.lidless.footage.timeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemException;
import org.lidless.domain.RunId;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.storage.LoadedFragment;
import org.lidless.footage.storage.SegmentReader;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;
import org.lidless.footage.storage.StoredFragment;
import org.lidless.world.DiskFile;

/// Stored segments, wherever they lie, as sources of samples. Any thread.
public final class StoredSegments {

    private final Holders holders;
    private final KnownFragments known = new KnownFragments();

    public StoredSegments(Holders holders) {
        this.holders = holders;
    }

    /// The segment of some rows that all have its name: identical copies of it. That its file can be read is only found
    /// out by opening it.
    public SampleSource source(List<SegmentRow> copies) {
        return MirroredSource.of(copies.stream()
                .sorted(Comparator.comparing((SegmentRow row) -> !holders.isReachable(row.pool()))
                        .thenComparing(row -> row.state() != SegmentState.SEALED)
                        .thenComparing(row -> !holders.isNear(row.pool()))
                        .thenComparing(SegmentRow::pool))
                .<SampleSource>map(StoredSegment::new)
                .toList());
    }

    /// Who has to come back before a pool can be read; empty when it can be.
    Optional<NodeId> awayAt(PoolId pool) {
        return holders.isReachable(pool) ? Optional.empty() : Optional.of(holders.holder(pool));
    }

    private final class StoredSegment implements SampleSource {

        private final SegmentRow row;

        StoredSegment(SegmentRow row) {
            this.row = row;
        }

        @Override
        public RunId run() {
            return row.name().run();
        }

        @Override
        public NodeId node() {
            return row.name().node();
        }

        @Override
        public int order() {
            return row.name().number();
        }

        @Override
        public NodeId holder() {
            return holders.holder(row.pool());
        }

        @Override
        public Epoch epoch() {
            return row.name().epoch();
        }

        @Override
        public long startUs() {
            return row.name().startUs();
        }

        @Override
        public Optional<Content> content() {
            return row.span().toUs() == SegmentRow.OPEN_END_US
                    ? Optional.empty()
                    : Optional.of(new Content(row.span(), row.firstNumber(), row.firstNumber() + row.samples()));
        }

        @Override
        public boolean isReachable() {
            return holders.isReachable(row.pool());
        }

        @Override
        public Optional<NodeId> awayAt() {
            return isReachable() ? Optional.empty() : Optional.of(holder());
        }

        @Override
        public Holding open() throws IOException {
            DiskFile file = holders.open(row.pool(), row.file());
            try {
                return new OpenSegment(SegmentReader.open(file, row), row, known);
            } catch (ProblemException damaged) {
                throw new IOException(damaged.problem().what(), damaged);
            }
        }

        @Override
        public String toString() {
            return row.file();
        }
    }

    /// A segment whose fragments are known.
    private static final class OpenSegment implements SampleSource.Holding {

        private final SegmentReader reader;
        private final List<StoredFragment> fragments;
        private final List<SampleSource.Part> parts = new ArrayList<>();

        OpenSegment(SegmentReader reader, SegmentRow row, KnownFragments fragmentsKnown) throws IOException {
            this.reader = reader;
            boolean known = false;
            try {
                this.fragments = fragmentsKnown.of(row, reader);
                known = true;
            } finally {
                if (!known) {
                    reader.close();
                }
            }
            for (int i = 0; i < fragments.size(); i++) {
                StoredFragment each = fragments.get(i);
                parts.add(new SampleSource.Part(i, each.span(), each.firstNumber(), each.count(), each.damaged()));
            }
        }

        @Override
        public VideoParameters parameters() {
            return reader.parameters();
        }

        @Override
        public List<SampleSource.Part> parts() {
            return parts;
        }

        @Override
        public Optional<SampleSource.Loaded> load(SampleSource.Part part) throws IOException {
            StoredFragment fragment = fragments.get((int) part.place());
            return switch (reader.load(fragment)) {
                case LoadedFragment.Intact intact ->
                    Optional.of(new SampleSource.Loaded(intact.samples(), intact.payload()));
                case LoadedFragment.Damaged damaged -> Optional.empty();
            };
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
