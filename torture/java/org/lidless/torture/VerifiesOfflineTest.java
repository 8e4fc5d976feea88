package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A ZIP of two cameras with a gap in it, changed in every way: `lidless verify` and the page in the ZIP, in a
/// real browser and without a network, both name it. The recorder is killed in the middle of an export, which is
/// made all the same, once it is back, and never seen half.
@Tag("process")
final class VerifiesOfflineTest {

    /// In the first movie.
    private static final int FLIPPED_AT = 5_000;

    private static final Duration LONGEST = Duration.ofSeconds(40);

    @RegisterExtension
    private final Place place = new Place();

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @Test
    void whateverIsChangedInAnExportIsNamedByBothVerifiers() throws Exception {
        Cameras cameras = Cameras.start(place, 2);
        var settings = new Settings("r1", Ports.free()).pool("main", place.newDirectory("pool"));
        cameras.addTo(settings, "main");
        var recorder = new Recorder(place, settings.write(place.file("lidless.yaml")), place.newDirectory("data"));
        recorder.start();
        Instant begin = Instant.now();
        recorder.awaitRecording(cameras.names());
        recorder.awaitDurable(cameras.names(), begin.plusSeconds(2));
        recorder.kill();
        recorder.start();
        Instant back = Instant.now();
        recorder.awaitDurable(cameras.names(), back.plusSeconds(2));
        String data = recorder.data().toString();
        Lidless.need(
                "export",
                "start",
                "--camera",
                String.join(",", cameras.names()),
                "--from",
                begin.toString(),
                "--to",
                back.plusSeconds(1).toString(),
                "--note",
                "theft at the gate",
                "--no-wait",
                "--data",
                data);
        recorder.kill();
        leaveHalf(recorder.data().resolve("exports/1"));
        recorder.start();
        await("the export goes on")
                .atMost(LONGEST)
                .until(() -> Api.of(recorder.data())
                        .flatMap(api -> api.get("/api/exports/1"))
                        .filter(each -> each.path("state").asString("").equals("done"))
                        .isPresent());
        Path zip = place.file("out.zip");
        Lidless.need("export", "get", "1", zip.toString(), "--data", data);
        String key = key(data);
        recorder.stop();

        browser = Browser.start(place);
        Path page = place.file("verify.html");
        Files.write(
                page,
                Program.need(LONGEST, List.of("unzip", "-p", zip.toString(), "verify.html"))
                        .getBytes(StandardCharsets.UTF_8));
        browser.open(page.toUri());
        assertThat(cli(zip, key)).contains("unchanged since recorder r1").contains("asked for by local");
        assertThat(shown(List.of(zip)))
                .contains("Unchanged")
                .contains("theft at the gate")
                .contains("recorder-down")
                .contains(key);

        Path changed = place.file("changed.zip");
        Files.copy(zip, changed);
        try (var file = new RandomAccessFile(changed.toFile(), "rw")) {
            file.seek(FLIPPED_AT);
            int was = file.read();
            file.seek(FLIPPED_AT);
            file.write(was ^ 1);
        }
        assertNamed(changed, key, "was changed: it is not the one that the manifest names, between byte");
        gapRemoved(zip, key);
        String other = "A".repeat(43);
        assertThat(Lidless.run("verify", zip.toString(), "--key", other).output())
                .contains("not signed by the key");
        browser.evaluate("(document.querySelector('#expected').value = '" + other + "')");
        assertThat(shown(List.of(zip))).contains("CHANGED").contains("not signed by the key " + other);
    }

    /// A kill in the middle of an export leaves its order and half a file: if it had ended before the kill, so
    /// that it was in the middle.
    private static void leaveHalf(Path export) throws IOException {
        assertThat(export.resolve("order.json")).exists();
        Files.deleteIfExists(export.resolve("ended.json"));
        Files.deleteIfExists(export.resolve("export.zip"));
        Files.writeString(export.resolve("export.zip.part"), "half a file");
    }

    /// The files out of the ZIP, with a manifest of which a gap was taken.
    private void gapRemoved(Path zip, String key) throws Exception {
        Path out = place.newDirectory("unpacked");
        Program.need(LONGEST, List.of("unzip", "-q", zip.toString(), "-d", out.toString()));
        Path manifest = out.resolve("manifest.json");
        String json = Files.readString(manifest);
        Matcher gap = Pattern.compile(",\\s*\\{[^{}]*\"gap\"[^{}]*}").matcher(json);
        assertThat(gap.find()).isTrue();
        Files.writeString(manifest, json.substring(0, gap.start()) + json.substring(gap.end()));
        Path fake = place.file("gap.zip");
        Program.need(LONGEST, List.of("sh", "-c", "cd '" + out + "' && zip -0 -q '" + fake + "' *"));
        String said = cli(fake, key);
        assertThat(said).contains("changed");
        List<Path> files;
        try (var all = Files.list(out)) {
            files = all.toList();
        }
        assertThat(shown(files))
                .contains("CHANGED")
                .contains("the manifest was changed after it was signed")
                .contains("a gap was taken out of it");
    }

    private void assertNamed(Path file, String key, String how) throws Exception {
        assertThat(cli(file, key)).contains(how);
        assertThat(shown(List.of(file))).contains("CHANGED").contains(how);
    }

    private static String cli(Path file, String key) throws IOException, InterruptedException {
        return Lidless.run("verify", file.toString(), "--key", key).output();
    }

    private static String key(String data) throws IOException, InterruptedException {
        return Lidless.need("audit", "list", "--act", "key-used", "--data", data)
                .lines()
                .filter(line -> line.contains("key-used"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    /// What the page shows of these files.
    private String shown(List<Path> files) throws IOException {
        browser.evaluate("document.querySelector('#result').replaceChildren()");
        browser.choose("#files", files);
        await("a verdict")
                .atMost(LONGEST)
                .until(() -> browser.evaluate("document.querySelector('#verdict') !== null")
                        .equals("true"));
        return browser.evaluate("document.querySelector('#result').innerText");
    }
}
