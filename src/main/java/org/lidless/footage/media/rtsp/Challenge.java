package org.lidless.footage.media.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One way to sign in that a camera offers in a `WWW-Authenticate` line (RFC 2617, RFC 7616).
///
/// @param scheme     `digest`, `basic`, … in small letters
/// @param parameters names in small letters, values without quotation marks
record Challenge(String scheme, TreeMap<String, String> parameters) {

    private static final int CHALLENGES_MAX = 16;
    /// What would break the line in which a value is sent back.
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final Pattern PART =
            Pattern.compile("([A-Za-z0-9_-]+)\\s*(?:=\\s*(?:\"([^\"]*)\"|([^\\s,\"]*)))?[\\s,]*");

    /// Reads all lines; one line may hold several challenges. What cannot be read is passed over.
    static List<Challenge> parse(List<String> lines) {
        var found = new ArrayList<Challenge>();
        for (String line : lines) {
            parse(line, found);
        }
        return found;
    }

    private static void parse(String line, List<Challenge> found) {
        Matcher part = PART.matcher(CONTROL.matcher(line).replaceAll(" "));
        while (part.find() && found.size() <= CHALLENGES_MAX) {
            String name = part.group(1).toLowerCase(Locale.ROOT);
            String value = part.group(2) != null ? part.group(2) : part.group(3);
            if (value == null) {
                found.add(new Challenge(name, new TreeMap<>()));
            } else if (!found.isEmpty()) {
                found.getLast().parameters.putIfAbsent(name, value);
            }
        }
    }

    /// How strong it is, greater is stronger; empty when this program does not speak it.
    Optional<Strength> strength() {
        return switch (scheme) {
            case "basic" -> Optional.of(Strength.BASIC);
            case "digest" -> Optional.of(Digest.Algorithm.of(algorithm()).strength());
            default -> Optional.empty();
        };
    }

    /// Weakest first. Digest with an unknown algorithm is tried as MD5, after all others.
    enum Strength {
        BASIC,
        DIGEST_UNKNOWN,
        DIGEST_MD5,
        DIGEST_SHA_256,
        DIGEST_SHA_512_256
    }

    String algorithm() {
        return parameters.getOrDefault("algorithm", "");
    }

    String realm() {
        return parameters.getOrDefault("realm", "");
    }

    String nonce() {
        return parameters.getOrDefault("nonce", "");
    }

    Optional<String> opaque() {
        return Optional.ofNullable(parameters.get("opaque"));
    }

    boolean isStale() {
        return "true".equalsIgnoreCase(parameters.get("stale"));
    }

    /// Whether `qop=auth` is offered; without it the answer is that of RFC 2069.
    boolean offersQop() {
        for (String each : parameters.getOrDefault("qop", "").split("[\\s,]+", -1)) {
            if (each.equalsIgnoreCase("auth")) {
                return true;
            }
        }
        return false;
    }
}
