package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Assignment.Mode;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;
import org.lidless.footage.storage.PoolPlace;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.splice.Spliced;
import org.lidless.footage.timeline.splice.Splicer;
import org.lidless.footage.timeline.splice.Strand;
import org.lidless.simulator.Simulator;
import org.lidless.simulator.SimulatorSettings;
import org.lidless.world.World;

/// Two whole recorders, with sockets and threads, and cameras that both follow.
@Tag("process")
class RecordersFollowTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int CAMERAS = 3;

    @TempDir
    Path place;

    private final World world = World.real();
    private Simulator simulator;
    private Thread serving;
    private One r1;
    private One s1;
    private volatile boolean isCarrying = true;
    private Thread carrying;

    /// A recorder and what it knows.
    private final class One {
        final NodeId node;
        final Path pool;
        final SqliteIndex index = SqliteIndex.inMemory();
        final Recorder recorder;
        final TreeMap<StreamId, Long> read = new TreeMap<>();

        One(String name) throws IOException {
            node = new NodeId(name);
            pool = Files.createDirectories(place.resolve(name).resolve("pool"));
            Path data = Files.createDirectories(place.resolve(name).resolve("data"));
            recorder = Recorder.start(
                    world,
                    RecorderSettings.standard(node, data).withSegmentUs(3_000_000),
                    index,
                    List.of(new PoolPlace(new PoolId("main"), pool, false)));
        }

        void follow(Mode mode, long epoch, One owner, OptionalLong cutUs, int cameras) {
            List<Duty> duties = new ArrayList<>();
            for (int number = 1; number <= cameras; number++) {
                var source = new CameraSource(
                        stream(number),
                        URI.create("rtsp://127.0.0.1:" + simulator.port() + "/cam-" + number),
                        Optional.empty(),
                        Transport.TCP);
                var camera = new RecordedCamera(source, new PoolId("main"));
                duties.add(new Duty(camera, mode, new Epoch(epoch), owner.node, r1.node, cutUs));
            }
            recorder.follow(duties);
        }

        long samples(int number) {
            return recorder.status().get(number - 1).stored().samples();
        }

        boolean isReady() {
            return recorder.status().stream().allMatch(each -> each.duty().ready());
        }

        void tell(One other) {
            for (int number = 1; number <= CAMERAS; number++) {
                WatermarkFeed.Batch batch =
                        recorder.watermarks(stream(number)).next(read.getOrDefault(stream(number), 0L), 500);
                read.put(stream(number), batch.nextPlace());
                other.recorder.watermark(batch.watermark());
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.open(
                world, new SimulatorSettings(CAMERAS, 0, "", "", place.resolve("ledgers"), 7, new TreeMap<>()));
        serving = Thread.ofPlatform().start(() -> {
            try {
                simulator.run();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        r1 = new One("r1");
        s1 = new One("s1");
        r1.recorder.link(s1.node, true);
        s1.recorder.link(r1.node, true);
        carrying = Thread.ofPlatform().start(() -> {
            while (isCarrying) {
                r1.tell(s1);
                s1.tell(r1);
                world.clock().pauseUs(100_000);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        isCarrying = false;
        carrying.join();
        r1.recorder.stop();
        s1.recorder.stop();
        simulator.stop();
        serving.join();
        simulator.close();
        r1.index.close();
        s1.index.close();
    }

    @Test
    void aHandOverThereAndBackLosesNothing() throws IOException {
        r1.follow(Mode.RECORD, 1, r1, OptionalLong.empty(), CAMERAS);
        s1.follow(Mode.SHADOW, 1, r1, OptionalLong.empty(), CAMERAS);
        await().atMost(SOON).until(s1::isReady);
        assertThat(s1.recorder.status()).allMatch(each -> each.state() == RecordingState.SHADOWING);
        assertThat(s1.samples(1)).isZero();
        handOver(s1, r1, 2);
        handOver(r1, s1, 3);
        r1.recorder.stop();
        s1.recorder.stop();
        for (int number = 1; number <= CAMERAS; number++) {
            List<Spliced> all = spliced(number);
            assertThat(all)
                    .hasSizeGreaterThan(100)
                    .allMatch(each -> each.missing().isEmpty());
            var hashes = new HashSet<Long>();
            assertThat(all).allMatch(each -> hashes.add(each.mark().hash()));
        }
        assertThat(s1.recorder.reports())
                .containsOnlyKeys(new CameraId("cam-1"), new CameraId("cam-2"), new CameraId("cam-3"));
    }

    private void handOver(One to, One from, long epoch) {
        long cutUs = world.clock().wallUs() + 1_000_000;
        to.follow(Mode.RECORD, epoch, to, OptionalLong.of(cutUs), CAMERAS);
        from.follow(Mode.SHADOW, epoch, to, OptionalLong.of(cutUs), CAMERAS);
        await().atMost(SOON)
                .until(() -> from.isReady()
                        && from.recorder.status().stream()
                                .allMatch(each -> each.duty().mode() == Mode.SHADOW
                                        && !each.duty().spilling()));
    }

    @Test
    void camerasComeAndGoWhileOthersGoOn() {
        r1.follow(Mode.RECORD, 1, r1, OptionalLong.empty(), 1);
        await().atMost(SOON).until(() -> r1.samples(1) > 25);
        r1.follow(Mode.RECORD, 1, r1, OptionalLong.empty(), 3);
        await().atMost(SOON).until(() -> r1.samples(2) > 25 && r1.samples(3) > 25);
        long before = r1.samples(1);
        r1.follow(Mode.RECORD, 1, r1, OptionalLong.empty(), 1);
        await().atMost(SOON).until(() -> sealed(2) && sealed(3));
        assertThat(r1.recorder.status()).hasSize(1);
        r1.follow(Mode.RECORD, 2, r1, OptionalLong.empty(), 2);
        await().atMost(SOON).until(() -> r1.samples(2) > 25 && r1.samples(1) > before + 25);
        assertThat(r1.recorder.status()).allMatch(each -> each.session().sessions() == 1);
        assertThat(r1.index.gaps(stream(1), TwinRecorder.ALWAYS)).isEmpty();
        assertThat(r1.recorder.watermarks(stream(3)).next(0, 10).watermark().durable())
                .isEmpty();
    }

    private boolean sealed(int number) {
        return r1.index.segments(stream(number), TwinRecorder.ALWAYS).stream()
                .allMatch(row -> row.state() == org.lidless.footage.storage.SegmentState.SEALED);
    }

    private static StreamId stream(int number) {
        return StreamId.main(new CameraId("cam-" + number));
    }

    private List<Spliced> spliced(int number) throws IOException {
        List<Strand> strands = new ArrayList<>();
        List<org.lidless.footage.timeline.alignment.Alignment> alignments = new ArrayList<>();
        for (One each : List.of(r1, s1)) {
            strands.addAll(Copies.strands(each.index, world.disk(), each.pool, each.node, stream(number)));
            alignments.addAll(Copies.alignments(each.index, stream(number)));
        }
        List<Spliced> all = new ArrayList<>();
        new Splicer(strands, AlignmentGraph.of(alignments), List.of()).forEachRemaining(all::add);
        return all;
    }
}
