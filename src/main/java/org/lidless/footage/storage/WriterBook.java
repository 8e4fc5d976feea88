package org.lidless.footage.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.CatalogueRecord.GapBegan;
import org.lidless.footage.storage.CatalogueRecord.GapStored;
import org.lidless.footage.storage.CatalogueRecord.Owned;
import org.lidless.footage.storage.CatalogueRecord.Released;

/// What one writer knows of its streams in a pool: how far each is known, its running gap, and whether the writer owns
/// it. Kept in step with what becomes durable in its catalogue. Any thread, except that calls about one stream come
/// from one thread at a time.
final class WriterBook {

    private final StreamEnds ends = new StreamEnds();
    private final GapBook gaps = new GapBook();
    private final Places places = new Places();
    private final PoolUsage usage = new PoolUsage();

    /// Begins with what the index has.
    void open(SqliteIndex index, PoolId pool, NodeId owner) {
        index.ends(pool, owner).forEach(ends::reached);
        reopen(index, pool, owner);
    }

    /// Takes gaps and places from the index, because entries may have been stored that this book was not told of.
    void reopen(SqliteIndex index, PoolId pool, NodeId owner) {
        usage.doubt();
        gaps.clear();
        index.begunGaps(pool, owner).forEach((stream, row) -> {
            long fromUs = row.gap().span().fromUs();
            gaps.began(new GapBegan(stream, fromUs, row.gap().cause()));
            ends.reached(stream, fromUs);
        });
        places.replace(index.places(pool, owner));
    }

    /// How much there is of each stream.
    PoolUsage usage() {
        return usage;
    }

    /// An entry has become durable.
    void note(CatalogueRecord entry) {
        usage.note(entry);
        if (entry instanceof GapBegan began) {
            gaps.began(began);
            ends.reached(began.stream(), began.fromUs());
        } else if (entry instanceof GapStored stored) {
            ends.reached(stored.gap().stream(), stored.gap().span().toUs());
            gaps.stored(stored.gap());
        } else if (entry instanceof Owned said) {
            places.said(said.stream(), true);
        } else if (entry instanceof Released said) {
            places.said(said.stream(), false);
        }
    }

    /// Samples have become durable up to here.
    void reached(StreamId stream, long endUs) {
        ends.reached(stream, endUs);
    }

    /// The clock was set: the stream is known up to here.
    void moved(StreamId stream, long endUs) {
        ends.moved(stream, endUs);
    }

    GapBook gaps() {
        return gaps;
    }

    /// Whether it is a loss when this writer records nothing of the stream.
    boolean isMissed(StreamId stream) {
        return places.isMissed(stream);
    }

    OptionalLong end(StreamId stream) {
        return ends.end(stream);
    }

    Map<StreamId, Long> ends() {
        return ends.all();
    }

    /// What to store when the recorder stops for good.
    List<CatalogueRecord> stopped(long nowUs) {
        List<CatalogueRecord> entries = new ArrayList<>();
        ends.all().forEach((stream, end) -> {
            if (isMissed(stream)) {
                entries.addAll(RecorderDown.entries(stream, gaps.running(stream), end, Math.max(end, nowUs)));
            } else {
                entries.addAll(gaps.end(stream, nowUs));
            }
        });
        return entries;
    }
}
