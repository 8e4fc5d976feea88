package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lidless.torture.Recorder.Stretch;
import tools.jackson.databind.JsonNode;

/// Kills a recorder whose pool has a journal, takes away what its segments were not forced for, as a power loss may,
/// and
/// lets it come back.
@Tag("process")
final class SurvivesCrashWithJournalTest {

    @RegisterExtension
    private final Place place = new Place();

    @Test
    void whatOnlyTheJournalHasIsPutBackIntoTheSegments() throws IOException, InterruptedException {
        Cameras cameras = Cameras.start(place, 2);
        Path pool = place.newDirectory("pool");
        var settings = new Settings("r1", Ports.free()).pool("main", pool, "journal");
        cameras.addTo(settings, "main");
        var recorder = new Recorder(place, settings.write(place.file("lidless.yaml")), place.newDirectory("data"));
        recorder.start();
        recorder.awaitRecording(cameras.names());
        recorder.awaitDurable(cameras.names(), Instant.now().plusSeconds(2));
        JsonNode reported = recorder.status().orElseThrow();
        recorder.kill();
        List<Path> recovered = Video.segments(pool);
        for (Path segment : recovered) {
            try (var file = new RandomAccessFile(segment.toFile(), "rw")) {
                file.setLength(0);
            }
        }
        recorder.start();
        recorder.awaitRecording(cameras.names());
        recorder.awaitDurable(cameras.names(), Instant.now());
        for (String camera : cameras.names()) {
            List<Stretch> stretches = recorder.footage(camera);
            assertThat(stretches.getFirst().have()).as("footage of " + camera).isTrue();
            assertThat(stretches.getFirst().to())
                    .as("end of what was recorded of " + camera)
                    .isAfterOrEqualTo(Recorder.durable(reported, camera));
        }
        String one = cameras.names().getFirst();
        List<Stretch> stretches = recorder.footage(one);
        assertThat(cameras.faults(one, recorder.exportAll(one, stretches), stretches))
                .as(one)
                .isEmpty();
        recorder.stop();
        assertThat(Video.segments(pool)).hasSize(2 * cameras.names().size());
        for (Path segment : recovered) {
            Video.assertClean(segment);
        }
    }
}
