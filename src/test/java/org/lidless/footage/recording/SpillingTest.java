package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.domain.Transport;
import org.lidless.footage.media.Sample;
import org.lidless.footage.storage.LoadedFragment;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.storage.SegmentReader;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.storage.StoredFragment;
import org.lidless.world.Disk;
import org.lidless.world.SystemNetwork;
import org.lidless.world.World;

/// A stream that moves between two pools, each on a disk of its own that fails when told to.
final class SpillingTest {

    private static final StreamId STREAM = StreamId.main(new CameraId("cam-1"));
    private static final TimeSpan ALWAYS = new TimeSpan(0, Long.MAX_VALUE / 2);
    private static final PoolId MAIN = new PoolId("main");
    private static final PoolId SPARE = new PoolId("spare");

    @TempDir
    Path place;

    private final HandClock clock = new HandClock();
    private final SqliteIndex index = SqliteIndex.inMemory();
    private final FaultyDisk mainDisk = new FaultyDisk();
    private final FaultyDisk spareDisk = new FaultyDisk();
    private final SegmentNumbers numbers = new SegmentNumbers();
    private final Ring ring = new Ring(new ChunkPool(64 << 20, 1), clock, new SeededChance(1), 15_000_000);
    private final FakeCamera camera = new FakeCamera(ring, clock);
    private PoolKeeper main;
    private PoolKeeper spare;
    private long sent;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(place.resolve("data"));
        main = keeper(MAIN, mainDisk);
        spare = keeper(SPARE, spareDisk);
        ring.parameters(FakeCamera.parameters(1));
        main.tick(clock.elapsedUs());
        spare.tick(clock.elapsedUs());
    }

    @AfterEach
    void putAway() {
        mainDisk.release();
        index.close();
    }

    private PoolKeeper keeper(PoolId pool, Disk disk) throws IOException {
        Files.createDirectories(place.resolve(pool.value()));
        var world = new World(clock, new SeededChance(pool.hashCode()), disk, new SystemNetwork());
        return new PoolKeeper(world, settings(), new PoolPlace(pool, place.resolve(pool.value())), index);
    }

    private RecorderSettings settings() {
        return RecorderSettings.standard(new NodeId("r1"), place.resolve("data"))
                .withSegmentUs(4_000_000);
    }

    private StreamWriter writer(PoolKeeper keeper) {
        var source = new CameraSource(STREAM, URI.create("rtsp://camera/"), Optional.empty(), Transport.TCP);
        Duty duty = Duty.alone(new RecordedCamera(source, List.of(MAIN, SPARE)), new NodeId("r1"));
        return new StreamWriter(duty, ring, keeper, settings(), new Links(), 0.5, clock, numbers);
    }

    private void send(int samples) {
        for (int i = 0; i < samples; i++) {
            camera.send(sent % 25 == 0, 900 + (int) (sent % 50));
            sent++;
        }
    }

    private void record(StreamWriter writer, int samples) {
        for (int i = 0; i < samples; i++) {
            send(1);
            writer.tick(clock.elapsedUs());
        }
    }

    private StreamWriter move(StreamWriter from, PoolKeeper to) {
        from.withdraw();
        return writer(to).after(from);
    }

    /// By number of the sample, which pools have it, whatever state its segment is in but open.
    private Map<Long, List<String>> stored() throws IOException {
        Map<Long, List<String>> found = new HashMap<>();
        for (SegmentRow row : index.segments(STREAM, ALWAYS)) {
            if (row.state() == SegmentState.OPEN) {
                continue;
            }
            Path directory = place.resolve(row.pool().value());
            try (SegmentReader reader = SegmentReader.open(mainDisk, directory, row)) {
                for (StoredFragment each : reader.rest()) {
                    if (reader.load(each) instanceof LoadedFragment.Intact intact) {
                        for (int i = 0; i < intact.samples().size(); i++) {
                            Sample sample = intact.samples().get(i);
                            ByteBuffer bytes = intact.payload().get(i);
                            found.computeIfAbsent(sample.number(), _ -> new ArrayList<>())
                                    .add(row.pool() + " " + bytes.remaining() + " " + bytes.hashCode());
                        }
                    }
                }
            }
        }
        return found;
    }

    private void assertEverythingIsThereAndCopiesAreEqual() throws IOException {
        Map<Long, List<String>> stored = stored();
        assertThat(stored).hasSize((int) sent);
        stored.forEach((number, copies) -> assertThat(copies.stream()
                        .map(copy -> copy.substring(copy.indexOf(' ')))
                        .distinct())
                .as("sample %d", number)
                .hasSize(1));
        var names = new TreeSet<SegmentName>();
        assertThat(index.segments(STREAM, ALWAYS))
                .as("a name is used in one pool only")
                .allMatch(row -> names.add(row.name()));
        assertThat(index.gaps(STREAM, ALWAYS)).isEmpty();
    }

    @Test
    void aPoolThatHangsIsLeftWithoutLosingASample() throws Exception {
        StreamWriter first = writer(main);
        record(first, 60);
        mainDisk.hang();
        send(20);
        Thread hung = Thread.ofPlatform().daemon().start(() -> first.tick(clock.elapsedUs()));
        await().until(mainDisk::isHanging);
        send(60);
        StreamWriter second = move(first, spare);
        record(second, 100);
        mainDisk.release();
        hung.join();
        first.tick(clock.elapsedUs());
        first.retire();
        record(second, 40);
        second.finish(clock.elapsedUs());
        assertEverythingIsThereAndCopiesAreEqual();
        for (SegmentRow row : index.segments(SPARE, STREAM)) {
            try (SegmentReader reader = SegmentReader.open(spareDisk, place.resolve("spare"), row)) {
                assertThat(reader.next()).map(StoredFragment::keyFirst).contains(true);
            }
        }
    }

    @Test
    void aFullPoolIsLeftAndReturnedTo() throws IOException {
        StreamWriter first = writer(main);
        record(first, 60);
        mainDisk.full(true);
        record(first, 60);
        assertThat(main.isTroubled()).isTrue();
        StreamWriter second = move(first, spare);
        first.retire();
        record(second, 100);
        mainDisk.full(false);
        clock.pass(PoolKeeper.TRIAL_US);
        main.tick(clock.elapsedUs());
        assertThat(main.isTroubled()).as("tried although nobody records to it").isFalse();
        StreamWriter third = move(second, main);
        second.retire();
        record(third, 60);
        third.finish(clock.elapsedUs());
        assertEverythingIsThereAndCopiesAreEqual();
    }

    @Test
    void aPoolThatTheStreamIsNotWithDoesNotMissIt() throws IOException {
        StreamWriter first = writer(spare);
        record(first, 60);
        StreamWriter second = move(first, main);
        record(second, 60);
        assertThat(spare.pool()).isNotNull();
        main.disclaim(STREAM, org.lidless.domain.Epoch.FIRST);
        var open = java.util.Objects.requireNonNull(spare.pool());
        open.gapBegan(STREAM, clock.wallUs(), org.lidless.domain.GapCause.RECORDER_DOWN);
        spare.disclaim(STREAM, org.lidless.domain.Epoch.FIRST);
        clock.pass(PoolKeeper.LOOK_AROUND_US);
        spare.tick(clock.elapsedUs());
        assertThat(open.runningGap(STREAM)).isEmpty();
        second.finish(clock.elapsedUs());
    }
}
