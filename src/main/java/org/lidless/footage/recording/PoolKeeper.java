package org.lidless.footage.recording;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Epoch;
import org.lidless.domain.GapCause;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.CatalogueRecord;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.PoolTrial;
import org.lidless.footage.storage.Recovery;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one pool: opens it, however long that takes, and knows whether it can be written. A pool that
/// fails is not stormed: while it is in trouble one stream at a time tries, at growing intervals, and the
/// first that succeeds ends the trouble for all.
///
/// | from | to | when |
/// |---|---|---|
/// | CLOSED | OPEN | the directory is the pool and what an earlier process left is surveyed ([#tick]) |
/// | OPEN | TROUBLED | [#FAILURES_MAX] failures with no success between ([#failed]) |
/// | TROUBLED | OPEN | the next success ([#succeeded]) |
/// | OPEN, TROUBLED | LEAVING | the disk is gone or read-only: writers give up what they have open ([#leaving]) |
/// | LEAVING | CLOSED | nothing of it is open any more: the disk can be unmounted and mended |
///
/// [#tick] belongs to the keeper's own thread; the rest to any.
final class PoolKeeper {

    static final long OPEN_AGAIN_US = 3_000_000;
    static final long LOOK_AROUND_US = 500_000;
    static final int FAILURES_MAX = 2;
    static final long TRY_SHORTEST_US = 200_000;
    static final long TRY_LONGEST_US = 5_000_000;
    static final long TRIAL_US = 3_000_000;
    static final long REPAIR_AGAIN_US = 30_000_000;
    /// A pool with less room than this counts as full, so that a trailer and the catalogue still fit,
    /// bytes.
    static final long FREE_MIN_BYTES = 4L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(PoolKeeper.class);

    private final World world;
    private final RecorderSettings settings;
    private final PoolPlace place;
    private final SqliteIndex index;
    private final PoolProbe probe;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong nextTryUs = new AtomicLong(Long.MIN_VALUE);
    private volatile @Nullable Pool pool;
    private volatile Optional<Problem> problem = Optional.empty();
    private final Heirlooms heirlooms;

    /// Streams that another pool of this recorder takes; each once, with the epoch under which it does.
    private final ConcurrentHashMap<StreamId, Epoch> elsewhere = new ConcurrentHashMap<>();

    private volatile Optional<Problem> leaving = Optional.empty();
    private List<CatalogueRecord> owed = List.of();
    private long trialUs = Long.MIN_VALUE;
    private long probeUs = Long.MIN_VALUE;
    private long repairAgainUs = Long.MIN_VALUE;
    private @Nullable Recovery unrepaired;
    private volatile boolean isRepaired;
    private long openAgainUs = Long.MIN_VALUE;
    private long lookAroundUs = Long.MIN_VALUE;

    PoolKeeper(World world, RecorderSettings settings, PoolPlace place, SqliteIndex index) {
        this.world = world;
        this.settings = settings;
        this.place = place;
        this.index = index;
        this.probe = new PoolProbe(world, place);
        this.heirlooms = new Heirlooms(index, settings.node());
    }

    PoolPlace place() {
        return place;
    }

    /// The pool, once it is open.
    @Nullable
    Pool pool() {
        return pool;
    }

    /// Whether it can be written, and what is wrong with it.
    PoolStatus status() {
        Optional<Problem> wrong = problem();
        return new PoolStatus(place.id(), pool != null && wrong.isEmpty(), wrong, Optional.empty(), probe.bytesFree());
    }

    /// What looking at it tells.
    PoolProbe probe() {
        return probe;
    }

    /// Whether what an earlier process left has been put in order, as far as it could be.
    boolean isRepaired() {
        return isRepaired;
    }

    /// What keeps it from being written, if anything.
    Optional<Problem> problem() {
        return pool != null && probe.isAway() ? probe.problem() : problem;
    }

    /// Opens the pool when it is time to, and repairs what an earlier process left.
    void tick(long nowUs) {
        if (pool == null && nowUs >= openAgainUs) {
            open();
            openAgainUs = world.clock().elapsedUs() + OPEN_AGAIN_US;
        }
        if (leaving.isPresent()) {
            letGo();
            return;
        }
        Recovery recovery = unrepaired;
        if (pool != null && recovery != null && nowUs >= repairAgainUs && !probe.isAway()) {
            unrepaired = repair(recovery) ? null : recovery;
            repairAgainUs = world.clock().elapsedUs() + REPAIR_AGAIN_US;
            isRepaired = true;
        }
        Pool open = pool;
        if (nowUs >= probeUs) {
            probeUs = nowUs + PoolProbe.LOOK_US;
            probe.look(open);
        }
        if (open == null) {
            return;
        }
        if (probe.isAway()) {
            leaving = probe.problem();
            return;
        }
        if (nowUs >= lookAroundUs) {
            lookAroundUs = nowUs + LOOK_AROUND_US;
            open.lookAround();
            heirlooms.seal(open);
            disclaimAll(open);
        }
        if (isTroubled() && nowUs >= trialUs) {
            tryOut(open);
            trialUs = world.clock().elapsedUs() + TRIAL_US;
        }
    }

    /// Tries a pool that is in trouble, also when nobody records to it any more.
    private void tryOut(Pool open) {
        try {
            if (open.bytesFree() < FREE_MIN_BYTES) {
                note(open.problem(new IOException("No space left on device")));
                return;
            }
            PoolTrial.of(world.disk(), open);
            succeeded();
        } catch (IOException still) {
            Problem means = open.problem(still);
            note(means);
            leaving = Optional.of(means).filter(each -> each.code() == ProblemCode.POOL_READ_ONLY);
        }
    }

    /// Why what is open in the pool is to be given up, while that is so. Any thread.
    Optional<Problem> leaving() {
        return leaving;
    }

    /// Lets everything go once the writers have, so that the disk can be unmounted, checked and mounted again;
    /// the pool is opened again as at the start.
    private void letGo() {
        Pool open = pool;
        if (open == null) {
            return;
        }
        open.letGo().ifPresent(left -> {
            owed = left;
            problem = leaving;
            unrepaired = null;
            isRepaired = false;
            pool = null;
            openAgainUs = world.clock().elapsedUs() + OPEN_AGAIN_US;
            leaving = Optional.empty();
            LOG.info("pool {} is let go until it can be written again", place.id());
        });
    }

    /// Another pool of this recorder takes the stream: that it is not recorded here is no loss. Any thread.
    void disclaim(StreamId stream, Epoch epoch) {
        Pool open = pool;
        if (open != null && !isTroubled() && open.runningGap(stream).isPresent()) {
            elsewhere.put(stream, epoch);
        }
    }

    private void disclaimAll(Pool open) {
        elsewhere.forEach((stream, epoch) -> {
            elsewhere.remove(stream);
            try {
                if (open.runningGap(stream).isPresent()) {
                    open.released(stream, epoch, world.clock().wallUs());
                }
            } catch (IOException failed) {
                failed(failed);
            }
        });
    }

    private void open() {
        Pool opened = null;
        try {
            opened = Pool.open(world, place, settings.node(), settings.dataDirectory(), index);
            opened.owed(owed);
            owed = List.of();
            Recovery recovery = opened.recovery();
            recovery.survey((file, done, all) -> LOG.debug("surveying {}: {} of {}", file, done, all));
            unrepaired = recovery;
            repairAgainUs = Long.MIN_VALUE;
            failures.set(0);
            nextTryUs.set(Long.MIN_VALUE);
            problem = Optional.empty();
            probe.begins();
            pool = opened;
            LOG.info("pool {} is open at {}", place.id(), place.directory());
        } catch (ProblemException refused) {
            note(refused.problem());
        } catch (IOException failed) {
            note(opened == null ? unopened(failed) : opened.problem(failed));
            if (opened != null) {
                opened.close();
            }
        }
    }

    /// Returns false when it has to be done again.
    private boolean repair(Recovery recovery) {
        Recovery.Outcome outcome = recovery.repair((file, done, all) -> LOG.debug("repairing {}", file));
        if (outcome.sealed() + outcome.dropped() > 0) {
            LOG.info(
                    "pool {}: sealed {} segments of an earlier process, removed {} empty ones, {} damaged spans",
                    place.id(),
                    outcome.sealed(),
                    outcome.dropped(),
                    outcome.damage().size());
        }
        return outcome.unread().isEmpty();
    }

    /// A stream was taken over from a recorder that is gone: in a shared pool, what it left open is
    /// sealed, soon. Any thread.
    void inherited(StreamId stream) {
        heirlooms.add(stream);
    }

    /// Whether failures have become so many that streams must ask [#mayTry].
    boolean isTroubled() {
        return leaving.isPresent() || probe.isAway() || failures.get() >= FAILURES_MAX;
    }

    long elapsedUs() {
        return world.clock().elapsedUs();
    }

    /// Whether a stream may try to write now. In trouble it takes the turn of all.
    boolean mayTry(long nowUs) {
        if (leaving.isPresent() || probe.isAway()) {
            return false;
        }
        if (!isTroubled()) {
            return true;
        }
        long due = nextTryUs.get();
        return nowUs >= due && nextTryUs.compareAndSet(due, nowUs + waitUs()) && hasRoom();
    }

    private long waitUs() {
        int doublings = Math.min(failures.get() - FAILURES_MAX, 10);
        return Math.min(TRY_LONGEST_US, TRY_SHORTEST_US << doublings);
    }

    /// Looks before a troubled pool is written to, so that no trail of stumps is left on a full or missing
    /// one.
    private boolean hasRoom() {
        Pool open = pool;
        if (open == null) {
            return false;
        }
        Optional<Problem> away = open.probe();
        if (away.isPresent()) {
            failures.incrementAndGet();
            note(away.get());
            return false;
        }
        try {
            if (open.bytesFree() < FREE_MIN_BYTES) {
                failures.incrementAndGet();
                note(open.problem(new IOException("No space left on device")));
                return false;
            }
            return true;
        } catch (IOException failed) {
            failed(failed);
            return false;
        }
    }

    /// A write, force or creation failed. Returns what that means.
    Problem failed(IOException why) {
        Pool open = pool;
        Problem means = open == null ? unopened(why) : open.problem(why);
        failures.incrementAndGet();
        note(means);
        return means;
    }

    /// Something became durable.
    void succeeded() {
        if (failures.get() != 0) {
            failures.set(0);
            nextTryUs.set(Long.MIN_VALUE);
            LOG.info("pool {} takes footage again", place.id());
            problem = Optional.empty();
        }
    }

    /// What the ring's losses are put down to while the pool is as it is.
    GapCause cause() {
        Optional<Problem> wrong = problem();
        if (wrong.isEmpty()) {
            return pool == null ? GapCause.POOL_MISSING : GapCause.RING_TOO_SHORT;
        }
        return switch (wrong.get().code()) {
            case POOL_FULL -> GapCause.POOL_FULL;
            case POOL_MISSING, POOL_FOREIGN, POOL_IN_USE -> GapCause.POOL_MISSING;
            case POOL_STALLED -> GapCause.DISK_STALLED;
            default -> GapCause.DISK_ERROR;
        };
    }

    /// All writers of the pool have ended: says so in the pool and gives it back.
    void close() {
        Pool open = pool;
        pool = null;
        if (open == null) {
            return;
        }
        try {
            open.stopped(world.clock().wallUs());
        } catch (IOException failed) {
            LOG.warn("pool {} could not be told that recording stops", place.id(), failed);
        }
        open.close();
    }

    private Problem unopened(IOException why) {
        return ProblemCode.POOL_ERROR.problem(
                "Storage pool " + place.id() + " at " + place.directory() + " cannot be opened: " + why.getMessage()
                        + ".",
                "Its cameras are kept in memory for some seconds, then missing until it can be opened.",
                "Look at the disk and at the directory's mount. It is tried again by itself.");
    }

    private void note(Problem now) {
        boolean isNew = problem.isEmpty() || problem.get().code() != now.code();
        problem = Optional.of(now);
        if (isNew) {
            LOG.warn("{}", now);
        }
    }
}
