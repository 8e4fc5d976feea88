package org.lidless.footage.recording;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Epoch;
import org.lidless.domain.Gap;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.footage.media.Companion;
import org.lidless.footage.storage.CatalogueRecord;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.SegmentHeader;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.SegmentWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The segments of one stream as they are written: which is open, when it ends, and which of those that a
/// shadow wrote are superfluous. Belongs to the stream's writer thread.
///
/// A segment ends at a key sample when it is ripe or the epoch is another, at once when it is overdue,
/// with its run or its parameters, where the samples do not follow each other in the ring, and when a
/// write or force failed.
final class StreamSegments {

    /// Segments of a shadow of which it is not known yet whether the owner has them, too; more are kept
    /// for good.
    static final int UNDECIDED_MAX = 64;

    private static final Logger LOG = LoggerFactory.getLogger(StreamSegments.class);

    private final StreamId stream;
    private final NodeId node;
    private final SegmentLimits limits;
    private final SegmentNumbers numbers;
    private final ArrayDeque<Stretch> undecided = new ArrayDeque<>();
    /// What the catalogue is told with the next segment: of the one before it and of the gap between them.
    private final List<CatalogueRecord> untold = new ArrayList<>();

    private @Nullable SegmentWriter open;
    private @Nullable Section section;
    private RunId run = new RunId(0);
    private Sha256 previousHash = Sha256.NONE;
    private long from;
    private long to = -1;
    private boolean isSpill;

    /// What a segment holds of the ring.
    private record Stretch(SegmentName name, long from, long to) {}

    StreamSegments(StreamId stream, NodeId node, SegmentLimits limits, SegmentNumbers numbers) {
        this.stream = stream;
        this.node = node;
        this.limits = limits;
        this.numbers = numbers;
    }

    boolean isOpen() {
        return open != null;
    }

    /// Place in the ring's count behind what was stored last.
    long end() {
        return to;
    }

    /// Whether samples that come now belong to the section of those stored last.
    boolean continues(Taken taken) {
        return taken.section().is(section);
    }

    /// Whether the open segment should end at the next key sample.
    ///
    /// @param tracks companions that there are now; one that it has no track for wants another segment
    boolean isRipe(Epoch epoch, List<Companion> tracks) {
        SegmentWriter now = open;
        return now != null
                && (!now.companions().containsAll(tracks)
                        || limits.isRipe(now.span().durationUs(), now.bytes())
                        || !now.header().epoch().equals(epoch));
    }

    /// Writes a fragment; [#settle] is next.
    ///
    /// @param spills whether it is written by a shadow, and not by the stream's owner
    /// @param before a gap that ends where the fragment begins, which begins a segment then
    void stage(Pool pool, Taken taken, Epoch epoch, boolean spills, Optional<Gap> before) throws IOException {
        SegmentWriter now = open;
        if (now != null && endsBefore(now, taken, epoch)) {
            SegmentWriter.Ended ended = now.finish();
            untold.addAll(ended.entries());
            endedWith(now, ended.hash());
            now = null;
        }
        before.ifPresent(gap -> untold.add(new CatalogueRecord.GapStored(gap)));
        if (now == null) {
            now = begin(pool, taken, epoch);
            from = taken.first();
            isSpill = spills;
        }
        now.stage(taken.fragment());
    }

    /// Makes the staged fragment durable.
    void settle(Taken taken) throws IOException {
        Objects.requireNonNull(open, "a fragment is staged").settle();
        to = taken.end();
        section = taken.section();
    }

    private SegmentWriter begin(Pool pool, Taken taken, Epoch epoch) throws IOException {
        if (!taken.section().run().equals(run)) {
            run = taken.section().run();
            previousHash = Sha256.NONE;
        }
        var header = new SegmentHeader(
                stream,
                node,
                epoch,
                run,
                numbers.next(run),
                taken.fromUs(),
                taken.section().stamps().quality(),
                previousHash);
        previousHash = Sha256.NONE;
        SegmentWriter begun = pool.create(header, taken.section().parameters(), taken.tracks(), untold);
        untold.clear();
        open = begun;
        return begun;
    }

    private boolean endsBefore(SegmentWriter now, Taken taken, Epoch epoch) {
        return !continues(taken)
                || taken.first() != to
                || (taken.beginsWithKey() && isRipe(epoch, taken.tracks()))
                || limits.isOverdue(now.span().durationUs(), now.bytes());
    }

    /// Ends the open segment, and tells what is still to be told.
    void seal(@Nullable Pool pool) throws IOException {
        SegmentWriter now = open;
        if (now != null) {
            endedWith(now, now.seal());
        } else if (pool != null && !untold.isEmpty()) {
            pool.tell(untold);
            untold.clear();
        }
    }

    private void endedWith(SegmentWriter now, Sha256 hash) {
        previousHash = hash;
        open = null;
        if (isSpill && !previousHash.equals(Sha256.NONE)) {
            undecided.addLast(new Stretch(now.header().name(), from, to));
            if (undecided.size() > UNDECIDED_MAX) {
                undecided.removeFirst();
            }
        }
    }

    /// Gives the open segment up after a failure; its name is not used again.
    void abandon(IOException failed, Problem means) {
        SegmentWriter now = open;
        open = null;
        if (now != null) {
            LOG.warn("{}: segment given up, the rest is written again from memory: {}", stream, failed.toString());
            now.abandon(means.code().code() + " " + failed.getMessage());
        }
    }

    /// What was spilled belongs to the stream's footage from now on.
    void adopt() {
        isSpill = false;
        undecided.clear();
    }

    /// Whether there are segments to decide on.
    boolean hasUndecided() {
        return !undecided.isEmpty();
    }

    /// Drops sealed segments that the owner has entirely: they were written in a false alarm.
    void dropSuperfluous(Pool pool, Shadow shadow, Ring ring) throws IOException {
        for (Iterator<Stretch> each = undecided.iterator(); each.hasNext(); ) {
            Stretch stretch = each.next();
            switch (shadow.whereabouts(stretch.from(), stretch.to())) {
                case OPEN -> {
                    // The owner may still say so.
                }
                case HERE -> each.remove();
                case AT_OWNER -> {
                    pool.drop(stretch.name());
                    ring.unstore(stretch.from(), stretch.to());
                    each.remove();
                    LOG.info("{}: {} is dropped, the owner has all of it", stream, stretch.name());
                }
            }
        }
    }
}
