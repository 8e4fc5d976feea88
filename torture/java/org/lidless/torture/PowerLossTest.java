package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Cuts the power of the file system that holds the pool while a recorder writes to it, and checks that everything that
/// was reported durable is there and that at most a second is lost. Needs root; `./dev check` says so where it does not
/// run.
@Tag("power")
final class PowerLossTest {

    private static final int CAMERAS = 3;
    private static final Duration RECORDED = Duration.ofSeconds(3);
    private static final Duration WINDOW = Duration.ofSeconds(1);

    @RegisterExtension
    private final Place place = new Place();

    /// Each pair of file system, place of the recorder's own data and way to force once.
    @ParameterizedTest
    @CsvSource({"ext4, false, direct", "ext4, true, journal", "xfs, true, direct", "xfs, false, journal"})
    void nothingThatWasReportedDurableIsLost(String kind, boolean dataOnIt, String force)
            throws IOException, InterruptedException {
        assertThat(faultsAfterPowerLoss(kind, dataOnIt, force)).isEmpty();
    }

    /// Proof that the check above can fail: with every force turned into nothing, footage is missing afterwards.
    @Test
    void withoutForcesTheCheckFails() throws IOException, InterruptedException {
        assertThat(faultsAfterPowerLoss("ext4", false, "direct", "eatmydata"))
                .as("faults of a recorder whose forces do nothing")
                .anyMatch(fault -> fault.contains("reported durable"));
    }

    private List<String> faultsAfterPowerLoss(String kind, boolean dataOnIt, String force, String... wrapper)
            throws IOException, InterruptedException {
        assertThat(LoopDisk.canBeMade())
                .as("root and loop devices, without which ./dev check does not run this")
                .isTrue();
        Cameras cameras = Cameras.start(place, CAMERAS);
        LoopDisk disk = place.closing(new LoopDisk(place, kind));
        Path pool = Files.createDirectory(disk.directory().resolve("pool"));
        Path data = dataOnIt ? Files.createDirectory(disk.directory().resolve("data")) : place.newDirectory("data");
        var settings = new Settings("r1", Ports.free()).pool("main", pool, force);
        cameras.addTo(settings, "main");
        Path file = settings.write(place.file("lidless.yaml"));
        var recorder = new Recorder(place, file, data, wrapper);
        recorder.start();
        recorder.awaitRecording(cameras.names());
        recorder.awaitDurable(cameras.names(), Instant.now().plus(RECORDED));

        JsonNode reported = recorder.status().orElseThrow();
        Instant cut = Instant.now();
        disk.cutPower();
        recorder.kill();
        disk.unmount();
        disk.mount();

        var returned = new Recorder(place, file, data);
        returned.start();
        if (wrapper.length == 0) {
            returned.awaitRecording(cameras.names());
        } else {
            returned.awaitAnswer();
        }
        var faults = new ArrayList<String>();
        for (String camera : cameras.names()) {
            Instant durable = Recorder.durable(reported, camera);
            faults.addAll(faultsOf(returned, cameras, camera, durable, cut));
        }
        return faults;
    }

    private List<String> faultsOf(Recorder recorder, Cameras cameras, String camera, Instant durable, Instant cut) {
        try {
            List<Recorder.Stretch> stretches = recorder.footage(camera);
            List<Recorder.Stretch> gaps =
                    stretches.stream().filter(each -> !each.have()).toList();
            var faults = new ArrayList<String>();
            if (gaps.size() != 1) {
                faults.add(camera + ": gaps other than the one of the power loss: " + stretches);
            }
            for (Recorder.Stretch gap : gaps) {
                if (gap.from().isBefore(durable)) {
                    faults.add(camera + ": reported durable up to " + durable + ", but " + gap);
                }
                if (gap.from().isBefore(cut.minus(WINDOW))) {
                    faults.add(camera + ": more than " + WINDOW + " lost before the cut at " + cut + ": " + gap);
                }
            }
            Instant have = stretches.isEmpty() || !stretches.getFirst().have()
                    ? Instant.EPOCH
                    : stretches.getFirst().to();
            if (have.isBefore(durable)) {
                faults.add(camera + ": reported durable up to " + durable + ", but there is footage only to " + have);
            }
            faults.addAll(cameras.faults(camera, recorder.exportAll(camera, stretches), stretches));
            return faults;
        } catch (IOException | RuntimeException | InterruptedException nothing) {
            return List.of(camera + ": reported durable up to " + durable + ", but cannot be read: " + nothing);
        }
    }
}
