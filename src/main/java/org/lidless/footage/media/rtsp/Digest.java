package org.lidless.footage.media.rtsp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.lidless.footage.media.rtsp.Challenge.Strength;

/// The arithmetic of digest sign-in (RFC 7616 section 3.4; without qop RFC 2069 section 2.1.2).
final class Digest {

    /// The hash functions that are spoken.
    enum Algorithm {
        MD5("MD5", Strength.DIGEST_MD5),
        SHA_256("SHA-256", Strength.DIGEST_SHA_256),
        SHA_512_256("SHA-512/256", Strength.DIGEST_SHA_512_256),
        /// Whatever it was called, MD5 is tried.
        UNKNOWN("MD5", Strength.DIGEST_UNKNOWN);

        private final String name;
        private final Strength strength;

        Algorithm(String name, Strength strength) {
            this.name = name;
            this.strength = strength;
        }

        Strength strength() {
            return strength;
        }

        /// By the word of the header; `-sess` makes no difference here, none at all is MD5.
        static Algorithm of(String word) {
            String plain = word.toUpperCase(Locale.ROOT);
            return switch (plain.endsWith("-SESS") ? plain.substring(0, plain.length() - 5) : plain) {
                case "", "MD5" -> MD5;
                case "SHA-256" -> SHA_256;
                case "SHA-512-256" -> SHA_512_256;
                default -> UNKNOWN;
            };
        }

        String hash(String text) {
            try {
                byte[] sum = MessageDigest.getInstance(name).digest(text.getBytes(UTF_8));
                return HexFormat.of().formatHex(sum);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java has no " + name, e);
            }
        }
    }

    /// Our own random part and how often the camera's was used.
    record Once(String cnonce, int count) {
        String countInHex() {
            return String.format(Locale.ROOT, "%08x", count);
        }
    }

    private Digest() {}

    /// The `response` value.
    static String response(Challenge to, String user, String password, String method, String uri, Once once) {
        Algorithm algorithm = Algorithm.of(to.algorithm());
        String secret = algorithm.hash(user + ":" + to.realm() + ":" + password);
        if (to.algorithm().toUpperCase(Locale.ROOT).endsWith("-SESS")) {
            secret = algorithm.hash(secret + ":" + to.nonce() + ":" + once.cnonce());
        }
        String request = algorithm.hash(method + ":" + uri);
        if (!to.offersQop()) {
            return algorithm.hash(secret + ":" + to.nonce() + ":" + request);
        }
        return algorithm.hash(
                secret + ":" + to.nonce() + ":" + once.countInHex() + ":" + once.cnonce() + ":auth:" + request);
    }
}
