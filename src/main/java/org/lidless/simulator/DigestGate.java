package org.lidless.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.simulator.SignIn.Offer;
import org.lidless.simulator.SignIn.Qop;
import org.lidless.world.Chance;

/// Lets in who knows the password, on one connection and as its camera wants it proved (RFC 7616, RFC 2617, RFC 2069).
/// Belongs to its connection.
final class DigestGate {

    private static final String REALM = "Lidless SIM";
    private static final Pattern FIELD = Pattern.compile("([a-zA-Z]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]+))");

    private final String user;
    private final String password;
    private final Chance chance;
    private String nonce;
    private long bornUs = Long.MIN_VALUE;
    private int used;
    private boolean stale;

    /// @param user     the only user; empty lets everybody in
    /// @param password that user's
    /// @param chance   for nonces that nobody can guess
    DigestGate(String user, String password, Chance chance) {
        this.user = user;
        this.password = password;
        this.chance = chance;
        this.nonce = fresh();
    }

    private String fresh() {
        return String.format(Locale.ROOT, "%016x", chance.bits());
    }

    boolean isOpen() {
        return user.isEmpty();
    }

    /// The values of `WWW-Authenticate`, one for each line.
    List<String> challenges(SignIn signIn, long nowUs) {
        if (bornUs == Long.MIN_VALUE || stale) {
            nonce = stale ? fresh() : nonce;
            bornUs = nowUs;
            used = 0;
        }
        List<String> lines = new ArrayList<>();
        for (Offer offer : signIn.offers()) {
            lines.add(challenge(offer, signIn));
        }
        stale = false;
        return signIn.inOneLine() ? List.of(String.join(", ", lines)) : lines;
    }

    private String challenge(Offer offer, SignIn signIn) {
        if (offer == Offer.BASIC) {
            return "Basic realm=\"" + REALM + "\"";
        }
        String qop = signIn.qop() == Qop.UNKNOWN ? "" : ", qop=\"auth\"";
        return "Digest realm=\"" + REALM + "\", nonce=\"" + nonce + "\"" + qop + (stale ? ", stale=true" : "")
                + ", algorithm=" + offer.word();
    }

    /// Whether one of the values of `Authorization` proves knowledge of the password.
    boolean admits(SignIn signIn, Account account, String method, String uri, List<String> answers, long nowUs) {
        if (isOpen()) {
            return true;
        }
        if (answers.isEmpty() || account.isLocked(nowUs)) {
            return false;
        }
        boolean right = answers.stream().anyMatch(each -> isRight(signIn, method, uri, each));
        if (right && bornUs != Long.MIN_VALUE && nowUs - bornUs > signIn.nonceUs()) {
            stale = true;
            return false;
        }
        if (right) {
            account.right();
        } else {
            account.wrong(signIn, nowUs);
        }
        return right;
    }

    private boolean isRight(SignIn signIn, String method, String uri, String answer) {
        if (answer.regionMatches(true, 0, "Basic ", 0, 6)) {
            String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
            return isTaken(signIn, Offer.BASIC) && answer.substring(6).strip().equals(pair);
        }
        if (!answer.regionMatches(true, 0, "Digest ", 0, 7)) {
            return false;
        }
        Map<String, String> fields = fields(answer.substring(7));
        String word = fields.getOrDefault("algorithm", "MD5");
        Offer offer = Offer.valueOf(
                switch (word) {
                    case "SHA-256" -> "SHA_256";
                    case "DIGEST" -> "MISNAMED";
                    default -> "MD5";
                });
        boolean known = isTaken(signIn, offer)
                && user.equals(fields.get("username"))
                && REALM.equals(fields.get("realm"))
                && nonce.equals(fields.get("nonce"))
                && uri.equals(fields.get("uri"));
        if (!known || !isCounted(signIn, fields)) {
            return false;
        }
        String hash = offer == Offer.SHA_256 ? "SHA-256" : "MD5";
        String secret = hash(hash, user + ":" + REALM + ":" + password);
        String request = hash(hash, method + ":" + uri);
        String middle = fields.containsKey("qop")
                ? ":" + fields.getOrDefault("nc", "") + ":" + fields.getOrDefault("cnonce", "") + ":"
                        + fields.get("qop") + ":"
                : ":";
        return hash(hash, secret + ":" + nonce + middle + request)
                .equalsIgnoreCase(fields.getOrDefault("response", ""));
    }

    private static boolean isTaken(SignIn signIn, Offer offer) {
        return signIn.offers().contains(offer) && !signIn.broken().contains(offer);
    }

    /// Where qop is wanted, each use of a nonce has a higher number than the one before.
    private boolean isCounted(SignIn signIn, Map<String, String> fields) {
        if (signIn.qop() != Qop.REQUIRED) {
            return signIn.qop() == Qop.OFFERED || !fields.containsKey("qop");
        }
        String count = fields.getOrDefault("nc", "");
        if (!"auth".equals(fields.get("qop")) || !count.matches("[0-9a-f]{8}") || fields.get("cnonce") == null) {
            return false;
        }
        int number = Integer.parseInt(count, 16);
        boolean higher = number > used;
        used = Math.max(used, number);
        return higher;
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            fields.put(field.group(1), field.group(2) != null ? field.group(2) : field.group(3));
        }
        return fields;
    }

    private static String hash(String name, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + name, e);
        }
    }
}
