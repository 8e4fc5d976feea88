package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lidless.torture.Recorder.Export;
import org.lidless.torture.Recorder.Stretch;

/// Kills a recorder of six cameras ten times at random moments, starts it again each time, and counts every frame.
/// `-Dlidless.seed=N` repeats a run's moments.
final class TenKillsTest {

    private static final int CAMERAS = 6;
    private static final int PAUSE_MS_MIN = 1500;
    private static final int PAUSE_MS_MAX = 3500;

    /// A crash of the process loses what was not yet written: at most the durability window.
    private static final Duration WINDOW = Duration.ofSeconds(1);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    @Tag("long")
    void everyFrameIsThereOnceOrInsideAStoredGap() throws IOException, InterruptedException {
        kill(10);
    }

    @Test
    @Tag("process")
    void theSameForFewer() throws IOException, InterruptedException {
        kill(5);
    }

    private void kill(int times) throws IOException, InterruptedException {
        long seed = Long.getLong("lidless.seed", System.nanoTime());
        System.out.println("TenKillsTest: -Dlidless.seed=" + seed);
        var random = new SplittableRandom(seed);
        Cameras cameras = Cameras.start(place, CAMERAS);
        var settings =
                new Settings("r1", Ports.free()).line("segment-seconds: 10").pool("main", place.newDirectory("pool"));
        cameras.addTo(settings, "main");
        var recorder = new Recorder(place, settings.write(place.file("lidless.yaml")), place.newDirectory("data"));
        recorder.start();
        var kills = new ArrayList<Instant>();
        for (int i = 0; i < times; i++) {
            recorder.awaitRecording(cameras.names());
            pass(Duration.ofMillis(random.nextInt(PAUSE_MS_MIN, PAUSE_MS_MAX)));
            kills.add(Instant.now());
            recorder.kill();
            recorder.start();
        }
        recorder.awaitRecording(cameras.names());
        recorder.awaitDurable(cameras.names(), Instant.now().plusSeconds(2));
        for (String camera : cameras.names()) {
            List<Stretch> stretches = recorder.footage(camera);
            assertGapsAreTheKills(camera, stretches, kills);
            Export export = recorder.exportAll(camera, stretches);
            assertThat(cameras.faults(camera, export, stretches)).as(camera).isEmpty();
            Video.assertClean(export.file());
        }
        recorder.stop();
        for (Path segment : Video.segments(place.file("pool"))) {
            Video.assertClean(segment);
        }
    }

    private static void assertGapsAreTheKills(String camera, List<Stretch> stretches, List<Instant> kills) {
        List<Stretch> gaps = stretches.stream().filter(each -> !each.have()).toList();
        assertThat(gaps).as("gaps of " + camera).hasSize(kills.size());
        for (int i = 0; i < kills.size(); i++) {
            Stretch gap = gaps.get(i);
            assertThat(gap.cause()).as(camera + ", " + gap).isEqualTo("recorder-down");
            assertThat(gap.from())
                    .as(camera + ", begin of the gap of the kill at " + kills.get(i))
                    .isAfter(kills.get(i).minus(WINDOW))
                    .isBefore(gap.to());
            assertThat(gap.to()).as(camera + ", end of " + gap).isAfter(kills.get(i));
        }
    }

    /// Lets real time pass: the recorder is to be killed at a moment that nothing in it announces.
    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }
}
