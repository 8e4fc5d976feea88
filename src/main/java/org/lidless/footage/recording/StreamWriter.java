package org.lidless.footage.recording;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.Epoch;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.SegmentHeader;
import org.lidless.footage.storage.SegmentWriter;
import org.lidless.footage.timeline.alignment.Watermark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one stream from its ring to its pool: takes fragments, begins and ends segments, and stores
/// every gap. A writer thread is only a loop round [#tick]; one thread owns it, others read [#view].
///
/// A segment ends at a key sample when it is ripe, at once when it is overdue, with its run or its
/// parameters, after [#QUIET_US] without samples, and when a write or force failed: then it is abandoned,
/// never written again, and what is not durable goes into a new one, from the key sample before it if the
/// ring still has that. A hole whose ends are known is stored before the samples behind it; one that is
/// running, when it is noticed.
final class StreamWriter {

    /// Fragments in a row for one stream before others have their turn.
    static final int FRAGMENTS_MAX = 8;
    /// A segment of a silent stream is sealed after this long, µs.
    static final long QUIET_US = 10_000_000;
    /// A step in site time within one session up to this is jitter, not a hole, µs.
    static final long JITTER_US = 100_000;
    /// A writer that has not come round for this long is stalled, µs.
    static final long STALL_US = 2_000_000;

    /// A view is renewed this often while nothing is written, µs.
    private static final long VIEW_US = 200_000;
    private static final long BUG_WAIT_US = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);

    /// Watermarks that wait for the writer; with more than these it knows of fewer covered samples, and no
    /// harm is done.
    static final int NEWS_MAX = 256;

    private final StreamId stream;
    private final NodeId node;
    private final Links links;
    private final ArrayBlockingQueue<Watermark> news = new ArrayBlockingQueue<>(NEWS_MAX);
    private volatile Duty wanted;
    private volatile boolean isDismissed;
    private volatile DutyStatus duties;
    private final Ring ring;
    private final PoolKeeper keeper;
    private final SegmentLimits limits;
    private final long cutAgeUs;
    private final long firstCutAgeUs;
    private final long startedUs;

    private @Nullable SegmentWriter segment;
    private @Nullable Section section;
    private RunId run = new RunId(0);
    private int segmentNumber;
    private Sha256 previousHash = Sha256.NONE;
    private long endUs = Long.MIN_VALUE;
    private long takenEnd = -1;
    private long gapEndsUs = Long.MIN_VALUE;
    private Optional<Outage> toldOutage = Optional.empty();
    private long quietSinceUs = Long.MAX_VALUE;
    private long bytes;
    private long samples;
    private long gaps;
    private long firstDurableAtUs;
    private boolean isStopping;
    private long notBeforeUs = Long.MIN_VALUE;
    private volatile WriterView view;

    /// @param phase     from 0 to 1: when in the first cut's time this stream's falls, so that not all
    ///                  force at once
    /// @param startedUs site time at which the recorder started, µs
    StreamWriter(
            Duty duty,
            Ring ring,
            PoolKeeper keeper,
            RecorderSettings settings,
            Links links,
            double phase,
            long startedUs) {
        this.stream = duty.stream();
        this.wanted = duty;
        this.links = links;
        this.duties = new DutyStatus(duty.mode(), duty.epoch(), duty.owner(), false, Optional.empty(), 0, false, false);
        this.node = settings.node();
        this.ring = ring;
        this.keeper = keeper;
        this.limits = new SegmentLimits(settings.segmentUs());
        this.cutAgeUs = settings.cutAgeUs();
        this.startedUs = startedUs;
        this.firstCutAgeUs = (long) (cutAgeUs * (0.3 + 0.7 * phase));
        this.view = new WriterView(0, 0, 0, 0, 0, Long.MIN_VALUE);
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
    void follow(Duty duty) {
        wanted = duty;
    }

    Duty duty() {
        return wanted;
    }

    /// The stream's owner says what is durable there. Any thread. What finds no room is as if never said.
    void hear(Watermark watermark) {
        if (!news.offer(watermark)) {
            LOG.debug("{}: no room for a watermark", stream);
        }
    }

    /// The stream is let go: [#finish] is the end of it here.
    void dismiss() {
        isDismissed = true;
    }

    /// Whether the owner can be heard. Any thread.
    boolean isLinked() {
        return links.with(wanted.owner()).connected();
    }

    /// How the duty goes. Any thread.
    DutyStatus duties() {
        return duties;
    }

    /// Any thread.
    WriterView view() {
        return view;
    }

    /// Writes what is due.
    void tick(long nowUs) {
        Pool pool = keeper.pool();
        if (pool != null && nowUs >= notBeforeUs && mayTry(nowUs)) {
            try {
                write(pool, nowUs);
            } catch (IOException failed) {
                abandon(failed, keeper.failed(failed));
            } catch (RuntimeException bug) {
                LOG.error("{}: fault in the program", stream, bug);
                notBeforeUs = nowUs + BUG_WAIT_US;
                abandon(new IOException(bug), ProblemCode.BUG.problem(bug.toString(), "", ""));
            }
        }
        if (samples != view.samples() || nowUs - view.tickedUs() >= VIEW_US || view.tickedUs() == Long.MIN_VALUE) {
            view = new WriterView(shownEnd(pool), bytes, samples, gaps, firstDurableAtUs, nowUs);
        }
    }

    /// Writes the rest, seals, and is of no use afterwards.
    void finish(long nowUs) {
        LOG.debug("{}: {}", stream, isDismissed ? "let go" : "ends");
        isStopping = true;
        tick(nowUs);
        try {
            seal();
        } catch (IOException failed) {
            abandon(failed, keeper.failed(failed));
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
        boolean hasWork = ring.isDue(cut(nowUs)) || ring.outage().isPresent();
        return hasWork && keeper.mayTry(nowUs);
    }

    private Cut cut(long nowUs) {
        SegmentWriter open = segment;
        boolean ripe = open != null && limits.isRipe(open.span().durationUs(), open.bytes());
        return new Cut(nowUs, open == null ? firstCutAgeUs : cutAgeUs, ripe, isStopping);
    }

    private void write(Pool pool, long nowUs) throws IOException {
        storeGapEnd(pool);
        int written = 0;
        while (written < FRAGMENTS_MAX || isStopping) {
            Taken taken = ring.take(cut(nowUs));
            if (taken == null) {
                break;
            }
            put(pool, taken);
            keeper.succeeded();
            storeGapEnd(pool);
            written++;
        }
        if (written > 0) {
            toldOutage = Optional.empty();
            quietSinceUs = Long.MAX_VALUE;
        } else {
            quiet(pool, nowUs);
        }
    }

    private void put(Pool pool, Taken taken) throws IOException {
        boolean isDurable = false;
        try {
            long fromUs = taken.fromUs();
            storeHole(pool, taken, fromUs);
            SegmentWriter open = segmentFor(pool, taken, fromUs);
            open.append(taken.fragment());
            isDurable = true;
            if (pool.runningGap(stream).isPresent()) {
                gapEndsUs = fromUs;
            }
        } finally {
            if (isDurable) {
                ring.wrote(taken);
            } else {
                ring.failed(taken);
            }
        }
        account(taken);
    }

    private void account(Taken taken) {
        takenEnd = taken.end();
        endUs = Math.max(taken.toUs(), taken.section().is(section) ? endUs : Long.MIN_VALUE);
        section = taken.section();
        bytes += taken.fragment().size();
        samples += taken.fragment().samples().size();
        if (firstDurableAtUs == 0) {
            firstDurableAtUs = keeper.elapsedUs();
        }
    }

    private SegmentWriter segmentFor(Pool pool, Taken taken, long fromUs) throws IOException {
        SegmentWriter open = segment;
        if (open != null && endsBefore(open, taken)) {
            seal();
            open = null;
        }
        if (open == null) {
            if (!taken.section().run().equals(run)) {
                run = taken.section().run();
                segmentNumber = 0;
                previousHash = Sha256.NONE;
            }
            var header = new SegmentHeader(
                    stream, node, Epoch.FIRST, run, segmentNumber++, fromUs, ClockQuality.ARRIVAL, previousHash);
            previousHash = Sha256.NONE;
            open = pool.create(header, taken.section().parameters());
            segment = open;
        }
        return open;
    }

    private boolean endsBefore(SegmentWriter open, Taken taken) {
        long spanUs = open.span().durationUs();
        return !taken.section().is(section)
                || (taken.beginsWithKey() && limits.isRipe(spanUs, open.bytes()))
                || limits.isOverdue(spanUs, open.bytes());
    }

    private void seal() throws IOException {
        SegmentWriter open = segment;
        if (open != null) {
            previousHash = open.seal();
            segment = null;
        }
    }

    /// Gives the segment up, and says what happened.
    private void abandon(IOException failed, Problem means) {
        SegmentWriter open = segment;
        segment = null;
        if (open != null) {
            LOG.warn("{}: segment given up, the rest is written again from memory: {}", stream, failed.toString());
            open.abandon(means.code().code() + " " + failed.getMessage());
        }
    }

    /// Samples are missing between what is durable and what comes now, and both ends are known: the gap is
    /// stored first.
    private void storeHole(Pool pool, Taken taken, long fromUs) throws IOException {
        Optional<GapCause> cause =
                taken.section().is(section) ? Optional.empty() : taken.section().before();
        if (endUs == Long.MIN_VALUE && taken.first() > 0) {
            pool.gapBegan(stream, Math.min(startedUs, fromUs), cause.orElse(GapCause.POOL_MISSING));
            gaps++;
        }
        if (endUs == Long.MIN_VALUE
                || taken.first() < takenEnd
                || pool.runningGap(stream).isPresent()) {
            return;
        }
        long leastUs = cause.isPresent() ? 0 : JITTER_US;
        if (fromUs - endUs > leastUs) {
            pool.gap(new Gap(stream, new TimeSpan(endUs, fromUs), cause.orElse(GapCause.CAMERA_SILENT)));
            gaps++;
            endUs = fromUs;
        }
    }

    /// The samples behind a running gap are durable: it is over.
    private void storeGapEnd(Pool pool) throws IOException {
        if (gapEndsUs != Long.MIN_VALUE) {
            pool.gapEnded(stream, gapEndsUs);
            gapEndsUs = Long.MIN_VALUE;
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
        if (!outage.equals(toldOutage)) {
            beginGap(pool, outage.get());
            toldOutage = outage;
        }
        quietSinceUs = Math.min(quietSinceUs, nowUs);
        if (nowUs - quietSinceUs >= QUIET_US) {
            seal();
        }
    }

    /// The first cause of an outage is the gap's; only `recorder-down` ends where the camera's own trouble
    /// begins.
    private void beginGap(Pool pool, Outage outage) throws IOException {
        Optional<Gap> running = pool.runningGap(stream);
        if (running.isPresent() && running.get().cause() != GapCause.RECORDER_DOWN) {
            return;
        }
        boolean follows = running.isEmpty() && endUs != Long.MIN_VALUE;
        pool.gapBegan(stream, follows ? endUs : outage.fromUs(), outage.cause());
        keeper.succeeded();
        gaps++;
    }

    private long shownEnd(@Nullable Pool pool) {
        if (endUs != Long.MIN_VALUE) {
            return endUs;
        }
        return pool == null ? 0 : pool.lastDurableUs(stream).orElse(0);
    }
}
