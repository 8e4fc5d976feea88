package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.mp4.BadMovieException;
import org.lidless.footage.media.mp4.Box;
import org.lidless.footage.media.mp4.BoxType;
import org.lidless.footage.media.mp4.MovieHead;

/// A short clip with B-frames, made by ffmpeg: its samples, and the hash of every picture as ffmpeg decodes it.
record FfmpegClip(VideoParameters parameters, List<Sample> samples, List<ByteBuffer> payload, List<String> pictures) {

    /// Who encodes.
    enum Encoder {
        H264("libx264", "-preset", "ultrafast", "-x264-params", "bframes=2:keyint=25:min-keyint=25:scenecut=0"),
        H265(
                "libx265",
                "-preset",
                "ultrafast",
                "-x265-params",
                "bframes=3:keyint=25:min-keyint=25:scenecut=0:open-gop=0:log-level=none"),
        AV1("libaom-av1", "-usage", "realtime", "-cpu-used", "8", "-lag-in-frames", "0", "-g", "25", "-threads", "1"),
        MJPEG("mjpeg", "-huffman", "default");

        @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
        private final List<String> options;

        Encoder(String name, String... options) {
            var all = new ArrayList<>(List.of(name));
            all.addAll(List.of(options));
            this.options = List.copyOf(all);
        }

        private boolean reorders() {
            return this == H264 || this == H265;
        }
    }

    static FfmpegClip make(Path directory, Encoder encoder, String size, int frames)
            throws IOException, InterruptedException, BadMovieException {
        Path file = directory.resolve(encoder + "-" + size + ".mp4");
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i"));
        command.add("testsrc2=size=" + size + ":rate=25");
        command.addAll(List.of("-frames:v", "" + frames, "-pix_fmt"));
        command.add(encoder == Encoder.MJPEG ? "yuvj420p" : "yuv420p");
        command.add("-c:v");
        command.addAll(encoder.options);
        command.addAll(List.of("-video_track_timescale", "90000", file.toString()));
        run(command.toArray(String[]::new));
        byte[] bytes = Files.readAllBytes(file);
        VideoParameters parameters = MovieHead.parameters(
                Box.first(ByteBuffer.wrap(bytes), BoxType.MOOV).orElseThrow());
        List<Sample> samples = new ArrayList<>();
        List<ByteBuffer> payload = new ArrayList<>();
        long zero = Long.MIN_VALUE;
        for (String line : run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "packet=pts,dts,duration,size,pos,flags",
                        "-of",
                        "csv=p=0",
                        file.toString())
                .lines()
                .toList()) {
            String[] parts = line.split(",", -1);
            long pts = Long.parseLong(parts[0]);
            long dts = Long.parseLong(parts[1]);
            zero = zero == Long.MIN_VALUE ? dts : zero;
            int length = Integer.parseInt(parts[3]);
            samples.add(new Sample(
                    samples.size(),
                    dts - zero,
                    pts - zero,
                    0,
                    Integer.parseInt(parts[2]),
                    parts[5].startsWith("K"),
                    length));
            payload.add(
                    ByteBuffer.wrap(bytes, Integer.parseInt(parts[4]), length).slice());
        }
        assertThat(samples.stream().anyMatch(sample -> sample.presentationTicks() > sample.decodeTicks()))
                .isEqualTo(encoder.reorders());
        return new FfmpegClip(parameters, samples, payload, pictures(file));
    }

    /// The clip in fragments of this many samples, shown from a site time on.
    List<Fragment> fragments(int count, long startUs) {
        List<Fragment> fragments = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += count) {
            int to = Math.min(samples.size(), from + count);
            List<Sample> placed = samples.subList(from, to).stream()
                    .map(each -> new Sample(
                            each.number(),
                            each.decodeTicks(),
                            each.presentationTicks(),
                            startUs + each.presentationTicks() * 100 / 9,
                            each.durationTicks(),
                            each.key(),
                            each.size()))
                    .toList();
            fragments.add(new Fragment(placed, payload.subList(from, to)));
        }
        return fragments;
    }

    /// The same samples at another place on the axis of ticks.
    static List<Sample> later(List<Sample> samples, long ticks) {
        return samples.stream()
                .map(each -> new Sample(
                        each.number(),
                        each.decodeTicks() + ticks,
                        each.presentationTicks() + ticks,
                        each.timeUs(),
                        each.durationTicks(),
                        each.key(),
                        each.size()))
                .toList();
    }

    /// The hash of every decoded picture, in the order of showing; fails when ffmpeg has anything to say.
    static List<String> pictures(Path file) throws IOException, InterruptedException {
        return run("ffmpeg", "-v", "error", "-i", file.toString(), "-fps_mode", "passthrough", "-f", "framemd5", "-")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    /// Fails when ffprobe has anything to say, or sees no picture.
    static void probe(Path file) throws IOException, InterruptedException {
        assertThat(run("ffprobe", "-v", "error", "-count_packets", "-show_streams", file.toString()))
                .contains("codec_type=video");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path complaints = Files.createTempFile("lidless-test", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(complaints.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
