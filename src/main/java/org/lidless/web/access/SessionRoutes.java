package org.lidless.web.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.lidless.control.site.people.OidcSettings;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.domain.TimeSpan;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.web.access.SessionToken.Use;
import org.lidless.web.access.Sessions.Known;
import org.lidless.web.access.Sessions.Made;
import org.lidless.world.Clock;

/// Signing in and out.
final class SessionRoutes implements RouteSet {

    private final Access access;
    private final Clock clock;
    private final Supplier<List<String>> servers;
    private final String site;
    private final String version;

    /// @param servers where browsers reach the management servers
    /// @param site    what the site is called
    /// @param version of this program
    SessionRoutes(Access access, Clock clock, Supplier<List<String>> servers, String site, String version) {
        this.access = access;
        this.clock = clock;
        this.servers = servers;
        this.site = site;
        this.version = version;
    }

    record Provider(String name) {}

    record Ways(boolean first, boolean password, Optional<Provider> oidc, String site, String version, Instant now) {}

    record SignIn(String name, String password) {

        /// Without the password.
        @Override
        public String toString() {
            return "sign-in of " + name;
        }
    }

    record FirstSignIn(String code, String name, String password) {

        /// Without code and password.
        @Override
        public String toString() {
            return "first sign-in of " + name;
        }
    }

    record Passwords(String old, @JsonProperty("new") String fresh) {

        /// Without them.
        @Override
        public String toString() {
            return "two passwords";
        }
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/session/ways", Need.open(), call -> call.json(200, ways()));
        routes.post("/api/session", Need.open(), this::signIn);
        routes.post("/api/session/first", Need.open(), this::enrol);
        routes.get("/api/session", Need.of(Right.SIGNED_IN), this::session);
        routes.delete("/api/session", Need.of(Right.SIGNED_IN), this::signOut);
        routes.put("/api/session/password", Need.of(Right.SIGNED_IN), this::password);
    }

    private Ways ways() {
        return new Ways(
                !access.known().get().isInCharge(),
                true,
                access.known().get().oidc().map(OidcSettings::label).map(Provider::new),
                site,
                version,
                TimeSpan.instant(clock.wallUs()));
    }

    private void signIn(Call call) {
        SignIn asked = call.body(SignIn.class);
        answer(call, slowed(call, from -> access.signIns().signIn(asked.name(), asked.password(), from)));
    }

    private void enrol(Call call) {
        FirstSignIn asked = call.body(FirstSignIn.class);
        answer(call, slowed(call, from -> access.signIns().enrol(asked.code(), asked.name(), asked.password(), from)));
    }

    private interface Attempt {
        Made from(String address);
    }

    /// Says how long to wait (RFC 9110 section 10.2.3) to whoever has to.
    private static Made slowed(Call call, Attempt attempt) {
        try {
            return attempt.from(Asking.of(call.context()).from());
        } catch (SignIns.SlowedException slowed) {
            call.context().header("Retry-After", Integer.toString(slowed.seconds()));
            throw new ProblemException(slowed.problem(), slowed);
        }
    }

    private void answer(Call call, Made made) {
        SiteGuard.setCookie(call.context(), made);
        Known known = access.sessions()
                .recognise(made.text(), Use.COOKIE, Asking.of(call.context()).from())
                .orElseThrow(() -> ProblemCode.SIGN_IN_NEEDED.because(
                        "The sign-in has ended already.", "Safe: nothing was changed.", "Sign in again."));
        tell(call, known);
    }

    private void session(Call call) {
        Known known = known(call);
        if (known.caller().means() == Caller.Means.COOKIE) {
            known.token()
                    .ifPresent(token -> SiteGuard.setCookie(
                            call.context(), access.sessions().again(token, Use.COOKIE)));
        }
        tell(call, known);
    }

    private void tell(Call call, Known known) {
        Optional<Made> bearer = known.token().map(token -> access.sessions().again(token, Use.BEARER));
        long untilUs = known.token()
                .map(token -> Math.min(clock.wallUs() + Sessions.IDLE_US, token.signedInUs() + Sessions.WHOLE_US))
                .orElseGet(() -> Optional.ofNullable(
                                access.known().get().tokens().get(known.caller().key()))
                        .map(token -> token.untilUs())
                        .orElse(clock.wallUs()));
        call.context().header("Cache-Control", "no-store");
        call.json(200, SessionReport.of(known.caller(), untilUs, bearer, servers.get()));
    }

    private Known known(Call call) {
        return access.siteGuard().identify(Asking.of(call.context()));
    }

    /// Of somebody who signed in; a program's token is no sign-in.
    private Known signedIn(Call call) {
        Known known = known(call);
        if (known.token().isEmpty()) {
            throw ProblemCode.RIGHT_MISSING.because(
                    "This needs a sign-in; the request came with a token.",
                    "Safe: nothing was changed.",
                    "Sign in with name and password.");
        }
        return known;
    }

    private void signOut(Call call) {
        Known known = signedIn(call);
        boolean isEverywhere = call.isSet("everywhere");
        access.signIns().signOut(known);
        if (isEverywhere) {
            access.people().signOut(known.caller(), known.caller().name());
        }
        SiteGuard.removeCookie(call.context());
        call.nothing();
    }

    private void password(Call call) {
        Known known = signedIn(call);
        Passwords asked = call.body(Passwords.class);
        Made made = slowed(call, from -> access.signIns().changePassword(known.caller(), asked.old(), asked.fresh()));
        setIfCookie(call.context(), known, made);
        call.nothing();
    }

    private static void setIfCookie(Context context, Known known, Made made) {
        if (known.caller().means() == Caller.Means.COOKIE) {
            SiteGuard.setCookie(context, made);
        }
    }
}
