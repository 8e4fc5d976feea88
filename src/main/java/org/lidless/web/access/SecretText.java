package org.lidless.web.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lidless.domain.Sha256;
import org.lidless.world.Chance;

/// Secrets as letters that people and programs carry about, and their proofs, from which nobody gets back to them.
final class SecretText {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CODE_LETTERS = 20;
    private static final int GROUP = 5;
    private static final int BITS_A_LETTER = 5;

    private SecretText() {}

    /// Random bytes.
    ///
    /// @param count at most 64
    static byte[] random(Chance chance, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        while (bytes.hasRemaining()) {
            bytes.putLong(chance.bits());
        }
        byte[] some = new byte[count];
        bytes.flip().get(some);
        return some;
    }

    static String hex(Chance chance, int bytes) {
        return HexFormat.of().formatHex(random(chance, bytes));
    }

    /// A one-time code of 100 random bits, as a person types it: `7QX2A-…`, no letters that look alike.
    static String code(Chance chance) {
        StringBuilder text = new StringBuilder();
        long bits = 0;
        int left = 0;
        for (int letter = 0; letter < CODE_LETTERS; letter++) {
            if (left < BITS_A_LETTER) {
                bits = chance.bits();
                left = Long.SIZE;
            }
            text.append(letter > 0 && letter % GROUP == 0 ? "-" : "").append(ALPHABET.charAt((int) (bits & 31)));
            bits >>>= BITS_A_LETTER;
            left -= BITS_A_LETTER;
        }
        return text.toString();
    }

    /// A code without what does not count: blanks, hyphens, capitals, letters taken for digits.
    static String typed(String code) {
        return code.replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }

    /// What names a code in the site's log.
    static String id(String code) {
        return proof("code-id", typed(code)).toString().substring(0, 12);
    }

    /// What the site remembers of a secret.
    ///
    /// @param purpose so that a proof of one kind of secret is none of another
    static Sha256 proof(String purpose, String secret) {
        try {
            byte[] text = ("lidless " + purpose + " " + secret).getBytes(StandardCharsets.UTF_8);
            return new Sha256(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }

    /// Compares in the same time wherever they differ.
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /// HMAC-SHA-256 (RFC 2104) in Base64 (RFC 4648 section 5).
    static String mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java has HMAC", never);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
