package org.lidless.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.footage.media.rtsp.RtspMessage;

/// A camera's side of digest access authentication (RFC 2617, MD5, with or without qop=auth).
///
/// @param user     the only user
/// @param password the password
/// @param nonce    of this camera's run
record SignIn(String user, String password, String nonce) {

    private static final String REALM = "Lidless simulated camera";
    private static final Pattern PARAMETER = Pattern.compile("([a-zA-Z]+)=(?:\"([^\"]*)\"|([^\\s,\"]+))");

    String challenge() {
        return "Digest realm=\"" + REALM + "\", nonce=\"" + nonce + "\", algorithm=MD5, qop=\"auth\"";
    }

    boolean admits(RtspMessage.Request request) {
        Optional<String> header = request.headers().first("Authorization");
        if (header.isEmpty() || !header.get().regionMatches(true, 0, "Digest ", 0, 7)) {
            return false;
        }
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Matcher parameter = PARAMETER.matcher(header.get().substring(7));
        while (parameter.find()) {
            sent.put(parameter.group(1), parameter.group(2) != null ? parameter.group(2) : parameter.group(3));
        }
        String uri = sent.getOrDefault("uri", "");
        String a1 = md5(user + ":" + REALM + ":" + password);
        String a2 = md5(request.method() + ":" + uri);
        String middle = sent.containsKey("qop")
                ? nonce + ":" + sent.getOrDefault("nc", "") + ":" + sent.getOrDefault("cnonce", "") + ":auth"
                : nonce;
        String expected = md5(a1 + ":" + middle + ":" + a2);
        return user.equals(sent.get("username"))
                && nonce.equals(sent.get("nonce"))
                && expected.equalsIgnoreCase(sent.getOrDefault("response", ""));
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has MD5", impossible);
        }
    }
}
