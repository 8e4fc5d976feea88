package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.Gap;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.domain.Transport;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.Item;
import org.lidless.footage.timeline.LocalHolders;
import org.lidless.footage.timeline.SampleReader;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.SystemNetwork;
import org.lidless.world.World;

/// The clock is set while a camera is recorded: what was stamped before follows, in one piece, and the segments
/// stay as they are.
class PlacementTest {

    private static final long HOUR_US = 3_600_000_000L;
    private static final NodeId NODE = new NodeId("r1");
    private static final PoolId POOL = new PoolId("main");
    private static final StreamId STREAM = StreamId.main(new CameraId("cam-1"));
    private static final TimeSpan ALWAYS = new TimeSpan(0, Long.MAX_VALUE / 2);

    private final HandClock clock = new HandClock();
    private final SoakDisk disk = new SoakDisk();
    private final World world = new World(clock, new SeededChance(1), disk, new SystemNetwork());
    private final SqliteIndex index = SqliteIndex.inMemory();
    private final RecorderSettings settings =
            RecorderSettings.standard(NODE, Path.of("/data")).withSegmentUs(4_000_000);
    private final Ring ring = new Ring(new ChunkPool(64 << 20, 1), clock, new SeededChance(2), 15_000_000);
    private final FakeCamera camera = new FakeCamera(ring, clock);
    private final PoolKeeper keeper = keeper(index);
    private final StreamWriter writer = new StreamWriter(
            Duty.alone(
                    new RecordedCamera(
                            new CameraSource(STREAM, URI.create("rtsp://camera/"), Optional.empty(), Transport.TCP),
                            POOL),
                    NODE),
            ring,
            keeper,
            settings,
            new Links(),
            0.5,
            clock,
            new SegmentNumbers());
    private int sent;

    PlacementTest() {
        ring.parameters(FakeCamera.parameters(1));
    }

    @AfterEach
    void putAway() {
        index.close();
    }

    private PoolKeeper keeper(SqliteIndex into) {
        disk.createDirectories(Path.of("/pool"));
        disk.createDirectories(Path.of("/data"));
        var opened = new PoolKeeper(world, settings, new PoolPlace(POOL, Path.of("/pool")), into);
        opened.tick(clock.elapsedUs());
        return opened;
    }

    private Timeline timeline(SqliteIndex of) {
        return new Timeline(of, new LocalHolders(disk, NODE, Map.of(POOL, Path.of("/pool"))), clock);
    }

    private void record(int samples) {
        for (int i = 0; i < samples; i++) {
            camera.send(sent++ % 25 == 0, 2_000);
            writer.tick(clock.elapsedUs());
        }
    }

    @Test
    void footageStaysInOnePieceHoweverTheClockIsSet() throws Exception {
        record(200);
        clock.stepWall(50 * 8_766 * HOUR_US);
        record(200);
        clock.stepWall(-3 * HOUR_US);
        record(100);
        clock.stepWall(HOUR_US);
        record(100);
        writer.finish(clock.elapsedUs());
        assertIsOnePiece(index);
        keeper.close();
        try (SqliteIndex again = SqliteIndex.inMemory()) {
            keeper(again);
            assertIsOnePiece(again);
        }
    }

    private void assertIsOnePiece(SqliteIndex of) {
        List<Stretch> line = timeline(of).of(STREAM, ALWAYS);
        TimeSpan all = new TimeSpan(clock.wallUs() - 600 * FakeCamera.FRAME_US, clock.wallUs());
        assertThat(line).allMatch(each -> each instanceof Stretch.Have);
        assertThat(line.getFirst().span().fromUs()).isEqualTo(all.fromUs());
        assertThat(line.getLast().span().toUs()).isEqualTo(all.toUs());
        assertThat(timeline(of).extent(STREAM)).contains(all);
        List<Long> times = new ArrayList<>();
        try (SampleReader reader = timeline(of).read(STREAM, all)) {
            for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
                assertThat(item.get()).isInstanceOf(Item.SampleItem.class);
                times.add(((Item.SampleItem) item.get()).sample().timeUs());
            }
        }
        assertThat(times).hasSize(600).first().isEqualTo(all.fromUs());
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isEqualTo(FakeCamera.FRAME_US);
        }
    }

    @Test
    void gapsFollowAndNoneAppears() throws Exception {
        record(100);
        camera.miss(100);
        record(100);
        clock.stepWall(-HOUR_US);
        camera.miss(50);
        record(100);
        writer.finish(clock.elapsedUs());
        long firstUs = clock.wallUs() - 450 * FakeCamera.FRAME_US;
        List<Gap> gaps = index.gaps(STREAM, ALWAYS);
        assertThat(gaps)
                .extracting(gap -> gap.span().fromUs() - firstUs)
                .containsExactly(100 * FakeCamera.FRAME_US, 300 * FakeCamera.FRAME_US);
        assertThat(gaps)
                .extracting(gap -> gap.span().durationUs())
                .containsExactly(100 * FakeCamera.FRAME_US, 50 * FakeCamera.FRAME_US);
    }
}
