package org.lidless.wire.authority;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.world.Disk;
import org.lidless.world.World;

/// The site's certificate authority: a directory with its key and its certificate. Who has the key can make himself
/// any node of the site; who has only the certificate can check, and nothing more.
public final class SiteAuthority {

    private static final String KEY = "authority-key.pem";
    private static final String CERTIFICATE = "authority.pem";
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");
    private static final String FOOTAGE = "Not concerned: recording goes on with the certificates that are in use.";

    private final World world;
    private final PrivateKey key;
    private final X509Certificate certificate;

    private SiteAuthority(World world, PrivateKey key, X509Certificate certificate) {
        this.world = world;
        this.key = key;
        this.certificate = certificate;
    }

    /// Creates an authority in a directory that has none yet; the directory is created too.
    ///
    /// @throws ProblemException `CERTIFICATE_EXISTS`, `CERTIFICATES_UNUSABLE`
    public static SiteAuthority create(World world, Path directory) {
        Disk disk = world.disk();
        try {
            disk.createDirectories(directory);
            refuseToReplace(disk, List.of(directory.resolve(KEY), directory.resolve(CERTIFICATE)));
            CertificateMaker maker = new CertificateMaker(world);
            KeyPair pair = maker.newKey();
            X509Certificate certificate = maker.authority(pair);
            PemFile.write(disk, directory.resolve(KEY), PemFile.text(pair.getPrivate()));
            PemFile.write(disk, directory.resolve(CERTIFICATE), PemFile.text(certificate));
            disk.forceDirectory(directory);
            return new SiteAuthority(world, pair.getPrivate(), certificate);
        } catch (IOException | GeneralSecurityException | OperatorCreationException failed) {
            throw unusable("The authority could not be created in " + directory, failed);
        }
    }

    /// Opens the authority of a directory.
    ///
    /// @throws ProblemException `CERTIFICATES_UNUSABLE`
    public static SiteAuthority open(World world, Path directory) {
        try {
            X509Certificate certificate = PemFile.certificates(world.disk(), directory.resolve(CERTIFICATE))
                    .getFirst();
            return new SiteAuthority(world, PemFile.key(world.disk(), directory.resolve(KEY)), certificate);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw unusable("There is no usable authority in " + directory, unreadable);
        }
    }

    /// What the authority is called: what people compare.
    public String name() {
        return certificate.getSubjectX500Principal().getName();
    }

    /// Issues a key and a certificate, to be used by one node as server and as client.
    ///
    /// @param node  its name, which peers will believe
    /// @param hosts host names and IP addresses under which it is reached; without any, this machine's own loopback
    /// @param out   directory for the three files, created when it is missing; must hold none of them yet
    /// @throws ProblemException `CERTIFICATE_EXISTS`, `CERTIFICATES_UNUSABLE`; `REQUEST_REFUSED` for no host
    public NodeFiles issue(NodeId node, List<String> hosts, Path out) {
        for (String host : hosts) {
            if (!CertificateMaker.isHost(host)) {
                throw ProblemCode.REQUEST_REFUSED.because(
                        "\"" + host + "\" is neither a host name nor an IP address.",
                        FOOTAGE,
                        "Name the host as peers call it, without port.");
            }
        }
        Disk disk = world.disk();
        NodeFiles files = NodeFiles.in(out);
        try {
            disk.createDirectories(out);
            refuseToReplace(disk, List.of(files.key(), files.certificate(), files.authority()));
            CertificateMaker maker = new CertificateMaker(world);
            KeyPair pair = maker.newKey();
            X509Certificate issued =
                    maker.node(node, hosts.isEmpty() ? LOOPBACK : hosts, pair.getPublic(), certificate, key);
            PemFile.write(disk, files.authority(), PemFile.text(certificate));
            PemFile.write(disk, files.certificate(), PemFile.text(issued));
            PemFile.write(disk, files.key(), PemFile.text(pair.getPrivate()));
            disk.forceDirectory(out);
            return files;
        } catch (IOException | GeneralSecurityException | OperatorCreationException failed) {
            throw unusable("The certificate of " + node + " could not be written to " + out, failed);
        }
    }

    private static void refuseToReplace(Disk disk, List<Path> files) {
        for (Path file : files) {
            if (disk.exists(file)) {
                throw ProblemCode.CERTIFICATE_EXISTS.because(
                        "There is a file " + file + " already.",
                        FOOTAGE,
                        "Name another directory, or move the old files away first.");
            }
        }
    }

    private static ProblemException unusable(String what, Exception why) {
        return ProblemCode.CERTIFICATES_UNUSABLE.because(
                what + " (" + why.getClass().getSimpleName() + ": " + why.getMessage() + ").",
                FOOTAGE,
                "Check the directory and its owner, and run this as the user who made the authority.");
    }
}
