package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lidless.torture.Recorder.Export;
import org.lidless.torture.Recorder.Stretch;

/// Deletes the index and damages segments behind the recorder's back: what is wrong is named, and the rest stays
/// usable.
@Tag("process")
final class DamageTest {

    private static final int PAGE = 4096;

    @RegisterExtension
    private final Place place = new Place();

    @Test
    void damageIsNamedAndTheRestIsExported() throws IOException, InterruptedException {
        Cameras cameras = Cameras.start(place, 3);
        Path pool = place.newDirectory("pool");
        var settings = new Settings("r1", Ports.free()).pool("main", pool);
        cameras.addTo(settings, "main");
        var recorder = new Recorder(place, settings.write(place.file("lidless.yaml")), place.newDirectory("data"));
        recorder.start();
        recorder.awaitRecording(cameras.names());
        recorder.awaitDurable(cameras.names(), Instant.now().plusSeconds(6));
        assertThat(recorder.stop()).as("exit of an orderly stop by SIGTERM").isIn(0, 128 + 15);
        Program.Outcome sound =
                Lidless.run("verify", pool.toString(), "--data", recorder.data().toString());
        assertThat(sound.code()).as(sound.output()).isZero();

        List<Path> segments = Video.segments(pool);
        assertThat(segments).hasSize(cameras.names().size());
        var quiet = new Settings("r1", Ports.free()).pool("main", pool);
        for (String camera : cameras.names()) {
            quiet.camera(camera, "rtsp://127.0.0.1:" + Ports.free() + "/nobody", "main");
        }
        var reader = new Recorder(place, quiet.write(place.file("quiet.yaml")), recorder.data());
        List<List<Stretch>> before = timelines(reader, cameras.names());

        deleteIndex(recorder.data());
        assertThat(timelines(reader, cameras.names()))
                .as("after the index was deleted")
                .isEqualTo(before);
        deleteIndex(recorder.data());
        Lidless.need("reindex", "--data", recorder.data().toString());
        assertThat(timelines(reader, cameras.names()))
                .as("after lidless reindex")
                .isEqualTo(before);

        truncateInAFragment(segments.get(0));
        flipAByte(segments.get(1));
        zeroAPage(segments.get(2));
        Program.Outcome damaged =
                Lidless.run("verify", pool.toString(), "--data", recorder.data().toString());
        assertThat(damaged.code()).as(damaged.output()).isEqualTo(1);
        for (Path segment : segments) {
            assertThat(damaged.output()).contains(segment.getFileName().toString());
        }
        // By itself, a file that was cut short looks like one that is still written.
        assertThat(Lidless.run("verify", segments.get(0).toString()).output()).contains("trailer");
        assertThat(Lidless.run("verify", segments.get(1).toString()).code()).isEqualTo(1);
        assertThat(Lidless.run("verify", segments.get(2).toString()).code()).isEqualTo(1);
        reader.start();
        reader.awaitAnswer();
        for (String camera : cameras.names()) {
            List<Stretch> stretches = reader.footage(camera);
            Export export = reader.exportAll(camera, stretches);
            // The recorder reads its pools again by itself: then the timeline has the gap, at the end beyond the
            // export.
            var gaps = new ArrayList<>(export.gaps());
            gaps.addAll(stretches);
            assertThat(gaps).as("gaps of " + camera).anyMatch(gap -> gap.cause().equals("segment-damaged"));
            Video.assertClean(export.file());
            assertThat(Video.frames(export.file())).as("pictures of " + camera).hasSizeGreaterThan(50);
            assertThat(cameras.faults(camera, export, stretches)).as(camera).isEmpty();
        }
    }

    /// The timelines as a recorder shows them that records nothing new.
    private static List<List<Stretch>> timelines(Recorder reader, List<String> cameras)
            throws IOException, InterruptedException {
        reader.start();
        reader.awaitAnswer();
        var all = new ArrayList<List<Stretch>>();
        for (String camera : cameras) {
            List<Stretch> stretches = reader.footage(camera);
            int have = stretches.stream().filter(Stretch::have).toList().size();
            assertThat(have).as("footage of " + camera + ": " + stretches).isPositive();
            all.add(stretches.stream().filter(Stretch::have).toList());
        }
        reader.stop();
        return all;
    }

    private static void deleteIndex(Path data) throws IOException {
        try (var files = Files.newDirectoryStream(data, "index.db*")) {
            for (Path each : files) {
                Files.delete(each);
            }
        }
        assertThat(data.resolve("index.db")).doesNotExist();
    }

    private static void truncateInAFragment(Path segment) throws IOException {
        try (var file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.setLength(file.length() * 3 / 4);
        }
    }

    private static void flipAByte(Path segment) throws IOException {
        try (var file = new RandomAccessFile(segment.toFile(), "rw")) {
            long at = file.length() / 2;
            file.seek(at);
            int old = file.read();
            file.seek(at);
            file.write(old ^ 0x40);
        }
    }

    private static void zeroAPage(Path segment) throws IOException {
        try (var file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(file.length() / 2 / PAGE * PAGE);
            file.write(new byte[PAGE]);
        }
    }
}
