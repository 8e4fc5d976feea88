package org.lidless.web.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Talks to an identity provider: OpenID Connect Core 1.0 and Discovery 1.0. Follows no redirects, reads at most
/// [#BYTES_MAX], and takes no answer in which anything is not as it must be. Any thread.
final class OidcProvider implements AutoCloseable {

    /// The longest answer that is read.
    static final int BYTES_MAX = 1 << 20;

    /// Signed by the provider's own key, never by a secret that the site has too, and never not at all.
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// What a provider says of itself.
    ///
    /// @param scopes that it supports, each between blanks; empty when it does not say
    record Endpoints(URI issuer, URI authorization, URI token, URI keys, Optional<URI> userinfo, String scopes) {}

    /// Something that the provider did not do as it must.
    static final class OidcException extends Exception {

        private static final long serialVersionUID = 1L;

        OidcException(String what) {
            super(what);
        }

        OidcException(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /// Discovery 1.0 section 4.
    Endpoints endpoints(URI issuer) throws OidcException {
        String base = issuer.toString().replaceAll("/$", "");
        JsonNode said = get(URI.create(base + "/.well-known/openid-configuration"), Optional.empty());
        if (!text(said, "issuer").equals(issuer.toString())) {
            throw new OidcException("it calls itself " + text(said, "issuer") + ", not " + issuer);
        }
        StringBuilder scopes = new StringBuilder(" ");
        said.path("scopes_supported")
                .forEach(each -> scopes.append(each.asString("")).append(' '));
        return new Endpoints(
                issuer,
                endpoint(said, "authorization_endpoint", issuer),
                endpoint(said, "token_endpoint", issuer),
                endpoint(said, "jwks_uri", issuer),
                said.has("userinfo_endpoint")
                        ? Optional.of(endpoint(said, "userinfo_endpoint", issuer))
                        : Optional.empty(),
                scopes.toString().isBlank() ? "" : scopes.toString());
    }

    /// Over TLS, unless the provider itself is asked without, on this machine.
    private static URI endpoint(JsonNode said, String name, URI issuer) throws OidcException {
        try {
            URI address = URI.create(text(said, name));
            boolean isSafe = "https".equals(address.getScheme())
                    || ("http".equals(issuer.getScheme())
                            && "http".equals(address.getScheme())
                            && issuer.getAuthority().equals(address.getAuthority()));
            if (isSafe && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException garbage) {
            throw new OidcException("its " + name + " is no address", garbage);
        }
        throw new OidcException("its " + name + " is not over TLS");
    }

    /// Exchanges the code (Core 1.0 section 3.1.3).
    ///
    /// @return what the provider answers: `id_token`, `access_token`
    JsonNode exchange(Endpoints endpoints, String clientId, Optional<String> secret, Map<String, String> form)
            throws OidcException {
        StringJoiner body = new StringJoiner("&");
        form.forEach((name, value) -> body.add(encoded(name) + "=" + encoded(value)));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoints.token()).header("Content-Type", "application/x-www-form-urlencoded");
        if (secret.isPresent()) {
            // RFC 6749 section 2.3.1: both are encoded before.
            String both = encoded(clientId) + ":" + encoded(secret.get());
            String basic = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + basic);
        } else {
            body.add("client_id=" + encoded(clientId));
        }
        return ask(request.POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /// Who it was, when everything about the ID token is right (Core 1.0 section 3.1.3.7).
    ///
    /// @param nonce the one that was sent
    /// @param nowMillis site time
    JWTClaimsSet identity(Endpoints endpoints, String clientId, String idToken, String nonce, long nowMillis)
            throws OidcException {
        try {
            JWKSet keys = JWKSet.parse(get(endpoints.keys(), Optional.empty()).toString());
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
            processor.setJWTClaimsSetVerifier(
                    (claims, context) -> check(claims, endpoints.issuer(), clientId, nonce, nowMillis));
            return processor.process(idToken, null);
        } catch (ParseException | BadJOSEException | JOSEException wrong) {
            throw new OidcException("its answer is not to be trusted: " + wrong.getMessage(), wrong);
        }
    }

    private static final long APART_MILLIS = 60_000;

    private static void check(JWTClaimsSet claims, URI issuer, String clientId, String nonce, long nowMillis)
            throws BadJWTException {
        boolean isForUs = claims.getAudience().contains(clientId)
                && (claims.getAudience().size() == 1 || clientId.equals(claims.getClaim("azp")));
        boolean isInTime = claims.getExpirationTime() != null
                && claims.getExpirationTime().toInstant().toEpochMilli() + APART_MILLIS > nowMillis
                && claims.getIssueTime() != null
                && claims.getIssueTime().toInstant().toEpochMilli() - APART_MILLIS < nowMillis;
        if (!issuer.toString().equals(claims.getIssuer())) {
            throw new BadJWTException("it was issued by somebody else");
        }
        if (!isForUs) {
            throw new BadJWTException("it was issued for somebody else");
        }
        if (!isInTime) {
            throw new BadJWTException("it has run out, or the clocks are apart");
        }
        if (!nonce.equals(claims.getClaim("nonce"))) {
            throw new BadJWTException("it is of another sign-in");
        }
        if (claims.getSubject() == null || claims.getSubject().isEmpty()) {
            throw new BadJWTException("it names nobody");
        }
    }

    /// What else it knows of somebody (Core 1.0 section 5.3).
    JsonNode userinfo(URI address, String accessToken) throws OidcException {
        return get(address, Optional.of(accessToken));
    }

    private JsonNode get(URI address, Optional<String> bearer) throws OidcException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).GET();
        bearer.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return ask(request);
    }

    private JsonNode ask(HttpRequest.Builder request) throws OidcException {
        HttpRequest asked =
                request.timeout(PATIENCE).header("Accept", "application/json").build();
        String where = asked.uri().getHost() + asked.uri().getPath();
        try {
            HttpResponse<InputStream> answer = http.send(asked, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(BYTES_MAX + 1);
                if (answer.statusCode() != 200 || bytes.length > BYTES_MAX) {
                    throw new OidcException(where + " answered " + answer.statusCode());
                }
                return JSON.readTree(bytes);
            }
        } catch (IOException unreachable) {
            throw new OidcException(where + " does not answer: " + unreachable.getMessage(), unreachable);
        } catch (JacksonException notJson) {
            throw new OidcException(where + " did not answer in JSON", notJson);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OidcException("interrupted", stopped);
        }
    }

    static String text(JsonNode said, String name) {
        return said.path(name).asString("");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
