package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Records AV1 and MJPEG, a camera whose parameters change by day and night, and one that restarts with another
/// encoding: every frame is there once, and ffmpeg plays segments and exports.
@Tag("process")
final class RecordsEncodingsTest {

    /// The last movie may have just begun.
    private static final Duration JUDGED_MIN = Duration.ofMillis(1500);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    void everyFrameIsThereOnceAndPlays() throws IOException, InterruptedException {
        Cameras cameras = Cameras.start(
                place,
                5,
                "--personality",
                "cam-1=av1",
                "--personality",
                "cam-2=mjpeg",
                "--personality",
                "cam-3=aac",
                "--personality",
                "cam-4=day-and-night",
                "--personality",
                "cam-5=changes-codec");
        var settings = new Settings("r1", Ports.free()).pool("main", place.newDirectory("pool"));
        cameras.addTo(settings, "main");
        var recorder = new Recorder(place, settings.write(place.file("lidless.yaml")), place.newDirectory("data"));
        recorder.start();
        recorder.awaitRecording(cameras.names());
        recorder.awaitDurable(cameras.names(), Instant.now().plusSeconds(5));
        for (String camera : List.of("cam-1", "cam-2", "cam-3", "cam-4")) {
            List<Recorder.Stretch> stretches = recorder.footage(camera);
            assertThat(stretches).as(camera).allMatch(Recorder.Stretch::have);
            Recorder.Export export = recorder.exportAll(camera, stretches);
            assertThat(cameras.faults(camera, export, stretches)).isEmpty();
            Video.assertClean(export.file());
            double seconds = Duration.between(export.start(), export.end()).toMillis() / 1000.0;
            boolean isHeard = camera.equals("cam-3");
            assertThat(Video.soundSeconds(export.file()))
                    .as(camera)
                    .isBetween(isHeard ? seconds - 0.3 : 0, isHeard ? seconds + 0.3 : 0);
        }
        restarted(cameras, recorder);
        recorder.stop();
        assertThat(Lidless.need("verify", place.file("pool").toString())).isNotBlank();
        assertThat(Video.segments(place.file("pool")))
                .as("a change of parameters begins a segment")
                .hasSizeGreaterThan(cameras.names().size())
                .allSatisfy(Video::assertClean);
    }

    /// Its timeline has gaps where it restarted, and its export a movie for each stretch of one encoding.
    private static void restarted(Cameras cameras, Recorder recorder) throws IOException, InterruptedException {
        List<Recorder.Stretch> stretches = recorder.footage("cam-5");
        Recorder.Export export = recorder.exportAll("cam-5", stretches);
        assertThat(export.further()).isNotEmpty();
        Instant begin = export.start();
        for (Recorder.Movie movie : export.movies()) {
            Video.assertClean(movie.file());
            var one = new Recorder.Export(movie.file(), movie.start(), movie.end(), export.gaps(), List.of());
            if (Duration.between(movie.start(), movie.end()).compareTo(JUDGED_MIN) > 0) {
                // A movie of one encoding is short; that it is, is no fault.
                assertThat(cameras.faults("cam-5", one, stretches))
                        .allMatch(fault -> fault.endsWith("frames to judge by"));
            }
            assertThat(movie.start()).isAfterOrEqualTo(begin);
            begin = movie.end();
        }
    }
}
