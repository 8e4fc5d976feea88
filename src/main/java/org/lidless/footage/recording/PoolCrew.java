package org.lidless.footage.recording;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lidless.domain.Problem;
import org.lidless.footage.storage.RetentionStatus;
import org.lidless.world.Clock;

/// The threads that work for one pool: its keeper's, its upkeep's, the one that reads again, and its writers', which
/// start with their first
/// stream.
///
/// Any thread; its lock guards the row of threads and is held for nothing else.
final class PoolCrew {

    private static final long KEEP_US = 100_000;
    /// A write that takes longer is one that hangs, µs.
    private static final long HUNG_US = 3_000_000;
    private static final long UPKEEP_US = 200_000;
    private static final long SCRUB_US = 500_000;

    private final PoolKeeper keeper;
    private final PoolUpkeep upkeep;
    private final PoolScrub scrub;
    private final Clock clock;
    private final List<WriterLoop> loops;
    private final List<Thread> writers = new ArrayList<>();
    private Thread keeping = Thread.ofPlatform().unstarted(() -> {});
    private Thread upkeeping = Thread.ofPlatform().unstarted(() -> {});
    private Thread scrubbing = Thread.ofPlatform().unstarted(() -> {});
    private volatile boolean isStopping;

    PoolCrew(PoolKeeper keeper, PoolUpkeep upkeep, PoolScrub scrub, int writersMax, Clock clock) {
        this.keeper = keeper;
        this.upkeep = upkeep;
        this.scrub = scrub;
        this.clock = clock;
        Rush rush = new Rush("rush-" + keeper.place().id());
        this.loops = IntStream.range(0, writersMax)
                .mapToObj(_ -> new WriterLoop(rush, clock))
                .toList();
    }

    PoolKeeper keeper() {
        return keeper;
    }

    PoolUpkeep upkeep() {
        return upkeep;
    }

    /// The pool's state now.
    PoolStatus status() {
        PoolStatus now = keeper.status();
        Optional<RetentionStatus> retention = upkeep.retention();
        boolean isHung = isHung(clock.elapsedUs());
        Optional<Problem> wrong = isHung ? Optional.of(PoolProbe.hung(now.pool())) : now.problem();
        return new PoolStatus(
                now.pool(),
                now.open() && !isHung,
                wrong.or(keeper.probe()::problem)
                        .or(() -> retention.flatMap(RetentionStatus::problem))
                        .or(scrub::problem),
                retention,
                now.bytesFree());
    }

    void start() {
        upkeeping = Thread.ofPlatform()
                .daemon()
                .name("upkeep-" + keeper.place().id())
                .start(this::keepUp);
        scrubbing = Thread.ofPlatform()
                .daemon()
                .name("scrub-" + keeper.place().id())
                .start(this::scrub);
        keeping = Thread.ofPlatform()
                .daemon()
                .name("keeper-" + keeper.place().id())
                .start(this::keep);
    }

    /// A stream comes. The same slot is the same thread, also for a stream that goes and comes again.
    synchronized void begin(StreamWriter writer, int slot) {
        int loop = slot % loops.size();
        while (writers.size() <= loop) {
            int next = writers.size();
            String name = "writer-" + keeper.place().id() + "-" + next;
            writers.add(Thread.ofPlatform().daemon().name(name).start(loops.get(next)));
        }
        loops.get(loop).begin(writer);
    }

    private synchronized List<Thread> writers() {
        return List.copyOf(writers);
    }

    /// A stream goes.
    void letGo(StreamWriter writer, int slot, Runnable afterwards) {
        loops.get(slot % loops.size()).letGo(writer, afterwards);
    }

    /// A stream went to another pool.
    void retire(StreamWriter writer, int slot) {
        loops.get(slot % loops.size()).retire(writer);
    }

    /// Whether a writer has been with one stream, or a look at the pool has taken, so long that the disk hangs. Any
    /// thread.
    boolean isHung(long nowUs) {
        return keeper.probe().isHung(nowUs)
                || loops.stream().anyMatch(each -> each.atUs() != Long.MAX_VALUE && nowUs - each.atUs() > HUNG_US);
    }

    /// Writes the rest and seals. What is not done at that time stays as after a crash.
    void stopWriting(long byUs) {
        loops.forEach(each -> each.stop(byUs));
        writers().forEach(each -> ended(clock, each, byUs));
    }

    /// Closes the pool, unless a writer still hangs in it.
    void stopKeeping(long byUs) {
        isStopping = true;
        ended(clock, keeping, byUs);
    }

    private void keepUp() {
        while (!isStopping) {
            upkeep.tick();
            clock.pauseUs(UPKEEP_US);
        }
    }

    private void scrub() {
        while (!isStopping) {
            scrub.tick(() -> !isStopping);
            clock.pauseUs(SCRUB_US);
        }
    }

    private void keep() {
        while (!isStopping) {
            keeper.tick(clock.elapsedUs());
            clock.pauseUs(KEEP_US);
        }
        List<Thread> others = new ArrayList<>(writers());
        others.add(upkeeping);
        others.add(scrubbing);
        for (Thread other : others) {
            if (!ended(clock, other, clock.elapsedUs() + Recorder.STOP_MAX_US)) {
                return;
            }
        }
        keeper.close();
    }

    /// Waits for a thread's end, at most until then; says whether it came.
    static boolean ended(Clock clock, Thread thread, long byUs) {
        long leftMs = (byUs - clock.elapsedUs()) / 1000;
        try {
            return leftMs > 0 ? thread.join(Duration.ofMillis(leftMs)) : !thread.isAlive();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return !thread.isAlive();
        }
    }
}
