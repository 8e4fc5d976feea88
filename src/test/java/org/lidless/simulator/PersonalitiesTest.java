package org.lidless.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.CameraId;
import org.lidless.simulator.personality.Personalities;
import org.lidless.world.World;

/// What a client sees of cameras that misbehave, byte by byte.
class PersonalitiesTest {

    private static final int PATIENCE_MS = 10_000;

    @TempDir
    Path directory;

    private Simulator simulator;
    private Thread loop;

    @BeforeEach
    void start() throws IOException {
        var personalities = new TreeMap<CameraId, Personality>();
        personalities.put(new CameraId("cam-2"), named("closes-in-setup"));
        personalities.put(new CameraId("cam-3"), named("http"));
        personalities.put(new CameraId("cam-4"), named("no-session-free"));
        personalities.put(new CameraId("cam-5"), named("silent-after:0"));
        personalities.put(new CameraId("cam-6"), named("garbage"));
        personalities.put(new CameraId("cam-7"), named("single-session"));
        personalities.put(new CameraId("cam-8"), named("per-session"));
        simulator = Simulator.open(World.real(), new SimulatorSettings(8, 0, "", "", directory, 7, personalities));
        loop = Thread.ofPlatform().start(() -> {
            try {
                simulator.run();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private static Personality named(String name) {
        return Personalities.named(name).orElseThrow();
    }

    @AfterEach
    void stop() throws Exception {
        simulator.stop();
        loop.join();
        simulator.close();
    }

    @Test
    void wellBehavedCameraPlaysFromAKeyFrameOnWithTheTimeThatItAnnounced() throws IOException {
        try (Socket client = client()) {
            assertThat(ask(client, "DESCRIBE", 1, "")).contains("200 OK", "a=rtpmap:96 H264/90000", "a=control:track1");
            assertThat(ask(client, "SETUP", 1, "Transport: RTP/AVP/TCP;unicast;interleaved=2-3\r\n"))
                    .contains("200 OK", "interleaved=2-3");
            String played = ask(client, "PLAY", 1, "");
            long announced = Long.parseLong(played.replaceAll("(?s).*rtptime=(\\d+).*", "$1"));
            InputStream in = client.getInputStream();
            byte[] packet = frame(in);
            while (packet[0] != 2) {
                packet = frame(in);
            }
            long time = 0;
            for (int at = 0; at < 4; at++) {
                time = (time << 8) | (packet[1 + 4 + at] & 0xFF);
            }
            assertThat(time).isEqualTo(announced);
            assertThat(packet[1 + 12] & 0x1F)
                    .as("a key frame begins with its SPS")
                    .isEqualTo(7);
        }
    }

    @Test
    void camerasMisbehaveAsTheyWereTold() throws IOException {
        try (Socket client = client()) {
            assertThat(ask(client, "DESCRIBE", 2, "")).contains("200 OK");
            assertThat(ask(client, "SETUP", 2, "Transport: RTP/AVP/TCP;interleaved=0-1\r\n"))
                    .isEmpty();
        }
        try (Socket client = client()) {
            assertThat(ask(client, "OPTIONS", 3, "")).startsWith("HTTP/1.1 400");
        }
        try (Socket client = client()) {
            assertThat(ask(client, "SETUP", 4, "Transport: RTP/AVP/TCP;interleaved=0-1\r\n"))
                    .startsWith("RTSP/1.0 453");
        }
        try (Socket client = client()) {
            assertThat(ask(client, "SETUP", 9, "Transport: RTP/AVP/TCP;interleaved=0-1\r\n"))
                    .startsWith("RTSP/1.0 404");
        }
        try (Socket client = client()) {
            assertThat(ask(client, "SETUP", 1, "Transport: RTP/AVP;multicast\r\n"))
                    .startsWith("RTSP/1.0 461");
        }
    }

    @Test
    void garbageComesInPlaceOfFramesAndIsNotOffered() throws IOException {
        try (Socket client = client()) {
            ask(client, "SETUP", 6, "Transport: RTP/AVP/TCP;interleaved=0-1\r\n");
            ask(client, "PLAY", 6, "");
            assertThat(client.getInputStream().readNBytes(500)).hasSize(500);
        }
        assertThat(Files.readAllLines(directory.resolve("cam-6.ledger")))
                .filteredOn(line -> line.startsWith("frame "))
                .allMatch(line -> line.endsWith(" - -"));
    }

    @Test
    void cameraWithOneSessionServesTheNextClientWhenTheFirstHasGone() throws IOException {
        Socket first = client();
        assertThat(setUp(first, 7)).contains("200 OK");
        try (Socket second = client()) {
            assertThat(setUp(second, 7)).startsWith("RTSP/1.0 453");
            first.close();
            Awaitility.await().until(() -> setUp(second, 7).contains("200 OK"));
        }
    }

    @Test
    void cameraThatEncodesPerSessionSendsNoTwoTheSameBytes() throws IOException {
        try (Socket one = client();
                Socket other = client()) {
            for (Socket each : List.of(one, other)) {
                assertThat(setUp(each, 8)).contains("200 OK");
                ask(each, "PLAY", 8, "");
                assertThat(frame(each.getInputStream())).isNotEmpty();
            }
            Awaitility.await().until(() -> !framesOfferedToTwo().isEmpty());
            for (String sequence : framesOfferedToTwo()) {
                List<String> hashes = encodings(sequence);
                assertThat(hashes).hasSize(2).doesNotHaveDuplicates();
            }
        }
    }

    private List<String> framesOfferedToTwo() throws IOException {
        return ledger(8).stream()
                .filter(line -> line.startsWith("frame ") && line.split(" ", -1)[7].contains(","))
                .map(line -> line.split(" ", -1)[1])
                .toList();
    }

    private List<String> encodings(String sequence) throws IOException {
        return ledger(8).stream()
                .filter(line -> line.startsWith("encoded " + sequence + " "))
                .map(line -> line.split(" ", -1)[4])
                .toList();
    }

    private List<String> ledger(int camera) throws IOException {
        return Files.readAllLines(directory.resolve("cam-" + camera + ".ledger"));
    }

    private String setUp(Socket client, int camera) throws IOException {
        return ask(client, "SETUP", camera, "Transport: RTP/AVP/TCP;interleaved=0-1\r\n");
    }

    private Socket client() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), simulator.port());
        client.setSoTimeout(PATIENCE_MS);
        return client;
    }

    /// Sends a request and reads the whole answer; empty when the connection was closed instead.
    private String ask(Socket client, String method, int camera, String header) throws IOException {
        String uri = "rtsp://127.0.0.1:" + simulator.port() + "/cam-" + camera;
        client.getOutputStream()
                .write((method + " " + uri + " RTSP/1.0\r\nCSeq: 5\r\n" + header + "\r\n").getBytes(ISO_8859_1));
        InputStream in = client.getInputStream();
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return text.toString();
            }
            text.append((char) next);
        }
        int length = text.indexOf("Content-Length: ");
        if (length >= 0) {
            String number = text.substring(length + 16, text.indexOf("\r\n", length));
            text.append(new String(in.readNBytes(Integer.parseInt(number)), ISO_8859_1));
        }
        return text.toString();
    }

    /// An interleaved frame: its channel, and what is in it.
    private static byte[] frame(InputStream in) throws IOException {
        byte[] head = in.readNBytes(4);
        assertThat(head[0]).isEqualTo((byte) '$');
        byte[] body = in.readNBytes(((head[2] & 0xFF) << 8) | (head[3] & 0xFF));
        byte[] frame = new byte[1 + body.length];
        frame[0] = head[1];
        System.arraycopy(body, 0, frame, 1, body.length);
        return frame;
    }
}
