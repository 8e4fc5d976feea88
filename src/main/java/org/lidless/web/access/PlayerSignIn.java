package org.lidless.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.web.access.SessionToken.Use;
import org.lidless.web.access.Sessions.Known;

/// Lets players in by the accounts and tokens of the site. Digest (RFC 7616) cannot be: it needs what passwords are
/// not kept as. A password counts as a sign-in, with the same brake and the same record. Any thread.
final class PlayerSignIn implements PlayerGuard {

    private static final String BASIC = "Basic ";
    private static final String SAFE = "Safe: recording does not depend on anybody being signed in.";
    private static final int CHARS_MAX = 2_048;

    private final SiteGuard guard;
    private final Sessions sessions;
    private final SignIns signIns;
    private final AccessAudit audit;

    PlayerSignIn(SiteGuard guard, Sessions sessions, SignIns signIns, AccessAudit audit) {
        this.guard = guard;
        this.sessions = sessions;
        this.signIns = signIns;
        this.audit = audit;
    }

    @Override
    public Caller identify(Optional<String> authorization, Optional<String> ticket, String from, String what) {
        Optional<String> basic = authorization
                .filter(value -> value.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .map(value -> value.substring(BASIC.length()).strip());
        if (basic.isPresent()) {
            return pair(basic.get(), from, what);
        }
        if (authorization.isEmpty() && ticket.isEmpty()) {
            throw ProblemCode.SIGN_IN_NEEDED.because(
                    "The player did not say who it is.",
                    SAFE,
                    "Give it an account's name and password, or an API token as the password.");
        }
        Asking.Headers headers = name -> name.equals("Authorization") ? authorization.orElse(null) : null;
        return guard.identify(new Asking("GET", what, from, "", headers, Optional.empty(), ticket))
                .caller();
    }

    private Caller pair(String coded, String from, String what) {
        String pair = coded.length() > CHARS_MAX ? "" : decoded(coded);
        int colon = pair.indexOf(':');
        String name = colon < 0 ? pair : pair.substring(0, colon);
        String password = colon < 0 ? "" : pair.substring(colon + 1);
        if (Sessions.isApiToken(password)) {
            return sessions.recogniseToken(password, from).map(Known::caller).orElseThrow(() -> {
                audit.refused("unknown", from, AuditAct.ACCESS_REFUSED, what, ProblemCode.SIGN_IN_NEEDED.code());
                return refused();
            });
        }
        try {
            String session = signIns.signIn(name, password, from).text();
            return sessions.recognise(session, Use.COOKIE, from)
                    .map(Known::caller)
                    .orElseThrow(PlayerSignIn::refused);
        } catch (SignIns.SlowedException slowed) {
            throw new ProblemException(slowed.problem(), slowed);
        }
    }

    private static ProblemException refused() {
        return ProblemCode.SIGN_IN_REFUSED.because(
                "The token is not valid, or not any more.", SAFE, "Make another one, or sign in with a password.");
    }

    private static String decoded(String coded) {
        try {
            return new String(Base64.getDecoder().decode(coded), UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
