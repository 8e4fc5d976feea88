package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;

/// The loop that owns a line never reckons itself.
final class TlsLineTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String HELLO = "hello";

    private final Deque<Runnable> work = new ArrayDeque<>();
    private final ByteBuffer received = ByteBuffer.allocate(IngestLoop.RECEIVE_BYTES);
    private SSLServerSocket server;
    private Sha256 fingerprint;

    @BeforeEach
    void serve() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = TlsLineTest.class.getResourceAsStream("/tls/camera.p12")) {
            keys.load(in, PASSWORD);
        }
        fingerprint = CameraTrust.fingerprint((X509Certificate) keys.getCertificate("camera"));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket caller = server.accept()) {
                caller.getOutputStream().write(HELLO.getBytes(StandardCharsets.US_ASCII));
                caller.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (java.io.IOException closed) {
                // The test is over.
                return;
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void nothingMovesUntilWhatTakesLongIsDoneElsewhere() throws Exception {
        var address = URI.create("rtsps://127.0.0.1:" + server.getLocalPort() + "/a");
        var camera = new CameraSource(
                StreamId.main(new CameraId("a")), address, Optional.empty(), Transport.TCP, Optional.of(fingerprint));
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()))) {
            channel.configureBlocking(false);
            var line = new TlsLine(channel, CameraTrust.engine(camera).orElseThrow(), work::add);
            await("arithmetic to do").until(() -> {
                line.read(received);
                return line.isThinking();
            });
            assertThat(work).as("not done by the one that reads").hasSize(1);
            assertThat(line.read(received)).isZero();
            line.write(ByteBuffer.allocate(1));
            assertThat(work).as("asked for once").hasSize(1);
            await("the camera's word").until(() -> {
                Runnable next = work.poll();
                if (next != null) {
                    next.run();
                    line.thought();
                }
                line.read(received);
                return received.position() >= HELLO.length();
            });
            assertThat(new String(received.array(), 0, HELLO.length(), StandardCharsets.US_ASCII))
                    .isEqualTo(HELLO);
        }
    }
}
