package org.lidless.web.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.lidless.control.site.people.PersonName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A sign-in as text that any management server of the site can check by itself: a JWS in compact form (RFC 7515)
/// over HMAC-SHA-256, and no other way of signing is ever read.
///
/// @param use        what it may be used for
/// @param name       who signed in
/// @param session    names the sign-in; all that was made of it ends with it
/// @param generation the account's at that time
/// @param signedInUs when they signed in, site time in µs
/// @param madeUs     when this text was made
/// @param untilUs    until when it is valid
/// @param path       of a ticket that is for one address and what is below it; without, for all that tickets open
record SessionToken(
        Use use,
        PersonName name,
        String session,
        long generation,
        long signedInUs,
        long madeUs,
        long untilUs,
        Optional<String> path) {

    /// What a token of a sign-in is for. One for one use is refused for another.
    enum Use {
        COOKIE("cookie"),
        BEARER("bearer"),
        TICKET("ticket");

        private final String word;

        Use(String word) {
            this.word = word;
        }
    }

    /// The longest that is read.
    static final int CHARS_MAX = 2_048;

    private static final String TYPE = "lidless+jwt";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param keyId names the key
    /// @param key   32 bytes
    String signed(String keyId, byte[] key) {
        ObjectNode header = JSON.createObjectNode();
        header.put("alg", "HS256").put("typ", TYPE).put("kid", keyId);
        ObjectNode claims = JSON.createObjectNode();
        claims.put("use", use.word)
                .put("sub", name.value())
                .put("sid", session)
                .put("gen", generation)
                .put("auth", signedInUs)
                .put("iat", madeUs)
                .put("exp", untilUs);
        path.ifPresent(only -> claims.put("path", only));
        String text = part(header) + "." + part(claims);
        return text + "." + SecretText.mac(key, text);
    }

    private static String part(ObjectNode json) {
        return SecretText.base64(JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8));
    }

    /// What a text says, once its signature is right. Its times and its account are still to be checked.
    ///
    /// @param keys finds a key by its name
    static Optional<SessionToken> checked(String text, Function<String, Optional<byte[]>> keys) {
        String[] parts = text.length() > CHARS_MAX ? new String[0] : text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode header = json(parts[0]);
            boolean isOurs = header.path("alg").asString("").equals("HS256")
                    && header.path("typ").asString("").equals(TYPE);
            Optional<byte[]> key = isOurs ? keys.apply(header.path("kid").asString("")) : Optional.empty();
            boolean isSigned =
                    key.isPresent() && SecretText.same(SecretText.mac(key.get(), parts[0] + "." + parts[1]), parts[2]);
            return isSigned ? Optional.of(read(json(parts[1]))) : Optional.empty();
        } catch (JacksonException | IllegalArgumentException garbage) {
            return Optional.empty();
        }
    }

    private static JsonNode json(String part) {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }

    private static SessionToken read(JsonNode claims) {
        String word = claims.required("use").stringValue();
        Use use = Arrays.stream(Use.values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a use that is not known"));
        return new SessionToken(
                use,
                new PersonName(claims.required("sub").stringValue()),
                claims.required("sid").stringValue(),
                claims.required("gen").longValue(),
                claims.required("auth").longValue(),
                claims.required("iat").longValue(),
                claims.required("exp").longValue(),
                Optional.of(claims.path("path").asString("")).filter(only -> !only.isEmpty()));
    }

    /// Whether it is for this address.
    boolean reaches(String address) {
        return path.filter(only -> !address.equals(only) && !address.startsWith(only + "/"))
                .isEmpty();
    }

    /// Without what lets anybody in.
    @Override
    public String toString() {
        return use.word + " of " + name;
    }
}
