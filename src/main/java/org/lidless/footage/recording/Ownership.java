package org.lidless.footage.recording;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Epoch;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.CatalogueRecord.Aligned;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a pool must still be told of who owns a stream, and of how runs are aligned: kept until it could
/// be stored. Belongs to the stream's writer thread.
final class Ownership {

    /// Alignments that wait for the pool; the oldest gives way, since it can be learnt from the samples
    /// again.
    static final int ALIGNMENTS_MAX = 2 * ShadowLimits.PAIRS_MAX;
    /// A camera without a key sample this long after the cut is owned from the cut on, µs.
    static final long KEY_WAIT_US = 10_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private final StreamId stream;
    private final Ring ring;
    private final PoolKeeper keeper;
    private final Clock clock;
    private final ArrayDeque<Alignment> alignments = new ArrayDeque<>();
    private @Nullable Taking taking;
    private @Nullable Epoch leaving;

    /// The stream becomes this recorder's.
    ///
    /// @param epoch  under which epoch
    /// @param fromUs from when on, when that is known already
    /// @param cutUs  from which key sample on, when it was agreed
    /// @param isHeir whether it was taken from a recorder that is gone
    private record Taking(Epoch epoch, OptionalLong fromUs, OptionalLong cutUs, boolean isHeir) {}

    Ownership(StreamId stream, Ring ring, PoolKeeper keeper, Clock clock) {
        this.stream = stream;
        this.ring = ring;
        this.keeper = keeper;
        this.clock = clock;
    }

    /// The stream is owned from its next sample on.
    void begins(Epoch epoch) {
        taking = new Taking(epoch, OptionalLong.empty(), OptionalLong.empty(), false);
        leaving = null;
    }

    /// The stream was taken over from a recorder that is gone.
    void inherits(Epoch epoch, long fromUs) {
        taking = new Taking(epoch, OptionalLong.of(fromUs), OptionalLong.empty(), true);
        leaving = null;
    }

    /// The stream was handed over: it is owned from the first key sample at or after the cut on.
    void receives(Epoch epoch, long cutUs) {
        taking = new Taking(epoch, OptionalLong.empty(), OptionalLong.of(cutUs), false);
        leaving = null;
    }

    /// What is written of the stream under this epoch is not the owner's, or not any more: to be said when
    /// it is sealed.
    void leaves(Epoch epoch) {
        leaving = leaving == null ? epoch : leaving;
    }

    /// Runs of this stream are aligned like this.
    void aligned(Alignment alignment) {
        if (alignments.size() >= ALIGNMENTS_MAX) {
            alignments.removeFirst();
        }
        alignments.addLast(alignment);
    }

    /// Whether there is something to store.
    boolean isUntold() {
        return taking != null || leaving != null || !alignments.isEmpty();
    }

    /// Stores that the stream is owned, and what is known of alignments.
    void tell(Pool pool) throws IOException {
        while (!alignments.isEmpty()) {
            pool.aligned(entry(alignments.getFirst()));
            alignments.removeFirst();
        }
        Taking now = taking;
        if (now == null) {
            return;
        }
        OptionalLong fromUs = from(now);
        if (fromUs.isPresent()) {
            pool.owned(stream, now.epoch(), fromUs.getAsLong());
            LOG.info("{}: owned under epoch {}", stream, now.epoch().value());
            if (now.isHeir()) {
                keeper.inherited(stream);
            }
            taking = null;
        }
    }

    private OptionalLong from(Taking now) {
        if (now.fromUs().isPresent()) {
            return now.fromUs();
        }
        if (now.cutUs().isEmpty()) {
            long firstUs = ring.load(ring.places().cursor()).fromUs();
            return firstUs == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(firstUs);
        }
        long cutUs = now.cutUs().getAsLong();
        OptionalLong key = ring.keySince(cutUs);
        return key.isEmpty() && clock.wallUs() - cutUs > KEY_WAIT_US ? now.cutUs() : key;
    }

    /// Everything that was written without owning the stream is sealed: says so.
    void release(Pool pool, long endUs) throws IOException {
        Epoch epoch = leaving;
        if (epoch != null) {
            pool.released(stream, epoch, endUs);
            leaving = null;
        }
    }

    private Aligned entry(Alignment it) {
        return new Aligned(
                stream,
                it.runA(),
                it.runB(),
                it.tickOffset(),
                it.timeOffsetUs(),
                it.verified(),
                it.kind().word());
    }
}
