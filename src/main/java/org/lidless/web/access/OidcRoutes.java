package org.lidless.web.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.lidless.control.site.people.Grant;
import org.lidless.control.site.people.OidcSettings;
import org.lidless.control.site.people.PeopleFact;
import org.lidless.control.site.people.Sealed;
import org.lidless.domain.Right;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.web.access.OidcSignIn.Begun;
import org.lidless.web.access.OidcSignIn.Returned;
import org.lidless.wire.PeopleDesk.GrantReport;
import org.lidless.wire.authority.Vault;

/// Signing in by an identity provider, and by which.
final class OidcRoutes implements RouteSet {

    static final String CALLBACK = "/api/session/oidc/callback";

    /// What stands for a secret that is kept.
    static final String MASK = "********";

    /// Comes along when another site sends the browser here, which the console's own cookie does not.
    private static final String COOKIE = "__Host-lidless-oidc";

    private static final String USUAL_NAME = "preferred_username";
    private static final String USUAL_GROUPS = "groups";

    private final OidcSignIn signIn;
    private final PeopleStore store;
    private final Vault vault;
    private final AccessAudit audit;
    private final Supplier<List<String>> servers;

    OidcRoutes(OidcSignIn signIn, PeopleStore store, Vault vault, AccessAudit audit, Supplier<List<String>> servers) {
        this.signIn = signIn;
        this.store = store;
        this.vault = vault;
        this.audit = audit;
        this.servers = servers;
    }

    record Oidc(
            boolean enabled,
            Optional<String> name,
            Optional<String> issuer,
            Optional<String> clientId,
            Optional<String> clientSecret,
            Optional<String> nameClaim,
            Optional<String> groupsClaim,
            Optional<Map<String, List<GrantReport>>> groups) {

        /// Without the secret.
        @Override
        public String toString() {
            return "provider " + issuer.orElse("none");
        }
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/session/oidc", Need.open(), call -> {
            Begun begun = signIn.begin(callback(call.context()));
            setCookie(call.context(), begun.cookie(), (int) (OidcSignIn.PATIENCE_US / 1_000_000));
            redirect(call, begun.address());
        });
        routes.get(CALLBACK, Need.open(), call -> {
            Optional<String> cookie = Optional.ofNullable(call.context().cookie(COOKIE));
            setCookie(call.context(), "", 0);
            SiteGuard.setCookie(
                    call.context(),
                    signIn.finish(
                            cookie,
                            call.query("state").orElse(""),
                            new Returned(call.query("code"), call.query("error"), call.query("iss")),
                            Asking.of(call.context()).from()));
            redirect(call, "/");
        });
        routes.get("/api/oidc", Need.of(Right.PEOPLE), call -> call.json(200, shown()));
        routes.put("/api/oidc", Need.of(Right.PEOPLE), call -> {
            save(call, call.body(Oidc.class));
            call.json(200, shown());
        });
    }

    private static void redirect(Call call, String to) {
        call.context()
                .header("Cache-Control", "no-store")
                .header("Location", to)
                .status(302);
    }

    private static void setCookie(Context context, String text, int seconds) {
        context.cookie(new Cookie(COOKIE, text, "/", seconds, true, true, null, SameSite.LAX));
    }

    /// This server as the browser calls it, when that is one of its names: nobody else's.
    private String callback(Context context) {
        String asked = Asking.of(context).own();
        List<String> known = servers.get();
        return (known.contains(asked) || known.isEmpty() ? asked : known.getFirst()) + CALLBACK;
    }

    private Oidc shown() {
        return store.now()
                .oidc()
                .map(is -> new Oidc(
                        true,
                        Optional.of(is.label()),
                        Optional.of(is.issuer().toString()),
                        Optional.of(is.clientId()),
                        is.secret().map(kept -> MASK),
                        Optional.of(is.nameClaim()),
                        Optional.of(is.groupsClaim()),
                        Optional.of(words(is.groups()))))
                .orElseGet(() -> new Oidc(
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Map<String, List<GrantReport>> words(SortedMap<String, List<Grant>> groups) {
        Map<String, List<GrantReport>> words = new TreeMap<>();
        groups.forEach((group, grants) -> words.put(group, Words.words(grants)));
        return words;
    }

    private void save(Call call, Oidc asked) {
        Optional<OidcSettings> wanted = asked.enabled() ? Optional.of(settings(asked)) : Optional.empty();
        String subject = wanted.map(each -> "provider " + each.issuer()).orElse("no provider");
        PeopleBook.agree(
                store,
                audit,
                call.caller(),
                AuditAct.RIGHTS_CHANGED,
                subject,
                people -> people.oidc().equals(wanted) ? List.of() : List.of(new PeopleFact.OidcAgreed(wanted)));
    }

    private OidcSettings settings(Oidc asked) {
        SortedMap<String, List<Grant>> groups = new TreeMap<>();
        asked.groups().orElse(Map.of()).forEach((group, grants) -> groups.put(group, Words.grants(grants)));
        Optional<Sealed> secret = asked.clientSecret()
                .filter(text -> !text.equals(MASK))
                .map(text -> new Sealed(vault.sealText(text, OidcSignIn.SECRET_PURPOSE)));
        boolean isKept = asked.clientSecret().filter(MASK::equals).isPresent();
        Optional<OidcSettings> is = store.now().oidc();
        // A secret is kept for the provider that it is for: nobody sends it to another one by changing the address.
        boolean isSame = is.filter(
                        known -> known.issuer().toString().equals(asked.issuer().orElse("")))
                .isPresent();
        if (isKept && !isSame) {
            throw Words.refused(
                    "The client secret is kept for another provider.", "Enter the new provider's client secret.");
        }
        return Words.name(
                asked.issuer().orElse(""),
                issuer -> new OidcSettings(
                        asked.name().orElse("Identity provider"),
                        URI.create(issuer),
                        asked.clientId().orElse(""),
                        isKept ? is.flatMap(OidcSettings::secret) : secret,
                        List.of(),
                        asked.nameClaim().orElse(USUAL_NAME),
                        asked.groupsClaim().orElse(USUAL_GROUPS),
                        groups));
    }
}
