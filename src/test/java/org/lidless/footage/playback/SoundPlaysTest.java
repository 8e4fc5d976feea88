package org.lidless.footage.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.domain.Transport;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.recording.TabletopRecorder;
import org.lidless.footage.storage.Footage;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.PoolCheck;
import org.lidless.footage.storage.Progress;
import org.lidless.footage.storage.SegmentHeader;
import org.lidless.footage.storage.SegmentWriter;
import org.lidless.footage.storage.SqliteIndex;
import org.lidless.footage.timeline.LocalHolders;
import org.lidless.footage.timeline.Timeline;
import org.lidless.simulator.TabletopCamera;
import org.lidless.simulator.personality.Personalities;
import org.lidless.world.World;

/// From a camera to a real player's ear: ffmpeg says nothing against segments and exports with sound, decodes exactly
/// as
/// many samples as the camera sent, and hears each beep where the picture shows a full second.
@Tag("process")
class SoundPlaysTest {

    private static final StreamId CAMERA = StreamId.main(TabletopCamera.ID);
    private static final long SECONDS = 12;
    private static final int HZ = 8_000;
    private static final int LOUD = 3_000;
    private static final long UNIT_US_MAX = 64_000;
    private static final double OFF_MAX = 0.09;

    private final World world = World.real();
    private final TabletopRecorder recorder = new TabletopRecorder(Optional.empty(), Transport.TCP);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "pcma, pcm_alaw, 320",
        "pcmu, pcm_mulaw, 320",
        "opus, opus, 960",
        "l16, pcm_s16be, 320",
        "onvif-metadata, aac, 1024",
        "sound-clock-double, pcm_alaw, 320",
    })
    void asItIsStoredAndAsItIsExported(String personality, String codec, int ticks) throws Exception {
        record(personality);
        try (SqliteIndex index = SqliteIndex.inMemory()) {
            Path place = Files.createDirectory(directory.resolve("pool"));
            Path data = Files.createDirectory(directory.resolve("data"));
            List<Fragment> fragments = recorder.fragments();
            long beginUs = fragments.getFirst().first().timeUs();
            // What was heard before the first picture lies before the movie.
            long frames = fragments.stream()
                    .flatMap(each -> each.samples().stream())
                    .flatMap(each -> each.companions().stream())
                    .filter(each -> each.of().codec().isAudio() && each.timeUs() + UNIT_US_MAX / 2 >= beginUs)
                    .count();
            try (Pool pool = Pool.open(world, new PoolId("main"), Footage.NODE, place, data, index)) {
                pool.recover(Progress.SILENT);
                Path segment = write(pool, fragments);
                assertThat(packets(segment)).isBetween(frames - 2, frames);
                listen(segment, codec, ticks, SECONDS - 2);
                assertThat(PoolCheck.file(world.disk(), segment, Progress.SILENT))
                        .isEmpty();
            }
            Path movie = export(index, place, beginUs + 2_000_000);
            long left = fragments.stream()
                    .flatMap(each -> each.samples().stream())
                    .flatMap(each -> each.companions().stream())
                    .filter(each ->
                            each.of().codec().isAudio() && each.timeUs() + UNIT_US_MAX / 2 >= beginUs + 2_000_000)
                    .count();
            assertThat(packets(movie)).isBetween(left - 2, left + 1);
            listen(movie, codec, ticks, SECONDS - 4);
            assertThat(PoolCheck.file(world.disk(), movie, Progress.SILENT)).isEmpty();
            if (personality.equals("onvif-metadata")) {
                assertThat(run("ffprobe", "-v", "error", "-show_entries", "stream=codec_tag_string", movie.toString()))
                        .contains("metx");
            }
        }
    }

    private void record(String personality) throws IOException {
        try (var camera = new TabletopCamera(
                directory, recorder.clock(), Personalities.named(personality).orElseThrow(), 1, Optional.empty())) {
            recorder.follow(camera, SECONDS * 1_000_000);
            recorder.stop();
        }
    }

    private Path write(Pool pool, List<Fragment> fragments) throws IOException {
        List<Companion> tracks = fragments.stream()
                .flatMap(each -> each.samples().stream())
                .flatMap(each -> each.companions().stream())
                .map(CompanionFrame::of)
                .distinct()
                .toList();
        long startUs = fragments.getFirst().first().timeUs();
        SegmentHeader header = Footage.header(CAMERA, 7, 0, startUs, Sha256.NONE);
        SegmentWriter writer = pool.create(header, recorder.parameters(), tracks);
        for (Fragment each : fragments) {
            writer.append(each);
        }
        writer.seal();
        try (Stream<Path> files = Files.walk(pool.directory())) {
            return files.filter(each -> each.toString().endsWith(".mp4"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path export(SqliteIndex index, Path place, long fromUs) {
        Path movie = directory.resolve("out.mp4");
        var timeline = new Timeline(
                index, new LocalHolders(world.disk(), Footage.NODE, Map.of(new PoolId("main"), place)), world.clock());
        try (var exports = new Exports(world, timeline, Proof.NONE)) {
            ExportStatus ordered = exports.order(
                    new ExportRequest(CAMERA, new TimeSpan(fromUs, fromUs + SECONDS * 1_000_000), movie, false));
            ExportStatus ended = Awaitility.await()
                    .until(
                            () -> exports.find(ordered.id()).orElseThrow(),
                            status -> status.phase().isFinal());
            assertThat(ended.problem()).isEmpty();
        }
        return movie;
    }

    private static void listen(Path file, String codec, int ticks, long beepsMin) throws Exception {
        assertThat(run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-select_streams",
                        "a",
                        "-show_entries",
                        "stream=codec_name",
                        file.toString()))
                .contains("codec_name=" + codec);
        long frames = packets(file);
        byte[] plain =
                output("ffmpeg", "-v", "error", "-i", file.toString(), "-map", "0:a", "-ac", "1", "-f", "s16le", "-");
        assertThat(plain.length / 2).as("samples of %d frames", frames).isEqualTo((int) frames * ticks);
        List<Double> beeps = beeps(output(
                "ffmpeg",
                "-v",
                "error",
                "-i",
                file.toString(),
                "-map",
                "0:a",
                "-af",
                "aresample=async=1:first_pts=0",
                "-ac",
                "1",
                "-ar",
                Integer.toString(HZ),
                "-f",
                "s16le",
                "-"));
        List<Double> seconds = keys(file);
        assertThat(beeps).hasSizeGreaterThanOrEqualTo((int) beepsMin);
        for (double beep : beeps) {
            double off = seconds.stream()
                    .mapToDouble(each -> Math.abs(each - beep))
                    .min()
                    .orElseThrow();
            assertThat(off)
                    .as("beep at %s s, full seconds at %s", beep, seconds)
                    .isLessThan(OFF_MAX);
        }
    }

    /// Where it becomes loud after it was quiet, s.
    private static List<Double> beeps(byte[] samples) {
        var levels = ByteBuffer.wrap(samples).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        List<Double> found = new ArrayList<>();
        int quietSince = 0;
        for (int at = 0; at < levels.remaining(); at++) {
            if (Math.abs(levels.get(at)) > LOUD) {
                if (at - quietSince > HZ / 2) {
                    found.add(at / (double) HZ);
                }
                quietSince = at;
            }
        }
        return found;
    }

    /// When key frames are shown, from the movie's beginning, s.
    private static List<Double> keys(Path file) throws Exception {
        List<Double> shown = new ArrayList<>();
        String[] words = {"-select_streams", "v", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0"};
        for (String line : run(
                        "ffprobe",
                        "-v",
                        "error",
                        words[0],
                        words[1],
                        words[2],
                        words[3],
                        words[4],
                        words[5],
                        file.toString())
                .lines()
                .filter(each -> each.contains("K"))
                .toList()) {
            shown.add(Double.valueOf(line.split(",", -1)[0]));
        }
        return shown;
    }

    private static long packets(Path file) throws Exception {
        return run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-select_streams",
                        "a",
                        "-show_entries",
                        "packet=size",
                        "-of",
                        "csv=p=0",
                        file.toString())
                .lines()
                .filter(line -> !line.isBlank())
                .count();
    }

    private static String run(String... command) throws Exception {
        return new String(output(command), StandardCharsets.UTF_8);
    }

    private static byte[] output(String... command) throws Exception {
        Path complaints = Files.createTempFile("lidless-test", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(complaints.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            byte[] out = process.getInputStream().readAllBytes();
            int code = process.waitFor();
            assertThat(Files.readString(complaints))
                    .as(String.join(" ", command))
                    .isEmpty();
            assertThat(code).as(String.join(" ", command)).isZero();
            return out;
        } finally {
            Files.delete(complaints);
        }
    }
}
