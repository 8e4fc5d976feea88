package org.lidless.node;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.lidless.domain.NodeId;
import org.lidless.footage.evidence.AuditTrail;
import org.lidless.footage.evidence.TimeStamp;
import org.lidless.node.settings.Proving;
import org.lidless.node.settings.Proving.SyslogServer;
import org.lidless.wire.TimeStampClient;
import org.lidless.wire.syslog.SyslogLine;
import org.lidless.world.World;

/// Who else is told, as the settings say.
final class Proofs {

    private static final int AUTHORITY_BYTES_MAX = 1 << 20;

    private Proofs() {}

    /// Begins to send the audit chain's records to a syslog server, when there is one.
    static void forward(
            World world,
            Path data,
            NodeId node,
            AuditTrail trail,
            Proving proving,
            AuditedControl audited,
            Opened opened)
            throws IOException {
        if (proving.syslog().isEmpty()) {
            return;
        }
        SyslogServer server = proving.syslog().get();
        Optional<SSLContext> trusted =
                server.transport() == SyslogLine.Transport.TLS ? Optional.of(trusted(world, server)) : Optional.empty();
        var forwarding = new AuditForwarding(
                world,
                data,
                node,
                trail,
                server.toString(),
                () -> SyslogLine.open(world.network(), server.transport(), server.host(), server.port(), trusted));
        audited.forwardedBy(forwarding);
        Thread thread = Thread.ofPlatform().daemon().name("syslog").start(forwarding);
        opened.add(thread::interrupt);
    }

    private static SSLContext trusted(World world, SyslogServer server) throws IOException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            if (server.authority().isPresent()) {
                byte[] pem = world.disk().readWhole(server.authority().get(), AUTHORITY_BYTES_MAX);
                KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                int number = 0;
                for (Certificate each :
                        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                    store.setCertificateEntry("authority-" + number++, each);
                }
                trust.init(store);
            } else {
                trust.init((KeyStore) null);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the authority of the syslog server cannot be used: " + unusable, unusable);
        }
    }

    /// Asks the authority that the settings name, if they name one.
    static ExportProof.Stamps stamps(World world, Proving proving, Opened opened) {
        if (proving.stamps().isEmpty()) {
            return ExportProof.Stamps.NONE;
        }
        TimeStampClient client = new TimeStampClient(proving.stamps().get());
        opened.add(client);
        return content -> {
            long nonce = world.chance().fork("time-stamp").bits();
            byte[] answer = client.ask(
                    TimeStamp.request(content, nonce),
                    TimeStamp.REQUEST_TYPE,
                    TimeStamp.ANSWER_TYPE,
                    TimeStamp.ANSWER_BYTES_MAX);
            return Optional.of(TimeStamp.token(answer, content, nonce));
        };
    }
}
