package org.lidless.wire.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.lidless.domain.NodeId;
import org.lidless.world.World;

/// Makes keys (EC P-256) and certificates (X.509 version 3, RFC 5280), by Bouncy Castle: the JDK reads certificates
/// and cannot make them.
final class CertificateMaker {

    static final Duration AUTHORITY_LIFE = Duration.ofDays(30 * 365);
    static final Duration NODE_LIFE = Duration.ofDays(10 * 365);

    /// Of a certificate that renews itself.
    static final Duration RENEWED_LIFE = Duration.ofDays(365);

    /// A certificate begins before it is made, so that peers whose clocks are behind need no warning.
    private static final Duration BEGINS_BEFORE = Duration.ofDays(1);

    private static final Pattern HOST = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final int HOST_LENGTH_MAX = 253;

    private final World world;

    CertificateMaker(World world) {
        this.world = world;
    }

    KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /// A certificate that signs itself and may sign others.
    X509Certificate authority(KeyPair key) throws GeneralSecurityException, IOException, OperatorCreationException {
        String name =
                String.format("Lidless site authority %08x", world.chance().bits() >>> 32);
        X500Name subject = named(name);
        X509v3CertificateBuilder builder = begun(subject, subject, key.getPublic(), AUTHORITY_LIFE);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return signed(builder, key.getPrivate());
    }

    /// Whom a certificate is for.
    ///
    /// @param hosts      host names and IP addresses under which it is reached
    /// @param management whether it is a management server
    record Subject(NodeId node, List<String> hosts, boolean management) {}

    /// A node's certificate, as server and as client.
    X509Certificate node(
            Subject subject, Duration life, PublicKey key, X509Certificate authority, PrivateKey authorityKey)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        X500Name issuer = new JcaX509CertificateHolder(authority).getSubject();
        X509v3CertificateBuilder builder = begun(issuer, named(subject.node().value()), key, life);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        builder.addExtension(Extension.subjectAlternativeName, false, alternatives(subject));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.getPublicKey()));
        return signed(builder, authorityKey);
    }

    /// A certificate for a server that browsers call by these hosts; it names no node.
    X509Certificate browsers(List<String> hosts, PublicKey key, X509Certificate authority, PrivateKey authorityKey)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        X500Name issuer = new JcaX509CertificateHolder(authority).getSubject();
        X509v3CertificateBuilder builder = begun(issuer, named("Lidless"), key, RENEWED_LIFE);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(hosts.stream().map(CertificateMaker::host).toArray(GeneralName[]::new)));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.getPublicKey()));
        return signed(builder, authorityKey);
    }

    private static GeneralName host(String host) {
        return new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private X509v3CertificateBuilder begun(X500Name issuer, X500Name subject, PublicKey key, Duration life)
            throws GeneralSecurityException, IOException {
        Instant from = Instant.ofEpochSecond(world.clock().wallUs() / 1_000_000).minus(BEGINS_BEFORE);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer, serial(), Date.from(from), Date.from(from.plus(life)), subject, key);
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        return builder;
    }

    /// 127 random bits: positive, at most 20 octets (RFC 5280 section 4.1.2.2).
    private BigInteger serial() {
        BigInteger high = BigInteger.valueOf(world.chance().bits() >>> 1 | 1).shiftLeft(64);
        return high.add(BigInteger.valueOf(world.chance().bits() >>> 1));
    }

    private static X500Name named(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    private static GeneralNames alternatives(Subject subject) {
        NodeId node = subject.node();
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, NodeName.PREFIX + node));
        if (subject.management()) {
            names.add(new GeneralName(GeneralName.uniformResourceIdentifier, NodeName.MANAGEMENT));
        }
        if (isHostName(node.value())) {
            names.add(new GeneralName(GeneralName.dNSName, node.value()));
        }
        for (String host : subject.hosts()) {
            names.add(host(host));
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    /// Whether a certificate can be issued for this host.
    static boolean isHost(String host) {
        return isAddress(host) || isHostName(host);
    }

    private static boolean isHostName(String host) {
        return host.length() <= HOST_LENGTH_MAX && HOST.matcher(host).matches() && !isAddress(host);
    }

    private static boolean isAddress(String host) {
        try {
            return !InetAddress.ofLiteral(host).getHostAddress().contains("%");
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }
}
