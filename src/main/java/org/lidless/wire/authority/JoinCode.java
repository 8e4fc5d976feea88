package org.lidless.wire.authority;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.world.Chance;

/// A code that lets one new node join the site, once. It names the invitation, proves that its bearer was invited, and
/// says by which authority the bearer recognises the site, so that neither can be deceived about the other. As text: 60
/// letters and digits in groups, none of which look alike (Crockford's base 32).
///
/// @param id        which invitation: 12 hexadecimal digits
/// @param secret    what only the invited knows: 24 hexadecimal digits
/// @param authority the beginning of the SHA-256 of the authority's certificate: 32 hexadecimal digits
public record JoinCode(String id, String secret, String authority) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int VERSION = 1;
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 12;
    private static final int AUTHORITY_BYTES = 16;
    private static final int BODY_BYTES = 1 + ID_BYTES + SECRET_BYTES + AUTHORITY_BYTES;
    private static final int CHECK_BYTES = 2;
    private static final int LETTERS = 60;
    private static final int GROUP = 6;
    private static final HexFormat HEX = HexFormat.of();

    /// A new one.
    ///
    /// @param chance    fit for secrets
    /// @param authority as [SiteAuthority#fingerprint] says
    public static JoinCode make(Chance chance, String authority) {
        byte[] random = ByteBuffer.allocate(24)
                .putLong(chance.bits())
                .putLong(chance.bits())
                .putLong(chance.bits())
                .array();
        return new JoinCode(
                HEX.formatHex(random, 0, ID_BYTES),
                HEX.formatHex(random, ID_BYTES, ID_BYTES + SECRET_BYTES),
                authority);
    }

    /// Reads what somebody typed, in any case of letters, with or without its hyphens.
    ///
    /// @throws ProblemException `JOIN_CODE_WRONG` when it is none, or was mistyped
    public static JoinCode parse(String typed) {
        String letters = typed.replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        if (letters.length() != LETTERS || letters.chars().anyMatch(each -> ALPHABET.indexOf(each) < 0)) {
            throw wrong("It has " + letters.length() + " letters and digits where a code has " + LETTERS
                    + ", or one that no code has.");
        }
        StringBuilder digits = new StringBuilder();
        letters.chars().forEach(each -> digits.append(Character.forDigit(ALPHABET.indexOf(each), 32)));
        byte[] number = new BigInteger(digits.toString(), 32).toByteArray();
        byte[] whole = new byte[BODY_BYTES + CHECK_BYTES];
        int used = Math.min(number.length, whole.length);
        System.arraycopy(number, number.length - used, whole, whole.length - used, used);
        byte[] body = Arrays.copyOf(whole, BODY_BYTES);
        if (body[0] != VERSION || !Arrays.equals(check(body), Arrays.copyOfRange(whole, BODY_BYTES, whole.length))) {
            throw wrong("It was mistyped, or is not whole.");
        }
        return new JoinCode(
                HEX.formatHex(body, 1, 1 + ID_BYTES),
                HEX.formatHex(body, 1 + ID_BYTES, 1 + ID_BYTES + SECRET_BYTES),
                HEX.formatHex(body, 1 + ID_BYTES + SECRET_BYTES, BODY_BYTES));
    }

    private static ProblemException wrong(String why) {
        return ProblemCode.JOIN_CODE_WRONG.because(
                "This is no code that lets a node join. " + why,
                "Not concerned: nothing was changed.",
                "Copy the whole code as lidless invite printed it.");
    }

    /// As a person types it.
    public String text() {
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .put((byte) VERSION)
                .put(HEX.parseHex(id))
                .put(HEX.parseHex(secret))
                .put(HEX.parseHex(authority))
                .array();
        byte[] whole = ByteBuffer.allocate(BODY_BYTES + CHECK_BYTES)
                .put(body)
                .put(check(body))
                .array();
        String digits = new BigInteger(1, whole).toString(32);
        String padded = "0".repeat(LETTERS - digits.length()) + digits;
        StringBuilder text = new StringBuilder();
        for (int each = 0; each < LETTERS; each++) {
            text.append(each > 0 && each % GROUP == 0 ? "-" : "")
                    .append(ALPHABET.charAt(Character.digit(padded.charAt(each), 32)));
        }
        return text.toString();
    }

    private static byte[] check(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return ByteBuffer.allocate(CHECK_BYTES).putShort((short) crc.getValue()).array();
    }

    /// What the site remembers of the secret: who reads the site's log cannot join by it.
    public Sha256 proof() {
        return Sha256.parse(HEX.formatHex(sha256((id + " " + secret).getBytes(StandardCharsets.US_ASCII))));
    }

    /// The beginning of the SHA-256 of an authority's certificate.
    static String fingerprint(X509Certificate authority) {
        try {
            return HEX.formatHex(sha256(authority.getEncoded()), 0, AUTHORITY_BYTES);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("a certificate without bytes", unreadable);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException noSha) {
            throw new IllegalStateException("this Java has no SHA-256", noSha);
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "code of invitation " + id;
    }
}
