package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
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

/// Several streams in a pool, written round by round as a writer thread does.
final class GroupedWritersTest {

    private static final int STREAMS = 4;
    private static final PoolId MAIN = new PoolId("main");
    private static final TimeSpan ALWAYS = new TimeSpan(0, Long.MAX_VALUE / 2);

    @TempDir
    Path place;

    private final FaultyDisk disk = new FaultyDisk();
    private final HandClock clock = new HandClock();
    private final SqliteIndex index = SqliteIndex.inMemory();
    private final List<Stream> streams = new ArrayList<>();
    private int sent;

    /// One camera with time of its own, so that all send at once.
    private record Stream(StreamId id, HandClock clock, FakeCamera camera, StreamWriter writer) {}

    private void prepare(ForceMode force) throws IOException {
        Files.createDirectories(place.resolve("data"));
        Files.createDirectories(place.resolve("pool"));
        var world = new World(clock, new SeededChance(1), disk, new SystemNetwork());
        var at = new PoolPlace(MAIN, place.resolve("pool"), false, force);
        var keeper = new PoolKeeper(world, settings(), at, index);
        keeper.tick(clock.elapsedUs());
        for (int i = 0; i < STREAMS; i++) {
            streams.add(stream(StreamId.main(new CameraId("cam-" + i)), keeper, i));
        }
    }

    private Stream stream(StreamId id, PoolKeeper keeper, int seed) {
        HandClock own = new HandClock();
        Ring ring = new Ring(new ChunkPool(64 << 20, 1), own, new SeededChance(seed), 15_000_000);
        ring.parameters(FakeCamera.parameters(1));
        var source = new CameraSource(id, URI.create("rtsp://camera/"), Optional.empty(), Transport.TCP);
        Duty duty = Duty.alone(new RecordedCamera(source, MAIN), new NodeId("r1"));
        var writer = new StreamWriter(duty, ring, keeper, settings(), new Links(), 0.5, own, new SegmentNumbers());
        return new Stream(id, own, new FakeCamera(ring, own), writer);
    }

    private RecorderSettings settings() {
        return RecorderSettings.standard(new NodeId("r1"), place.resolve("data"))
                .withSegmentUs(4_000_000);
    }

    @AfterEach
    void putAway() {
        index.close();
    }

    private void send() {
        for (Stream each : streams) {
            each.camera().send(sent % 25 == 0, 900 + sent % 50);
        }
        sent++;
    }

    private List<Stream> begin() {
        return streams.stream()
                .filter(each -> each.writer().begin(each.clock().elapsedUs()))
                .toList();
    }

    private static void end(List<Stream> staged) {
        staged.forEach(each -> each.writer().end(each.clock().elapsedUs()));
    }

    private void assertEverythingIsThere() throws IOException {
        for (Stream stream : streams) {
            stream.writer().finish(stream.clock().elapsedUs());
            Set<Long> found = new HashSet<>();
            for (SegmentRow row : index.segments(stream.id(), ALWAYS)) {
                assertThat(row.state()).isNotEqualTo(SegmentState.OPEN);
                try (SegmentReader reader = SegmentReader.open(disk, place.resolve("pool"), row)) {
                    for (StoredFragment each : reader.rest()) {
                        var intact = (LoadedFragment.Intact) reader.load(each);
                        intact.samples().stream().map(Sample::number).forEach(found::add);
                    }
                }
            }
            assertThat(found).as("samples of %s", stream.id()).hasSize(sent);
            assertThat(index.gaps(stream.id(), ALWAYS)).isEmpty();
        }
    }

    @Test
    void withAJournalOneForceDoesForAllStreamsOfARound() throws IOException {
        prepare(ForceMode.JOURNAL);
        int rounds = 0;
        for (int i = 0; i < 200; i++) {
            send();
            List<Stream> staged = begin();
            int before = disk.forces();
            end(staged);
            if (!staged.isEmpty()) {
                assertThat(staged).hasSize(STREAMS);
                assertThat(disk.forces() - before).as("forces of round %s", i).isEqualTo(1);
                assertThat(streams).allMatch(each -> each.writer().view().samples() > 0);
                rounds++;
            }
        }
        assertThat(rounds).isGreaterThan(10);
        assertEverythingIsThere();
    }

    @Test
    void withoutOneAllAreWrittenBeforeTheFirstIsForced() throws IOException {
        prepare(ForceMode.DIRECT);
        int rounds = 0;
        for (int i = 0; i < 200; i++) {
            send();
            int before = disk.forces();
            List<Stream> staged = begin();
            int begun = disk.forces();
            end(staged);
            if (!staged.isEmpty() && begun == before) {
                assertThat(staged).as("round %s", i).hasSize(STREAMS);
                assertThat(disk.forces() - begun).as("forces of round %s", i).isEqualTo(STREAMS);
                rounds++;
            }
        }
        assertThat(rounds).isGreaterThan(10);
        assertEverythingIsThere();
    }

    @Test
    void whenTheForceFailsEveryStreamWritesTheSameAgain() throws IOException {
        prepare(ForceMode.JOURNAL);
        int failures = 0;
        for (int i = 0; i < 300; i++) {
            send();
            List<Stream> staged = begin();
            if (i >= 100 && failures == 0 && !staged.isEmpty()) {
                disk.failForces(1);
                failures++;
            }
            end(staged);
        }
        assertThat(failures).isEqualTo(1);
        for (Stream each : streams) {
            assertThat(index.segments(each.id(), ALWAYS))
                    .extracting(SegmentRow::state)
                    .as("the failed commit had something of %s", each.id())
                    .contains(SegmentState.SUSPECT);
        }
        assertEverythingIsThere();
    }
}
