package org.lidless.footage.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.lidless.domain.PoolId;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.world.Chance;
import org.lidless.world.World;

/// A running recorder: follows its cameras and writes them to their pools until told to stop. A camera that does
/// not answer and a pool that is not there are states of it, not errors: both are tried again, and the others go
/// on.
///
/// Its threads are daemons: whoever starts it keeps the process alive, and calls [#stop]. Any thread may ask.
public final class Recorder implements AutoCloseable {

    /// How long [#stop] takes at most, µs.
    static final long STOP_MAX_US = 5_000_000;

    /// Rest of a selector loop between two passes, µs: how long packets gather in the kernel.
    private static final long INGEST_REST_US = 20_000;

    private static final long WATCH_US = 250_000;
    private static final long KEEP_US = 100_000;

    private final World world;
    private final List<RecordedStream> streams = new ArrayList<>();
    private final TreeMap<PoolId, PoolKeeper> keepers = new TreeMap<>();
    private final List<IngestLoop> loops = new ArrayList<>();
    private final List<Thread> ingestThreads = new ArrayList<>();
    private final TreeMap<PoolId, List<WriterLoop>> writerLoops = new TreeMap<>();
    private final TreeMap<PoolId, List<Thread>> writerThreads = new TreeMap<>();
    private final List<Thread> keeperThreads = new ArrayList<>();
    private volatile boolean isStopping;

    private Recorder(World world) {
        this.world = world;
    }

    /// Begins to record. Comes back at once; pools are opened and cameras called on threads of their own.
    ///
    /// @param index   of all these pools; closed by its owner after [#stop]
    /// @param pools   at least those that the cameras name
    /// @param cameras each stream at most once
    /// @throws IllegalArgumentException when a camera names a pool that is not there, or a stream comes twice
    public static Recorder start(
            World world,
            RecorderSettings settings,
            SqliteIndex index,
            List<PoolPlace> pools,
            List<RecordedCamera> cameras) {
        if (cameras.stream().map(each -> each.source().stream()).distinct().count() != cameras.size()) {
            throw new IllegalArgumentException("a stream is recorded once: " + cameras);
        }
        var recorder = new Recorder(world);
        for (PoolPlace place : pools) {
            recorder.keepers.put(place.id(), new PoolKeeper(world, settings, place, index));
        }
        recorder.equip(settings, cameras);
        recorder.run();
        return recorder;
    }

    private void equip(RecorderSettings settings, List<RecordedCamera> cameras) {
        Chance chance = world.chance().fork("recorder");
        var memory = new ChunkPool(RingMemory.allowed(settings.ringBudgetBytes()), cameras.size());
        List<List<CameraFollower>> followers = lists(settings.ingestLoops());
        TreeMap<PoolId, List<List<StreamWriter>>> writers = new TreeMap<>();
        for (int i = 0; i < cameras.size(); i++) {
            RecordedCamera camera = cameras.get(i);
            PoolKeeper keeper = keepers.get(camera.pool());
            if (keeper == null) {
                throw new IllegalArgumentException(
                        "camera " + camera.source().stream() + " names pool " + camera.pool() + ", which is not there");
            }
            Chance own = chance.fork(camera.source().stream().toString());
            var ring = new Ring(memory, world.clock(), own.fork("ring"), settings.ringAgeUs());
            var follower = new CameraFollower(camera.source(), ring, world.clock(), own.fork("follower"));
            double phase = (double) (i % 16) / 16;
            var writer = new StreamWriter(
                    camera.source().stream(),
                    ring,
                    keeper,
                    settings,
                    phase,
                    world.clock().wallUs());
            followers.get(i % followers.size()).add(follower);
            List<List<StreamWriter>> ofPool =
                    writers.computeIfAbsent(camera.pool(), pool -> lists(settings.writersPerPool()));
            ofPool.get(i % ofPool.size()).add(writer);
            streams.add(
                    new RecordedStream(camera, follower, writer, world.clock().wallUs()));
        }
        followers.forEach(each -> loops.add(loop(chance, each)));
        writers.forEach((pool, rows) -> writerLoops.put(
                pool,
                rows.stream().map(row -> new WriterLoop(row, world.clock())).toList()));
    }

    private IngestLoop loop(Chance chance, List<CameraFollower> followers) {
        try {
            return new IngestLoop(world, chance.fork("ingest"), followers, INGEST_REST_US);
        } catch (IOException noSelector) {
            throw new UncheckedIOException("this machine gives no selector", noSelector);
        }
    }

    private static <T> List<List<T>> lists(int count) {
        List<List<T>> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private void run() {
        for (int i = 0; i < loops.size(); i++) {
            ingestThreads.add(start("ingest-" + i, loops.get(i)));
        }
        writerLoops.forEach((pool, rows) -> {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                threads.add(start("writer-" + pool + "-" + i, rows.get(i)));
            }
            writerThreads.put(pool, threads);
        });
        keepers.forEach((id, keeper) -> keeperThreads.add(start("keeper-" + id, () -> keep(keeper))));
        start("watch", this::watch);
    }

    private static Thread start(String name, Runnable loop) {
        return Thread.ofPlatform().daemon().name(name).start(loop);
    }

    private void keep(PoolKeeper keeper) {
        while (!isStopping) {
            keeper.tick(world.clock().elapsedUs());
            world.clock().pauseUs(KEEP_US);
        }
        for (Thread writer : writerThreads.getOrDefault(keeper.place().id(), List.of())) {
            if (!ended(writer, world.clock().elapsedUs() + STOP_MAX_US)) {
                return;
            }
        }
        keeper.close();
    }

    private void watch() {
        while (!isStopping) {
            long nowUs = world.clock().elapsedUs();
            for (RecordedStream stream : streams) {
                stream.watch(nowUs);
                stream.status(nowUs, world.clock().wallUs());
            }
            world.clock().pauseUs(WATCH_US);
        }
    }

    /// Every stream's recording now, in the order in which they were given.
    public List<RecordingStatus> status() {
        long nowUs = world.clock().elapsedUs();
        long wallUs = world.clock().wallUs();
        return streams.stream().map(each -> each.status(nowUs, wallUs)).toList();
    }

    /// Every pool's state now, by name.
    public List<PoolStatus> pools() {
        return keepers.values().stream().map(PoolKeeper::status).toList();
    }

    /// Ends RTSP sessions, writes what is in memory, seals all segments, closes the pools. Takes at most five
    /// seconds; what a hung disk holds up until then stays as after a crash. Calling it twice does no harm.
    public void stop() {
        long byUs = world.clock().elapsedUs() + STOP_MAX_US;
        loops.forEach(IngestLoop::stop);
        ingestThreads.forEach(each -> ended(each, byUs));
        writerLoops.values().forEach(rows -> rows.forEach(each -> each.stop(byUs)));
        writerThreads.values().forEach(rows -> rows.forEach(each -> ended(each, byUs)));
        isStopping = true;
        keeperThreads.forEach(each -> ended(each, byUs));
    }

    @Override
    public void close() {
        stop();
    }

    /// Waits for a thread's end, at most until then; says whether it came.
    private boolean ended(Thread thread, long byUs) {
        long leftMs = (byUs - world.clock().elapsedUs()) / 1000;
        try {
            return leftMs > 0 ? thread.join(java.time.Duration.ofMillis(leftMs)) : !thread.isAlive();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return !thread.isAlive();
        }
    }
}
