package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lidless.torture.Recorder.Export;

/// Changes an export and an audit log behind everybody's back: both are named as changed.
@Tag("process")
final class TamperTest {

    @RegisterExtension
    private final Place place = new Place();

    @Test
    void changedExportsAndRecordsAreNamed() throws IOException, InterruptedException {
        Cameras cameras = Cameras.start(place, 1);
        String camera = cameras.names().getFirst();
        var settings = new Settings("r1", Ports.free()).pool("main", place.newDirectory("pool"));
        cameras.addTo(settings, "main");
        var recorder = new Recorder(place, settings.write(place.file("lidless.yaml")), place.newDirectory("data"));
        recorder.start();
        recorder.awaitRecording(cameras.names());
        recorder.awaitDurable(cameras.names(), Instant.now().plusSeconds(2));
        Export export = recorder.exportAll(camera, recorder.footage(camera));
        recorder.stop();
        String data = recorder.data().toString();

        String acts = Lidless.need("audit", "list", "--data", data);
        assertThat(acts).contains("export-started").contains("key-used").contains(camera);
        assertThat(Lidless.run("audit", "check", "--data", data).code()).isZero();
        String key = acts.lines()
                .filter(line -> line.contains("key-used"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
        Program.Outcome whole = Lidless.run("verify", export.file().toString(), "--key", key);
        assertThat(whole.output()).contains("unchanged since recorder r1");
        assertThat(whole.code()).isZero();

        try (var file = new RandomAccessFile(export.file().toFile(), "rw")) {
            file.seek(file.length() / 2);
            int was = file.read();
            file.seek(file.length() / 2);
            file.write(was ^ 1);
        }
        Program.Outcome changed = Lidless.run("verify", export.file().toString(), "--key", key);
        assertThat(changed.output()).contains("was changed");
        assertThat(changed.code()).isEqualTo(1);

        try (var logs = Files.list(recorder.data().resolve("audit"))) {
            Path log = logs.findFirst().orElseThrow();
            String text = Files.readString(log, StandardCharsets.UTF_8);
            Files.writeString(log, text.replace(camera, "cam-9"), StandardCharsets.UTF_8);
        }
        Program.Outcome altered = Lidless.run("audit", "check", "--data", data);
        assertThat(altered.output()).contains("was altered");
        assertThat(altered.code()).isEqualTo(1);
    }
}
