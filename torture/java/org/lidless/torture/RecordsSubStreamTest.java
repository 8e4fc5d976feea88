package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lidless.torture.Recorder.Stretch;

/// A camera's main and sub stream: each to a pool of its own, and both together to another recorder. The sub stream
/// comes from a simulated camera of its own, so that each has a ledger.
final class RecordsSubStreamTest {

    private static final String MAIN = "cam-1";
    private static final String SUB = "cam-1/sub";

    @RegisterExtension
    private final Place place = new Place();

    @Test
    @Tag("process")
    void eachStreamGoesToItsPool() throws IOException, InterruptedException {
        Cameras cameras = Cameras.start(place, 2);
        Path large = place.newDirectory("large");
        Path small = place.newDirectory("small");
        var settings = new Settings("r1", Ports.free()).pool("large", large).pool("small", small);
        settings.cameraWithSub(MAIN, cameras.url("cam-1"), "large", cameras.url("cam-2"), "small");
        var recorder = new Recorder(place, settings.write(place.file("lidless.yaml")), place.newDirectory("data"));
        recorder.start();
        recorder.awaitRecording(List.of(MAIN));
        recorder.awaitDurable(List.of(MAIN), Instant.now().plusSeconds(3));
        assertNothingIsMissing(recorder, cameras, MAIN, "cam-1");
        assertNothingIsMissing(recorder, cameras, SUB, "cam-2");
        assertThat(Video.segments(large))
                .isNotEmpty()
                .allMatch(each -> each.toString().contains("/cam-1/main/"));
        assertThat(Video.segments(small))
                .isNotEmpty()
                .allMatch(each -> each.toString().contains("/cam-1/sub/"));
        assertThat(Lidless.need("status", "--data", recorder.data().toString())).contains("cam-1/sub");
    }

    @Test
    @Tag("long")
    void bothFailOverAndComeHomeTogether() throws IOException, InterruptedException {
        Site site = Site.start(place, SitePlan.of(1, 2).withSubs());
        SiteSight sight = site.sight();
        List<String> all = site.plan().cameraNames();
        Instant recording = site.awaitRecording();
        site.node("r1").kill();
        sight.awaitOwner(all, SitePlan.STANDBY);
        sight.awaitDurable(Instant.now());
        site.node("r1").start();
        sight.awaitMerged("r1", recording);
        sight.awaitProtected();
        site.assertNothingLostSince(recording);
        var reader = new Recorder(place, place.file("r1.yaml"), site.node("r1").data());
        for (String camera : all) {
            List<Stretch> stretches = reader.footage(camera + "/sub");
            assertThat(stretches)
                    .as("sub stream of " + camera)
                    .allMatch(each -> each.have() || each.to().isBefore(recording));
            Recorder.Export export = reader.exportAll(camera + "/sub", stretches);
            assertThat(site.cameras().faults(site.plan().subOf(camera), export, stretches))
                    .isEmpty();
        }
        site.stopAndVerify();
    }

    private static void assertNothingIsMissing(Recorder recorder, Cameras cameras, String stream, String source)
            throws IOException, InterruptedException {
        List<Stretch> stretches = recorder.footage(stream);
        assertThat(stretches).as(stream).allMatch(Stretch::have);
        assertThat(cameras.faults(source, recorder.exportAll(stream, stretches), stretches))
                .as(stream)
                .isEmpty();
    }
}
