package org.lidless.footage.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.playback.ExportStatus.Phase;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.PoolCheck;
import org.lidless.footage.storage.Progress;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentWriter;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.LocalHolders;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.World;

/// From a pool on a real disk to a file: two runs of 200 samples each with a stored gap between them.
class ExportsTest {

    private static final StreamId CAMERA = Footage.camera(1);
    private static final PoolId MAIN = new PoolId("main");
    private static final long T0 = Footage.START_US;
    private static final long SECOND_RUN = T0 + 20_000_000;

    private final World world = World.real();

    @TempDir
    private Path directory;

    private SqliteIndex index;
    private Pool pool;
    private Timeline timeline;
    private Exports exports;

    @BeforeEach
    void record() throws IOException {
        Path place = Files.createDirectory(directory.resolve("pool"));
        Path data = Files.createDirectory(directory.resolve("data"));
        index = SqliteIndex.open(world.disk(), data);
        pool = Pool.open(world, MAIN, Footage.NODE, place, data, index);
        write(7, 0, T0, 0, 100);
        write(7, 1, T0, 100, 200);
        pool.gap(new Gap(CAMERA, new TimeSpan(T0 + 8_000_000, SECOND_RUN), GapCause.RECORDER_DOWN));
        write(3, 0, SECOND_RUN, 0, 200);
        timeline =
                new Timeline(index, new LocalHolders(world.disk(), Footage.NODE, Map.of(MAIN, place)), world.clock());
        exports = new Exports(world, timeline, Proof.NONE);
    }

    @AfterEach
    void close() {
        exports.close();
        pool.close();
        index.close();
    }

    @Test
    void theTimelineShowsBothRunsAndTheGap() {
        assertThat(timeline.of(CAMERA, new TimeSpan(T0 - 5_000_000, T0 + 60_000_000)))
                .extracting(Stretch::getClass)
                .hasToString("[class org.lidless.footage.timeline.Stretch$Have, "
                        + "class org.lidless.footage.timeline.Stretch$Missing, "
                        + "class org.lidless.footage.timeline.Stretch$Have]");
    }

    @Test
    void anExportHoldsEverySampleOnceAndItsGap() {
        ExportStatus status = export(T0, T0 + 60_000_000);
        ExportResult result = status.result().orElseThrow();
        assertThat(result.samples()).isEqualTo(400);
        assertThat(result.startUs()).isEqualTo(T0);
        assertThat(result.gaps())
                .containsExactly(new Stretch.Missing(new TimeSpan(T0 + 8_000_000, SECOND_RUN), GapCause.RECORDER_DOWN));
        assertThat(result.bytes()).isEqualTo(out().toFile().length());
        assertThat(directory.resolve("out.mp4.part")).doesNotExist();
        assertThat(status.progress()).isEqualTo(1.0);
    }

    @Test
    void aDamagedFragmentIsLeftOutWithWhatNeedsIt() throws IOException {
        SegmentRow first = index.segments(CAMERA, new TimeSpan(T0, T0 + 1)).getFirst();
        flipByte(directory.resolve("pool").resolve(first.file()), 0.55);
        ExportResult result = export(T0, T0 + 8_000_000).result().orElseThrow();
        assertThat(result.gaps()).hasSize(1);
        Stretch.Missing gap = result.gaps().getFirst();
        assertThat(gap.cause()).isEqualTo(GapCause.SEGMENT_DAMAGED);
        assertThat(gap.span().durationUs()).isBetween(400_000L, 1_200_000L);
        assertThat(result.samples()).isBetween(170L, 190L);
    }

    @Test
    void aSegmentThatIsGoneCostsItselfOnly() throws IOException {
        SegmentRow first = index.segments(CAMERA, new TimeSpan(T0, T0 + 1)).getFirst();
        Files.delete(directory.resolve("pool").resolve(first.file()));
        ExportResult result = export(T0, T0 + 60_000_000).result().orElseThrow();
        assertThat(result.samples()).isEqualTo(300);
        assertThat(result.gaps())
                .extracting(Stretch.Missing::cause)
                .containsExactly(GapCause.SEGMENT_DAMAGED, GapCause.RECORDER_DOWN);
    }

    @Test
    void aFileThatExistsIsNotTouched() throws IOException {
        Files.writeString(out(), "dear");
        assertThatThrownBy(() -> exports.order(request(T0, T0 + 1_000_000, false)))
                .hasMessageContaining(ProblemCode.EXPORT_EXISTS.code());
        assertThat(out()).hasContent("dear");
    }

    @Test
    void nothingThereNamesWhatIs() {
        ExportStatus status = export(T0 - 60_000_000, T0 - 50_000_000);
        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(status.problem().orElseThrow().code()).isEqualTo(ProblemCode.NOTHING_FOUND);
        assertThat(status.problem().orElseThrow().footage())
                .startsWith("What is recorded begins at 2026-11-22T04:00:00Z and ends at ");
        assertThat(out()).doesNotExist();
        assertThat(directory.resolve("out.mp4.part")).doesNotExist();
    }

    @Test
    void aMissingDirectoryIsSaid() {
        ExportRequest nowhere =
                new ExportRequest(CAMERA, new TimeSpan(T0, T0 + 1_000_000), directory.resolve("none/out.mp4"), false);
        assertThat(ended(exports.order(nowhere)).problem().orElseThrow().what())
                .isEqualTo("The directory " + directory.resolve("none") + " is not there.");
    }

    @Test
    @Tag("process")
    void ffprobeSeesTheSitesClock() throws Exception {
        export(T0, T0 + 60_000_000);
        Process probe = new ProcessBuilder(
                        "ffprobe",
                        // The samples are random bytes and no pictures; only their times are looked at.
                        "-v",
                        "quiet",
                        "-show_entries",
                        "packet=pts_time",
                        "-of",
                        "csv=p=0",
                        out().toString())
                .redirectErrorStream(true)
                .start();
        List<Double> shown = new String(probe.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> Double.valueOf(line.replace(",", "")))
                .toList();
        assertThat(probe.waitFor()).isZero();
        assertThat(shown).hasSize(400);
        assertThat(shown.get(200) - shown.get(0)).isBetween(19.99, 20.01);
    }

    @Test
    void anotherEncodingIsAnotherMovieAndSaysSo() throws IOException {
        long third = T0 + 40_000_000;
        write(9, 0, third, 0, 100, new VideoParameters(VideoCodec.MJPEG, List.of(), 320, 176, 0));
        write(11, 0, third + 10_000_000, 0, 50);
        ExportResult result = export(T0, T0 + 60_000_000).result().orElseThrow();
        assertThat(result.samples()).isEqualTo(550);
        assertThat(result.further()).extracting(ExportResult.Movie::samples).containsExactly(100L, 50L);
        assertThat(result.further().getFirst().startUs()).isEqualTo(third);
        List<Path> files = List.of(out(), directory.resolve("out-2.mp4"), directory.resolve("out-3.mp4"));
        assertThat(result.further()).extracting(ExportResult.Movie::file).isEqualTo(files.subList(1, 3));
        for (Path file : files) {
            assertThat(PoolCheck.file(world.disk(), file, Progress.SILENT)).isEmpty();
        }
        assertThat(result.bytes())
                .isEqualTo(
                        files.stream().mapToLong(file -> file.toFile().length()).sum());
        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void aFurtherMovieThatExistsIsNotTouchedAndNothingIsLeft() throws IOException {
        write(9, 0, T0 + 40_000_000, 0, 100, new VideoParameters(VideoCodec.MJPEG, List.of(), 320, 176, 0));
        Path second = Files.writeString(directory.resolve("out-2.mp4"), "dear");
        ExportStatus status = export(T0, T0 + 60_000_000);
        assertThat(status.problem().orElseThrow().code()).isEqualTo(ProblemCode.EXPORT_EXISTS);
        assertThat(second).hasContent("dear");
        assertThat(out()).doesNotExist();
    }

    private void write(long run, int segment, long runStartUs, int from, int to) throws IOException {
        write(run, segment, runStartUs, from, to, Footage.H264);
    }

    private void write(long run, int segment, long runStartUs, int from, int to, VideoParameters parameters)
            throws IOException {
        long startUs = runStartUs + from * Footage.FRAME_US;
        SegmentWriter writer = pool.create(Footage.header(CAMERA, run, segment, startUs, Sha256.NONE), parameters);
        for (int number = from; number < to; number += 10) {
            writer.append(Footage.fragment(run, number, 10, runStartUs, 500));
        }
        writer.seal();
    }

    private static void flipByte(Path file, double where) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long place = (long) (channel.size() * where);
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, place);
            one.put(0, (byte) (one.get(0) ^ 1)).rewind();
            channel.write(one, place);
        }
    }

    private Path out() {
        return directory.resolve("out.mp4");
    }

    private ExportRequest request(long fromUs, long toUs, boolean overwrite) {
        return new ExportRequest(CAMERA, new TimeSpan(fromUs, toUs), out(), overwrite);
    }

    private ExportStatus export(long fromUs, long toUs) {
        return ended(exports.order(request(fromUs, toUs, false)));
    }

    private ExportStatus ended(ExportStatus ordered) {
        return Awaitility.await()
                .until(
                        () -> exports.find(ordered.id()).orElseThrow(),
                        status -> status.phase().isFinal());
    }
}
