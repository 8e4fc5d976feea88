package org.lidless.wire.authority;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.lidless.world.Chance;
import org.lidless.world.Disk;
import org.lidless.world.World;

/// A private key as a file that gives it to nobody by itself: PKCS #8, encrypted (RFC 5958) by PBES2 (RFC 8018) with
/// AES-256, as every tool reads it. What opens it is 64 hexadecimal digits in a file beside the key's directory,
/// `DIRECTORY.unlock`, which may be a link to wherever it is kept: a stick, a credential that only this machine's TPM
/// opens. So a server starts without anybody, and whoever has the directory alone has nothing.
final class LockedKey {

    private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";
    private static final int SECRET_BYTES = 32;
    private static final int SALT_BYTES = 16;

    /// Nobody guesses at 256 bits, however fast they are tried.
    private static final int ROUNDS = 10_000;

    private LockedKey() {}

    /// Where that lies which opens the keys of a directory.
    static Path unlockOf(Path directory) {
        Path whole = directory.toAbsolutePath().normalize();
        return whole.resolveSibling(whole.getFileName() + ".unlock");
    }

    /// The key as text, to be kept in a directory; what opens it is made when it is not there.
    static byte[] text(World world, Path directory, PrivateKey key) throws IOException, GeneralSecurityException {
        Path unlock = unlockOf(directory);
        Chance chance = world.chance().fork("unlock");
        if (!world.disk().exists(unlock)) {
            PemFile.write(
                    world.disk(),
                    unlock,
                    (HexFormat.of().formatHex(bytes(chance, SECRET_BYTES)) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        // Before a key that only this opens takes the place of a plain one.
        Path beside = unlock.getParent();
        if (beside != null) {
            world.disk().forceDirectory(beside);
        }
        var how =
                new PBEParameterSpec(bytes(chance, SALT_BYTES), ROUNDS, new IvParameterSpec(bytes(chance, SALT_BYTES)));
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(Cipher.ENCRYPT_MODE, secret(world.disk(), unlock), how);
        byte[] sealed = cipher.doFinal(key.getEncoded());
        AlgorithmParameters parameters = cipher.getParameters();
        var named = new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_PBES2, ASN1Primitive.fromByteArray(parameters.getEncoded()));
        byte[] whole = new org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo(named, sealed).getEncoded();
        return PemFile.text(PemFile.LOCKED_KEY, whole);
    }

    /// The key in PKCS #8, out of what [#text] has made.
    ///
    /// @param directory where the key's file lies
    static byte[] open(Disk disk, Path directory, byte[] sealed) throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo read = new EncryptedPrivateKeyInfo(sealed);
        AlgorithmParameters how = read.getAlgParameters();
        if (how == null) {
            throw new InvalidKeySpecException("its key is encrypted in an unknown way");
        }
        Cipher cipher = Cipher.getInstance(how.toString());
        cipher.init(Cipher.DECRYPT_MODE, secret(disk, unlockOf(directory)), how);
        try {
            return read.getKeySpec(cipher).getEncoded();
        } catch (InvalidKeySpecException wrong) {
            throw new InvalidKeySpecException(unlockOf(directory) + " does not open its key", wrong);
        }
    }

    private static Key secret(Disk disk, Path unlock) throws IOException, GeneralSecurityException {
        if (!disk.exists(unlock)) {
            throw new IOException(unlock + ", which opens its key, is not there");
        }
        String text = new String(disk.readWhole(unlock, 1_024), StandardCharsets.US_ASCII).strip();
        if (!text.matches("[0-9a-f]{" + 2 * SECRET_BYTES + "}")) {
            throw new IOException(unlock + " does not hold " + 2 * SECRET_BYTES + " hexadecimal digits");
        }
        return SecretKeyFactory.getInstance(CIPHER).generateSecret(new PBEKeySpec(text.toCharArray()));
    }

    private static byte[] bytes(Chance chance, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            bytes.putLong(chance.bits());
        }
        return bytes.array();
    }
}
