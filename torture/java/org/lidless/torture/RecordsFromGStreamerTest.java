package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lidless.torture.Recorder.Export;

/// Records from an RTSP server that is not ours, with digest over TCP, and compares picture by picture with the source.
@Tag("process")
final class RecordsFromGStreamerTest {

    private static final int CLIP_SECONDS = 40;
    private static final Duration WANTED = Duration.ofSeconds(9);
    private static final int PICTURES_MIN = 150;

    /// Pictures at the very end of an export may refer to samples behind its end.
    private static final int REORDERED_MAX = 4;

    @RegisterExtension
    private final Place place = new Place();

    @Test
    void everyPictureOfTheSourceIsInTheExportInOrder() throws IOException, InterruptedException {
        Map<String, Path> clips = new TreeMap<>(Map.of(
                "plain264", Video.clip(place.file("plain264.mp4"), "libx264", 0, CLIP_SECONDS),
                "reordered264", Video.clip(place.file("reordered264.mp4"), "libx264", 2, CLIP_SECONDS),
                "reordered265", Video.clip(place.file("reordered265.mp4"), "libx265", 3, CLIP_SECONDS),
                "jpeg", Video.clip(place.file("jpeg.mp4"), "mjpeg", 0, CLIP_SECONDS)));
        int port = Ports.free();
        var settings = new Settings("r1", Ports.free()).pool("main", place.newDirectory("pool"));
        var command = new ArrayList<>(List.of(
                "/usr/bin/python3",
                Path.of("torture", "gstreamer", "rtsp-server.py")
                        .toAbsolutePath()
                        .toString(),
                Integer.toString(port),
                "viewer",
                "correct horse"));
        clips.forEach((camera, clip) -> {
            command.add("/" + camera + "=" + clip + ":" + codec(camera));
            settings.camera(camera, "rtsp://127.0.0.1:" + port + "/" + camera, "main", "viewer", "correct horse");
        });
        place.start("gstreamer", command).awaitOutput("ready", Duration.ofSeconds(20));
        var recorder = new Recorder(place, settings.write(place.file("lidless.yaml")), place.newDirectory("data"));
        recorder.start();
        List<String> cameras = List.copyOf(clips.keySet());
        recorder.awaitRecording(cameras);
        recorder.awaitDurable(cameras, Instant.now().plus(WANTED));
        for (Map.Entry<String, Path> clip : clips.entrySet()) {
            Export export = recorder.exportAll(clip.getKey(), recorder.footage(clip.getKey()));
            Video.assertClean(export.file());
            assertSamePictures(clip.getKey(), Video.frames(clip.getValue()), Video.frames(export.file()));
        }
        recorder.stop();
        for (Path segment : Video.segments(place.file("pool"))) {
            Video.assertClean(segment);
        }
    }

    private static String codec(String camera) {
        if (camera.equals("jpeg")) {
            return camera;
        }
        return camera.endsWith("264") ? "h264" : "h265";
    }

    private static void assertSamePictures(String camera, List<String> source, List<String> exported) {
        int begin = source.indexOf(exported.getFirst());
        assertThat(begin)
                .as("the first recorded picture of " + camera + " in the source")
                .isNotNegative();
        assertThat(exported).as("pictures of " + camera).hasSizeGreaterThan(PICTURES_MIN);
        int compared = exported.size() - REORDERED_MAX;
        assertThat(exported.subList(0, compared))
                .as("pictures of " + camera + " from " + begin)
                .isEqualTo(source.subList(begin, begin + compared));
    }
}
