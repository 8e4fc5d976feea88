package org.lidless.footage.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;
import org.lidless.domain.Gap;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads from the index that the settings chose while that is current, and from the recorder's own otherwise: so that
/// no question ever fails because a server is away. Any thread.
public final class ChosenIndex implements SegmentIndex {

    private static final Logger LOG = LoggerFactory.getLogger(ChosenIndex.class);

    private final SegmentIndex chosen;
    private final BooleanSupplier isCurrent;
    private final SegmentIndex own;

    /// @param isCurrent whether the chosen one has everything
    /// @param own       always there
    public ChosenIndex(SegmentIndex chosen, BooleanSupplier isCurrent, SegmentIndex own) {
        this.chosen = chosen;
        this.isCurrent = isCurrent;
        this.own = own;
    }

    private <T> T ask(Function<SegmentIndex, T> question) {
        if (isCurrent.getAsBoolean()) {
            try {
                return question.apply(chosen);
            } catch (JdbiException away) {
                LOG.warn("the index server did not answer: {}", String.valueOf(away.getMessage()));
            }
        }
        return question.apply(own);
    }

    @Override
    public List<SegmentRow> segments(StreamId stream, TimeSpan span) {
        return ask(index -> index.segments(stream, span));
    }

    @Override
    public List<HeldRow> held(StreamId stream, TimeSpan span) {
        return ask(index -> index.held(stream, span));
    }

    @Override
    public List<SegmentRow> open(StreamId stream, TimeSpan span) {
        return ask(index -> index.open(stream, span));
    }

    @Override
    public List<Gap> gaps(StreamId stream, TimeSpan span) {
        return ask(index -> index.gaps(stream, span));
    }

    @Override
    public List<GapRow> storedGaps(StreamId stream, TimeSpan span) {
        return ask(index -> index.storedGaps(stream, span));
    }

    @Override
    public Optional<TimeSpan> closedExtent(StreamId stream) {
        return ask(index -> index.closedExtent(stream));
    }

    @Override
    public List<StreamId> streams() {
        return ask(SegmentIndex::streams);
    }

    @Override
    public List<OwnershipRow> ownership(StreamId stream) {
        return ask(index -> index.ownership(stream));
    }

    @Override
    public List<CatalogueRecord.Aligned> alignments(StreamId stream) {
        return ask(index -> index.alignments(stream));
    }

    @Override
    public List<SegmentRow> segments(PoolId pool, StreamId stream) {
        return ask(index -> index.segments(pool, stream));
    }

    @Override
    public List<SegmentRow> segments(PoolId pool) {
        return ask(index -> index.segments(pool));
    }

    @Override
    public void close() {
        chosen.close();
        own.close();
    }
}
