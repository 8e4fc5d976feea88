package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.domain.Transport;
import org.lidless.footage.media.Sample;
import org.lidless.footage.storage.LoadedFragment;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.SegmentReader;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.storage.StoredFragment;
import org.lidless.world.SystemNetwork;
import org.lidless.world.World;

/// Writers against a real pool on a disk that fails when told to; a tick is a call.
class StreamWriterTest {

    private static final StreamId STREAM = StreamId.main(new CameraId("cam-1"));
    private static final TimeSpan ALWAYS = new TimeSpan(0, Long.MAX_VALUE / 2);

    @TempDir
    Path place;

    private final HandClock clock = new HandClock();
    private final FaultyDisk disk = new FaultyDisk();
    private final World world = new World(clock, new SeededChance(1), disk, new SystemNetwork());
    private final SqliteIndex index = SqliteIndex.inMemory();
    private final List<byte[]> sent = new ArrayList<>();
    private PoolKeeper keeper = keeper();
    private Ring ring = ring(64 << 20);
    private FakeCamera camera = new FakeCamera(ring, clock);
    private StreamWriter writer = writer();

    @BeforeEach
    void prepare() throws IOException {
        place = place.resolve("site");
        Files.createDirectories(place.resolve("data"));
        Files.createDirectories(place.resolve("pool"));
        keeper = keeper();
        ring = ring(64 << 20);
        camera = new FakeCamera(ring, clock);
        writer = writer();
    }

    @AfterEach
    void putAway() {
        disk.release();
        index.close();
    }

    @Test
    void everythingSentIsStoredInSegmentsThatBeginWithKeys() throws IOException {
        keeper.tick(clock.elapsedUs());
        record(400);
        writer.finish(clock.elapsedUs());
        List<SegmentRow> rows = index.segments(STREAM, ALWAYS);
        assertThat(rows).hasSizeGreaterThan(3).allMatch(row -> row.state() == SegmentState.SEALED);
        assertThat(rows).extracting(row -> row.name().number()).isSorted();
        for (SegmentRow row : rows) {
            try (SegmentReader reader = SegmentReader.open(disk, place.resolve("pool"), row)) {
                assertThat(reader.next()).map(StoredFragment::keyFirst).contains(true);
            }
        }
        assertThat(stored()).isEqualTo(all());
        assertThat(index.gaps(STREAM, ALWAYS)).isEmpty();
    }

    @Test
    void nothingYoungerThanTheWindowIsMissingAtAnyMoment() {
        keeper.tick(clock.elapsedUs());
        for (int i = 0; i < 300; i++) {
            record(1);
            if (i > 25) {
                assertThat(clock.wallUs() - writer.view().lastDurableUs()).isLessThan(800_000);
            }
        }
    }

    @Test
    void afterAFailedForceTheSegmentIsSuspectAndNothingIsLost() throws IOException {
        keeper.tick(clock.elapsedUs());
        record(60);
        disk.failForces(1);
        record(60);
        writer.finish(clock.elapsedUs());
        assertThat(index.segments(STREAM, ALWAYS)).extracting(SegmentRow::state).contains(SegmentState.SUSPECT);
        assertThat(stored()).isEqualTo(all());
        assertThat(index.gaps(STREAM, ALWAYS)).isEmpty();
    }

    @Test
    void aDiskThatFailsForAWhileIsBridgedByTheRing() throws IOException {
        keeper.tick(clock.elapsedUs());
        record(60);
        disk.failForces(7);
        record(400);
        writer.finish(clock.elapsedUs());
        assertThat(stored()).isEqualTo(all());
        assertThat(index.gaps(STREAM, ALWAYS)).isEmpty();
        assertThat(keeper.status().open()).isTrue();
    }

    @Test
    void aFullPoolIsNotStormedAndWhatTheRingCouldNotHoldIsAGap() throws IOException {
        ring = ring(24L << Chunk.SHIFT);
        camera = new FakeCamera(ring, clock);
        writer = writer();
        keeper.tick(clock.elapsedUs());
        record(50, 30_000);
        disk.full(true);
        record(250, 30_000);
        assertThat(keeper.problem()).map(Problem::code).contains(ProblemCode.POOL_FULL);
        assertThat(index.segments(STREAM, ALWAYS)).hasSizeLessThan(6);
        disk.full(false);
        record(150, 30_000);
        writer.finish(clock.elapsedUs());
        Set<String> missing = new HashSet<>(all());
        missing.removeAll(stored());
        assertThat(missing).isNotEmpty();
        List<Gap> gaps = index.gaps(STREAM, ALWAYS);
        assertThat(gaps).extracting(Gap::cause).containsExactly(GapCause.POOL_FULL);
        long expectedUs = missing.size() * FakeCamera.FRAME_US;
        assertThat(gaps.getFirst().span().durationUs()).isBetween(expectedUs - 5_000, expectedUs + 5_000);
        assertThat(keeper.status().open()).isTrue();
    }

    @Test
    void aHungDiskIsCalledStalledAndItsLossesAreGaps() throws Exception {
        ring = ring(24L << Chunk.SHIFT);
        camera = new FakeCamera(ring, clock);
        writer = writer();
        keeper.tick(clock.elapsedUs());
        record(50, 30_000);
        disk.hang();
        camera.send(false, 30_000);
        clock.pass(800_000);
        Thread hung = Thread.ofVirtual().start(() -> writer.tick(clock.elapsedUs()));
        await().until(disk::isHanging);
        clock.pass(2_500_000);
        assertThat(writer.isStalled(clock.elapsedUs())).isTrue();
        writer.blame(clock.elapsedUs());
        for (int i = 0; i < 200; i++) {
            sent.add(camera.send(i % 25 == 0, 30_000));
        }
        disk.release();
        hung.join();
        record(50, 30_000);
        writer.finish(clock.elapsedUs());
        assertThat(index.gaps(STREAM, ALWAYS)).extracting(Gap::cause).contains(GapCause.DISK_STALLED);
        assertThat(writer.isStalled(clock.elapsedUs())).isFalse();
    }

    @Test
    void aPoolThatIsMissingAtTheStartIsRecordedToWhenItComes() throws IOException {
        Files.delete(place.resolve("pool"));
        ring = ring(24L << Chunk.SHIFT);
        camera = new FakeCamera(ring, clock);
        writer = writer();
        keeper.tick(clock.elapsedUs());
        assertThat(keeper.problem()).map(Problem::code).contains(ProblemCode.POOL_MISSING);
        writer.blame(clock.elapsedUs());
        record(200, 30_000);
        Files.createDirectories(place.resolve("pool"));
        clock.pass(PoolKeeper.OPEN_AGAIN_US);
        keeper.tick(clock.elapsedUs());
        record(100, 30_000);
        writer.finish(clock.elapsedUs());
        assertThat(stored()).isSubsetOf(all()).hasSizeGreaterThan(100);
        assertThat(index.gaps(STREAM, ALWAYS)).extracting(Gap::cause).startsWith(GapCause.POOL_MISSING);
    }

    @Test
    void aSilentCameraLeavesAGapFromItsLastSampleToTheNext() {
        keeper.tick(clock.elapsedUs());
        record(100);
        long lastUs = clock.wallUs();
        ring.sessionEnded();
        ring.silent(new Outage(GapCause.NETWORK, clock.wallUs()));
        for (int i = 0; i < 30; i++) {
            clock.pass(1_000_000);
            writer.tick(clock.elapsedUs());
        }
        assertThat(index.gaps(STREAM, ALWAYS))
                .singleElement()
                .satisfies(gap -> assertThat(gap.span().fromUs()).isBetween(lastUs - 1_000, lastUs + 1_000));
        assertThat(index.segments(STREAM, ALWAYS)).allMatch(row -> row.state() == SegmentState.SEALED);
        long againUs = clock.wallUs();
        record(50);
        assertThat(index.gaps(STREAM, ALWAYS)).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(GapCause.NETWORK);
            assertThat(gap.span().toUs()).isBetween(againUs - 1_000, againUs + 1_000);
            assertThat(writer.view().gapUs())
                    .containsOnly(entry(GapCause.NETWORK, gap.span().durationUs()));
        });
    }

    @Test
    void framesThatAreMissingWithinASessionAreAGap() {
        keeper.tick(clock.elapsedUs());
        record(100);
        camera.miss(100);
        record(100);
        assertThat(index.gaps(STREAM, ALWAYS)).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(GapCause.CAMERA_SILENT);
            assertThat(gap.span().durationUs()).isEqualTo(100 * FakeCamera.FRAME_US);
        });
    }

    @Test
    void theRecordersOwnAbsenceIsAGapUpToTheFirstSample() {
        keeper.tick(clock.elapsedUs());
        record(100);
        writer.finish(clock.elapsedUs());
        long endUs = writer.view().lastDurableUs();
        keeper.close();
        clock.pass(60_000_000);
        keeper = keeper();
        ring = ring(64 << 20);
        camera = new FakeCamera(ring, clock);
        writer = writer();
        keeper.tick(clock.elapsedUs());
        long againUs = clock.wallUs();
        record(100);
        assertThat(index.gaps(STREAM, ALWAYS)).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(GapCause.RECORDER_DOWN);
            assertThat(gap.span()).isEqualTo(new TimeSpan(endUs, againUs));
        });
    }

    private void record(int samples) {
        record(samples, 2_000);
    }

    /// Sends samples, a key each second, and lets the writer come round after each.
    private void record(int samples, int bytes) {
        for (int i = 0; i < samples; i++) {
            sent.add(camera.send(sent.size() % 25 == 0, bytes));
            writer.tick(clock.elapsedUs());
            writer.blame(clock.elapsedUs());
        }
    }

    private Set<String> all() {
        Set<String> all = new HashSet<>();
        sent.forEach(each -> all.add(key(ByteBuffer.wrap(each))));
        return all;
    }

    /// What can be read back, sample by sample; no sample may differ from all that were sent.
    private Set<String> stored() throws IOException {
        Set<String> found = new HashSet<>();
        for (SegmentRow row : index.segments(STREAM, ALWAYS)) {
            if (row.state() == SegmentState.OPEN) {
                continue;
            }
            try (SegmentReader reader = SegmentReader.open(disk, place.resolve("pool"), row)) {
                long next = -1;
                for (StoredFragment each : reader.rest()) {
                    if (reader.load(each) instanceof LoadedFragment.Intact intact) {
                        for (int i = 0; i < intact.samples().size(); i++) {
                            Sample sample = intact.samples().get(i);
                            assertThat(next == -1 || sample.number() == next).isTrue();
                            next = sample.number() + 1;
                            found.add(key(intact.payload().get(i)));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static String key(ByteBuffer bytes) {
        var all = new ByteArrayOutputStream();
        byte[] piece = new byte[bytes.remaining()];
        bytes.duplicate().get(piece);
        all.writeBytes(piece);
        return piece.length + ":" + java.util.Arrays.hashCode(all.toByteArray());
    }

    private PoolKeeper keeper() {
        return new PoolKeeper(world, settings(), new PoolPlace(new PoolId("main"), directory("pool")), index);
    }

    private Ring ring(long budgetBytes) {
        var fresh = new Ring(new ChunkPool(budgetBytes, 1), clock, new SeededChance(sent.size()), 15_000_000);
        fresh.parameters(FakeCamera.parameters(1));
        return fresh;
    }

    private StreamWriter writer() {
        return new StreamWriter(duty(), ring, keeper, settings(), new Links(), 0.5, clock, new SegmentNumbers());
    }

    private static Duty duty() {
        var source = new CameraSource(STREAM, URI.create("rtsp://camera/"), Optional.empty(), Transport.TCP);
        return Duty.alone(new RecordedCamera(source, new PoolId("main")), new NodeId("r1"));
    }

    private RecorderSettings settings() {
        return RecorderSettings.standard(new NodeId("r1"), directory("data")).withSegmentUs(4_000_000);
    }

    private Path directory(String name) {
        return Optional.ofNullable(place).orElse(Path.of("nowhere")).resolve(name);
    }
}
