package org.lidless.footage.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.Epoch;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.Sample;
import org.lidless.footage.playback.ExportStatus.Phase;
import org.lidless.footage.storage.CatalogueRecord.Aligned;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.SegmentHeader;
import org.lidless.footage.storage.SegmentWriter;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.Holders;
import org.lidless.footage.timeline.Item;
import org.lidless.footage.timeline.SampleReader;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.DiskFile;
import org.lidless.world.World;

/// From two recorders' pools on a real disk to one file: r1 has a camera's frames 0 to 199, is killed, and has 350 to
/// 499 again; s1 stood in with 175 to 399. 25 frames a second.
class SeveralRecordersTest {

    private static final StreamId CAMERA = Footage.camera(1);
    private static final NodeId R1 = Footage.NODE;
    private static final NodeId S1 = new NodeId("s1");
    private static final PoolId MAIN = new PoolId("main");
    private static final PoolId THEIRS = PoolId.of(S1, MAIN);
    private static final long T0 = Footage.START_US;
    private static final TimeSpan ALL = new TimeSpan(T0, T0 + 20_000_000);
    private static final int REORDERED_US = 80_000;

    private final World world = World.real();
    private final Set<PoolId> unreachable = new TreeSet<>();

    @TempDir
    private Path directory;

    private SqliteIndex index;
    private Pool ours;
    private Pool theirs;
    private Timeline timeline;
    private Exports exports;

    /// A recorder's own way of counting the camera's frames.
    ///
    /// @param first  frame that has number 0
    /// @param zero   ticks of the camera's frame 0
    /// @param lateUs by how much its clock is wrong
    private record Run(long id, NodeId node, Epoch epoch, int first, long zero, long lateUs) {}

    private static final Run BEFORE = new Run(7, R1, Epoch.FIRST, 0, 0, 0);
    private static final Run STOOD_IN = new Run(9, S1, Epoch.FIRST.next(), 100, 777_000, 30_000);
    private static final Run AFTER = new Run(3, R1, Epoch.FIRST.next().next(), 350, -12_345, -20_000);

    @BeforeEach
    void record() throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        index = SqliteIndex.open(world.disk(), data);
        ours = Pool.open(world, MAIN, R1, Files.createDirectory(directory.resolve("r1")), data, index);
        theirs = Pool.open(world, THEIRS, S1, Files.createDirectory(directory.resolve("s1")), data, index);
        timeline = new Timeline(index, new TwoHolders(), world.clock());
        exports = new Exports(world, timeline, Proof.NONE);
    }

    private void takeOverAndHandBack() throws IOException {
        ours.owned(CAMERA, Epoch.FIRST, T0);
        write(ours, BEFORE, 0, 200);
        ours.gap(new Gap(CAMERA, new TimeSpan(at(200), at(350)), GapCause.RECORDER_DOWN));
        theirs.owned(CAMERA, Epoch.FIRST.next(), at(205));
        write(theirs, STOOD_IN, 175, 400);
        write(ours, AFTER, 350, 500);
        ours.owned(CAMERA, Epoch.FIRST.next().next(), at(375));
        aligned(BEFORE, STOOD_IN);
        aligned(STOOD_IN, AFTER);
    }

    @AfterEach
    void close() {
        exports.close();
        ours.close();
        theirs.close();
        index.close();
    }

    @Test
    void theTimelineHasNoSeamAndSaysWhoRecordedWhat() throws IOException {
        takeOverAndHandBack();
        List<Stretch> stretches = timeline.of(CAMERA, ALL);
        assertThat(stretches).hasOnlyElementsOfType(Stretch.Have.class);
        assertThat(stretches)
                .extracting(stretch -> ((Stretch.Have) stretch).node())
                .containsExactly(R1, S1, R1);
    }

    @Test
    void anExportHoldsEveryFrameOnceOnTheCamerasOwnClock() throws IOException {
        takeOverAndHandBack();
        ExportResult result = export(ALL).result().orElseThrow();
        assertThat(result.samples()).isEqualTo(500);
        assertThat(result.gaps()).isEmpty();
        assertThat(result.isComplete()).isTrue();
        assertThat(result.recorded()).extracting(Stretch.Have::node).containsExactly(R1, S1, R1);
        Retimer retimer = new Retimer();
        long frame = 0;
        for (Item.SampleItem item : samples()) {
            assertThat(item.bytes()).isEqualTo(payload(frame));
            Sample placed = retimer.place(item.axis(), item.sample());
            assertThat(placed.decodeTicks()).isEqualTo(frame * Footage.FRAME_TICKS);
            assertThat(placed.presentationTicks()).isEqualTo(shownTicks(frame));
            frame++;
        }
    }

    @Test
    void whatTheStandbyHasIsAwayWhileItCannotBeReached() throws IOException {
        takeOverAndHandBack();
        unreachable.add(THEIRS);
        List<Stretch> stretches = timeline.of(CAMERA, ALL);
        assertThat(stretches).hasSize(3);
        assertThat(stretches.get(1)).isInstanceOfSatisfying(Stretch.Away.class, away -> {
            assertThat(away.recorder()).isEqualTo(S1);
            assertThat(away.holder()).isEqualTo(S1);
        });
        ExportResult result = export(ALL).result().orElseThrow();
        assertThat(result.samples()).isEqualTo(350);
        assertThat(result.isComplete()).isFalse();
        assertThat(result.gaps()).isEmpty();
        assertThat(result.away()).singleElement().satisfies(away -> {
            assertThat(away.span().fromUs()).isBetween(at(200), at(200) + REORDERED_US);
            assertThat(away.span().toUs()).isBetween(at(350) - 60_000, at(350) + REORDERED_US);
        });
    }

    @Test
    void aSpanOfWhichAllIsAwaySaysWhoHasIt() throws IOException {
        takeOverAndHandBack();
        unreachable.add(THEIRS);
        ExportStatus status = export(new TimeSpan(at(250), at(300)));
        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(status.problem().orElseThrow().code()).isEqualTo(ProblemCode.FOOTAGE_AWAY);
        assertThat(status.problem().orElseThrow().what()).contains("recorder s1");
    }

    @Test
    void theOwnersCauseIsBelieved() throws IOException {
        ours.owned(CAMERA, Epoch.FIRST, T0);
        write(ours, BEFORE, 0, 200);
        ours.gap(new Gap(CAMERA, new TimeSpan(at(200), at(350)), GapCause.RECORDER_DOWN));
        theirs.owned(CAMERA, Epoch.FIRST.next(), at(205));
        // By the standby's own clock, as its footage.
        TimeSpan silent = new TimeSpan(at(230), at(300) + STOOD_IN.lateUs());
        theirs.gap(new Gap(CAMERA, silent, GapCause.CAMERA_SILENT));
        write(theirs, STOOD_IN, 300, 400);
        List<Stretch> missing = timeline.of(CAMERA, ALL).stream()
                .filter(Stretch.Missing.class::isInstance)
                .toList();
        assertThat(missing).contains(new Stretch.Missing(silent, GapCause.CAMERA_SILENT));
        assertThat(export(ALL).result().orElseThrow().gaps())
                .extracting(Stretch.Missing::cause)
                .containsExactly(GapCause.RECORDER_DOWN, GapCause.CAMERA_SILENT);
    }

    @Test
    void runsThatNobodyComparedAreComparedAtReading() throws IOException {
        write(ours, BEFORE, 0, 200);
        write(theirs, STOOD_IN, 100, 400);
        assertThat(export(ALL).result().orElseThrow().samples()).isEqualTo(400);
    }

    private List<Item.SampleItem> samples() {
        List<Item.SampleItem> samples = new ArrayList<>();
        try (SampleReader reader = timeline.read(CAMERA, ALL)) {
            for (var item = reader.next(); item.isPresent(); item = reader.next()) {
                samples.add((Item.SampleItem) item.get());
            }
        }
        return samples;
    }

    private static void write(Pool pool, Run run, int from, int to) throws IOException {
        int segment = 0;
        for (int start = from; start < to; start += 100) {
            int end = Math.min(to, start + 100);
            SegmentHeader header = new SegmentHeader(
                    CAMERA,
                    run.node(),
                    run.epoch(),
                    new RunId(run.id()),
                    segment++,
                    sample(run, start).timeUs(),
                    ClockQuality.ARRIVAL,
                    Sha256.NONE);
            SegmentWriter writer = pool.create(header, Footage.H264);
            for (int frame = start; frame < end; frame += 25) {
                writer.append(fragment(run, frame, Math.min(25, end - frame)));
            }
            writer.seal();
        }
    }

    private static Fragment fragment(Run run, int from, int count) {
        List<Sample> samples = new ArrayList<>();
        List<ByteBuffer> payload = new ArrayList<>();
        for (int frame = from; frame < from + count; frame++) {
            samples.add(sample(run, frame));
            payload.add(payload(frame));
        }
        return new Fragment(samples, payload);
    }

    private static Sample sample(Run run, int frame) {
        return new Sample(
                frame - run.first(),
                run.zero() + (long) frame * Footage.FRAME_TICKS,
                run.zero() + shownTicks(frame),
                T0 + run.lateUs() + shownTicks(frame) * 100 / 9,
                Footage.FRAME_TICKS,
                frame % 25 == 0,
                payload(frame).remaining());
    }

    /// Every third is shown two frames later than it is decoded.
    private static long shownTicks(long frame) {
        return (frame + (frame % 3 == 1 ? 2 : 0)) * Footage.FRAME_TICKS;
    }

    /// One coded slice behind its length.
    private static ByteBuffer payload(long frame) {
        int bytes = 400 + (int) (frame % 7);
        ByteBuffer random = Footage.payload(1, frame, bytes);
        ByteBuffer payload = ByteBuffer.allocate(4 + bytes).putInt(bytes).put(random);
        return payload.put(4, (byte) 0x41).flip();
    }

    private static long at(long frame) {
        return T0 + frame * Footage.FRAME_US;
    }

    private void aligned(Run one, Run other) throws IOException {
        ours.aligned(new Aligned(
                CAMERA,
                new RunId(one.id()),
                new RunId(other.id()),
                other.zero() - one.zero(),
                other.lateUs() - one.lateUs(),
                100,
                "same-bytes"));
    }

    private ExportStatus export(TimeSpan span) {
        ExportStatus ordered = exports.order(new ExportRequest(CAMERA, span, directory.resolve("out.mp4"), false));
        return Awaitility.await()
                .until(
                        () -> exports.find(ordered.id()).orElseThrow(),
                        status -> status.phase().isFinal());
    }

    /// Both pools lie on this disk; one may be out of reach.
    private final class TwoHolders implements Holders {

        @Override
        public boolean isReachable(PoolId pool) {
            return !unreachable.contains(pool);
        }

        @Override
        public boolean isNear(PoolId pool) {
            return pool.equals(MAIN);
        }

        @Override
        public NodeId holder(PoolId pool) {
            return pool.equals(MAIN) ? R1 : S1;
        }

        @Override
        public DiskFile open(PoolId pool, String file) throws IOException {
            if (unreachable.contains(pool)) {
                throw new IOException("not reachable");
            }
            return world.disk()
                    .openToRead(directory.resolve(holder(pool).value()).resolve(file));
        }
    }
}
