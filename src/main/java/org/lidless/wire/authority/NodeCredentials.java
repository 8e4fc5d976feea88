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
import java.util.function.Predicate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.world.Chance;
import org.lidless.world.Clock;
import org.lidless.world.World;

/// A node's own key and certificate, and the authority that it trusts; read once. The certificate may be replaced by a
/// renewed one while connections use it. Its text never shows the key. Any thread.
public final class NodeCredentials {

    private final Clock clock;
    private final NodeId node;
    private final PrivateKey key;
    private volatile X509Certificate certificate;
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

    /// Shows this node's certificate, for who makes connections of his own.
    public X509ExtendedKeyManager shown() {
        return new OwnKey(key, () -> certificate, signer(certificate));
    }

    /// Lets in some nodes of the site and no others; asked anew at each greeting. Any thread.
    public X509ExtendedTrustManager trusting(Predicate<NodeId> welcome) {
        return new PeerTrust(clock, authorities, welcome, warned);
    }

    private SSLContext context(Optional<NodeId> expected) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(new KeyManager[] {shown()}, new TrustManager[] {trust(expected)}, null);
            return context;
        } catch (GeneralSecurityException noTls) {
            throw new IllegalStateException("this Java has no TLS 1.3", noTls);
        }
    }

    private PeerTrust trust(Optional<NodeId> expected) {
        return new PeerTrust(clock, authorities, expected, warned);
    }

    /// Of several authorities that are trusted, the one that signed.
    private X509Certificate signer(X509Certificate signed) {
        return authorities.stream()
                .filter(each -> each.getSubjectX500Principal().equals(signed.getIssuerX500Principal()))
                .findFirst()
                .orElseGet(authorities::getFirst);
    }

    /// What this node shows now.
    X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    /// @throws GeneralSecurityException when it is not one of the site's authority for this node and its key
    void check(X509Certificate renewed) throws GeneralSecurityException {
        trust(Optional.of(node)).checkServerTrusted(new X509Certificate[] {renewed}, "own");
        if (!belongTogether(key, renewed)) {
            throw new CertificateException("it is for another key");
        }
    }

    /// From the next greeting on another certificate is shown; it was checked.
    void use(X509Certificate renewed) {
        certificate = renewed;
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

    /// What only this node can open again.
    public Vault vault(Chance chance) {
        return Vault.of(key, chance);
    }

    @Override
    public String toString() {
        return "credentials of " + node;
    }
}
