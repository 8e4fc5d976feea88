package org.lidless.footage.backfill;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.footage.backfill.HomeBringing.Plan;
import org.lidless.footage.storage.Brought;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.SegmentIndex;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings footage home, one segment after the other, for as long as there is any: looks what the index has of others'
/// pools, copies, and asks the holders to give up what is durable here. What fails is tried again later, at growing
/// intervals, and the copy over there stays.
///
/// Its thread is a loop round [#round]; a simulation calls that itself. [#status] may be asked by any thread.
public final class HomeBringer implements AutoCloseable {

    /// What bringing home may take of disks and network unless the settings say otherwise.
    public static final long BYTES_PER_SECOND = 20_000_000;

    /// How often to look for something to bring.
    static final long LOOK_US = 1_000_000;

    /// A plan is made anew after this long, so that a change of hands is heeded.
    static final long PLAN_AGE_MAX_US = 5_000_000;

    /// A copy whose release was asked for is gone from the index a moment later; not asked again before.
    static final long RELEASE_AGAIN_US = 10_000_000;

    static final long CLOSE_MAX_US = 5_000_000;

    private static final long WAIT_US = 100_000;
    private static final long SEGMENT_AGAIN_US = 5_000_000;
    private static final long SEGMENT_AGAIN_MAX_US = 600_000_000;
    private static final long POOL_AGAIN_US = 1_000_000;
    private static final long POOL_AGAIN_MAX_US = 30_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(HomeBringer.class);

    private final World world;
    private final SegmentIndex index;
    private final Peers peers;
    private final Homes homes;
    private final Pace pace;
    private final BackOff<SegmentName> segments = new BackOff<>(SEGMENT_AGAIN_US, SEGMENT_AGAIN_MAX_US);
    private final BackOff<PoolId> pools = new BackOff<>(POOL_AGAIN_US, POOL_AGAIN_MAX_US);
    private final BackOff<SegmentName> released = new BackOff<>(RELEASE_AGAIN_US, SEGMENT_AGAIN_MAX_US);

    /// Whether something of this round has to be tried again. Belongs to the thread of the rounds.
    private boolean isHindered;

    private volatile boolean isStopping;
    private volatile HomeStatus status = HomeStatus.HOME;
    private volatile HomeTally tally = HomeTally.NOTHING;

    /// The streams that the last plan was for: of others it is not known yet what is to come.
    private volatile Set<StreamId> planned = Set.of();
    private Optional<Thread> thread = Optional.empty();

    /// One that a caller drives by [#round].
    HomeBringer(World world, SegmentIndex index, Peers peers, Homes homes, long bytesPerSecondMax) {
        this.world = world;
        this.index = index;
        this.peers = peers;
        this.homes = homes;
        this.pace = new Pace(world.clock(), bytesPerSecondMax, () -> isStopping);
    }

    /// Begins, on a thread of its own. Close it before the recorder whose pools it writes to.
    ///
    /// @param index             of this node, with the mirrored catalogues of its peers
    /// @param bytesPerSecondMax how fast it may copy at most
    public static HomeBringer start(World world, SegmentIndex index, Peers peers, Homes homes, long bytesPerSecondMax) {
        HomeBringer bringer = new HomeBringer(world, index, peers, homes, bytesPerSecondMax);
        bringer.thread =
                Optional.of(Thread.ofPlatform().daemon().name("bring-home").start(bringer::run));
        return bringer;
    }

    /// How far it is; empty while that is not known, because a stream has only just become this node's.
    public Optional<HomeStatus> status() {
        HomeStatus known = status;
        if (!planned.containsAll(homes.owned().keySet())) {
            return Optional.empty();
        }
        return Optional.of(new HomeStatus(
                known.segments(),
                Math.max(0, known.bytes() - pace.doneBytes()),
                pace.bytesPerSecond(),
                known.problem()));
    }

    /// What has come home, and how old what has not is.
    public HomeTally tally() {
        return tally;
    }

    private void run() {
        while (!isStopping) {
            boolean hasMore = false;
            try {
                hasMore = round();
            } catch (RuntimeException bug) {
                LOG.error("bringing home stopped where it was, and begins again", bug);
                note(ProblemCode.BUG.problem(
                        "Bringing footage home failed: " + bug + ".",
                        "Safe: it stays where it was recorded and can be played from there.",
                        "It is tried again by itself. Please report it with the log."));
            }
            long untilUs = world.clock().elapsedUs() + (hasMore ? 0 : LOOK_US);
            while (!isStopping && world.clock().elapsedUs() < untilUs) {
                world.clock().pauseUs(WAIT_US);
            }
        }
    }

    /// Plans, and does what was planned, until it is done or the plan is old.
    ///
    /// @return whether the plan became old before it was done
    boolean round() {
        long endUs = world.clock().elapsedUs() + PLAN_AGE_MAX_US;
        SortedMap<StreamId, Pool> owned = homes.owned();
        Set<PoolId> reachable = peers.reachable();
        Plan plan = plan(owned, reachable);
        isHindered = false;
        Set<PoolId> away = new TreeSet<>(peers.known());
        away.removeAll(reachable);
        List<SegmentRow> later = new ArrayList<>(plan.growing());
        if (!away.isEmpty()) {
            Plan fromAway = plan(owned, away);
            later.addAll(fromAway.bring());
            later.addAll(fromAway.growing());
        }
        tell(plan.bring(), later);
        planned = Set.copyOf(owned.keySet());
        plan.release().forEach(this::release);
        List<SegmentRow> left = new ArrayList<>(plan.bring());
        for (SegmentRow row : plan.bring()) {
            if (isStopping || world.clock().elapsedUs() > endUs) {
                return true;
            }
            Pool home = owned.get(row.stream());
            if (home != null && bring(row, home)) {
                left.remove(row);
                tell(left, later);
                release(row);
            }
        }
        pace.rest();
        if (!isHindered) {
            status = new HomeStatus(status.segments(), status.bytes(), 0, Optional.empty());
        }
        return false;
    }

    /// @param later what comes home when its holder is back, or has finished it
    private void tell(List<SegmentRow> left, List<SegmentRow> later) {
        long bytes = Stream.concat(left.stream(), later.stream())
                .mapToLong(SegmentRow::bytes)
                .sum();
        status = new HomeStatus(left.size() + later.size(), bytes, 0, status.problem());
        tally = tally.leaving(Stream.concat(left.stream(), later.stream())
                .mapToLong(each -> each.name().startUs())
                .min());
    }

    private Plan plan(SortedMap<StreamId, Pool> owned, Set<PoolId> among) {
        List<SegmentRow> theirs = new ArrayList<>();
        List<SegmentRow> here = new ArrayList<>();
        Map<PoolId, Pool> own = new LinkedHashMap<>();
        owned.values().forEach(pool -> own.put(pool.id(), pool));
        owned.keySet().forEach(stream -> {
            int before = theirs.size();
            among.forEach(pool -> theirs.addAll(index.segments(pool, stream)));
            if (theirs.size() > before) {
                own.keySet().forEach(pool -> here.addAll(index.segments(pool, stream)));
            }
        });
        return HomeBringing.plan(theirs, here);
    }

    private boolean mayTry(SegmentRow row, Pool home) {
        long nowUs = world.clock().elapsedUs();
        return segments.mayTry(row.name(), nowUs) && pools.mayTry(row.pool(), nowUs) && pools.mayTry(home.id(), nowUs);
    }

    /// True when the segment is here.
    private boolean bring(SegmentRow row, Pool home) {
        if (!mayTry(row, home)) {
            isHindered = true;
            return false;
        }
        long nowUs = world.clock().elapsedUs();
        try (DiskFile source = peers.open(row.pool(), row.file())) {
            Brought brought = home.bringHome(row, source, pace);
            segments.succeeded(row.name());
            pools.succeeded(row.pool());
            pools.succeeded(home.id());
            return switch (brought) {
                case HOME -> {
                    LOG.debug("{} came home from {}", row.name(), row.pool());
                    tally = tally.with(row);
                    yield true;
                }
                case WAS_HERE -> true;
                case STOPPED -> false;
            };
        } catch (NoSuchFileException gone) {
            LOG.debug("{} is not in {} any more", row.name(), row.pool(), gone);
            segments.failed(row.name(), nowUs);
        } catch (ProblemException refused) {
            segments.failed(row.name(), nowUs);
            if (refused.problem().code() != ProblemCode.SEGMENT_DAMAGED) {
                pools.failed(home.id(), nowUs);
            }
            note(refused.problem());
        } catch (IOException failed) {
            segments.failed(row.name(), nowUs);
            pools.failed(row.pool(), nowUs);
            note(interrupted(row, home, failed));
        }
        return false;
    }

    private static Problem interrupted(SegmentRow row, Pool home, IOException why) {
        Problem means = home.problem(why);
        if (means.code() == ProblemCode.POOL_ERROR) {
            return ProblemCode.HOME_INTERRUPTED.problem(
                    "Footage of " + row.stream() + " could not be brought home from pool " + row.pool() + ": "
                            + why.getMessage() + ".",
                    "Safe: it stays in " + row.pool() + " and can be played from there while its holder is reachable.",
                    "Nothing needs doing: it is tried again by itself and goes on where it was.");
        }
        return means;
    }

    private void note(Problem problem) {
        isHindered = true;
        boolean isNew = status.problem()
                .map(Problem::code)
                .filter(problem.code()::equals)
                .isEmpty();
        status = new HomeStatus(status.segments(), status.bytes(), 0, Optional.of(problem));
        if (isNew) {
            LOG.warn("{}", problem);
        }
    }

    private void release(SegmentRow row) {
        long nowUs = world.clock().elapsedUs();
        Optional<Sha256> hash = row.sha256();
        if (isStopping || hash.isEmpty() || !released.mayTry(row.name(), nowUs) || !pools.mayTry(row.pool(), nowUs)) {
            return;
        }
        released.failed(row.name(), nowUs);
        try {
            if (peers.release(row.pool(), row.name(), hash.get())) {
                LOG.debug("{} gave up {}", row.pool(), row.name());
            }
        } catch (IOException later) {
            LOG.debug("{} could not be asked to give up {}", row.pool(), row.name(), later);
            pools.failed(row.pool(), nowUs);
        }
    }

    /// Stops, in the middle of a segment if need be: it goes on there at the next start.
    @Override
    public void close() {
        isStopping = true;
        thread.ifPresent(running -> {
            try {
                running.join(java.time.Duration.ofNanos(CLOSE_MAX_US * 1000));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
