package org.lidless.footage.recording;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.world.SystemNetwork;
import org.lidless.world.World;

/// A recorder's life in simulated time: the real rings, clocks, writers, pool and index, with cameras and a
/// network that follow a seed. One thread.
final class SoakRound implements AutoCloseable {

    private static final NodeId NODE = new NodeId("r1");
    private static final Path POOL = Path.of("/pool");
    private static final long TICK_US = 500_000;
    private static final long LOOK_US = 60_000_000;
    /// Somebody sets the server's clock every two hours or so.
    private static final int TICKS_A_STEP = 2 * 2 * 3_600;

    private static final long[] STEPS_US = {60_000_000L, 3_600_000_000L, 86_400_000_000L, 1L << 50};
    private static final int HANDLES_A_CAMERA = 2;
    private static final int HANDLES_OF_POOL = 4;

    private static final List<SoakCamera.Kind> KINDS = List.of(
            new SoakCamera.Kind(40_000, 0, false, 90_000),
            new SoakCamera.Kind(40_000, 2, true, 90_000),
            new SoakCamera.Kind(80_000, 1, false, 90_000),
            new SoakCamera.Kind(200_000, 0, false, 90_000),
            new SoakCamera.Kind(66_667, 0, false, 94_500),
            new SoakCamera.Kind(40_000, 0, false, 48_000));

    private final long seed;
    private final SplittableRandom random;
    private final HandClock clock = new HandClock();
    private final SoakDisk disk = new SoakDisk();
    private final SqliteIndex index = SqliteIndex.inMemory();
    private final List<Line> lines = new ArrayList<>();
    private final PoolKeeper keeper;
    private final List<String> faults = new ArrayList<>();

    private record Line(SoakCamera camera, StreamWriter writer, SoakCheck check) {}

    /// How far a round has got.
    ///
    /// @param simulatedUs time that has passed in it
    /// @param worstUs     largest distance of a sample from when it was taken
    /// @param worstQuietUs the same where nothing was disturbed
    record Reached(long simulatedUs, long samples, long segments, long worstUs, long worstQuietUs, int open) {}

    /// @param cameras   how many
    /// @param segmentUs after how long a segment ends
    SoakRound(long seed, int cameras, long segmentUs) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        var world = new World(clock, new SeededChance(seed), disk, new SystemNetwork());
        disk.createDirectories(POOL);
        disk.createDirectories(Path.of("/data"));
        RecorderSettings settings =
                RecorderSettings.standard(NODE, Path.of("/data")).withSegmentUs(segmentUs);
        keeper = new PoolKeeper(world, settings, new PoolPlace(new PoolId("main"), POOL), index);
        keeper.tick(clock.elapsedUs());
        for (int i = 0; i < cameras; i++) {
            StreamId stream = StreamId.main(new CameraId("cam-" + (i + 1)));
            var ring = new Ring(new ChunkPool(16 << 20, 1), clock, new SeededChance(seed + i), 15_000_000);
            var camera = new SoakCamera(stream, KINDS.get(i % KINDS.size()), ring, clock, random.split());
            var source = new CameraSource(stream, URI.create("rtsp://camera/"), Optional.empty(), Transport.TCP);
            var writer = new StreamWriter(
                    Duty.alone(new RecordedCamera(source, new PoolId("main")), NODE),
                    ring,
                    keeper,
                    settings,
                    new Links(),
                    random.nextDouble(),
                    clock,
                    new SegmentNumbers());
            lines.add(new Line(camera, writer, new SoakCheck(camera, index)));
        }
    }

    /// Lets the time pass.
    ///
    /// @param every  how often to tell, µs of simulated time
    /// @return what is wrong; empty when nothing is
    List<String> run(long us, long every, Consumer<Reached> told) throws IOException {
        long startUs = clock.elapsedUs();
        long tickUs = startUs;
        long lookUs = startUs + LOOK_US;
        long tellUs = startUs + every;
        int steps = 0;
        while (clock.elapsedUs() - startUs < us && faults().isEmpty()) {
            SoakCamera next = lines.stream()
                    .map(Line::camera)
                    .min(Comparator.comparingLong(SoakCamera::nextUs))
                    .orElseThrow();
            long atUs = Math.min(tickUs, next.nextUs());
            clock.pass(Math.max(0, atUs - clock.elapsedUs()));
            if (next.nextUs() <= tickUs) {
                next.send();
                continue;
            }
            tickUs += TICK_US;
            lines.forEach(each -> each.writer().tick(clock.elapsedUs()));
            if (clock.elapsedUs() >= lookUs) {
                lookUs += LOOK_US;
                look();
            }
            if (random.nextInt(TICKS_A_STEP) == 0) {
                clock.stepWall(stepUs(STEPS_US[steps % STEPS_US.length]));
                steps++;
            }
            if (clock.elapsedUs() >= tellUs) {
                tellUs += every;
                told.accept(reached(startUs));
            }
        }
        lines.forEach(each -> each.writer().finish(clock.elapsedUs()));
        look();
        lines.forEach(each -> each.check().finish(clock.wallUs() - clock.elapsedUs()));
        told.accept(reached(startUs));
        return faults();
    }

    /// A clock that is set a little is followed like drift, and what was recorded before stays where it is: not meant.
    /// Nor can a server's clock be set to a time before 1970.
    private long stepUs(long mostUs) {
        long byUs = random.nextLong(-mostUs, mostUs);
        return Math.abs(byUs) > RunSequence.STEP_US && clock.wallUs() + byUs > 0 ? byUs : stepUs(mostUs);
    }

    private void look() throws IOException {
        int most = HANDLES_A_CAMERA * lines.size() + HANDLES_OF_POOL;
        if (disk.open() > most) {
            faults.add(disk.open() + " files are open");
        }
        for (Line each : lines) {
            each.check().look(disk, POOL, Objects.requireNonNull(keeper.pool()));
        }
    }

    private List<String> faults() {
        List<String> all = new ArrayList<>(faults);
        lines.forEach(each -> all.addAll(each.check().faults()));
        return all.stream().map(each -> "seed " + seed + ": " + each).toList();
    }

    private Reached reached(long startUs) {
        long samples = 0;
        long segments = 0;
        long worstUs = 0;
        long worstQuietUs = 0;
        for (Line each : lines) {
            samples += each.check().samples();
            segments += each.check().segments();
            worstUs = Math.max(worstUs, each.check().worstUs());
            worstQuietUs = Math.max(worstQuietUs, each.check().worstQuietUs());
        }
        return new Reached(clock.elapsedUs() - startUs, samples, segments, worstUs, worstQuietUs, disk.open());
    }

    @Override
    public void close() {
        index.close();
    }
}
