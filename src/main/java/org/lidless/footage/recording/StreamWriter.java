package org.lidless.footage.recording;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.Pool;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one stream from its ring to its pool: takes fragments, begins and ends segments, stores every
/// gap and who owns the stream. A writer thread is only a loop round [#tick]; one thread owns it, others
/// read [#view].
///
/// What it is to write, [WriterDuty] says.
final class StreamWriter {

    /// A segment of a silent stream is sealed after this long, µs.
    static final long QUIET_US = 10_000_000;
    /// A writer that has not come round for this long is stalled, µs.
    static final long STALL_US = 2_000_000;

    /// A view is renewed this often while nothing is written, µs.
    private static final long VIEW_US = 200_000;
    private static final long BUG_WAIT_US = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);

    private final StreamId stream;
    private final Ring ring;
    private final RingHold hold;
    private final PoolKeeper keeper;
    private final Clock clock;
    private final CutTimes cuts;
    private final StreamSegments segments;
    private final StreamGaps gaps;
    private final Placing placing;
    private final Ownership ownership;
    private final WriterDuty duty;

    /// Written, and not durable yet.
    private record Staged(Taken taken, boolean continues) {}

    private @Nullable Staged staged;
    private long quietSinceUs = Long.MAX_VALUE;
    private long endUs = Long.MIN_VALUE;
    private long bytes;
    private long samples;
    private long firstDurableAtUs;
    private long durableSession = -1;
    private boolean isStopping;
    private long notBeforeUs = Long.MIN_VALUE;
    private volatile boolean isDismissed;
    private volatile WriterView view;

    /// @param phase from 0 to 1, of [CutTimes]
    StreamWriter(
            Duty duty,
            Ring ring,
            PoolKeeper keeper,
            RecorderSettings settings,
            Links links,
            double phase,
            Clock clock,
            SegmentNumbers numbers) {
        this.stream = duty.stream();
        this.ring = ring;
        this.hold = new RingHold(ring);
        this.keeper = keeper;
        this.clock = clock;
        this.cuts = new CutTimes(settings.cutAgeUs(), phase);
        this.segments = new StreamSegments(stream, settings.node(), new SegmentLimits(settings.segmentUs()), numbers);
        this.gaps = new StreamGaps(stream, clock.wallUs());
        this.placing = new Placing(stream, gaps);
        this.ownership = new Ownership(stream, ring, keeper, clock);
        this.view = new WriterView(0, 0, 0, 0, Map.of(), 0, Long.MIN_VALUE);
        this.duty = new WriterDuty(duty, ring, links, clock, segments, gaps, ownership);
    }

    /// The same stream's writer for another pool: goes on where this one's is durable.
    StreamWriter after(StreamWriter before) {
        gaps.goesOnAt(before.view.lastDurableUs());
        placing.follows(before.placing);
        return this;
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

    /// What it is to write, and how that goes.
    WriterDuty duty() {
        return duty;
    }

    /// The stream is let go: [#finish] is the end of it here. Any thread.
    void dismiss() {
        isDismissed = true;
    }

    /// Any thread.
    WriterView view() {
        return view;
    }

    /// Another writer has the stream from now on; [#retire] is the end of it here. Any thread.
    void withdraw() {
        hold.withdraw();
    }

    /// Seals what is open, if the disk lets it, and says that the stream is not owned here any more.
    void retire() {
        Optional<Problem> leaving = keeper.leaving();
        if (leaving.isPresent()) {
            letGo(leaving.get());
            return;
        }
        try {
            Pool pool = keeper.pool();
            segments.seal(pool);
            if (pool != null && !keeper.isTroubled()) {
                ownership.leaves(duty.epoch());
                ownership.release(pool, endUs == Long.MIN_VALUE ? clock.wallUs() : endUs);
            }
        } catch (IOException failed) {
            segments.abandon(failed, keeper.failed(failed));
        } catch (RuntimeException bug) {
            LOG.error("{}: fault in the program while another pool took over", stream, bug);
        }
    }

    /// The pool is gone, or read-only: what is open on its disk is given up, so that the disk can go, and so that
    /// nothing is written behind the back of whoever mounts it again.
    private void letGo(Problem why) {
        if (segments.isOpen()) {
            segments.abandon(new IOException(why.what()), why);
        }
    }

    /// Writes a fragment if one is due; says whether.
    boolean tick(long nowUs) {
        boolean isStaged = begin(nowUs);
        if (isStaged) {
            end(nowUs);
        }
        return isStaged;
    }

    /// The first half of [#tick]: writes what is due, at most one fragment.
    ///
    /// @return whether a fragment waits to be made durable by [#end], which is next then
    boolean begin(long nowUs) {
        if (hold.isWithdrawn()) {
            return false;
        }
        Pool pool = keeper.pool();
        try {
            duty.decide(nowUs);
            Optional<Problem> leaving = keeper.leaving();
            if (leaving.isPresent()) {
                letGo(leaving.get());
            } else if (pool != null && nowUs >= notBeforeUs && mayTry(nowUs)) {
                write(pool, nowUs);
            }
        } catch (IOException failed) {
            segments.abandon(failed, keeper.failed(failed));
        } catch (RuntimeException bug) {
            fault(bug, nowUs);
        }
        if (staged == null) {
            look(pool, nowUs);
        }
        return staged != null;
    }

    /// Makes durable what [#begin] has left staged.
    void end(long nowUs) {
        Pool pool = keeper.pool();
        try {
            if (pool != null) {
                settle(pool);
                rest(pool, true, nowUs);
            }
        } catch (IOException failed) {
            segments.abandon(failed, keeper.failed(failed));
        } catch (RuntimeException bug) {
            fault(bug, nowUs);
        }
        look(pool, nowUs);
    }

    private void fault(RuntimeException bug, long nowUs) {
        LOG.error("{}: fault in the program", stream, bug);
        notBeforeUs = nowUs + BUG_WAIT_US;
        segments.abandon(new IOException(bug), ProblemCode.BUG.problem(bug.toString(), "", ""));
    }

    private void look(@Nullable Pool pool, long nowUs) {
        if (samples != view.samples() || nowUs - view.tickedUs() >= VIEW_US || view.tickedUs() == Long.MIN_VALUE) {
            view = new WriterView(shownEnd(pool), bytes, samples, gaps.count(), gaps.lasted(), firstDurableAtUs, nowUs);
            duty.review(pool, samples > 0, nowUs);
        }
    }

    /// Writes the rest, seals, and is of no use afterwards. What a shadow was not writing stays unwritten.
    void finish(long nowUs) {
        if (hold.isWithdrawn()) {
            retire();
            return;
        }
        isStopping = true;
        tick(nowUs);
        try {
            Pool pool = keeper.pool();
            segments.seal(pool);
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

    /// A pool in trouble is only asked when there is something to write.
    private boolean mayTry(long nowUs) {
        if (!keeper.isTroubled()) {
            return true;
        }
        boolean isSilent = duty.isWriting() && ring.outage().isPresent();
        boolean hasWork = ring.isDue(cut(nowUs)) || isSilent || ownership.isUntold();
        return hasWork && keeper.mayTry(nowUs);
    }

    private Cut cut(long nowUs) {
        boolean atKey = segments.isRipe(duty.epoch(), ring.companions().tracks());
        return cuts.next(nowUs, segments.isOpen(), duty.isUrgent(), atKey, isStopping, duty.writeTo());
    }

    /// Whether the next [#begin] waits for the disk several times before it writes a fragment: it begins or ends a
    /// segment, or tells the catalogue something.
    boolean isLong(long nowUs) {
        if (hold.isWithdrawn() || keeper.pool() == null || keeper.isTroubled() || nowUs < notBeforeUs) {
            return false;
        }
        try {
            Cut cut = cut(nowUs);
            boolean another = !segments.isOpen() || cut.atKey() || segments.end() <= ring.sessionFirst();
            boolean isNewlySilent = ring.outage().filter(gaps::isNews).isPresent();
            return duty.isWriting() && ((another && ring.isDue(cut)) || isNewlySilent);
        } catch (RuntimeException bug) {
            fault(bug, nowUs);
            return false;
        }
    }

    private void write(Pool pool, long nowUs) throws IOException {
        gaps.settle(pool);
        boolean hasWritten = false;
        for (Taken next = take(nowUs); next != null; next = take(nowUs)) {
            stage(pool, next);
            if (!isStopping) {
                return;
            }
            settle(pool);
            hasWritten = true;
        }
        rest(pool, hasWritten, nowUs);
    }

    private @Nullable Taken take(long nowUs) {
        return duty.isWriting() ? hold.take(cut(nowUs)) : null;
    }

    /// What there is to do when nothing more is due.
    private void rest(Pool pool, boolean hasWritten, long nowUs) throws IOException {
        if (hold.isWithdrawn()) {
            return;
        }
        if (hasWritten) {
            quietSinceUs = Long.MAX_VALUE;
        } else if (duty.isWritingAll()) {
            quiet(pool, nowUs);
        } else if (!duty.isWriting()) {
            segments.seal(pool);
            ownership.release(pool, endUs == Long.MIN_VALUE ? clock.wallUs() : endUs);
        }
        ring.bridge().ifPresent(ownership::aligned);
        ownership.tell(pool);
        Shadow now = duty.shadow();
        if (now != null && segments.hasUndecided()) {
            segments.dropSuperfluous(pool, now, ring);
        }
    }

    private void stage(Pool pool, Taken taken) throws IOException {
        boolean continues = segments.continues(taken);
        boolean isStaged = false;
        try {
            if (placing.isStepped(taken.section())) {
                segments.seal(pool);
            }
            long movedUs = placing.before(pool, taken.section(), clock.wallUs());
            endUs += endUs == Long.MIN_VALUE ? 0 : movedUs;
            Optional<Gap> before = gaps.storeBefore(pool, taken, continues);
            segments.stage(pool, taken, duty.epoch(), duty.shadow() != null, before);
            staged = new Staged(taken, continues);
            isStaged = true;
        } finally {
            if (!isStaged) {
                hold.failed(taken);
            }
        }
    }

    private void settle(Pool pool) throws IOException {
        Staged fragment = Objects.requireNonNull(staged, "a fragment is staged");
        Taken taken = fragment.taken();
        boolean continues = fragment.continues();
        staged = null;
        boolean isDurable = false;
        try {
            segments.settle(taken);
            isDurable = true;
            gaps.stored(pool, taken, continues);
        } finally {
            if (isDurable) {
                hold.wrote(taken);
            } else {
                hold.failed(taken);
            }
        }
        Shadow now = duty.shadow();
        if (now != null) {
            now.wrote(taken.first(), taken.end());
        }
        endUs = Math.max(taken.toUs(), continues ? endUs : Long.MIN_VALUE);
        bytes += taken.fragment().size();
        samples += taken.fragment().samples().size();
        cuts.wrote(taken);
        long session = ring.sessionFirst();
        if (session != durableSession && taken.end() > session) {
            durableSession = session;
            firstDurableAtUs = keeper.elapsedUs();
        }
        keeper.succeeded();
        gaps.settle(pool);
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
            segments.seal(pool);
        }
    }

    private long shownEnd(@Nullable Pool pool) {
        if (endUs != Long.MIN_VALUE) {
            return endUs;
        }
        return pool == null ? 0 : pool.lastDurableUs(stream).orElse(0);
    }
}
