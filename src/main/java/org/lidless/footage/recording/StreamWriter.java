package org.lidless.footage.recording;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.GapCause;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.timeline.alignment.Watermark;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one stream from its ring to its pool: takes fragments, begins and ends segments, stores every
/// gap and who owns the stream. A writer thread is only a loop round [#tick]; one thread owns it, others
/// read [#view].
///
/// RECORD: writes everything.
/// SHADOW: writes what [Shadowing] says, and else forgets what the owner has on disk.
/// SHADOW → RECORD: goes on from the first sample that is neither at the owner nor here; what was spilled
/// stays. RECORD → SHADOW: goes on writing until the new owner evidently has everything.
final class StreamWriter {

    /// Fragments in a row for one stream before others have their turn.
    static final int FRAGMENTS_MAX = 8;
    /// A segment of a silent stream is sealed after this long, µs.
    static final long QUIET_US = 10_000_000;
    /// A writer that has not come round for this long is stalled, µs.
    static final long STALL_US = 2_000_000;
    /// Age at which fragments are cut when a spill begins, until one holds a sample that came since, µs.
    static final long QUICK_US = 30_000;
    /// Watermarks that wait for the writer; with more it knows of fewer covered samples, and writes them.
    static final int NEWS_MAX = 256;

    /// A view is renewed this often while nothing is written, µs.
    private static final long VIEW_US = 200_000;
    private static final long BUG_WAIT_US = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);

    private final StreamId stream;
    private final Ring ring;
    private final PoolKeeper keeper;
    private final Links links;
    private final Clock clock;
    private final long cutAgeUs;
    private final long firstCutAgeUs;
    private final StreamSegments segments;
    private final StreamGaps gaps;
    private final Ownership ownership;
    private final ArrayBlockingQueue<Watermark> news = new ArrayBlockingQueue<>(NEWS_MAX);

    private Duty duty;
    private @Nullable Shadow shadow;
    /// Up to which place of the ring to write now: everything as owner, nothing as a shadow that waits.
    private long writeTo = Long.MAX_VALUE;
    private long spillFromUs = Long.MAX_VALUE;
    private long spillPlace;
    private long quickUntil = Long.MIN_VALUE;
    private long quietSinceUs = Long.MAX_VALUE;
    private long endUs = Long.MIN_VALUE;
    private long bytes;
    private long samples;
    private long firstDurableAtUs;
    private boolean isStopping;
    private long notBeforeUs = Long.MIN_VALUE;
    private volatile Duty wanted;
    private volatile boolean isDismissed;
    private volatile WriterView view;
    private volatile DutyStatus status;

    /// @param phase from 0 to 1: when in the first cut's time this stream's falls, so that not all force
    ///              at once
    StreamWriter(
            Duty duty,
            Ring ring,
            PoolKeeper keeper,
            RecorderSettings settings,
            Links links,
            double phase,
            Clock clock) {
        this.stream = duty.stream();
        this.duty = duty;
        this.wanted = duty;
        this.ring = ring;
        this.keeper = keeper;
        this.links = links;
        this.clock = clock;
        this.cutAgeUs = settings.cutAgeUs();
        this.firstCutAgeUs = (long) (cutAgeUs * (0.3 + 0.7 * phase));
        this.segments = new StreamSegments(stream, settings.node(), new SegmentLimits(settings.segmentUs()));
        this.gaps = new StreamGaps(stream, clock.wallUs());
        this.ownership = new Ownership(stream, ring, keeper, clock);
        this.view = new WriterView(0, 0, 0, 0, 0, Long.MIN_VALUE);
        begin();
        this.status = status(null, clock.elapsedUs());
    }

    private void begin() {
        ring.rank(duty.mode() == Mode.SHADOW, duty.priority());
        switch (duty.mode()) {
            case RECORD -> ownership.begins(duty.epoch());
            case SHADOW -> {
                shadow = Shadow.begun(duty, ring, links, ring.places().durable(), clock.elapsedUs());
                writeTo = 0;
            }
        }
    }

    StreamId stream() {
        return stream;
    }

    Ring ring() {
        return ring;
    }

    PoolKeeper keeper() {
        return keeper;
    }

    /// Changes the duty; the next [#tick] sees it. Any thread.
    void follow(Duty next) {
        wanted = next;
    }

    /// The stream's owner says what is durable there. Any thread.
    void hear(Watermark watermark) {
        if (!news.offer(watermark)) {
            LOG.debug("{}: no room for a watermark; what is in it counts as not covered", stream);
        }
    }

    /// The stream is let go: [#finish] is the end of it here. Any thread.
    void dismiss() {
        isDismissed = true;
    }

    /// Any thread.
    WriterView view() {
        return view;
    }

    /// How the duty goes. Any thread.
    DutyStatus status() {
        return status;
    }

    /// Writes what is due.
    void tick(long nowUs) {
        Pool pool = keeper.pool();
        try {
            decide(nowUs);
            if (pool != null && nowUs >= notBeforeUs && mayTry(nowUs)) {
                write(pool, nowUs);
            }
        } catch (IOException failed) {
            segments.abandon(failed, keeper.failed(failed));
        } catch (RuntimeException bug) {
            LOG.error("{}: fault in the program", stream, bug);
            notBeforeUs = nowUs + BUG_WAIT_US;
            segments.abandon(new IOException(bug), ProblemCode.BUG.problem(bug.toString(), "", ""));
        }
        if (samples != view.samples() || nowUs - view.tickedUs() >= VIEW_US || view.tickedUs() == Long.MIN_VALUE) {
            view = new WriterView(shownEnd(pool), bytes, samples, gaps.count(), firstDurableAtUs, nowUs);
            status = status(pool, nowUs);
        }
    }

    /// Writes the rest, seals, and is of no use afterwards. What a shadow was not writing stays unwritten.
    void finish(long nowUs) {
        isStopping = true;
        tick(nowUs);
        try {
            segments.seal();
            Pool pool = keeper.pool();
            if (pool != null && isDismissed) {
                ownership.leaves(duty.epoch());
            }
            if (pool != null) {
                ownership.release(pool, endUs == Long.MIN_VALUE ? clock.wallUs() : endUs);
            }
        } catch (IOException failed) {
            segments.abandon(failed, keeper.failed(failed));
        }
    }

    /// Tells the ring what its losses are due to. Any thread.
    void blame(long nowUs) {
        ring.blameLossesOn(isStalled(nowUs) ? GapCause.DISK_STALLED : keeper.cause());
    }

    /// Whether the writer hangs in a write. Any thread.
    boolean isStalled(long nowUs) {
        long tickedUs = view.tickedUs();
        return tickedUs != Long.MIN_VALUE && nowUs - tickedUs > STALL_US;
    }

    /// Looks what is to be done now. No disk is needed for that.
    private void decide(long nowUs) {
        Shadow now = shadow;
        for (Watermark each = news.poll(); each != null; each = news.poll()) {
            if (now != null) {
                now.hear(each, nowUs);
            }
        }
        Duty next = wanted;
        if (!next.equals(duty)) {
            change(next, nowUs);
            now = shadow;
        }
        if (now != null) {
            obey(now, actionOf(now, nowUs));
        }
    }

    /// A fault of the program costs disk, and no footage.
    private Shadowing.Action actionOf(Shadow now, long nowUs) {
        try {
            return now.next(nowUs);
        } catch (RuntimeException bug) {
            LOG.error("{}: fault in the program; everything is written", stream, bug);
            return new Shadowing.Action.Write(ring.places().durable(), Long.MAX_VALUE);
        }
    }

    private void change(Duty next, long nowUs) {
        LOG.info(
                "{}: {} under epoch {}, owner {}",
                stream,
                next.mode(),
                next.epoch().value(),
                next.owner());
        Duty before = duty;
        boolean isSame = next.epoch().equals(before.epoch()) && next.owner().equals(before.owner());
        duty = next;
        ring.rank(next.mode() == Mode.SHADOW, next.priority());
        Shadow now = shadow;
        switch (next.mode()) {
            case RECORD -> {
                if (now != null) {
                    takeOver(now);
                } else if (!isSame) {
                    ownership.begins(next.epoch());
                }
            }
            case SHADOW -> {
                if (now == null) {
                    shadow = Shadow.afterOwning(next, ring, links, ring.places().durable(), nowUs);
                    ownership.leaves(before.epoch());
                } else if (!isSame) {
                    now.learntAnew().forEach(ownership::aligned);
                    segments.adopt();
                    shadow = Shadow.begun(next, ring, links, now.firstUncovered(), nowUs);
                }
            }
        }
    }

    /// From here on everything is written: from the first sample that the former owner evidently does not
    /// have.
    private void takeOver(Shadow ending) {
        ending.learntAnew().forEach(ownership::aligned);
        if (!isWriting()) {
            startAt(ending.firstUncovered(), ending.ownerEndUs());
        }
        if (duty.cutUs().isPresent()) {
            ownership.receives(duty.epoch(), duty.cutUs().getAsLong());
        } else {
            long endUs = ending.ownerEndUs() == Long.MIN_VALUE ? clock.wallUs() : ending.ownerEndUs();
            ownership.inherits(duty.epoch(), spillFromUs == Long.MAX_VALUE ? endUs : spillFromUs);
        }
        segments.adopt();
        shadow = null;
        writeTo = Long.MAX_VALUE;
    }

    private boolean isWriting() {
        return writeTo > 0;
    }

    private void obey(Shadow now, Shadowing.Action action) {
        switch (action) {
            case Shadowing.Action.Wait() -> writeTo = 0;
            case Shadowing.Action.Release(long to) -> {
                writeTo = 0;
                ring.release(to);
            }
            case Shadowing.Action.Write(long from, long to) -> {
                if (!goesOn(from, to)) {
                    LOG.info("{}: writes what {} does not have, from place {}", stream, duty.owner(), from);
                    startAt(from, now.ownerEndUs());
                }
                ownership.leaves(duty.epoch());
                writeTo = to;
            }
        }
    }

    /// Whether what is to be written follows from what is being written.
    private boolean goesOn(long from, long to) {
        long cursor = ring.places().cursor();
        boolean isAll = writeTo == Long.MAX_VALUE && to == Long.MAX_VALUE;
        return isWriting() && (isAll || cursor < spillPlace || from <= cursor);
    }

    /// @param otherEndUs how far another recorder has written the stream
    private void startAt(long place, long otherEndUs) {
        spillPlace = place;
        spillFromUs = ring.load(place).fromUs();
        ring.spillFrom(place);
        quickUntil = ring.places().end();
        gaps.after(otherEndUs);
    }

    /// A pool in trouble is only asked when there is something to write.
    private boolean mayTry(long nowUs) {
        if (!keeper.isTroubled()) {
            return true;
        }
        boolean isSilent = isWriting() && ring.outage().isPresent();
        boolean hasWork = ring.isDue(cut(nowUs)) || isSilent || ownership.isUntold();
        return hasWork && keeper.mayTry(nowUs);
    }

    private Cut cut(long nowUs) {
        boolean isQuick = segments.end() <= quickUntil;
        long usualUs = segments.isOpen() ? cutAgeUs : firstCutAgeUs;
        boolean atKey = segments.isRipe(duty.epoch());
        return new Cut(nowUs, isQuick ? QUICK_US : usualUs, atKey, isStopping, writeTo);
    }

    private void write(Pool pool, long nowUs) throws IOException {
        gaps.settle(pool);
        int written = 0;
        while (isWriting() && (written < FRAGMENTS_MAX || isStopping)) {
            Taken taken = ring.take(cut(nowUs));
            if (taken == null) {
                break;
            }
            put(pool, taken);
            keeper.succeeded();
            gaps.settle(pool);
            written++;
        }
        if (written > 0) {
            quietSinceUs = Long.MAX_VALUE;
        } else if (writeTo == Long.MAX_VALUE) {
            quiet(pool, nowUs);
        } else if (!isWriting()) {
            segments.seal();
            ownership.release(pool, endUs == Long.MIN_VALUE ? clock.wallUs() : endUs);
        }
        ownership.tell(pool);
        Shadow now = shadow;
        if (now != null && segments.hasUndecided()) {
            segments.dropSuperfluous(pool, now, ring);
        }
    }

    private void put(Pool pool, Taken taken) throws IOException {
        boolean continues = segments.continues(taken);
        boolean isDurable = false;
        try {
            gaps.storeBefore(pool, taken, continues);
            segments.append(pool, taken, duty.epoch(), shadow != null);
            isDurable = true;
            gaps.stored(pool, taken, continues);
        } finally {
            if (isDurable) {
                ring.wrote(taken);
            } else {
                ring.failed(taken);
            }
        }
        Shadow now = shadow;
        if (now != null) {
            now.wrote(taken.first(), taken.end());
        }
        endUs = Math.max(taken.toUs(), continues ? endUs : Long.MIN_VALUE);
        bytes += taken.fragment().size();
        samples += taken.fragment().samples().size();
        if (firstDurableAtUs == 0) {
            firstDurableAtUs = keeper.elapsedUs();
        }
    }

    /// Nothing arrives: a gap begins, at the end of what is durable, and the segment is sealed after a
    /// while.
    private void quiet(Pool pool, long nowUs) throws IOException {
        Optional<Outage> outage = ring.outage();
        if (outage.isEmpty()) {
            quietSinceUs = Long.MAX_VALUE;
            return;
        }
        if (gaps.silent(pool, outage.get())) {
            keeper.succeeded();
        }
        quietSinceUs = Math.min(quietSinceUs, nowUs);
        if (nowUs - quietSinceUs >= QUIET_US) {
            segments.seal();
        }
    }

    private long shownEnd(@Nullable Pool pool) {
        if (endUs != Long.MIN_VALUE) {
            return endUs;
        }
        return pool == null ? 0 : pool.lastDurableUs(stream).orElse(0);
    }

    private DutyStatus status(@Nullable Pool pool, long nowUs) {
        Shadow now = shadow;
        if (now == null) {
            return new DutyStatus(duty.mode(), duty.epoch(), duty.owner(), true, Optional.empty(), 0, false, false);
        }
        boolean isReady = pool != null && !ring.isLowered() && now.isReady(nowUs);
        if (isReady || samples > 0) {
            now.learntAnew().forEach(ownership::aligned);
        }
        if (pool != null && isReady && !isWriting() && pool.runningGap(stream).isPresent()) {
            ownership.leaves(duty.epoch());
        }
        return new DutyStatus(
                duty.mode(),
                duty.epoch(),
                duty.owner(),
                isReady,
                now.alignedAs(),
                ring.load(now.firstUncovered()).spanUs(),
                isWriting(),
                ring.isLowered());
    }
}
