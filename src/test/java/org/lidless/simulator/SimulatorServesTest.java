package org.lidless.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.CameraId;
import org.lidless.simulator.personality.Personalities;
import org.lidless.world.World;

/// Somebody else's client, ffmpeg, sees cameras.
@Tag("process")
class SimulatorServesTest {

    private static final int FRAMES = 60;

    @TempDir
    Path directory;

    private Simulator simulator;
    private Thread loop;

    @BeforeEach
    void start() throws IOException {
        var personalities = new TreeMap<CameraId, Personality>();
        personalities.put(
                new CameraId("cam-6"), Personalities.named("no-session-free").orElseThrow());
        for (int number = 7; number <= 10; number++) {
            personalities.put(
                    new CameraId("cam-" + number),
                    Personalities.named("per-session").orElseThrow());
        }
        simulator = Simulator.open(
                World.real(),
                new SimulatorSettings(10, 0, "viewer", "se:cret", directory.resolve("ledgers"), 7, personalities));
        loop = Thread.ofPlatform().start(() -> {
            try {
                simulator.run();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        simulator.stop();
        loop.join();
        simulator.close();
    }

    @Test
    void allEncodingsDecodeWithoutAnErrorOverTcp() throws Exception {
        List<Process> viewers = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            viewers.add(view(number, "tcp"));
        }
        for (int number = 1; number <= 4; number++) {
            assertComplete(viewers.get(number - 1), number, "tcp");
        }
        assertThat(Files.readString(directory.resolve("ledgers/cam-1.ledger"))).contains(" tcp 127.0.0.1:");
    }

    @Test
    void whatIsEncodedForOneSessionDecodesWithoutAnError() throws Exception {
        List<Process> viewers = new ArrayList<>();
        for (int number = 7; number <= 10; number++) {
            viewers.add(view(number, "tcp"));
        }
        for (int number = 7; number <= 10; number++) {
            assertComplete(viewers.get(number - 7), number, "tcp");
        }
    }

    @Test
    void allEncodingsDecodeWithoutAnErrorOverUdp() throws Exception {
        List<Process> viewers = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            viewers.add(view(number, "udp"));
        }
        for (int number = 1; number <= 4; number++) {
            assertComplete(viewers.get(number - 1), number, "udp");
        }
    }

    @Test
    void wrongPasswordIsRefused() throws Exception {
        Process viewer = ffmpeg(
                "wrong", "-i", "rtsp://viewer:wrong@127.0.0.1:" + simulator.port() + "/cam-1", "-f", "null", "-");
        assertThat(viewer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(viewer.exitValue()).isNotZero();
        assertThat(errors("wrong")).contains("401");
    }

    @Test
    void cameraWithNoSessionFreeSaysSo() throws Exception {
        Process viewer = ffmpeg("busy", "-rtsp_transport", "tcp", "-i", url(6), "-f", "null", "-");
        assertThat(viewer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(errors("busy")).contains("453");
    }

    private String url(int number) {
        return "rtsp://viewer:se%3Acret@127.0.0.1:" + simulator.port() + "/cam-" + number;
    }

    private Process view(int number, String transport) throws IOException {
        return ffmpeg(
                transport + number,
                "-rtsp_transport",
                transport,
                "-i",
                url(number),
                "-map",
                "0:v",
                "-frames:v",
                Integer.toString(FRAMES),
                "-fps_mode",
                "passthrough",
                "-f",
                "framemd5",
                directory.resolve(transport + number + ".md5").toString());
    }

    private Process ffmpeg(String name, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectError(directory.resolve(name + ".err").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String errors(String name) throws IOException {
        return Files.readString(directory.resolve(name + ".err"), StandardCharsets.UTF_8);
    }

    private void assertComplete(Process viewer, int number, String transport) throws Exception {
        assertThat(viewer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(errors(transport + number)).isEmpty();
        assertThat(viewer.exitValue()).isZero();
        List<String> frames = Files.readAllLines(directory.resolve(transport + number + ".md5")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(frames).hasSize(FRAMES);
        assertThat(frames.stream().map(line -> line.substring(line.lastIndexOf(',') + 1)))
                .doesNotHaveDuplicates();
    }
}
