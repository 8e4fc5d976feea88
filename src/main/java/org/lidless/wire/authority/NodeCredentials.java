package org.lidless.wire.authority;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.world.Clock;
import org.lidless.world.World;

/// A node's own key and certificate, and the authority that it trusts; read once. Its text never shows the key.
public final class NodeCredentials {

    private final Clock clock;
    private final NodeId node;
    private final PrivateKey key;
    private final X509Certificate certificate;
    private final List<X509Certificate> authorities;
    private final Set<String> warned = PeerTrust.noneWarned();

    private NodeCredentials(
            Clock clock, NodeId node, PrivateKey key, X509Certificate certificate, List<X509Certificate> authorities) {
        this.clock = clock;
        this.node = node;
        this.key = key;
        this.certificate = certificate;
        this.authorities = authorities;
    }

    /// Reads the three files, and checks that they fit together as a peer will.
    ///
    /// @throws org.lidless.domain.ProblemException `CERTIFICATES_UNUSABLE`
    public static NodeCredentials load(World world, NodeFiles files) {
        try {
            X509Certificate certificate =
                    PemFile.certificates(world.disk(), files.certificate()).getFirst();
            List<X509Certificate> authorities = PemFile.certificates(world.disk(), files.authority());
            PrivateKey key = PemFile.key(world.disk(), files.key());
            if (!belongTogether(key, certificate)) {
                throw new CertificateException(files.key() + " is not the key of " + files.certificate());
            }
            NodeCredentials loaded =
                    new NodeCredentials(world.clock(), NodeName.of(certificate), key, certificate, authorities);
            loaded.trust(Optional.of(loaded.node)).checkServerTrusted(new X509Certificate[] {certificate}, "own");
            return loaded;
        } catch (IOException | GeneralSecurityException unusable) {
            throw ProblemCode.CERTIFICATES_UNUSABLE.because(
                    "This node's certificate " + files.certificate() + " with its key and authority cannot be used: "
                            + unusable.getClass().getSimpleName() + ": " + unusable.getMessage() + ".",
                    "This node cannot talk with its peers: nobody takes over from it, nor it from others.",
                    "Issue new ones with lidless certificate issue, readable for the user that runs the node.");
        }
    }

    /// The node that they were issued to.
    public NodeId node() {
        return node;
    }

    /// For answering: lets in any node of the site.
    public SSLContext forAnswering() {
        return context(Optional.empty());
    }

    /// For dialling: speaks with this node and nobody else, whatever its address.
    public SSLContext forDialling(NodeId peer) {
        return context(Optional.of(peer));
    }

    private SSLContext context(Optional<NodeId> expected) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(new KeyManager[] {new OwnKey(key, certificate)}, new TrustManager[] {trust(expected)}, null);
            return context;
        } catch (GeneralSecurityException noTls) {
            throw new IllegalStateException("this Java has no TLS 1.3", noTls);
        }
    }

    private PeerTrust trust(Optional<NodeId> expected) {
        return new PeerTrust(clock, authorities, expected, warned);
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        byte[] message = {'l', 'i', 'd', 'l', 'e', 's', 's'};
        Signature signature =
                Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        signature.initSign(key);
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(message);
        return signature.verify(signed);
    }

    @Override
    public String toString() {
        return "credentials of " + node;
    }
}
