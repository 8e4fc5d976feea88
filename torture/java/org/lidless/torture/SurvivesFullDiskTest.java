package org.lidless.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A primary was killed, and when it returns its disk is full; later there is room again. Needs root, for the disk.
@Tag("power")
final class SurvivesFullDiskTest {

    private static final List<String> ALL = List.of("cam-1", "cam-2", "cam-3");
    private static final Duration FULL = Duration.ofSeconds(8);

    @RegisterExtension
    private final Place place = new Place();

    @Test
    void everyFrameIsThereOnce() throws IOException, InterruptedException {
        LoopDisk disk = place.closing(new LoopDisk(place, "ext4"));
        Path pool = Files.createDirectory(disk.directory().resolve("pool"));
        Site site = Site.start(place, SitePlan.of(1, ALL.size()), new TreeMap<>(Map.of("r1", pool)));
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        site.node("r1").kill();
        sight.awaitOwner(ALL, SitePlan.STANDBY);
        disk.fill();
        site.node("r1").start();
        sight.awaitDuty(ALL, "r1", "shadow");
        sight.pass(FULL);
        disk.free();
        sight.awaitDurable(Instant.now());
        sight.awaitMerged("r1", recording);
        sight.awaitProtected();
        site.assertNothingLostSince(recording);
        site.stopAndVerify();
    }
}
