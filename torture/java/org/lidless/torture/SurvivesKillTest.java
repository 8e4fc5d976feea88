package org.lidless.torture;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Kills a primary, has the standby record for it, starts it again, and counts every frame: with pools of their own,
/// and with one that all share.
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
final class SurvivesKillTest {

    private static final List<String> ALL = List.of("cam-1", "cam-2", "cam-3");

    @RegisterExtension
    private final Place place = new Place();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyFrameIsThereOnce(boolean shared) throws IOException, InterruptedException {
        SitePlan plan = SitePlan.of(1, ALL.size());
        Site site = Site.start(place, shared ? plan.withSharedPool() : plan);
        SiteSight sight = site.sight();
        Instant recording = site.awaitRecording();
        site.node("r1").kill();
        sight.awaitOwner(ALL, SitePlan.STANDBY);
        sight.awaitDurable(Instant.now());
        site.node("r1").start();
        sight.awaitMerged("r1", recording);
        sight.awaitProtected();
        site.assertNothingLostSince(recording);
        if (!shared) {
            // The bytes are home, not only known of: the one that recorded them is gone.
            site.standby().kill();
            site.assertNothingLostSince(recording);
        }
        site.stopAndVerify();
    }
}
