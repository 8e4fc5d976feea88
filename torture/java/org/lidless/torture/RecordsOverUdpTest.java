package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Records cameras whose RTP travels in datagrams, H.264 and H.265, with and without B-frames.
@Tag("process")
final class RecordsOverUdpTest {

    @RegisterExtension
    private final Place place = new Place();

    @Test
    void everyFrameIsThereOnce() throws IOException, InterruptedException {
        Cameras cameras = Cameras.start(place, 4);
        var settings = new Settings("r1", Ports.free()).pool("main", place.newDirectory("pool"));
        cameras.names().forEach(each -> settings.cameraOverUdp(each, cameras.url(each), "main"));
        var recorder = new Recorder(place, settings.write(place.file("lidless.yaml")), place.newDirectory("data"));
        recorder.start();
        recorder.awaitRecording(cameras.names());
        recorder.awaitDurable(cameras.names(), Instant.now().plusSeconds(5));
        for (String camera : cameras.names()) {
            List<Recorder.Stretch> stretches = recorder.footage(camera);
            assertThat(stretches).as(camera).allMatch(Recorder.Stretch::have);
            Recorder.Export export = recorder.exportAll(camera, stretches);
            assertThat(cameras.faults(camera, export, stretches)).isEmpty();
            Video.assertClean(export.file());
        }
        recorder.stop();
    }
}
