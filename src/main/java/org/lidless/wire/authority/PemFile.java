package org.lidless.wire.authority;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// Keys and certificates as text (RFC 7468).
final class PemFile {

    private static final int BYTES_MAX = 256 * 1024;
    private static final String KEY = "PRIVATE KEY";
    static final String LOCKED_KEY = "ENCRYPTED PRIVATE KEY";
    private static final Pattern KEY_BLOCK = block(KEY);
    private static final Pattern LOCKED_BLOCK = block(LOCKED_KEY);

    private PemFile() {}

    private static Pattern block(String label) {
        return Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----");
    }

    static byte[] text(PrivateKey key) {
        return text(KEY, key.getEncoded());
    }

    static byte[] text(X509Certificate certificate) throws CertificateException {
        return text("CERTIFICATE", certificate.getEncoded());
    }

    static byte[] text(String label, byte[] bytes) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return ("-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Writes a file that must not exist, readable by this process's user only, and makes it durable.
    static void write(Disk disk, Path file, byte[] text) throws IOException {
        try (DiskFile open = disk.createPrivate(file)) {
            open.write(new ByteBuffer[] {ByteBuffer.wrap(text)}, 0);
            open.force();
        }
    }

    /// @throws CertificateException when the file holds none
    static List<X509Certificate> certificates(Disk disk, Path file) throws IOException, CertificateException {
        return certificates(disk.readWhole(file, BYTES_MAX));
    }

    /// @throws CertificateException when the text holds none
    static List<X509Certificate> certificates(byte[] text) throws CertificateException {
        List<X509Certificate> found = new ArrayList<>();
        for (Certificate each :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text))) {
            found.add((X509Certificate) each);
        }
        if (found.isEmpty()) {
            throw new CertificateException("there is no certificate in it");
        }
        return found;
    }

    /// Reads a key in PKCS #8, one that is locked too; the message of a failure never holds any of it.
    ///
    /// @throws GeneralSecurityException when the file holds none
    static PrivateKey key(Disk disk, Path file) throws IOException, GeneralSecurityException {
        String text = new String(disk.readWhole(file, BYTES_MAX), StandardCharsets.US_ASCII);
        Matcher locked = LOCKED_BLOCK.matcher(text);
        if (!locked.find()) {
            return key(text);
        }
        byte[] sealed = Base64.getMimeDecoder().decode(locked.group(1));
        Path directory = file.toAbsolutePath().normalize().getParent();
        return key(new PKCS8EncodedKeySpec(LockedKey.open(disk, directory == null ? file : directory, sealed)));
    }

    /// Whether a file holds a key that is not locked.
    static boolean isOpen(Disk disk, Path file) throws IOException {
        return KEY_BLOCK
                .matcher(new String(disk.readWhole(file, BYTES_MAX), StandardCharsets.US_ASCII))
                .find();
    }

    /// The same of a text with a key that is not locked.
    static PrivateKey key(String text) throws GeneralSecurityException {
        Matcher block = KEY_BLOCK.matcher(text);
        if (!block.find()) {
            throw new InvalidKeySpecException("there is no key in PKCS #8 (\"BEGIN " + KEY + "\") in it");
        }
        try {
            return key(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1))));
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidKeySpecException("its key is not Base64", notBase64);
        }
    }

    private static PrivateKey key(PKCS8EncodedKeySpec key) throws GeneralSecurityException {
        for (String algorithm : List.of("EC", "RSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(key);
            } catch (InvalidKeySpecException other) {
                if (algorithm.equals("RSA")) {
                    throw new InvalidKeySpecException("its key is neither of an elliptic curve nor RSA", other);
                }
            }
        }
        throw new AssertionError("the last algorithm returns or throws");
    }
}
