package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A disk that hangs, and one that is unmounted, while another pool stands behind it. Needs root and loop devices.
@Tag("power")
final class SpillsOverTest {

    private static final int CAMERAS = 2;
    private static final Duration MOVE_MAX = Duration.ofSeconds(30);

    @RegisterExtension
    private final Place place = new Place();

    /// A recorder whose cameras have two pools, the first on a disk of its own.
    private record Scene(Cameras cameras, LoopDisk disk, Recorder recorder) {

        long used(String name) {
            return recorder.pool(name)
                    .map(each -> each.path("bytesUsed").asLong(0))
                    .orElse(0L);
        }

        void recordFor(int seconds) {
            recorder.awaitDurable(cameras.names(), Instant.now().plusSeconds(seconds));
        }

        void assertNothingIsMissing() throws IOException, InterruptedException {
            for (String camera : cameras.names()) {
                List<Recorder.Stretch> stretches = recorder.footage(camera);
                assertThat(stretches).as(camera).allMatch(Recorder.Stretch::have);
                assertThat(cameras.faults(camera, recorder.exportAll(camera, stretches), stretches))
                        .as(camera)
                        .isEmpty();
            }
        }
    }

    private Scene recording() throws IOException, InterruptedException {
        return recording("[main, spare]");
    }

    private Scene recording(String pools) throws IOException, InterruptedException {
        Cameras cameras = Cameras.start(place, CAMERAS);
        LoopDisk disk = place.closing(new LoopDisk(place, "ext4"));
        Path pool = Files.createDirectory(disk.directory().resolve("pool"));
        var settings = new Settings("r1", Ports.free())
                .line("segment-seconds: 2")
                .pool("main", pool)
                .pool("spare", place.newDirectory("spare"));
        cameras.addTo(settings, pools);
        Path file = settings.write(place.file("lidless.yaml"));
        Recorder recorder = new Recorder(place, file, place.newDirectory("data"));
        recorder.start();
        recorder.awaitRecording(cameras.names());
        Scene scene = new Scene(cameras, disk, recorder);
        scene.recordFor(3);
        return scene;
    }

    @Test
    void aDiskThatHangsCostsNoFrame() throws IOException, InterruptedException {
        Scene scene = recording();
        scene.disk().freeze();
        await("footage in the other pool").atMost(MOVE_MAX).until(() -> scene.used("spare") > 0);
        scene.recordFor(2);
        scene.disk().thaw();
        await("the pool that hung is well again")
                .atMost(MOVE_MAX)
                .until(() -> scene.recorder()
                        .pool("main")
                        .map(each -> each.path("state").asString("").equals("ready"))
                        .orElse(false));
        scene.recordFor(1);
        scene.assertNothingIsMissing();
    }

    @Test
    void aPoolThatIsUnmountedIsMissingAndNothingIsWrittenToItsMountPoint() throws IOException, InterruptedException {
        Scene scene = recording();
        scene.disk().vanish();
        await("footage in the other pool").atMost(MOVE_MAX).until(() -> scene.used("spare") > 0);
        await("the pool is said to be missing")
                .atMost(MOVE_MAX)
                .until(() -> scene.recorder()
                        .pool("main")
                        .map(each -> each.path("problem").path("code").asString(""))
                        .orElse("")
                        .equals("LID-POOL-001"));
        try (Stream<Path> left = Files.list(scene.disk().directory())) {
            assertThat(left).isEmpty();
        }
        await("the disk is let go").atMost(MOVE_MAX).until(scene.disk()::isFree);
        scene.disk().mount();
        scene.recordFor(2);
        await("the pool that was missing is well again")
                .atMost(MOVE_MAX)
                .until(() -> scene.recorder()
                        .pool("main")
                        .map(each -> each.path("problem").isMissingNode())
                        .orElse(false));
        scene.assertNothingIsMissing();
    }

    @Test
    void aDiskThatTheKernelHasMadeReadOnlyIsLetGoMendedAndUsedAgain() throws IOException, InterruptedException {
        Scene scene = recording();
        scene.disk().forceReadOnly();
        await("the pool is said to be read-only")
                .atMost(MOVE_MAX)
                .until(() -> scene.recorder()
                        .pool("main")
                        .map(each -> each.path("problem").path("code").asString(""))
                        .orElse("")
                        .equals("LID-POOL-003"));
        await("footage in the other pool").atMost(MOVE_MAX).until(() -> scene.used("spare") > 0);
        await("the disk is let go").atMost(MOVE_MAX).until(scene.disk()::tryUnmount);
        scene.disk().repair();
        scene.disk().mount();
        await("the pool that was mended is well again")
                .atMost(MOVE_MAX)
                .until(() -> scene.recorder()
                        .pool("main")
                        .map(each -> each.path("state").asString("").equals("ready"))
                        .orElse(false));
        scene.recordFor(2);
        scene.assertNothingIsMissing();
    }
}
