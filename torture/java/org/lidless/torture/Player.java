package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.checker.CheckOrder;
import org.lidless.checker.CheckResult;
import org.lidless.checker.ExportCheck;
import org.lidless.domain.TimeSpan;
import org.lidless.world.World;

/// Players that know nothing of the product, at one management server: ffprobe, ffmpeg and GStreamer.
final class Player {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern DOOR = Pattern.compile("players are answered at rtsps://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern WRITTEN = Pattern.compile("out_time=00:00:(\\d\\d)");
    private static final Duration EDGE = Duration.ofSeconds(1);
    private static final Duration HLS_BEHIND = Duration.ofSeconds(7);

    private final Place place;
    private final Visitor visitor;
    private final int port;

    Player(Place place, Node server, Visitor visitor) {
        this.place = place;
        this.visitor = visitor;
        await("the door for players")
                .atMost(LONGEST)
                .until(() -> DOOR.matcher(server.output()).find());
        Matcher door = DOOR.matcher(server.output());
        this.port = door.find() ? Integer.parseInt(door.group(1)) : 0;
    }

    /// Where it is answered by RTSP.
    int port() {
        return port;
    }

    private String rtsp(String scheme, String path) {
        return scheme + "://root:correct%20horse%20battery@127.0.0.1:" + port + path;
    }

    /// What ffprobe says of the tracks, a line each.
    String tracks(String scheme, String path) throws IOException, InterruptedException {
        return Program.need(
                LONGEST,
                List.of(
                        "ffprobe",
                        "-v",
                        "error",
                        "-rtsp_transport",
                        "tcp",
                        "-show_entries",
                        "stream=codec_name",
                        "-of",
                        "csv=p=0",
                        rtsp(scheme, path)));
    }

    /// ffmpeg plays something of RTSP into a file that decodes without a word of complaint.
    Path stored(String name, String path) throws IOException, InterruptedException {
        Path file = place.file(name);
        Program.need(LONGEST, ffmpeg(rtsp("rtsps", path), file));
        Video.assertClean(file);
        return file;
    }

    /// The same by HTTP.
    Path hls(String name, String path) throws IOException, InterruptedException {
        Path file = place.file(name);
        var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error"));
        command.addAll(byHttp(path));
        command.addAll(List.of("-c", "copy", file.toString()));
        Program.need(LONGEST, command);
        Video.assertClean(file);
        return file;
    }

    private List<String> byHttp(String path) {
        return List.of(
                "-tls_verify",
                "0",
                "-headers",
                "Authorization: Bearer " + visitor.token() + "\r\n",
                "-i",
                visitor.base().resolve(path).toString());
    }

    /// What ffprobe says of a playlist's tracks, a line each.
    String hlsTracks(String path) throws IOException, InterruptedException {
        return Program.need(
                LONGEST,
                List.of(
                        "ffprobe",
                        "-v",
                        "error",
                        "-tls_verify",
                        "0",
                        "-headers",
                        "Authorization: Bearer " + visitor.token() + "\r\n",
                        "-read_intervals",
                        "%+2",
                        "-show_entries",
                        "stream=codec_name",
                        "-of",
                        "csv=p=0",
                        visitor.base().resolve(path).toString()));
    }

    private static List<String> ffmpeg(String from, Path file) {
        return List.of(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-progress",
                "pipe:1",
                "-rtsp_transport",
                "tcp",
                "-i",
                from,
                "-map",
                "0",
                "-c",
                "copy",
                file.toString());
    }

    /// Somebody who records a camera's live picture by RTSP from now on.
    Watching watch(String camera) throws IOException {
        Path file = place.file("watched-" + camera + ".mp4");
        Program program = place.start("ffmpeg-" + camera, ffmpeg(rtsp("rtsp", "/live/" + camera), file));
        program.awaitOutput("progress=continue", LONGEST);
        return new Watching(camera, file, program, Instant.now().plus(EDGE), EDGE);
    }

    /// The same by HLS with a token, some segments behind.
    Watching watchHls(String camera) throws IOException {
        return watchHls(camera, byHttp("/api/live/" + camera + "/index.m3u8"));
    }

    /// The same without a header, by an address that lets in whoever knows it.
    Watching watchHls(String camera, String address) throws IOException {
        String playlist = visitor.base().resolve(address + "/index.m3u8").toString();
        return watchHls(camera, List.of("-tls_verify", "0", "-i", playlist));
    }

    private Watching watchHls(String camera, List<String> from) throws IOException {
        Path file = place.file("watched-hls-" + camera + ".mp4");
        var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-progress", "pipe:1"));
        command.addAll(from);
        command.addAll(List.of("-c", "copy", file.toString()));
        Program program = place.start("ffmpeg-hls-" + camera, command);
        program.awaitOutput("progress=continue", LONGEST);
        return new Watching(camera, file, program, Instant.now().plus(EDGE), HLS_BEHIND);
    }

    /// A picture that is being watched by ffmpeg.
    ///
    /// @param behind how far it may be behind what is live
    record Watching(String camera, Path file, Program program, Instant since, Duration behind) {

        /// Waits until so much was written.
        void awaitSeconds(int seconds) {
            await(seconds + " seconds of " + camera).atMost(LONGEST).until(() -> {
                Matcher time = WRITTEN.matcher(program.output());
                return time.results().anyMatch(each -> Integer.parseInt(each.group(1)) >= seconds);
            });
        }

        /// Stops, and answers what was not shown, twice or damaged, by what the camera says it sent.
        List<String> faults(Cameras cameras) throws IOException, InterruptedException {
            Instant until = Instant.now().minus(behind);
            program.stop(LONGEST);
            CheckResult found = ExportCheck.check(
                    World.real().disk(),
                    new CheckOrder(
                            file,
                            cameras.ledger(camera),
                            new TimeSpan(us(since), us(until)),
                            List.of(),
                            OptionalLong.empty(),
                            0));
            assertThat(found.archived())
                    .as("frames of " + camera + " to judge by")
                    .isGreaterThan(50);
            var faults = new ArrayList<String>();
            found.lost().forEach(each -> faults.add("lost " + each));
            found.twice().forEach(each -> faults.add("twice " + each));
            found.outOfOrder().forEach(each -> faults.add("out of order " + each));
            found.damaged().forEach(each -> faults.add("damaged " + each));
            return faults;
        }

        private static long us(Instant moment) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
        }
    }

    /// How many samples of a camera's video GStreamer takes out of RTSP within some seconds.
    int gstreamer(String camera, String codec) throws IOException, InterruptedException {
        String said = Program.need(
                LONGEST,
                List.of(
                        "/usr/bin/python3",
                        Path.of("torture", "gstreamer", "player.py")
                                .toAbsolutePath()
                                .toString(),
                        "rtsps://127.0.0.1:" + port + "/live/" + camera,
                        "root",
                        "correct horse battery",
                        codec,
                        "50"));
        return Integer.parseInt(said.strip().lines().toList().getLast());
    }

    /// What GStreamer plays of a playlist.
    ///
    /// @param isAll whether it came to the end
    record Played(int frames, boolean isAll) {}

    /// @param demuxer `hlsdemux` or `hlsdemux2`
    /// @param path    with a ticket in it: neither carries a header or a cookie on
    /// @param most    frames, then it stops
    Played gstreamerHls(String demuxer, String path, int most) throws IOException, InterruptedException {
        Program.Outcome said = Program.run(
                LONGEST,
                List.of(
                        "/usr/bin/python3",
                        Path.of("torture", "gstreamer", "hls-player.py")
                                .toAbsolutePath()
                                .toString(),
                        demuxer,
                        visitor.base().resolve(path).toString(),
                        Integer.toString(most)));
        place.tell(demuxer + " " + path + "\n" + said.output());
        String[] words = said.output().strip().lines().toList().getLast().split(" ", -1);
        return new Played(Integer.parseInt(words[0]), words.length > 1);
    }
}
