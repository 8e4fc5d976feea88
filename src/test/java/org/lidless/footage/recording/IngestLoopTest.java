package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;
import org.lidless.simulator.Personality;
import org.lidless.simulator.Simulator;
import org.lidless.simulator.SimulatorSettings;
import org.lidless.simulator.personality.Personalities;
import org.lidless.world.Clock;
import org.lidless.world.World;

/// The loop and its sockets, over real ones: TLS, datagrams, and a multicast group.
class IngestLoopTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final long BYTES = 10_000;

    @TempDir
    Path directory;

    private final World world = World.real();
    private Simulator simulator;
    private Thread cameras;
    private IngestLoop loop;
    private Thread ingest;

    @BeforeEach
    void start() throws IOException {
        var personalities = new TreeMap<CameraId, Personality>();
        personalities.put(
                new CameraId("cam-2"), Personalities.named("multicast").orElseThrow());
        personalities.put(new CameraId("cam-3"), Personalities.named("udp-only").orElseThrow());
        simulator = Simulator.open(world, new SimulatorSettings(3, 0, "", "", directory, 7, personalities));
        cameras = Thread.ofPlatform().start(() -> {
            try {
                simulator.run();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        loop = new IngestLoop(world, new SeededChance(3), 5_000);
        ingest = Thread.ofPlatform().start(loop);
    }

    @AfterEach
    void stop() throws Exception {
        loop.stop();
        ingest.join();
        simulator.stop();
        cameras.join();
        simulator.close();
    }

    private CameraFollower follow(String url, Transport transport, Optional<Sha256> certificate) {
        CameraFollower follower = follower(url, transport, certificate);
        loop.begin(follower);
        return follower;
    }

    private CameraFollower follower(String url, Transport transport, Optional<Sha256> certificate) {
        var source = new CameraSource(
                StreamId.main(new CameraId("cam-1")), URI.create(url), Optional.empty(), transport, certificate);
        var ring = new Ring(new ChunkPool(16 << 20, 1), world.clock(), new SeededChance(1), 15_000_000);
        return new CameraFollower(source, ring, world.clock(), new SeededChance(2));
    }

    private void awaitPictures(CameraFollower follower) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(follower.ring().view(world.clock().elapsedUs()).bytes()).isGreaterThan(BYTES);
            assertThat(follower.view().phase())
                    .as(() -> "phase; " + follower.view().problem())
                    .isEqualTo(CameraFollower.Phase.FOLLOWING);
        });
    }

    @Test
    void aGroupIsJoinedAndHeard() {
        awaitPictures(follow("rtsp://127.0.0.1:" + simulator.port() + "/cam-2", Transport.MULTICAST, Optional.empty()));
    }

    @Test
    void datagramsAreTakenWhereInterleavingIsRefused() {
        awaitPictures(follow("rtsp://127.0.0.1:" + simulator.port() + "/cam-3", Transport.AUTO, Optional.empty()));
    }

    @Test
    void aCameraIsTrustedByItsFingerprint() throws Exception {
        try (var door = new SecureDoor(simulator.port())) {
            awaitPictures(follow(door.url(), Transport.TCP, Optional.of(door.fingerprint())));
        }
    }

    @Test
    void aStrangersCertificateIsNamedAndNotTrusted() throws Exception {
        try (var door = new SecureDoor(simulator.port())) {
            CameraFollower unknown = follow(door.url(), Transport.TCP, Optional.empty());
            await().atMost(SOON).until(() -> unknown.view().problem().isPresent());
            Problem problem = unknown.view().problem().orElseThrow();
            assertThat(problem.code()).isEqualTo(ProblemCode.CAMERA_UNTRUSTED);
            assertThat(problem.remedy()).contains(door.fingerprint().toString());
            CameraFollower another = follow(door.url(), Transport.TCP, Optional.of(Sha256.NONE));
            await().atMost(SOON).until(() -> another.view().problem().isPresent());
            assertThat(another.view().problem().orElseThrow().what()).contains("not the one from the settings");
        }
    }

    @Test
    void theLoopHurriesFromTheCallOn() throws Exception {
        String camera = "rtsp://127.0.0.1:" + simulator.port() + "/cam-1";
        var rests = new Rests();
        var hurried = new IngestLoop(
                new World(rests, world.chance(), world.disk(), world.network()), new SeededChance(3), 5_000);
        Thread thread = Thread.ofPlatform().start(hurried);
        try {
            CameraFollower first = follower(camera, Transport.TCP, Optional.empty());
            hurried.begin(first);
            awaitPictures(first);
            CameraFollower second = follower(camera, Transport.TCP, Optional.empty());
            rests.of(second);
            hurried.begin(second);
            awaitPictures(second);
        } finally {
            hurried.stop();
            thread.join();
        }
        assertThat(rests.first).isEqualTo(IngestLoop.HURRY_REST_US);
    }

    /// The real clock, which tells how long the loop rests first after a camera was called.
    private static final class Rests implements Clock {

        private final Clock real = World.real().clock();
        private volatile @Nullable CameraFollower called;
        private volatile long first;

        void of(CameraFollower follower) {
            called = follower;
        }

        @Override
        public long wallUs() {
            return real.wallUs();
        }

        @Override
        public long elapsedUs() {
            return real.elapsedUs();
        }

        @Override
        public void pauseUs(long us) {
            CameraFollower now = called;
            if (now != null && now.isCalling() && first == 0) {
                first = us;
            }
            real.pauseUs(us);
        }
    }

    /// TLS in front of the simulator.
    private static final class SecureDoor implements AutoCloseable {

        private final ServerSocket socket;
        private final Sha256 fingerprint;
        private final int behind;

        SecureDoor(int behind) throws Exception {
            this.behind = behind;
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = IngestLoopTest.class.getResourceAsStream("/tls/camera.p12")) {
                keys.load(in, PASSWORD);
            }
            fingerprint = CameraTrust.fingerprint((X509Certificate) keys.getCertificate("camera"));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            socket = context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::welcome);
        }

        Sha256 fingerprint() {
            return fingerprint;
        }

        String url() {
            return "rtsps://127.0.0.1:" + socket.getLocalPort() + "/cam-1";
        }

        private void welcome() {
            while (!socket.isClosed()) {
                try {
                    Socket outside = socket.accept();
                    Socket inside = new Socket(InetAddress.getLoopbackAddress(), behind);
                    Thread.ofVirtual().start(() -> pump(outside, inside));
                    Thread.ofVirtual().start(() -> pump(inside, outside));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private static void pump(Socket from, Socket to) {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException gone) {
                // Either side has closed; so does the other.
                return;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
