package org.lidless.wire.authority;

import static org.lidless.wire.authority.CertificateMaker.NODE_LIFE;
import static org.lidless.wire.authority.CertificateMaker.RENEWED_LIFE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.wire.authority.CertificateMaker.Subject;
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
            PemFile.write(disk, directory.resolve(KEY), LockedKey.text(world, directory, pair.getPrivate()));
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

    /// Locks the key of an authority that was made before keys were. What cannot be written now stays as it is.
    ///
    /// @return whether it was locked by this
    /// @throws IOException when the directory cannot be written
    public static boolean lock(World world, Path directory) throws IOException {
        Path file = directory.resolve(KEY);
        if (!PemFile.isOpen(world.disk(), file)) {
            return false;
        }
        Path next = directory.resolve(KEY + ".locking");
        try {
            if (world.disk().exists(next)) {
                world.disk().delete(next);
            }
            PemFile.write(world.disk(), next, LockedKey.text(world, directory, PemFile.key(world.disk(), file)));
            world.disk().rename(next, file);
            world.disk().forceDirectory(directory);
            return true;
        } catch (GeneralSecurityException noCipher) {
            throw new IOException("the key cannot be locked", noCipher);
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
        return issue(node, hosts, false, out);
    }

    /// The same.
    ///
    /// @param management whether the node is a management server
    public NodeFiles issue(NodeId node, List<String> hosts, boolean management, Path out) {
        checkHosts(hosts);
        Disk disk = world.disk();
        NodeFiles files = NodeFiles.in(out);
        try {
            disk.createDirectories(out);
            refuseToReplace(disk, List.of(files.key(), files.certificate(), files.authority()));
            CertificateMaker maker = new CertificateMaker(world);
            KeyPair pair = maker.newKey();
            X509Certificate issued =
                    maker.node(subject(node, hosts, management), NODE_LIFE, pair.getPublic(), certificate, key);
            PemFile.write(disk, files.authority(), PemFile.text(certificate));
            PemFile.write(disk, files.certificate(), PemFile.text(issued));
            PemFile.write(disk, files.key(), PemFile.text(pair.getPrivate()));
            disk.forceDirectory(out);
            return files;
        } catch (IOException | GeneralSecurityException | OperatorCreationException failed) {
            throw unusable("The certificate of " + node + " could not be written to " + out, failed);
        }
    }

    private static Subject subject(NodeId node, List<String> hosts, boolean management) {
        return new Subject(node, hosts.isEmpty() ? LOOPBACK : hosts, management);
    }

    private static void checkHosts(List<String> hosts) {
        for (String host : hosts) {
            if (!CertificateMaker.isHost(host)) {
                throw ProblemCode.REQUEST_REFUSED.because(
                        "\"" + host + "\" is neither a host name nor an IP address.",
                        FOOTAGE,
                        "Name the host as peers call it, without port.");
            }
        }
    }

    /// Signs what a node asks for: a certificate for a year, for the key that its request proves to have.
    ///
    /// @param request as [NodeKey#request] makes it
    /// @return the certificate (PEM)
    /// @throws ProblemException `REQUEST_REFUSED` for no request, or no host; `CERTIFICATES_UNUSABLE`
    public String sign(NodeId node, List<String> hosts, boolean management, String request) {
        checkHosts(hosts);
        try {
            PublicKey asked = SigningRequest.read(request);
            X509Certificate issued = new CertificateMaker(world)
                    .node(subject(node, hosts, management), RENEWED_LIFE, asked, certificate, key);
            return new String(PemFile.text(issued), StandardCharsets.US_ASCII);
        } catch (IOException | GeneralSecurityException | OperatorCreationException failed) {
            throw unusable("No certificate could be signed for " + node, failed);
        }
    }

    /// A certificate for browsers, which names hosts and no node.
    X509Certificate forBrowsers(List<String> hosts, PublicKey asked)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        return new CertificateMaker(world).browsers(hosts.isEmpty() ? LOOPBACK : hosts, asked, certificate, key);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /// The authority's certificate (PEM), which everybody may see.
    public String certificateText() {
        try {
            return new String(PemFile.text(certificate), StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a certificate that was read cannot be written", impossible);
        }
    }

    /// Its key (PEM), which another management server may have and nobody else.
    public String keyText() {
        return new String(PemFile.text(key), StandardCharsets.US_ASCII);
    }

    /// The vault that whoever has this authority's key shares.
    public Vault vault() {
        return Vault.of(key, world.chance().fork("vault"));
    }

    /// What a newcomer compares: the beginning of the SHA-256 of the authority's certificate.
    public String fingerprint() {
        return JoinCode.fingerprint(certificate);
    }

    /// Writes down an authority that another management server has given.
    ///
    /// @throws ProblemException `CERTIFICATE_EXISTS`, `CERTIFICATES_UNUSABLE`
    public static void keep(World world, Path directory, String keyText, String certificateText) {
        Disk disk = world.disk();
        try {
            disk.createDirectories(directory);
            refuseToReplace(disk, List.of(directory.resolve(KEY), directory.resolve(CERTIFICATE)));
            PemFile.write(disk, directory.resolve(KEY), LockedKey.text(world, directory, PemFile.key(keyText)));
            PemFile.write(disk, directory.resolve(CERTIFICATE), certificateText.getBytes(StandardCharsets.US_ASCII));
            disk.forceDirectory(directory);
        } catch (IOException | GeneralSecurityException failed) {
            throw unusable("The authority could not be kept in " + directory, failed);
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
