package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lidless.torture.FakeServer.Manner;
import tools.jackson.databind.JsonNode;

/// Everything a person or a network can get wrong: each has its stable code and its explanation, and the cameras and
/// pools that are in order lose no frame by it.
@Tag("process")
final class BadInputTest {

    private static final Duration NOTICE_MAX = Duration.ofSeconds(30);
    private static final int PASSWORDS_MAX = 3;

    /// A recorder in a mount namespace of its own, where one pool is read-only and one is tiny; needs no root.
    private static final String OWN_MOUNTS = """
            mount -t tmpfs -o size=200k tiny "$1" || exit 9
            mount -t tmpfs locked "$2" && mount -o remount,ro "$2" || exit 9
            shift 2
            exec "$@"
            """;

    @RegisterExtension
    private final Place place = new Place();

    @Test
    void badCamerasAndPoolsAreNamedAndHurtNobodyElse() throws IOException, InterruptedException {
        Cameras cameras = Cameras.start(place, 5);
        Path foreign = poolOfAnotherRecorder(cameras);
        Path full = place.newDirectory("pool-full");
        Path locked = place.newDirectory("pool-locked");
        List<String> names = cameras.names();
        var settings = new Settings("r1", Ports.free())
                .pool("good", place.newDirectory("pool-good"))
                .pool("missing", place.file("pool-missing"))
                .pool("locked", locked)
                .pool("full", full)
                .pool("foreign", foreign);
        List<String> pools = List.of("good", "missing", "locked", "full", "foreign");
        for (int i = 0; i < names.size(); i++) {
            settings.camera(names.get(i), cameras.url(names.get(i)), pools.get(i));
        }
        var password = place.closing(new FakeServer(Manner.WRONG_PASSWORD));
        Map<String, String> codes = new TreeMap<>();
        settings.camera("wrong-password", password.url("a"), "good", "viewer", "guess");
        codes.put("wrong-password", "LID-CAM-004");
        settings.camera("web-page", place.closing(new FakeServer(Manner.HTTP)).url("b"), "good");
        codes.put("web-page", "LID-CAM-002");
        settings.camera(
                "closes-in-setup",
                place.closing(new FakeServer(Manner.CLOSES_IN_SETUP)).url("c"),
                "good");
        codes.put("closes-in-setup", "LID-CAM-003");
        settings.camera("garbage", place.closing(new FakeServer(Manner.GARBAGE)).url("d"), "good");
        codes.put("garbage", "LID-CAM-002");
        settings.camera("nobody", "rtsp://127.0.0.1:" + Ports.free() + "/e", "good");
        codes.put("nobody", "LID-CAM-001");
        var recorder = new Recorder(
                place,
                settings.write(place.file("lidless.yaml")),
                place.newDirectory("data"),
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                OWN_MOUNTS,
                "sh",
                full.toString(),
                locked.toString());
        recorder.start();
        recorder.awaitRecording(List.of(names.getFirst()));
        codes.forEach((camera, code) -> awaitCode("camera " + camera, code, () -> recorder.camera(camera)));
        awaitCode("pool missing", "LID-POOL-001", () -> recorder.pool("missing"));
        awaitCode("pool locked", "LID-POOL-003", () -> recorder.pool("locked"));
        awaitCode("pool foreign", "LID-POOL-002", () -> recorder.pool("foreign"));
        awaitCode("pool full", "LID-POOL-004", () -> recorder.pool("full"));
        assertThat(place.file("pool-missing")).as("a missing pool is not made").doesNotExist();

        String good = names.getFirst();
        recorder.awaitDurable(List.of(good), Instant.now().plusSeconds(3));
        List<Recorder.Stretch> stretches = recorder.footage(good);
        assertThat(stretches).as("timeline of the good camera").allMatch(Recorder.Stretch::have);
        assertThat(cameras.faults(good, recorder.exportAll(good, stretches), stretches))
                .isEmpty();
        assertThat(password.passwordsTried()).as("tries of a wrong password").isBetween(1, PASSWORDS_MAX);
        for (String code : List.of("LID-POOL-001", "LID-POOL-002", "LID-POOL-003", "LID-POOL-004", "LID-CAM-007")) {
            assertExplained(code);
        }
        for (String code : codes.values()) {
            assertExplained(code);
        }
    }

    @Test
    void anUnknownSettingIsRefusedWithItsPlace() throws IOException, InterruptedException {
        Path file = new Settings("r1", Ports.free())
                .line("segment-second: 60")
                .pool("main", place.newDirectory("pool"))
                .write(place.file("lidless.yaml"));
        Program.Outcome refused = startToEnd(file, place.newDirectory("data"));
        assertThat(refused.code()).as(refused.output()).isEqualTo(2);
        assertThat(refused.output()).contains("LID-SET-001", "segment-second", "lidless.yaml, line 3");
        assertExplained("LID-SET-001");
    }

    @Test
    void aPortInUseIsNamed() throws IOException, InterruptedException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = new Settings("r1", taken.getLocalPort())
                    .pool("main", place.newDirectory("pool"))
                    .write(place.file("lidless.yaml"));
            Program.Outcome refused = startToEnd(file, place.newDirectory("data"));
            assertThat(refused.code()).as(refused.output()).isNotZero();
            assertThat(refused.output()).contains("LID-NODE-001", Integer.toString(taken.getLocalPort()));
        }
        assertExplained("LID-NODE-001");
    }

    private static Program.Outcome startToEnd(Path settings, Path data) throws IOException, InterruptedException {
        return Lidless.run("start", "--config", settings.toString(), "--data", data.toString());
    }

    private Path poolOfAnotherRecorder(Cameras cameras) throws IOException, InterruptedException {
        Path pool = place.newDirectory("pool-foreign");
        var settings = new Settings("r2", Ports.free()).pool("theirs", pool);
        settings.camera(cameras.names().getFirst(), cameras.url(cameras.names().getFirst()), "theirs");
        var other = new Recorder(place, settings.write(place.file("other.yaml")), place.newDirectory("other-data"));
        other.start();
        other.awaitAnswer();
        other.stop();
        assertThat(Files.exists(pool.resolve("identity.json")))
                .as("the other recorder made its pool")
                .isTrue();
        return pool;
    }

    /// Where a part's status comes from.
    private interface Part {
        Optional<JsonNode> status();
    }

    private static void awaitCode(String what, String code, Part part) {
        await(code + " of " + what)
                .atMost(NOTICE_MAX)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> assertThat(part.status().map(Object::toString).orElse("no status"))
                                .contains(code));
    }

    private static void assertExplained(String code) throws IOException, InterruptedException {
        assertThat(Lidless.need("explain", code)).contains(code).hasSizeGreaterThan(100);
    }
}
