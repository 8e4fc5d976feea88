package org.lidless.footage.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// The key with which a node signs what it hands out: EC P-256, made at the first start, in one PEM file (RFC 7468)
/// that only the node's user can read. Its text never shows the key. Any thread.
public final class EvidenceKey {

    private static final int BYTES_MAX = 10_000;
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final PrivateKey key;
    private final ECPublicKey itsPublic;
    private final String thumbprint;

    private EvidenceKey(PrivateKey key, ECPublicKey itsPublic) throws GeneralSecurityException {
        this.key = key;
        this.itsPublic = itsPublic;
        this.thumbprint = Jws.thumbprint(itsPublic);
    }

    /// Reads it, or makes one where there is none.
    ///
    /// @throws IOException when there is one that cannot be used: it is never replaced
    public static EvidenceKey open(Disk disk, Path file) throws IOException {
        try {
            return disk.exists(file) ? read(disk, file) : make(disk, file);
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            throw new IOException(file + " is no key that can be used: " + unusable.getMessage(), unusable);
        }
    }

    private static EvidenceKey read(Disk disk, Path file) throws IOException, GeneralSecurityException {
        String pem = new String(disk.readWhole(file, BYTES_MAX), StandardCharsets.US_ASCII);
        KeyFactory factory = KeyFactory.getInstance("EC");
        PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(block(pem, PRIVATE)));
        if (factory.generatePublic(new X509EncodedKeySpec(block(pem, PUBLIC))) instanceof ECPublicKey itsPublic) {
            EvidenceKey found = new EvidenceKey(key, itsPublic);
            byte[] probe = {1};
            Jws.read(found.sign(probe), probe);
            return found;
        }
        throw new GeneralSecurityException("its public half is no EC key");
    }

    private static EvidenceKey make(Disk disk, Path file) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        String pem = block(PRIVATE, pair.getPrivate().getEncoded())
                + block(PUBLIC, pair.getPublic().getEncoded());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        if (disk.exists(beside)) {
            disk.delete(beside);
        }
        try (DiskFile open = disk.createPrivate(beside)) {
            open.write(new ByteBuffer[] {ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII))}, 0);
            open.force();
        }
        disk.rename(beside, file);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            disk.forceDirectory(directory);
        }
        return read(disk, file);
    }

    private static String block(String label, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }

    private static byte[] block(String pem, String label) throws GeneralSecurityException {
        String begin = "-----BEGIN " + label + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new GeneralSecurityException("it has no " + label);
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }

    /// RFC 7638, base64url, 43 letters: what a person compares.
    public String thumbprint() {
        return thumbprint;
    }

    /// A signature to lie beside the content: JWS, detached (RFC 7515 appendix F).
    public String sign(byte[] content) {
        return sign(content, Optional.empty());
    }

    /// The same.
    ///
    /// @param stamp a time stamp of the content (RFC 3161), which the signature then covers, too
    public String sign(byte[] content, Optional<byte[]> stamp) {
        try {
            return Jws.sign(content, key, itsPublic, stamp);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key that has signed before cannot sign", impossible);
        }
    }

    @Override
    public String toString() {
        return "evidence key " + thumbprint;
    }
}
