package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.domain.Transport;
import org.lidless.footage.media.Sample;
import org.lidless.footage.storage.ForceMode;
import org.lidless.footage.storage.LoadedFragment;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.SegmentReader;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.storage.StoredFragment;
import org.lidless.world.SystemNetwork;
import org.lidless.world.World;

/// A pool whose disk is gone, or read-only, holds nothing open, so that the disk can be mended below the recorder.
final class LetGoTest {

    private static final StreamId STREAM = StreamId.main(new CameraId("cam-1"));
    private static final PoolId MAIN = new PoolId("main");
    private static final TimeSpan ALWAYS = new TimeSpan(0, Long.MAX_VALUE / 2);

    @TempDir
    Path place;

    private final HandClock clock = new HandClock();
    private final FaultyDisk disk = new FaultyDisk();
    private final SqliteIndex index = SqliteIndex.inMemory();
    private final Ring ring = new Ring(new ChunkPool(64 << 20, 1), clock, new SeededChance(1), 15_000_000);
    private final FakeCamera camera = new FakeCamera(ring, clock);
    private Path pool;
    private long sent;

    @SuppressWarnings("NullAway.Init")
    private PoolKeeper keeper;

    @SuppressWarnings("NullAway.Init")
    private StreamWriter writer;

    @BeforeEach
    void prepare() throws IOException {
        pool = Files.createDirectories(place.resolve("pool"));
        Files.createDirectories(place.resolve("data"));
        ring.parameters(FakeCamera.parameters(1));
    }

    @AfterEach
    void putAway() {
        index.close();
    }

    private void begin(ForceMode force) {
        var world = new World(clock, new SeededChance(1), disk, new SystemNetwork());
        RecorderSettings settings = RecorderSettings.standard(new NodeId("r1"), place.resolve("data"))
                .withSegmentUs(4_000_000);
        keeper = new PoolKeeper(world, settings, new PoolPlace(MAIN, pool, false, force), index);
        var source = new CameraSource(STREAM, URI.create("rtsp://camera/"), Optional.empty(), Transport.TCP);
        Duty duty = Duty.alone(new RecordedCamera(source, List.of(MAIN)), new NodeId("r1"));
        writer = new StreamWriter(duty, ring, keeper, settings, new Links(), 0.5, clock, new SegmentNumbers());
        record(60);
    }

    private void record(int samples) {
        for (int i = 0; i < samples; i++) {
            keeper.tick(clock.elapsedUs());
            camera.send(sent % 25 == 0, 2_000);
            sent++;
            writer.tick(clock.elapsedUs());
            writer.blame(clock.elapsedUs());
        }
    }

    @ParameterizedTest
    @EnumSource(ForceMode.class)
    void aPoolThatWasTakenAwayIsLetGoAndGoesOnWhenItIsBack(ForceMode force) throws Exception {
        begin(force);
        Path away = place.resolve("away");
        Files.move(pool, away);
        record(60);
        assertIsLetGo(away, ProblemCode.POOL_MISSING);
        Files.move(away, pool);
        assertGoesOnWithoutALoss();
    }

    @ParameterizedTest
    @EnumSource(ForceMode.class)
    void aPoolThatIsReadOnlyIsLetGoAndGoesOnWhenItIsMended(ForceMode force) throws Exception {
        begin(force);
        disk.readOnly(true);
        record(150);
        disk.readOnly(false);
        assertIsLetGo(pool, ProblemCode.POOL_READ_ONLY);
        assertGoesOnWithoutALoss();
    }

    /// So that it can be unmounted, or opened by somebody else.
    private void assertIsLetGo(Path directory, ProblemCode why) throws Exception {
        assertThat(keeper.pool()).isNull();
        assertThat(keeper.status().open()).isFalse();
        assertThat(keeper.problem()).map(Problem::code).contains(why);
        assertThat(openFiles(directory)).isEmpty();
        try (AutoCloseable lock = disk.tryLock(directory.resolve("lock")).orElseThrow()) {
            assertThat(lock).isNotNull();
        }
    }

    /// What this process has open below a directory (proc(5)).
    private static List<String> openFiles(Path directory) throws IOException {
        String below = directory.toRealPath() + "/";
        List<String> open = new ArrayList<>();
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            for (Path handle : handles.toList()) {
                if (Files.isSymbolicLink(handle)) {
                    open.add(Files.readSymbolicLink(handle).toString());
                }
            }
        }
        return open.stream().filter(each -> each.startsWith(below)).toList();
    }

    private void assertGoesOnWithoutALoss() throws IOException {
        record((int) (PoolKeeper.OPEN_AGAIN_US / FakeCamera.FRAME_US) + 100);
        assertThat(keeper.problem()).isEmpty();
        writer.finish(clock.elapsedUs());
        assertThat(index.segments(STREAM, ALWAYS)).extracting(SegmentRow::state).doesNotContain(SegmentState.OPEN);
        assertThat(stored())
                .containsExactlyElementsOf(LongStream.range(0, sent).boxed().toList());
        assertThat(index.gaps(STREAM, ALWAYS)).isEmpty();
    }

    /// Numbers of all samples that can be read back.
    private Set<Long> stored() throws IOException {
        var found = new TreeSet<Long>();
        for (SegmentRow row : index.segments(STREAM, ALWAYS)) {
            try (SegmentReader reader = SegmentReader.open(disk, pool, row)) {
                for (StoredFragment each : reader.rest()) {
                    if (reader.load(each) instanceof LoadedFragment.Intact intact) {
                        intact.samples().stream().map(Sample::number).forEach(found::add);
                    }
                }
            }
        }
        return found;
    }
}
