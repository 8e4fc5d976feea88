package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Moving pictures through the eyes of ffmpeg, which is not ours.
final class Video {

    private static final Duration WORK_MAX = Duration.ofMinutes(2);

    private Video() {}

    /// Makes a clip in which every frame differs from every other, 25 frames a second, a key frame each second.
    ///
    /// @param encoder  `libx264`, `libx265` or `mjpeg`
    /// @param bFrames  how many frames in a row may refer to later ones
    static Path clip(Path file, String encoder, int bFrames, int seconds) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i"));
        boolean isJpeg = encoder.equals("mjpeg");
        // RTP tells the size of JPEG images in steps of 8.
        command.add("testsrc2=s=320x" + (isJpeg ? 176 : 180) + ":r=25:d=" + seconds);
        command.addAll(List.of("-c:v", encoder));
        if (isJpeg) {
            command.addAll(List.of("-pix_fmt", "yuvj420p", "-huffman", "default", "-q:v", "12"));
        } else {
            command.addAll(List.of("-pix_fmt", "yuv420p", "-preset", "ultrafast", "-g", "25"));
            command.addAll(List.of("-bf", Integer.toString(bFrames)));
        }
        if (encoder.equals("libx265")) {
            command.addAll(List.of("-tag:v", "hvc1", "-x265-params", "log-level=error:bframes=" + bFrames));
        }
        command.add(file.toString());
        Program.need(WORK_MAX, command);
        return file;
    }

    /// Decodes a file and answers each picture's hash, in the order of showing.
    static List<String> frames(Path file) throws IOException, InterruptedException {
        String printed = Program.need(
                WORK_MAX,
                List.of(
                        "ffmpeg",
                        "-nostdin",
                        "-v",
                        "error",
                        "-i",
                        file.toString(),
                        "-map",
                        "0:v:0",
                        "-fps_mode",
                        "passthrough",
                        "-f",
                        "framemd5",
                        "-"));
        return printed.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    /// ffprobe reads it and ffmpeg decodes all of it without a word of complaint.
    static void assertClean(Path file) throws IOException, InterruptedException {
        assertThat(Program.need(
                        WORK_MAX,
                        List.of("ffprobe", "-v", "warning", "-count_packets", "-of", "flat", file.toString())))
                .as("ffprobe on " + file)
                .isEmpty();
        assertThat(Program.need(
                        WORK_MAX,
                        List.of(
                                "ffmpeg",
                                "-nostdin",
                                "-v",
                                "warning",
                                "-xerror",
                                "-i",
                                file.toString(),
                                "-fps_mode",
                                "passthrough",
                                "-enc_time_base",
                                "-1",
                                "-f",
                                "null",
                                "-")))
                .as("a full decode of " + file)
                .isEmpty();
    }

    /// How long its sound is, by the samples that a decoder makes of it; 0 without sound.
    static double soundSeconds(Path file) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ffprobe", "-v", "error", "-select_streams", "a", "-count_frames"));
        command.addAll(List.of("-show_entries", "frame=nb_samples:stream=sample_rate", "-of", "flat", file.toString()));
        long samples = 0;
        long rate = 0;
        for (String line : Program.need(WORK_MAX, command).lines().toList()) {
            String value = line.substring(line.indexOf('=') + 1).replace("\"", "");
            if (line.contains("nb_samples=")) {
                samples += Long.parseLong(value);
            } else if (line.contains("sample_rate=")) {
                rate = Long.parseLong(value);
            }
        }
        return rate == 0 ? 0 : (double) samples / rate;
    }

    /// All segments of a pool, by name.
    static List<Path> segments(Path pool) throws IOException {
        try (Stream<Path> all = Files.walk(pool.resolve("segments"))) {
            return all.filter(each -> each.toString().endsWith(".mp4")).sorted().toList();
        }
    }
}
