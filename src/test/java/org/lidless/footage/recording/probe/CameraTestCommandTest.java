package org.lidless.footage.recording.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lidless.domain.CameraId;
import org.lidless.footage.media.rtsp.RtspClient;
import org.lidless.footage.media.rtsp.Transcript;
import org.lidless.simulator.Personality;
import org.lidless.simulator.Simulator;
import org.lidless.simulator.SimulatorSettings;
import org.lidless.simulator.personality.Personalities;
import org.lidless.world.World;
import picocli.CommandLine;

class CameraTestCommandTest {

    @TempDir
    Path directory;

    private Simulator simulator;
    private Thread cameras;

    @BeforeEach
    void start() throws IOException {
        var personalities = new TreeMap<CameraId, Personality>();
        personalities.put(
                new CameraId("cam-2"),
                Personalities.named("base-without-scheme").orElseThrow());
        personalities.put(
                new CameraId("cam-3"), Personalities.named("no-session-free").orElseThrow());
        personalities.put(
                new CameraId("cam-4"), Personalities.named("onvif-metadata").orElseThrow());
        personalities.put(
                new CameraId("cam-5"), Personalities.named("multicast-sound").orElseThrow());
        var settings = new SimulatorSettings(5, 0, "viewer", "se:cret", directory.resolve("ledgers"), 7, personalities);
        simulator = Simulator.open(World.real(), settings);
        cameras = Thread.ofPlatform().start(() -> {
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
        cameras.join();
        simulator.close();
    }

    private String run(int wantedCode, String camera, String... words) {
        var said = new StringWriter();
        var line = new CommandLine(new CameraTestCommand(World.real())).setOut(new PrintWriter(said));
        String[] all = new String[words.length + 2];
        all[0] = "rtsp://viewer:se:cret@127.0.0.1:" + simulator.port() + "/" + camera;
        all[1] = "--seconds=3";
        System.arraycopy(words, 0, all, 2, words.length);
        int code = line.execute(all);
        assertThat(code).as(said::toString).isEqualTo(wantedCode);
        assertThat(said.toString()).doesNotContain("se:cret");
        return said.toString();
    }

    @Test
    void saysWhatACameraOffers() {
        assertThat(run(0, "cam-1"))
                .contains("digest with MD5", "video as H264/90000", "640×360, 25.0 frames/s", "a key frame every 1.0 s")
                .contains("inside the RTSP connection", "GET_PARAMETER", "Datagrams   yes");
    }

    @Test
    void saysWhatItGetsWrongAndWritesItDownForATest() throws IOException {
        Path file = directory.resolve("transcript.txt");
        assertThat(run(0, "cam-2", "--transport=tcp", "--transcript=" + file))
                .contains("Content-Base", "The recorder mends it.");
        assertThat(Files.readString(file))
                .doesNotContain("se:cret")
                .doesNotContain("127.0.0.1")
                .contains("192.0.2.7");
        RtspClient replayed = Transcript.of(file).play();
        assertThat(replayed.state()).isEqualTo(RtspClient.State.PLAYING);
    }

    @ParameterizedTest
    @CsvSource({"cam-4, udp", "cam-4, tcp", "cam-5, multicast"})
    void whatItWritesDownIsATestByAnyWay(String camera, String way) throws IOException {
        Path file = directory.resolve(way + ".txt");
        run(0, camera, "--transport=" + way, "--transcript=" + file);
        RtspClient replayed = Transcript.of(file).play();
        assertThat(replayed.state()).isEqualTo(RtspClient.State.PLAYING);
        assertThat(replayed.companions(0)).as("sound and metadata").hasSize(2);
    }

    @Test
    void saysWhyACameraCannotBeRecorded() throws IOException {
        Path file = directory.resolve("busy.txt");
        assertThat(run(1, "cam-3", "--transcript=" + file)).contains("LID-CAM-009", "no session free");
        Transcript.of(file).play();
    }
}
