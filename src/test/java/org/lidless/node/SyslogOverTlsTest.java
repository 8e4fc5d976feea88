package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.NodeId;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.footage.evidence.AuditRecord;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.node.settings.Proving;
import org.lidless.node.settings.Proving.SyslogServer;
import org.lidless.wire.ScriptedControl;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.wire.authority.WebCertificate;
import org.lidless.wire.syslog.SyslogLine;
import org.lidless.world.World;

/// Audit records by syslog over TLS (RFC 5425), put together as a node does it: to a server whose certificate the
/// named authority has signed for its name, and to no other.
final class SyslogOverTlsTest {

    private static final List<String> HERE = List.of("127.0.0.1");
    private static final int RECORDS = 4;

    private final World world = World.real();
    private final Opened opened = new Opened();

    @TempDir
    private Path place;

    @AfterEach
    void close() {
        opened.close();
    }

    private SiteAuthority authority(String name) {
        return SiteAuthority.create(world, place.resolve(name));
    }

    private SSLServerSocket server(SiteAuthority authority, List<String> names) throws IOException {
        WebCertificate shown = WebCertificate.open(world, authority, names, place.resolve("server"));
        var server = (SSLServerSocket)
                shown.tls().getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(20_000);
        opened.add(server);
        return server;
    }

    /// Forwards to this server, trusting the authority "trusted".
    private AuditedControl forward(SSLServerSocket server) throws IOException {
        AuditTrail trail = AuditTrail.open(world, place.resolve("audit"), "r1");
        opened.add(trail);
        for (int number = 2; number <= RECORDS; number++) {
            trail.record("maria", "192.0.2.7", AuditAct.LIVE_VIEWED, "gate " + number, AuditRecord.DONE);
        }
        AuditedControl told = new AuditedControl(new ScriptedControl(), trail, world.clock());
        SyslogServer to = new SyslogServer(
                SyslogLine.Transport.TLS,
                "127.0.0.1",
                server.getLocalPort(),
                Optional.of(place.resolve("trusted").resolve("authority.pem")));
        Proofs.forward(
                world, place, new NodeId("r1"), trail, new Proving(Optional.of(to), Optional.empty()), told, opened);
        return told;
    }

    @Test
    void everyRecordReachesAServerOfTheNamedAuthority() throws IOException {
        SSLServerSocket server = server(authority("trusted"), HERE);
        AuditedControl told = forward(server);
        try (SSLSocket line = (SSLSocket) server.accept()) {
            line.setSoTimeout(20_000);
            DataInputStream in = new DataInputStream(line.getInputStream());
            for (int number = 1; number <= RECORDS; number++) {
                assertThat(message(in))
                        .startsWith("<109>1 ")
                        .contains("[lidless@32473 number=\"" + number + "\"]")
                        .contains(number == 1 ? "r1" : "gate " + number);
            }
            assertThat(line.getSession().getProtocol()).isIn("TLSv1.3", "TLSv1.2");
            Awaitility.await().until(() -> told.status().syslog().orElseThrow().behind() == 0);
        }
    }

    /// RFC 5425 section 4.3: its length, a blank, and so many bytes.
    private static String message(DataInputStream in) throws IOException {
        int length = 0;
        for (int letter = in.read(); letter != ' '; letter = in.read()) {
            assertThat(letter).isBetween((int) '0', (int) '9');
            length = length * 10 + letter - '0';
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Test
    void aServerOfAnotherAuthorityGetsNothing() throws IOException {
        authority("trusted");
        getsNothing(server(authority("another"), HERE));
    }

    @Test
    void aServerOfAnotherNameGetsNothing() throws IOException {
        getsNothing(server(authority("trusted"), List.of("logs.example.org")));
    }

    private void getsNothing(SSLServerSocket server) throws IOException {
        AuditedControl told = forward(server);
        try (SSLSocket line = (SSLSocket) server.accept()) {
            line.setSoTimeout(20_000);
            assertThatThrownBy(() -> {
                        if (line.getInputStream().read() < 0) {
                            throw new IOException("it hung up");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        Awaitility.await()
                .until(() -> told.status().syslog().orElseThrow().trouble().isPresent());
        assertThat(told.status().syslog().orElseThrow().behind()).isEqualTo(RECORDS);
    }
}
