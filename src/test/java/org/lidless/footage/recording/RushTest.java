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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.GapCause;
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
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.storage.StoredFragment;
import org.lidless.world.SystemNetwork;
import org.lidless.world.World;

/// Many streams that begin, end and begin again together, written by one loop and those who help it.
final class RushTest {

    private static final int STREAMS = 20;
    private static final int ROUNDS = 200;
    private static final long SILENCE_US = 2_000_000;
    private static final PoolId MAIN = new PoolId("main");
    private static final TimeSpan ALWAYS = new TimeSpan(0, Long.MAX_VALUE / 2);

    @TempDir
    Path place;

    private final FaultyDisk disk = new FaultyDisk();
    private final HandClock clock = new HandClock();
    private final SqliteIndex index = SqliteIndex.inMemory();
    private final List<Stream> streams = new ArrayList<>();

    /// One camera with time of its own, so that all send at once.
    private record Stream(StreamId id, HandClock clock, Ring ring, FakeCamera camera, StreamWriter writer) {}

    private WriterLoop loop(ForceMode force) throws IOException {
        Files.createDirectories(place.resolve("data"));
        Files.createDirectories(place.resolve("pool"));
        var world = new World(clock, new SeededChance(1), disk, new SystemNetwork());
        var settings = RecorderSettings.standard(new NodeId("r1"), place.resolve("data"))
                .withSegmentUs(2_000_000);
        var at = new PoolPlace(MAIN, place.resolve("pool"), false, force);
        var keeper = new PoolKeeper(world, settings, at, index);
        keeper.tick(clock.elapsedUs());
        var loop = new WriterLoop(new Rush("rush"), clock);
        for (int i = 0; i < STREAMS; i++) {
            StreamId id = StreamId.main(new CameraId("cam-" + i));
            HandClock own = new HandClock();
            Ring ring = new Ring(new ChunkPool(64 << 20, 1), own, new SeededChance(i), 15_000_000);
            ring.parameters(FakeCamera.parameters(1));
            var source = new CameraSource(id, URI.create("rtsp://camera/"), Optional.empty(), Transport.TCP);
            Duty duty = Duty.alone(new RecordedCamera(source, MAIN), new NodeId("r1"));
            var writer = new StreamWriter(duty, ring, keeper, settings, new Links(), 0.5, own, new SegmentNumbers());
            loop.begin(writer);
            streams.add(new Stream(id, own, ring, new FakeCamera(ring, own), writer));
        }
        loop.hear();
        return loop;
    }

    @AfterEach
    void putAway() {
        index.close();
    }

    @ParameterizedTest
    @EnumSource(ForceMode.class)
    void nothingIsLostAndTheGapsAreStored(ForceMode force) throws IOException {
        WriterLoop loop = loop(force);
        int helped = 0;
        for (int i = 0; i < ROUNDS; i++) {
            int round = i;
            if (i % 60 == 59) {
                streams.forEach(RushTest::hangUp);
                clock.pass(SILENCE_US);
            } else {
                streams.forEach(each -> each.camera().send(round % 20 == 0, 900 + round % 50));
                clock.pass(FakeCamera.FRAME_US);
            }
            helped += (int) streams.stream()
                    .filter(each -> each.writer().isLong(clock.elapsedUs()))
                    .count();
            loop.round();
        }
        assertThat(helped).isGreaterThan(2 * STREAMS);
        for (Stream each : streams) {
            each.writer().finish(clock.elapsedUs());
            assertThat(each.ring().lost()).isZero();
            assertThat(numbers(each)).as("samples of %s", each.id()).hasSize(sent());
            assertThat(index.gaps(each.id(), ALWAYS)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ForceMode.class)
    void aStreamThatBeginsARunWithEachPictureCatchesUp(ForceMode force) throws IOException {
        WriterLoop loop = loop(force);
        Stream behind = streams.getFirst();
        int runs = 4 * WriterLoop.FRAGMENTS_MAX;
        for (int i = 0; i < runs; i++) {
            behind.ring().sessionEnded();
            behind.camera().send(true, 900);
            clock.pass(FakeCamera.FRAME_US);
        }
        clock.pass(FakeCamera.FRAME_US * runs);
        int rounds = 0;
        while (behind.ring().places().durable() < runs && rounds < 2 * runs) {
            loop.round();
            rounds++;
        }
        assertThat(rounds).isEqualTo(force == ForceMode.DIRECT ? runs / WriterLoop.FRAGMENTS_MAX : runs);
    }

    private static void hangUp(Stream stream) {
        stream.ring().sessionEnded();
        stream.ring().silent(new Outage(GapCause.NETWORK, stream.clock().wallUs()));
        stream.clock().pass(SILENCE_US);
    }

    /// A key sample is the first of each session: what comes before it is not recorded.
    private static int sent() {
        int sent = 0;
        boolean isPlaying = true;
        for (int i = 0; i < ROUNDS; i++) {
            isPlaying = i % 60 != 59 && (isPlaying || i % 20 == 0);
            sent += isPlaying ? 1 : 0;
        }
        return sent;
    }

    private Set<String> numbers(Stream stream) throws IOException {
        Set<String> found = new HashSet<>();
        for (SegmentRow row : index.segments(stream.id(), ALWAYS)) {
            try (SegmentReader reader = SegmentReader.open(disk, place.resolve("pool"), row)) {
                for (StoredFragment each : reader.rest()) {
                    var intact = (LoadedFragment.Intact) reader.load(each);
                    intact.samples().stream()
                            .map(Sample::number)
                            .forEach(number -> found.add(row.name().run() + " " + number));
                }
            }
        }
        return found;
    }
}
