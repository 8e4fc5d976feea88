package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A site's document by the command line, and the site on a bare machine from a backup that nobody asked for.
final class ComesBackFromBackupTest {

    private static final Duration ANSWER_MAX = Duration.ofMinutes(1);
    private static final String FIRST = """
            recorders:
              - {node: r1, address: "127.0.0.1:9"}
              - {node: s1, address: "127.0.0.1:9", standby: true}
            cameras:
              - {name: gate, url: "rtsp://192.0.2.7/gate", recorder: r1}
            """;
    private static final String SECOND = FIRST + "  - {name: dock, url: \"rtsp://192.0.2.7/dock\", recorder: r1}\n";

    @RegisterExtension
    private final Place place = new Place();

    @Test
    @Tag("long")
    void theDocumentIsAppliedTakenBackAndRestored() throws IOException, InterruptedException {
        Path settings = init();
        Node first = start(settings, "first");
        Path document = place.file("site.yaml");

        Files.writeString(document, FIRST);
        String shown = need(first, "apply", "-f", document.toString(), "--diff");
        assertThat(shown).contains("gate");
        assertThat(cameras(first)).as("after nothing but a look").isEmpty();
        need(first, "apply", "-f", document.toString());
        awaitCameras(first, "gate");
        Files.writeString(document, SECOND);
        need(first, "apply", "-f", document.toString(), "--note", "the dock, too");
        awaitCameras(first, "dock", "gate");
        assertThat(need(first, "config", "history")).contains("the dock, too");

        Files.writeString(document, SECOND.replace("recorder: r1", "recordr: r1"));
        Program.Outcome refused = Lidless.run(
                "apply", "-f", document.toString(), "--data", first.data().toString());
        assertThat(refused.code()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains("recordr").containsPattern("line 5");

        need(first, "config", "rollback", "1");
        awaitCameras(first, "gate");
        String kept = need(first, "config", "get");
        await("a backup of what is there now")
                .atMost(ANSWER_MAX)
                .until(() -> Files.readString(newest(first)).contains("as revision 1"));
        Path backup = place.file("backup.json");
        Files.copy(newest(first), backup);
        first.kill();
        Place.delete(first.data());

        Lidless.need(
                "backup",
                "restore",
                backup.toString(),
                "--data",
                place.file("data-bare").toString());
        Node bare = start(settings, "bare");
        awaitCameras(bare, "gate");
        assertThat(need(bare, "config", "get").lines().skip(1).toList())
                .isEqualTo(kept.lines().skip(1).toList());
    }

    private Path init() throws IOException, InterruptedException {
        Path directory = place.file("m1");
        String own = "127.0.0.1:" + Ports.free();
        String consensus = "127.0.0.1:" + Ports.free();
        Lidless.need("init", "--node", "m1", "--address", own, "--consensus", consensus, "--dir", directory.toString());
        Path settings = directory.resolve("m1.yaml");
        String written = Files.readString(settings);
        return Files.writeString(
                settings,
                written.replace("listen: 127.0.0.1:7300", "listen: 127.0.0.1:0") + "web:\n  listen: 127.0.0.1:0\n");
    }

    private Node start(Path settings, String data) throws IOException {
        Node node = new Node(place, "m1", settings, place.file("data-" + data));
        node.start();
        await("a leader").atMost(ANSWER_MAX).until(() -> node.status().isPresent());
        return node;
    }

    private static String need(Node asked, String... words) throws IOException, InterruptedException {
        String[] all = Stream.concat(
                        Stream.of(words), Stream.of("--data", asked.data().toString()))
                .toArray(String[]::new);
        return Lidless.need(all);
    }

    private static void awaitCameras(Node asked, String... names) {
        await("cameras " + List.of(names))
                .atMost(ANSWER_MAX)
                .untilAsserted(() -> assertThat(cameras(asked)).containsExactlyInAnyOrder(names));
    }

    private static List<String> cameras(Node asked) {
        return asked.status().stream()
                .flatMap(said -> said.path("cameras").valueStream())
                .map(each -> each.path("camera").asString("?"))
                .toList();
    }

    private static Path newest(Node of) throws IOException {
        try (Stream<Path> files = Files.list(of.data().resolve("backups"))) {
            return files.filter(each -> each.toString().endsWith(".json"))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow();
        }
    }
}
