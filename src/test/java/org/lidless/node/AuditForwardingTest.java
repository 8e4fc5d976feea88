package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.NodeId;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.footage.evidence.AuditRecord;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.wire.syslog.SyslogLine;
import org.lidless.world.World;

/// Every record reaches a syslog server, in order, however often the server goes away.
final class AuditForwardingTest {

    private static final String LAST = "gate 59\"";

    private final World world = World.real();

    @TempDir
    private Path data;

    private AuditTrail trail;
    private final AtomicReference<Thread> sending = new AtomicReference<>();
    private final List<String> arrived = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws IOException {
        trail = AuditTrail.open(world, data.resolve("audit"), "r1");
    }

    @AfterEach
    void close() throws InterruptedException {
        stop();
        trail.close();
    }

    private void stop() throws InterruptedException {
        Thread running = sending.getAndSet(null);
        if (running != null) {
            running.interrupt();
            running.join();
        }
    }

    private AuditForwarding start(SyslogLine.Transport transport, int port) throws IOException {
        var forwarding = new AuditForwarding(
                world,
                data,
                new NodeId("r1"),
                trail,
                "there",
                () -> SyslogLine.open(world.network(), transport, "127.0.0.1", port, Optional.empty()));
        sending.set(Thread.ofPlatform().start(forwarding));
        return forwarding;
    }

    private void record(int from, int to) throws IOException {
        for (int number = from; number < to; number++) {
            trail.record("maria", "192.0.2.7", AuditAct.LIVE_VIEWED, "gate " + number, AuditRecord.DONE);
        }
    }

    /// Reads whole messages (RFC 6587 section 3.4.1) until the other side ends, so many have come, or this one.
    private void read(Socket from, int count, String last) throws IOException {
        from.setSoTimeout(20_000);
        DataInputStream in = new DataInputStream(from.getInputStream());
        for (int seen = 0; seen < count && (seen == 0 || !arrived.getLast().contains(last)); seen++) {
            int length = 0;
            for (int letter = in.read(); letter != ' '; letter = in.read()) {
                if (letter < 0) {
                    return;
                }
                length = length * 10 + letter - '0';
            }
            byte[] message = in.readNBytes(length);
            arrived.add(new String(message, StandardCharsets.UTF_8));
        }
    }

    @Test
    void recordsArriveByTcpAlsoWhenTheServerGoesAwayAndNoneIsMissed() throws Exception {
        record(2, 6);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AuditForwarding forwarding = start(SyslogLine.Transport.TCP, server.getLocalPort());
            try (Socket first = server.accept()) {
                read(first, 2, LAST);
            }
            record(6, 60);
            // What had left when the line broke comes again; nothing is left out.
            while (!arrived.getLast().contains(LAST)) {
                try (Socket next = server.accept()) {
                    read(next, 60, LAST);
                }
            }
            Awaitility.await().until(() -> forwarding.status().behind() == 0);
        }
        List<String> once = arrived.stream().distinct().toList();
        assertThat(once).hasSize(59);
        for (int number = 1; number <= 59; number++) {
            assertThat(once.get(number - 1)).contains("[lidless@32473 number=\"" + number + "\"]");
        }
        assertThat(once.get(1))
                .startsWith("<109>1 20")
                .matches("(?s)<109>1 \\S+Z r1 lidless \\d+ live-viewed \\[.*")
                .contains(" \uFEFF{\"number\":2,")
                .endsWith("\"}");
    }

    @Test
    void itSaysWhyItIsBehindAndGoesOnAfterARestartWhereItWas() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        record(2, 5);
        AuditForwarding away = start(SyslogLine.Transport.TCP, port);
        Awaitility.await().until(() -> away.status().trouble().isPresent());
        assertThat(away.status().behind()).isEqualTo(4);
        stop();
        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            AuditForwarding again = start(SyslogLine.Transport.TCP, port);
            try (Socket line = server.accept()) {
                read(line, 4, LAST);
                Awaitility.await().until(() -> again.status().behind() == 0);
            }
            stop();
            record(5, 6);
            start(SyslogLine.Transport.TCP, port);
            try (Socket line = server.accept()) {
                read(line, 1, LAST);
            }
        }
        assertThat(arrived).hasSize(5);
        assertThat(arrived.getLast()).contains("gate 5\"");
    }

    @Test
    void recordsArriveAsDatagrams() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            record(2, 4);
            start(SyslogLine.Transport.UDP, server.getLocalPort());
            for (int number = 1; number <= 3; number++) {
                DatagramPacket packet = new DatagramPacket(new byte[9_000], 9_000);
                server.receive(packet);
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                assertThat(text).startsWith("<109>1 ").contains("number=\"" + number + "\"");
            }
        }
    }
}
