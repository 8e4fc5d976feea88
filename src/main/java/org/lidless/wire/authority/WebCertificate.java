package org.lidless.wire.authority;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.bouncycastle.operator.OperatorCreationException;
import org.lidless.domain.ProblemCode;
import org.lidless.world.Disk;
import org.lidless.world.World;

/// What a management server shows to browsers: a certificate of the site's authority for this machine's names. It
/// names no node, so whoever has its key can be no node of the site. It is kept, so that a browser that was told
/// to trust it is not asked again, and made anew when the machine has other names or it is about to run out. Any
/// thread.
public final class WebCertificate {

    private static final String KEY = "key.pem";
    private static final String CERTIFICATE = "certificate.pem";
    private static final long DUE_SECONDS = 30L * 86_400;

    private final World world;
    private final SiteAuthority authority;
    private final List<String> hosts;
    private final Path directory;
    private final PrivateKey key;
    private volatile X509Certificate certificate;

    private WebCertificate(
            World world,
            SiteAuthority authority,
            List<String> hosts,
            Path directory,
            PrivateKey key,
            X509Certificate certificate) {
        this.world = world;
        this.authority = authority;
        this.hosts = hosts;
        this.directory = directory;
        this.key = key;
        this.certificate = certificate;
    }

    /// Takes the one that is kept, or makes one.
    ///
    /// @param hosts     names and addresses by which browsers call this machine
    /// @param directory where it is kept
    /// @throws ProblemException `CERTIFICATES_UNUSABLE`
    public static WebCertificate open(World world, SiteAuthority authority, List<String> hosts, Path directory) {
        List<String> named = hosts.stream()
                .filter(CertificateMaker::isHost)
                .map(WebCertificate::plain)
                .distinct()
                .sorted()
                .toList();
        Disk disk = world.disk();
        try {
            disk.createDirectories(directory);
            if (disk.exists(directory.resolve(KEY)) && disk.exists(directory.resolve(CERTIFICATE))) {
                X509Certificate kept = PemFile.certificates(disk, directory.resolve(CERTIFICATE))
                        .getFirst();
                var known = new WebCertificate(
                        world, authority, named, directory, PemFile.key(disk, directory.resolve(KEY)), kept);
                if (!known.fits() || known.isDue()) {
                    known.renew();
                }
                return known;
            }
            delete(disk, directory.resolve(KEY));
            KeyPair pair = new CertificateMaker(world).newKey();
            X509Certificate made = authority.forBrowsers(named, pair.getPublic());
            PemFile.write(disk, directory.resolve(KEY), PemFile.text(pair.getPrivate()));
            var fresh = new WebCertificate(world, authority, named, directory, pair.getPrivate(), made);
            fresh.write(made);
            return fresh;
        } catch (IOException | GeneralSecurityException | OperatorCreationException failed) {
            throw ProblemCode.CERTIFICATES_UNUSABLE.because(
                    "The certificate for browsers in " + directory + " cannot be made or read ("
                            + failed.getClass().getSimpleName() + ": " + failed.getMessage() + ").",
                    "Not concerned: recorders go on with what they do.",
                    "Check the directory and its owner; when it is removed, another one is made.");
        }
    }

    /// Shows it, as it is at each greeting.
    public SSLContext tls() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new OwnKey(key, () -> certificate, authority.certificate())}, null, null);
            return context;
        } catch (GeneralSecurityException noTls) {
            throw new IllegalStateException("this Java has no TLS", noTls);
        }
    }

    /// Makes another one when this one is about to run out.
    ///
    /// @throws ProblemException `CERTIFICATES_UNUSABLE`
    public void renewIfDue() {
        if (!isDue()) {
            return;
        }
        try {
            renew();
        } catch (IOException | GeneralSecurityException | OperatorCreationException failed) {
            throw ProblemCode.CERTIFICATES_UNUSABLE.because(
                    "The certificate for browsers could not be renewed: " + failed.getMessage() + ".",
                    "Not concerned: recorders go on with what they do.",
                    "Look at the disk of the data directory.");
        }
    }

    private void renew() throws IOException, GeneralSecurityException, OperatorCreationException {
        X509Certificate made = authority.forBrowsers(hosts, certificate.getPublicKey());
        write(made);
        certificate = made;
    }

    private void write(X509Certificate made) throws IOException, GeneralSecurityException {
        Disk disk = world.disk();
        delete(disk, directory.resolve(CERTIFICATE));
        PemFile.write(disk, directory.resolve(CERTIFICATE), PemFile.text(made));
        disk.forceDirectory(directory);
    }

    private static void delete(Disk disk, Path file) throws IOException {
        if (disk.exists(file)) {
            disk.delete(file);
        }
    }

    /// An address as Java reads it out of a certificate.
    private static String plain(String host) {
        try {
            return InetAddress.ofLiteral(host).getHostAddress();
        } catch (IllegalArgumentException aName) {
            return host;
        }
    }

    private boolean isDue() {
        Instant now = Instant.ofEpochSecond(world.clock().wallUs() / 1_000_000);
        return certificate.getNotAfter().toInstant().minusSeconds(DUE_SECONDS).isBefore(now);
    }

    private boolean fits() throws GeneralSecurityException {
        certificate.verify(authority.certificate().getPublicKey());
        var named = certificate.getSubjectAlternativeNames();
        return named != null
                && new TreeSet<>(named.stream()
                                .map(each -> String.valueOf(each.get(1)))
                                .toList())
                        .equals(new TreeSet<>(hosts));
    }
}
