package org.lidless.wire.authority;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.lidless.world.Chance;

/// Seals secrets so that only who has the site's key, or a node's own, can open them: AES-256-GCM (NIST SP
/// 800-38D) under a key made by HKDF (RFC 5869). What was sealed for one purpose opens for no other. Any thread.
///
/// Sealed, a secret reads `v1.KEY.TEXT`: the first 8 hexadecimal digits of the hash of the key, and nonce (12
/// bytes), secret and tag (16) in Base64 (RFC 4648 section 5).
public final class Vault {

    /// Length of a root key, bytes.
    public static final int ROOT_BYTES = 32;

    private static final String FORMAT = "v1";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ID_DIGITS = 8;

    private final SecretKey key;
    private final String id;
    private final Chance chance;

    private Vault(SecretKey key, Chance chance) throws GeneralSecurityException {
        this.key = key;
        this.chance = chance;
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        this.id = HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
    }

    /// The vault of whoever has these bytes.
    ///
    /// @param root at least 32 bytes that nobody can guess
    public static Vault of(byte[] root, Chance chance) {
        if (root.length < ROOT_BYTES) {
            throw new IllegalArgumentException("a vault's root has " + ROOT_BYTES + " bytes at least");
        }
        try {
            KDF hkdf = KDF.getInstance("HKDF-SHA256");
            byte[] made = hkdf.deriveData(HKDFParameterSpec.ofExtract()
                    .addIKM(root)
                    .thenExpand("lidless vault v1".getBytes(StandardCharsets.US_ASCII), ROOT_BYTES));
            return new Vault(new SecretKeySpec(made, "AES"), chance);
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java has HKDF and AES", never);
        }
    }

    /// The vault that all management servers share: its key is made from the authority's, which they all have.
    static Vault of(PrivateKey authority, Chance chance) {
        byte[] secret = authority instanceof ECPrivateKey curve ? bytes(curve.getS()) : authority.getEncoded();
        return of(secret, chance);
    }

    private static byte[] bytes(BigInteger number) {
        byte[] least = number.toByteArray();
        byte[] whole = new byte[Math.max(ROOT_BYTES, least.length)];
        System.arraycopy(least, 0, whole, whole.length - least.length, least.length);
        return whole.length == ROOT_BYTES + 1 && whole[0] == 0 ? Arrays.copyOfRange(whole, 1, whole.length) : whole;
    }

    /// Which key it seals with; says nothing about the key.
    public String id() {
        return id;
    }

    /// @param purpose what the secret is for; it must be said again to open it
    public String seal(byte[] secret, String purpose) {
        try {
            byte[] nonce = ByteBuffer.allocate(16)
                    .putLong(chance.bits())
                    .putLong(chance.bits())
                    .array();
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, Arrays.copyOf(nonce, NONCE_BYTES), purpose);
            byte[] sealed = cipher.doFinal(secret);
            byte[] all = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce, 0, NONCE_BYTES)
                    .put(sealed)
                    .array();
            return FORMAT + "." + id + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java has AES in GCM", never);
        }
    }

    /// The same for text.
    public String sealText(String secret, String purpose) {
        return seal(secret.getBytes(StandardCharsets.UTF_8), purpose);
    }

    /// Empty when it was sealed with another key, for another purpose, or altered.
    public Optional<byte[]> open(String sealed, String purpose) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(FORMAT) || !parts[1].equals(id)) {
            return Optional.empty();
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(parts[2]);
            if (all.length < NONCE_BYTES) {
                return Optional.empty();
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES), purpose);
            return Optional.of(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES));
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /// The same for text.
    public Optional<String> openText(String sealed, String purpose) {
        return open(sealed, purpose).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((FORMAT + "." + id + "." + purpose).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String toString() {
        return "vault " + id;
    }
}
