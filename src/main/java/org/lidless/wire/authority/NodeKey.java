package org.lidless.wire.authority;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;
import org.lidless.domain.ProblemCode;
import org.lidless.world.Disk;
import org.lidless.world.World;

/// The key of a node that is about to join, made on its own machine: it never leaves it.
public final class NodeKey {

    private final World world;
    private final KeyPair pair;

    private NodeKey(World world, KeyPair pair) {
        this.world = world;
        this.pair = pair;
    }

    public static NodeKey create(World world) {
        try {
            return new NodeKey(world, new CertificateMaker(world).newKey());
        } catch (GeneralSecurityException noCurve) {
            throw new IllegalStateException("this Java has no P-256", noCurve);
        }
    }

    /// The wish for a certificate, with the proof that this node has the key.
    public String request() {
        try {
            return SigningRequest.write(pair.getPublic(), pair.getPrivate());
        } catch (IOException | OperatorCreationException impossible) {
            throw new IllegalStateException("a request could not be written", impossible);
        }
    }

    /// Whether a directory has a node's files already; they are never replaced.
    ///
    /// @throws ProblemException `CERTIFICATE_EXISTS`
    public static void refuseToReplace(Disk disk, Path directory) {
        NodeFiles files = NodeFiles.in(directory);
        for (Path file : List.of(files.key(), files.certificate(), files.authority())) {
            if (disk.exists(file)) {
                throw ProblemCode.CERTIFICATE_EXISTS.because(
                        "There is a file " + file + " already: this node has joined a site.",
                        "Not concerned: nothing was changed.",
                        "Name another directory, or move the old files away first.");
            }
        }
    }

    /// Writes the three files, the key last: who finds a key finds all.
    ///
    /// @param certificate what the authority signed (PEM)
    /// @param authority   the authority's certificate (PEM)
    /// @throws ProblemException `CERTIFICATE_EXISTS`, `CERTIFICATES_UNUSABLE`
    public NodeFiles keep(Path directory, String certificate, String authority) {
        refuseToReplace(world.disk(), directory);
        NodeFiles files = NodeFiles.in(directory);
        try {
            world.disk().createDirectories(directory);
            PemFile.write(world.disk(), files.authority(), authority.getBytes(StandardCharsets.US_ASCII));
            PemFile.write(world.disk(), files.certificate(), certificate.getBytes(StandardCharsets.US_ASCII));
            PemFile.write(world.disk(), files.key(), PemFile.text(pair.getPrivate()));
            world.disk().forceDirectory(directory);
        } catch (IOException failed) {
            throw ProblemCode.CERTIFICATES_UNUSABLE.because(
                    "Key and certificate could not be written to " + directory + ": " + failed + ".",
                    "Not concerned: the node does not run yet.",
                    "Check the directory, then ask for another code: this one is used up.");
        }
        return files;
    }
}
