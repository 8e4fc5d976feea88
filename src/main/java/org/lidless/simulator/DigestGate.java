package org.lidless.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lets in who knows the password, by digest with MD5 (RFC 2617). Some cameras offer `qop`, some speak the older
/// RFC 2069 without; an answer in either form is taken.
///
/// @param user     the only user; empty lets everybody in
/// @param password that user's
/// @param realm    the camera's name for itself
/// @param nonce    of this connection, unguessable
/// @param qop      whether `qop="auth"` is offered
record DigestGate(String user, String password, String realm, String nonce, boolean qop) {

    private static final Pattern FIELD = Pattern.compile("([a-zA-Z]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]+))");

    boolean isOpen() {
        return user.isEmpty();
    }

    /// The value of `WWW-Authenticate`.
    String challenge() {
        return "Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\"" + (qop ? ", qop=\"auth\"" : "")
                + ", algorithm=MD5";
    }

    /// Whether the value of `Authorization` proves knowledge of the password.
    boolean admits(String method, String authorization) {
        if (!authorization.regionMatches(true, 0, "Digest ", 0, 7)) {
            return false;
        }
        Map<String, String> fields = fields(authorization.substring(7));
        if (!user.equals(fields.get("username"))
                || !realm.equals(fields.get("realm"))
                || !nonce.equals(fields.get("nonce"))) {
            return false;
        }
        String secret = md5(user + ":" + realm + ":" + password);
        String request = md5(method + ":" + fields.getOrDefault("uri", ""));
        String middle = fields.containsKey("qop")
                ? ":" + fields.getOrDefault("nc", "") + ":" + fields.getOrDefault("cnonce", "") + ":"
                        + fields.get("qop") + ":"
                : ":";
        return md5(secret + ":" + nonce + middle + request).equalsIgnoreCase(fields.getOrDefault("response", ""));
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            fields.put(field.group(1), field.group(2) != null ? field.group(2) : field.group(3));
        }
        return fields;
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no MD5", e);
        }
    }
}
