package org.lidless.footage.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lidless.domain.Problem;
import org.lidless.domain.RetentionRule;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.retention.Candidate;
import org.lidless.footage.storage.retention.DeletionBreaker;
import org.lidless.footage.storage.retention.Expiry;
import org.lidless.footage.storage.retention.Forecast;
import org.lidless.footage.storage.retention.PoolLimits;
import org.lidless.footage.storage.retention.PoolPicture;
import org.lidless.footage.storage.retention.RetentionPlan;
import org.lidless.footage.storage.retention.Standing;
import org.lidless.footage.storage.retention.StreamPicture;
import org.lidless.footage.storage.retention.TrustedTime;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one pool within its limits: looks, asks [RetentionPlan], and carries out what it says, a bounded number of
/// segments at a time. A failure changes nothing: the next look goes on.
///
/// [#tick] belongs to one thread; [#status] and [#confirm] to any.
public final class Retention {

    /// How often to look whether the pool is full, µs.
    static final long LOOK_US = 1_000_000;
    /// How often to look whether footage is too old, µs.
    static final long RULES_US = 10_000_000;
    /// Segments that go in one look.
    static final int EXPIRE_MAX = 512;

    /// More than any disk has.
    private static final long FREE_MAX_BYTES = 1L << 60;
    private static final long COUNT_US = 60_000_000;
    private static final long TELL_US = 600_000_000;
    private static final long FORECAST_US = 600_000_000;
    private static final long FORECAST_LEAST_US = 60_000_000;
    private static final long DAY_US = 86_400_000_000L;
    /// Segments of a stream that are looked at first, and at most.
    private static final int FIRST_LOOK = 8;
    private static final int LAST_LOOK = 1 << 16;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final World world;
    private final Pool pool;
    private final SqliteIndex index;
    private final Supplier<RetentionSettings> settings;
    private final PoolLimits limits;
    private final Whereabouts whereabouts;
    private final Purging purging;
    private final EvidenceLocks locks;
    private final TrustedTime time = new TrustedTime();
    private final Map<StreamId, Long> oldestUs = new TreeMap<>();

    /// Guarded by itself, for a few steps and never during I/O.
    private final DeletionBreaker breaker = new DeletionBreaker();

    private long lookAtUs = Long.MIN_VALUE;
    private long rulesAtUs = Long.MIN_VALUE;
    private long countAtUs = Long.MIN_VALUE;
    private long forecastAtUs = Long.MIN_VALUE;
    private long tellAtUs = Long.MIN_VALUE;
    private Forecast forecast = Forecast.UNKNOWN;
    private long expired;
    private long expiredBytes;
    private Optional<Problem> problem = Optional.empty();
    private volatile RetentionStatus status = RetentionStatus.UNKNOWN;

    /// @param settings asked each time; the pool's limits stay as they are at first
    public Retention(
            World world, Pool pool, SqliteIndex index, Supplier<RetentionSettings> settings, Whereabouts whereabouts) {
        this.world = world;
        this.pool = pool;
        this.index = index;
        this.settings = settings;
        this.limits = settings.get().of(pool.id());
        this.whereabouts = whereabouts;
        this.purging = new Purging(pool.quarantine(), limits);
        this.locks = new EvidenceLocks(world, index);
    }

    public RetentionStatus status() {
        return status;
    }

    /// A person says that what was stopped may go.
    ///
    /// @return how many bytes that is; 0 when nothing was stopped
    public long confirm() {
        synchronized (breaker) {
            return breaker.confirm();
        }
    }

    private boolean isStopped() {
        synchronized (breaker) {
            return breaker.isTripped();
        }
    }

    /// Looks, when it is time to, and does what is due.
    ///
    /// @return whether it was time to
    public boolean tick() throws IOException {
        long nowUs = world.clock().elapsedUs();
        if (nowUs < lookAtUs) {
            return false;
        }
        lookAtUs = nowUs + LOOK_US;
        long trustedUs = time.at(world.clock().wallUs(), nowUs);
        if (pool.usage().isStale() && nowUs >= countAtUs) {
            countAtUs = nowUs + COUNT_US;
            pool.countAnew();
        }
        locks.adopt(pool);
        long free = Math.min(pool.bytesFree(), FREE_MAX_BYTES);
        purging.look(nowUs);
        purging.purge(pool.usage().bytes(), free, isStopped(), nowUs);
        long used = pool.usage().bytes();
        long held = used + purging.bytes();
        long capacity = limits.capacity(held, free);
        boolean isFull = used > PoolLimits.percent(capacity, limits.highPercent());
        boolean isTime = nowUs >= rulesAtUs;
        if ((isTime && (settings.get().hasRules() || isStopped())) || (isFull && (isTime || !isStopped()))) {
            rulesAtUs = nowUs + RULES_US;
            makeRoom(free, others(held, free), trustedUs, isFull);
        } else if (isTime) {
            problem = Optional.empty();
        }
        foresee(nowUs, trustedUs, used, capacity);
        status = new RetentionStatus(
                pool.usage().bytes(),
                purging.bytes(),
                capacity,
                expired,
                expiredBytes,
                oldestUs.values().stream().mapToLong(Long::longValue).min(),
                forecast,
                stoppedBytes(),
                problem);
        return true;
    }

    private long stoppedBytes() {
        synchronized (breaker) {
            return breaker.plannedBytes();
        }
    }

    /// Bytes on the pool's disk that are not its own.
    private long others(long held, long free) throws IOException {
        long total = world.disk().bytesTotal(pool.directory());
        return total == Long.MAX_VALUE ? 0 : Math.max(0, total - free - held);
    }

    private void makeRoom(long free, long others, long nowUs, boolean isFull) throws IOException {
        Map<SegmentName, SegmentRow> rows = new HashMap<>();
        int look = FIRST_LOOK;
        PoolPicture picture = picture(free, others, nowUs, isFull, look, rows);
        RetentionPlan plan = RetentionPlan.of(picture, limits, nowUs);
        long share = PoolLimits.percent(picture.usedBytes(), limits.sharePercent());
        while (plan.wantsMore() && look < LAST_LOOK && plan.ruledBytes() <= share) {
            look *= 8;
            picture = picture(free, others, nowUs, isFull, look, rows);
            plan = RetentionPlan.of(picture, limits, nowUs);
        }
        long bytes = plan.ruledBytes() + plan.needBytes();
        boolean isPermitted;
        synchronized (breaker) {
            int segments = plan.byRule().size() + plan.forRoom().size();
            isPermitted = breaker.permits(bytes, segments, plan.isGrave(), picture.usedBytes(), limits.sharePercent());
        }
        if (!isPermitted) {
            note(RetentionProblems.stopped(pool.id(), bytes, picture.usedBytes(), limits.sharePercent()));
            carryOut(RetentionPlan.frugal(picture, limits, nowUs), rows);
            return;
        }
        if (plan.breaksGuarantee()) {
            note(RetentionProblems.guaranteeBroken(pool.id()));
        } else if (plan.unmetBytes() > 0) {
            note(RetentionProblems.nothingToDelete(pool.id(), plan.unmetBytes(), picture.isCrowdedOut(limits)));
        } else {
            problem = Optional.empty();
        }
        carryOut(plan, rows);
    }

    private void carryOut(RetentionPlan plan, Map<SegmentName, SegmentRow> rows) throws IOException {
        List<Quarantine.Leaving> leaving = new ArrayList<>();
        Stream.concat(plan.byRule().stream(), plan.forRoom().stream())
                .limit(EXPIRE_MAX)
                .forEach(each -> leaving(each, rows).ifPresent(leaving::add));
        if (leaving.isEmpty()) {
            return;
        }
        long bytes = pool.quarantine().expire(leaving);
        expired += leaving.size();
        expiredBytes += bytes;
        purging.changed();
        synchronized (breaker) {
            breaker.deleted(bytes);
        }
        tell(leaving.getFirst().why());
    }

    /// Now and then, not each time: a full pool gives something up every few seconds.
    private void tell(String why) {
        long nowUs = world.clock().elapsedUs();
        if (nowUs >= tellAtUs) {
            tellAtUs = nowUs + TELL_US;
            LOG.info(
                    "pool {}: {} segments ({} MB) have expired since the start, the last because {}",
                    pool.id(),
                    expired,
                    expiredBytes / 1_000_000,
                    why);
        }
    }

    private static Optional<Quarantine.Leaving> leaving(Expiry expiry, Map<SegmentName, SegmentRow> rows) {
        return Optional.ofNullable(rows.get(expiry.segment().name()))
                .map(row -> new Quarantine.Leaving(row, expiry.reason().words(), expiry.gap()));
    }

    private PoolPicture picture(
            long free, long others, long nowUs, boolean isFull, int look, Map<SegmentName, SegmentRow> rows) {
        List<EvidenceLock> locked = locks.all();
        RetentionSettings rules = settings.get();
        List<StreamPicture> streams = new ArrayList<>();
        Map<StreamId, Long> bytes = pool.usage().byStream();
        oldestUs.keySet().retainAll(bytes.keySet());
        bytes.forEach((stream, has) -> {
            RetentionRule rule = rules.of(stream);
            boolean isAged = rule.ageMaxUs().isPresent()
                    && nowUs - oldestUs.getOrDefault(stream, Long.MIN_VALUE / 2)
                            > rule.ageMaxUs().getAsLong();
            boolean isLarge = has > rule.bytesMax().orElse(Long.MAX_VALUE);
            if (isFull || isAged || isLarge || !oldestUs.containsKey(stream)) {
                streams.add(stream(stream, rule, has, look, locked, rows));
            }
        });
        return new PoolPicture(pool.usage().bytes(), purging.bytes(), free, others, streams);
    }

    private StreamPicture stream(
            StreamId stream,
            RetentionRule rule,
            long bytes,
            int look,
            List<EvidenceLock> locked,
            Map<SegmentName, SegmentRow> rows) {
        var writer = pool.isShared() ? Optional.of(pool.owner()) : Optional.<org.lidless.domain.NodeId>empty();
        List<SegmentRow> oldest = index.read(handle -> UpkeepRows.oldest(handle, pool.id(), stream, writer, look + 1));
        boolean hasMore = oldest.size() > look;
        List<Candidate> candidates = new ArrayList<>();
        for (SegmentRow row : hasMore ? oldest.subList(0, look) : oldest) {
            boolean isLocked = locked.stream().anyMatch(lock -> lock.covers(stream, row.span()));
            candidates.add(new Candidate(row.name(), row.span(), row.bytes(), standing(row), isLocked));
            rows.put(row.name(), row);
        }
        OptionalLong first =
                candidates.stream().mapToLong(each -> each.name().startUs()).findFirst();
        first.ifPresent(us -> oldestUs.put(stream, us));
        return new StreamPicture(rule, bytes, candidates, hasMore);
    }

    private Standing standing(SegmentRow row) {
        if (pool.isShared() || whereabouts.isHomeHere(row.stream())) {
            return Standing.HOME;
        }
        boolean isElsewhere = row.name().node().equals(pool.owner())
                && row.sha256().isPresent()
                && index.read(handle -> UpkeepRows.copies(handle, row.name())).stream()
                        .anyMatch(copy -> whereabouts.isAnothers(copy.pool())
                                && copy.sha256().equals(row.sha256()));
        return isElsewhere ? Standing.COPIED : Standing.UNMERGED;
    }

    private void foresee(long nowUs, long trustedUs, long used, long capacity) {
        if (nowUs < forecastAtUs) {
            return;
        }
        long sinceUs = trustedUs - DAY_US;
        UpkeepRows.Recorded recorded = index.read(handle -> UpkeepRows.since(handle, pool.id(), sinceUs));
        long duringUs = trustedUs - Math.max(sinceUs, recorded.firstUs());
        boolean isKnown = recorded.bytes() > 0 && duringUs >= FORECAST_LEAST_US;
        forecast = isKnown ? Forecast.of(recorded.bytes(), duringUs, used, capacity, limits) : Forecast.UNKNOWN;
        forecastAtUs = nowUs + (isKnown ? FORECAST_US : FORECAST_LEAST_US);
    }

    private void note(Problem now) {
        if (problem.map(Problem::code).filter(now.code()::equals).isEmpty()) {
            LOG.warn("{}", now);
        }
        problem = Optional.of(now);
    }
}
