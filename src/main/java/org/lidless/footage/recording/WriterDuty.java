package org.lidless.footage.recording;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.Epoch;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.timeline.alignment.Watermark;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the writer of one stream is to write now: follows its [Duty] from one to the next, and asks
/// [Shadowing] while that is to shadow. No disk is needed for any of it.
///
/// RECORD: everything.
/// SHADOW: what [Shadowing] says; the ring may forget what the owner has on disk.
/// SHADOW → RECORD: on from the first sample that is neither at the owner nor here; what was spilled stays.
/// RECORD → SHADOW: on until the new owner evidently has everything.
///
/// Belongs to the stream's writer thread, but for [#follow], [#hear] and [#status].
final class WriterDuty {

    /// Watermarks that wait for the writer; with more it knows of fewer covered samples, and writes them.
    static final int NEWS_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(WriterDuty.class);

    private final StreamId stream;
    private final Ring ring;
    private final Links links;
    private final Clock clock;
    private final StreamSegments segments;
    private final StreamGaps gaps;
    private final Ownership ownership;
    private final ArrayBlockingQueue<Watermark> news = new ArrayBlockingQueue<>(NEWS_MAX);

    private Duty duty;
    private @Nullable Shadow shadow;
    /// Up to which place of the ring to write: everything as owner, nothing as a shadow that waits.
    private long writeTo = Long.MAX_VALUE;
    private long spillFromUs = Long.MAX_VALUE;
    private long spillPlace;
    private long quickUntil = Long.MIN_VALUE;
    private volatile Duty wanted;
    private volatile DutyStatus status;

    WriterDuty(
            Duty duty,
            Ring ring,
            Links links,
            Clock clock,
            StreamSegments segments,
            StreamGaps gaps,
            Ownership ownership) {
        this.stream = duty.stream();
        this.duty = duty;
        this.wanted = duty;
        this.ring = ring;
        this.links = links;
        this.clock = clock;
        this.segments = segments;
        this.gaps = gaps;
        this.ownership = ownership;
        ring.rank(duty.mode() == Mode.SHADOW, duty.priority());
        switch (duty.mode()) {
            case RECORD -> ownership.begins(duty.epoch());
            case SHADOW -> {
                shadow = Shadow.begun(duty, ring, links, ring.places().durable(), clock.elapsedUs());
                writeTo = 0;
            }
        }
        this.status = DutyStatus.of(duty);
    }

    /// Changes the duty; the next [#decide] sees it. Any thread.
    void follow(Duty next) {
        wanted = next;
    }

    /// The stream's owner says what is durable there. Any thread.
    void hear(Watermark watermark) {
        if (!news.offer(watermark)) {
            LOG.debug("{}: no room for a watermark; what is in it counts as not covered", stream);
        }
    }

    /// How the duty goes. Any thread.
    DutyStatus status() {
        return status;
    }

    /// What segments carry.
    Epoch epoch() {
        return duty.epoch();
    }

    /// What this recorder does for the stream while it does not own it.
    @Nullable
    Shadow shadow() {
        return shadow;
    }

    /// Place in the ring's count up to which to write.
    long writeTo() {
        return writeTo;
    }

    boolean isWriting() {
        return writeTo > 0;
    }

    /// Whether whatever comes is written, and not only a stretch.
    boolean isWritingAll() {
        return writeTo == Long.MAX_VALUE;
    }

    /// Whether no sample that came since writing began is durable yet.
    boolean isUrgent() {
        return segments.end() <= quickUntil;
    }

    /// Looks what is to be done now.
    void decide(long nowUs) {
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
        status = DutyStatus.of(next);
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

    /// Looks how the duty goes, and keeps what has been learnt.
    ///
    /// @param pool     when it is open
    /// @param hasStored whether anything was written since the recorder started
    void review(@Nullable Pool pool, boolean hasStored, long nowUs) {
        Shadow now = shadow;
        if (now == null) {
            status = DutyStatus.of(duty);
            return;
        }
        boolean isReady = pool != null && !ring.isLowered() && now.isReady(nowUs);
        if (isReady || hasStored) {
            now.learntAnew().forEach(ownership::aligned);
        }
        if (pool != null && isReady && !isWriting() && pool.runningGap(stream).isPresent()) {
            ownership.leaves(duty.epoch());
        }
        status = new DutyStatus(
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
