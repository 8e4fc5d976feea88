package org.lidless.web.access;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lidless.control.site.people.Account;
import org.lidless.control.site.people.Grant;
import org.lidless.control.site.people.OidcSettings;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PeopleDecider;
import org.lidless.control.site.people.PersonName;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.web.access.OidcProvider.Endpoints;
import org.lidless.web.access.OidcProvider.OidcException;
import org.lidless.web.access.Sessions.Made;
import org.lidless.wire.authority.Vault;
import org.lidless.world.Chance;
import org.lidless.world.Clock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Signs people in by somebody else's sign-in: authorization code (OpenID Connect Core 1.0 section 3.1) with PKCE
/// (RFC 7636), state and nonce. What has to be remembered between the two halves is sealed in a cookie of the
/// browser that began it, so the second half may come to another server. Any thread.
final class OidcSignIn {

    /// What is remembered is good for so long, µs.
    static final long PATIENCE_US = 600_000_000;

    static final String PURPOSE = "oidc sign-in";
    static final String SECRET_PURPOSE = "oidc client secret";
    private static final List<String> WISHED = List.of("profile", "email", "groups");
    private static final String SAFE = "Safe: recording does not depend on anybody being signed in.";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PeopleStore store;
    private final SignIns signIns;
    private final Vault vault;
    private final AccessAudit audit;
    private final Chance chance;
    private final Clock clock;
    private final OidcProvider provider = new OidcProvider();

    OidcSignIn(PeopleStore store, SignIns signIns, Vault vault, AccessAudit audit, Chance chance, Clock clock) {
        this.store = store;
        this.signIns = signIns;
        this.vault = vault;
        this.audit = audit;
        this.chance = chance;
        this.clock = clock;
    }

    /// Where to send the browser, and what it is to bring back.
    record Begun(String address, String cookie) {}

    /// @param callback where the provider is to send the browser back to
    /// @throws ProblemException `OIDC_FAILED`
    Begun begin(String callback) {
        OidcSettings settings = settings();
        String state = SecretText.base64(SecretText.random(chance, 32));
        String nonce = SecretText.base64(SecretText.random(chance, 32));
        String verifier = SecretText.base64(SecretText.random(chance, 48));
        try {
            Endpoints endpoints = provider.endpoints(settings.issuer());
            Map<String, String> query = new LinkedHashMap<>();
            query.put("response_type", "code");
            query.put("client_id", settings.clientId());
            query.put("redirect_uri", callback);
            query.put("scope", scope(settings, endpoints));
            query.put("state", state);
            query.put("nonce", nonce);
            query.put("code_challenge", challenge(verifier));
            query.put("code_challenge_method", "S256");
            StringBuilder address = new StringBuilder(endpoints.authorization().toString());
            char lead = endpoints.authorization().getRawQuery() == null ? '?' : '&';
            for (Map.Entry<String, String> each : query.entrySet()) {
                address.append(lead).append(each.getKey()).append('=').append(OidcProvider.encoded(each.getValue()));
                lead = '&';
            }
            String remembered = JSON.createObjectNode()
                    .put("state", state)
                    .put("nonce", nonce)
                    .put("verifier", verifier)
                    .put("callback", callback)
                    .put("until", clock.wallUs() + PATIENCE_US)
                    .toString();
            return new Begun(address.toString(), vault.sealText(remembered, PURPOSE));
        } catch (OidcException failed) {
            throw failed("The provider cannot be asked", failed);
        }
    }

    private static String scope(OidcSettings settings, Endpoints endpoints) {
        Set<String> scopes = new LinkedHashSet<>(List.of("openid"));
        scopes.addAll(settings.scopes());
        WISHED.stream()
                .filter(each -> endpoints.scopes().contains(" " + each + " "))
                .forEach(scopes::add);
        return String.join(" ", scopes);
    }

    /// RFC 7636 section 4.2.
    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return SecretText.base64(hash);
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }

    /// What the provider says by the browser.
    ///
    /// @param issuer who says it (RFC 9207), where it says so
    record Returned(Optional<String> code, Optional<String> error, Optional<String> issuer) {

        /// Without the code.
        @Override
        public String toString() {
            return "answer of a provider";
        }
    }

    /// The provider sent the browser back.
    ///
    /// @param cookie what the browser brought back
    /// @param state  of the address
    /// @throws ProblemException `OIDC_FAILED`, `SIGN_IN_REFUSED`
    Made finish(Optional<String> cookie, String state, Returned returned, String from) {
        OidcSettings settings = settings();
        try {
            JsonNode kept = remembered(cookie, state);
            if (returned.error().isPresent() || returned.code().isEmpty()) {
                String word = returned.error().orElse("nothing");
                throw new OidcException("it said " + word.replaceAll("[^a-z_]", "?"));
            }
            if (returned.issuer()
                    .filter(who -> !who.equals(settings.issuer().toString()))
                    .isPresent()) {
                throw new OidcException("somebody else answered");
            }
            Endpoints endpoints = provider.endpoints(settings.issuer());
            JsonNode answer = provider.exchange(
                    endpoints,
                    settings.clientId(),
                    secret(settings),
                    Map.of(
                            "grant_type", "authorization_code",
                            "code", returned.code().get(),
                            "redirect_uri", OidcProvider.text(kept, "callback"),
                            "code_verifier", OidcProvider.text(kept, "verifier")));
            JWTClaimsSet identity = provider.identity(
                    endpoints,
                    settings.clientId(),
                    OidcProvider.text(answer, "id_token"),
                    OidcProvider.text(kept, "nonce"),
                    clock.wallUs() / 1_000);
            JsonNode claims = claims(settings, endpoints, identity, OidcProvider.text(answer, "access_token"));
            return meet(settings, identity.getSubject(), claims, from);
        } catch (OidcException failed) {
            audit.refused("unknown", from, AuditAct.SIGN_IN_REFUSED, "by provider", ProblemCode.OIDC_FAILED.code());
            throw failed("The provider did not let anybody in", failed);
        }
    }

    private JsonNode remembered(Optional<String> cookie, String state) throws OidcException {
        Optional<String> opened = cookie.flatMap(text -> vault.openText(text, PURPOSE));
        if (opened.isEmpty()) {
            throw new OidcException("this browser did not begin to sign in here");
        }
        try {
            JsonNode kept = JSON.readTree(opened.get());
            boolean isIt = SecretText.same(OidcProvider.text(kept, "state"), state) && !state.isEmpty();
            if (!isIt || kept.path("until").asLong(0) < clock.wallUs()) {
                throw new OidcException("this is the answer to another sign-in, or it took too long");
            }
            return kept;
        } catch (JacksonException garbage) {
            throw new OidcException("what the browser remembered is damaged", garbage);
        }
    }

    private Optional<String> secret(OidcSettings settings) {
        return settings.secret()
                .map(kept -> vault.openText(kept.text(), SECRET_PURPOSE)
                        .orElseThrow(() -> ProblemCode.SECRETS_LOCKED.because(
                                "This management server cannot open the provider's client secret.",
                                SAFE,
                                "Set it again, or give this server the key of the site's authority.")));
    }

    /// The ID token's claims, and when it does not name groups those of the userinfo endpoint: of the same person.
    private JsonNode claims(OidcSettings settings, Endpoints endpoints, JWTClaimsSet identity, String accessToken)
            throws OidcException {
        JsonNode token = JSON.readTree(identity.toString());
        if (token.has(settings.groupsClaim()) || endpoints.userinfo().isEmpty() || accessToken.isEmpty()) {
            return token;
        }
        JsonNode more = provider.userinfo(endpoints.userinfo().get(), accessToken);
        if (!OidcProvider.text(more, "sub").equals(identity.getSubject())) {
            throw new OidcException("it told about somebody else");
        }
        return more;
    }

    private Made meet(OidcSettings settings, String subject, JsonNode claims, String from) throws OidcException {
        PersonName name = name(settings, subject, claims);
        List<Grant> grants = new ArrayList<>();
        for (String group : groups(claims.path(settings.groupsClaim()))) {
            settings.groups().getOrDefault(group, List.of()).stream()
                    .filter(grant -> !grants.contains(grant))
                    .forEach(grants::add);
        }
        if (grants.isEmpty()) {
            audit.refused(name.value(), from, AuditAct.SIGN_IN_REFUSED, "in no group", ProblemCode.OIDC_FAILED.code());
            throw failed(
                    "The provider let " + name + " in",
                    new OidcException("none of their groups has a role here (claim " + settings.groupsClaim() + ")"));
        }
        Account.Outside who = new Account.Outside(settings.issuer().toString(), subject);
        People after = store.agree(people -> PeopleDecider.meet(people, who, name, grants));
        Account account = after.outside(who)
                .orElseThrow(() -> failed("Their account was removed", new OidcException("just now")));
        return signIns.signInOutside(account, from, settings.label());
    }

    private static PersonName name(OidcSettings settings, String subject, JsonNode claims) throws OidcException {
        for (String claim : List.of(settings.nameClaim(), "email", "sub")) {
            String text = claim.equals("sub") ? subject : OidcProvider.text(claims, claim);
            Optional<PersonName> name = SignIns.name(text);
            if (name.isPresent()) {
                return name.get();
            }
        }
        throw new OidcException("none of its names can be one here");
    }

    /// One name, or several.
    private static List<String> groups(JsonNode claim) {
        List<String> groups = new ArrayList<>();
        if (claim.isString()) {
            groups.add(claim.stringValue());
        }
        for (JsonNode each : claim.isArray() ? claim : JSON.createArrayNode()) {
            if (groups.size() < OidcSettings.GROUPS_MAX && each.isString()) {
                groups.add(each.stringValue());
            }
        }
        return groups;
    }

    private OidcSettings settings() {
        return store.now()
                .oidc()
                .orElseThrow(() -> ProblemCode.OIDC_FAILED.because(
                        "Nobody signs in by a provider here.", SAFE, "Sign in with name and password."));
    }

    private static ProblemException failed(String what, OidcException why) {
        return new ProblemException(
                ProblemCode.OIDC_FAILED.problem(
                        what + ": " + why.getMessage() + ".",
                        SAFE,
                        "Try again; who has a password can sign in with it. An administrator looks at the provider's "
                                + "settings."),
                why);
    }
}
