package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lidless.torture.FailingDisk.Fault;
import org.lidless.torture.Recorder.Stretch;

/// A disk fails in every way that a disk can, below a recorder that runs: it stays up, says so in plain words, and goes
/// on by itself. A camera whose pool is on another disk does not notice.
final class SurvivesDiskFaultsTest {

    private static final Duration NOTICE_MAX = Duration.ofSeconds(20);
    /// What a command or an answer may take while a disk hangs.
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    @RegisterExtension
    private final Place place = new Place();

    /// A recorder with one camera on the disk that fails and one on a sound disk.
    private record Scene(Cameras cameras, FailingDisk disk, Recorder recorder) {

        String failing() {
            return cameras.names().getFirst();
        }

        String sound() {
            return cameras.names().getLast();
        }

        void recordFor(int seconds) {
            recorder.awaitDurable(cameras.names(), Instant.now().plusSeconds(seconds));
        }

        String code(String pool) {
            return recorder.pool(pool)
                    .map(each -> each.path("problem").path("code").asString(""))
                    .orElse("no status");
        }

        /// Waits until the pool is said to have this problem.
        void awaitCode(String code) {
            await(code + " of the pool").atMost(NOTICE_MAX).until(() -> code("main"), code::equals);
        }

        void awaitWell() {
            recordFor(1);
            awaitCode("");
        }

        void assertNothingIsMissing(String camera) throws IOException, InterruptedException {
            List<Stretch> stretches = recorder.footage(camera);
            assertThat(stretches).as(camera).allMatch(Stretch::have);
            assertThat(cameras.faults(camera, recorder.exportAll(camera, stretches), stretches))
                    .as(camera)
                    .isEmpty();
        }
    }

    private Scene recording(String pools) throws IOException, InterruptedException {
        Cameras cameras = Cameras.start(place, 2);
        var disk = new FailingDisk(place, "pool");
        var settings = new Settings("r1", Ports.free())
                .line("segment-seconds: 2")
                .pool("main", disk.directory())
                .pool("spare", place.newDirectory("spare"));
        settings.camera(cameras.names().getFirst(), cameras.url(cameras.names().getFirst()), pools);
        settings.camera(cameras.names().getLast(), cameras.url(cameras.names().getLast()), "spare");
        Path file = settings.write(place.file("lidless.yaml"));
        var scene = new Scene(cameras, disk, new Recorder(place, file, place.newDirectory("data"), disk.wrapper()));
        scene.recorder().start();
        scene.recorder().awaitRecording(cameras.names());
        return scene;
    }

    @Test
    @Tag("process")
    void errorsThatAreShorterThanMemoryCostNoFrame() throws IOException, InterruptedException {
        Scene scene = recording("main");
        FailingDisk disk = scene.disk();
        disk.fail(FailingDisk.IO_ERROR, Fault.WRITE);
        scene.awaitCode("LID-POOL-005");
        disk.heal();
        scene.awaitWell();
        disk.failOnly(1, FailingDisk.IO_ERROR, Fault.FORCE);
        await("the force that fails").atMost(NOTICE_MAX).until(() -> disk.bitten(Fault.FORCE) == 1);
        scene.awaitWell();
        disk.fail(FailingDisk.NO_SPACE, Fault.WRITE, Fault.CHANGE);
        scene.awaitCode("LID-POOL-004");
        disk.heal();
        scene.awaitWell();
        scene.assertNothingIsMissing(scene.failing());
        scene.assertNothingIsMissing(scene.sound());
    }

    @Test
    @Tag("long")
    void everyOtherErrorIsNamedAndCostsNoFrame() throws IOException, InterruptedException {
        Scene scene = recording("main");
        FailingDisk disk = scene.disk();
        disk.fail(FailingDisk.IO_ERROR, Fault.FORCE);
        scene.awaitCode("LID-POOL-005");
        disk.heal();
        scene.awaitWell();
        disk.fail(FailingDisk.READ_ONLY, Fault.WRITE, Fault.CHANGE, Fault.FORCE);
        scene.awaitCode("LID-POOL-003");
        disk.heal();
        scene.awaitWell();
        disk.lookEmpty();
        scene.awaitCode("LID-POOL-005");
        disk.heal();
        scene.awaitWell();
        disk.fail(FailingDisk.IO_ERROR, Fault.READ);
        scene.awaitCode("LID-POOL-005");
        Program.Outcome export = Lidless.run(exportOfAll(scene));
        assertThat(export.output()).as("an export while nothing can be read").doesNotContain("LID-BUG");
        scene.recorder().awaitDurable(List.of(scene.sound()), Instant.now().plusSeconds(1));
        disk.heal();
        scene.awaitWell();
        scene.assertNothingIsMissing(scene.failing());
        scene.assertNothingIsMissing(scene.sound());
    }

    private String[] exportOfAll(Scene scene) throws IOException, InterruptedException {
        List<Stretch> stretches = scene.recorder().footage(scene.failing());
        var words = new ArrayList<>(List.of("export", "start", "--camera", scene.failing()));
        words.addAll(List.of("--from", stretches.getFirst().from().toString()));
        words.addAll(List.of("--to", stretches.getLast().to().toString()));
        words.addAll(List.of(place.file("unread.mp4").toString()));
        words.addAll(List.of("--data", scene.recorder().data().toString()));
        return words.toArray(String[]::new);
    }

    @Test
    @Tag("long")
    void aHangOfFiveSecondsCostsNoFrame() throws IOException, InterruptedException {
        Scene scene = recording("main");
        hang(scene, Duration.ofSeconds(5));
        scene.awaitWell();
        scene.assertNothingIsMissing(scene.failing());
        scene.assertNothingIsMissing(scene.sound());
    }

    @Test
    @Tag("long")
    void aHangOfAMinuteCostsNoFrameThatMemoryHolds() throws IOException, InterruptedException {
        Scene scene = recording("main");
        hang(scene, Duration.ofSeconds(60));
        scene.awaitWell();
        scene.assertNothingIsMissing(scene.failing());
        scene.assertNothingIsMissing(scene.sound());
    }

    @Test
    @Tag("long")
    void aHangOfAMinuteCostsNoFrameWhenThereIsAnotherPool() throws IOException, InterruptedException {
        Scene scene = recording("[main, spare]");
        hang(scene, Duration.ofSeconds(60));
        scene.awaitWell();
        scene.assertNothingIsMissing(scene.failing());
        scene.assertNothingIsMissing(scene.sound());
    }

    /// Meanwhile the recorder answers, says what is wrong, and records the other camera.
    private void hang(Scene scene, Duration time) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(time);
        scene.disk().hang();
        if (time.toSeconds() >= 5) {
            scene.awaitCode("LID-POOL-007");
        }
        while (Instant.now().isBefore(end)) {
            Instant asked = Instant.now();
            assertThat(scene.recorder().status())
                    .as("an answer while the disk hangs")
                    .isPresent();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(ANSWER_MAX);
            scene.recorder().awaitDurable(List.of(scene.sound()), asked);
        }
        scene.disk().heal();
    }

    /// A start while the disk lists nothing: what was recorded is not forgotten.
    @Test
    @Tag("long")
    void anEmptyListingIsAFaultAndNoLoss() throws IOException, InterruptedException {
        Scene scene = recording("main");
        scene.recordFor(3);
        scene.recorder().stop();
        scene.disk().lookEmpty();
        scene.recorder().start();
        scene.recorder().awaitAnswer();
        scene.awaitCode("LID-POOL-005");
        scene.recorder().awaitDurable(List.of(scene.sound()), Instant.now());
        assertThat(scene.recorder().footage(scene.failing())).anyMatch(Stretch::have);
        scene.disk().heal();
        scene.recordFor(1);
        scene.awaitCode("");
        List<Stretch> stretches = scene.recorder().footage(scene.failing());
        assertThat(stretches.stream().filter(each -> !each.have()))
                .allMatch(gap -> gap.cause().equals("recorder-down"));
        Recorder.Export export = scene.recorder().exportAll(scene.failing(), stretches);
        assertThat(scene.cameras().faults(scene.failing(), export, stretches)).isEmpty();
    }
}
