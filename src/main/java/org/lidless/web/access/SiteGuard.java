package org.lidless.web.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.web.access.Caller.Means;
import org.lidless.web.access.SessionToken.Use;
import org.lidless.web.access.Sessions.Known;
import org.lidless.web.access.Sessions.Made;

/// Asks the agreed site. Any thread.
final class SiteGuard implements Guard {

    private static final String SAFE = "Safe: nothing was changed; recording does not depend on it.";

    private final Sessions sessions;
    private final AccessAudit audit;

    SiteGuard(Sessions sessions, AccessAudit audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    @Override
    public Caller identify(Context request) {
        Known known = identify(Asking.of(request));
        known.token()
                .filter(sessions::isDueForRenewal)
                .ifPresent(token -> setCookie(request, sessions.again(token, Use.COOKIE)));
        return known.caller();
    }

    /// What is in a header counts before what is in the address, and that before the cookie: who sends something
    /// of their own means it.
    Known identify(Asking asked) {
        Optional<String> bearer = asked.bearer();
        Optional<Known> known;
        if (bearer.isPresent()) {
            known = Sessions.isApiToken(bearer.get())
                    ? sessions.recogniseToken(bearer.get(), asked.from())
                    : sessions.recognise(bearer.get(), Use.BEARER, asked.from());
        } else if (asked.ticket().isPresent()) {
            known = asked.isSafe()
                    ? sessions.recognise(asked.ticket().get(), Use.TICKET, asked.from())
                            .filter(ticket -> ticket.token().stream().allMatch(of -> of.reaches(asked.path())))
                    : Optional.empty();
        } else {
            known = asked.cookie().flatMap(text -> sessions.recognise(text, Use.COOKIE, asked.from()));
        }
        if (known.isEmpty()) {
            String what = asked.method() + " " + asked.path();
            audit.refused("unknown", asked.from(), AuditAct.ACCESS_REFUSED, what, ProblemCode.SIGN_IN_NEEDED.code());
            throw ProblemCode.SIGN_IN_NEEDED.because(
                    "The request came without a sign-in or token that is valid.",
                    SAFE,
                    "Sign in, or send Authorization: Bearer with a token.");
        }
        checkPage(asked, known.get());
        return known.get();
    }

    /// A browser sends the cookie along with what other pages ask for, whatever they are.
    private void checkPage(Asking asked, Known known) {
        boolean counts = known.caller().means() == Means.COOKIE && (!asked.isSafe() || asked.isSocket());
        if (!counts) {
            return;
        }
        boolean isConsole = asked.isOwnPage() && (asked.isSocket() || hasHeader(asked, known));
        if (!isConsole) {
            String what = asked.method() + " " + asked.path();
            audit.refused(
                    known.caller().name(), asked.from(), AuditAct.ACCESS_REFUSED, what, ProblemCode.CROSS_SITE.code());
            throw ProblemCode.CROSS_SITE.because(
                    "The request came with the console's cookie, but not from the console.",
                    SAFE,
                    "Send " + Asking.CSRF + " as GET /api/me says, or use a token instead of the cookie.");
        }
    }

    private static boolean hasHeader(Asking asked, Known known) {
        return known.token().isPresent()
                && asked.header(Asking.CSRF)
                        .filter(sent -> SecretText.same(
                                sent, Sessions.csrf(known.token().get())))
                        .isPresent();
    }

    @Override
    public void require(Caller caller, Right right, @Nullable CameraId camera) {
        boolean isOwn = right == Right.SIGNED_IN && caller.means() == Means.TICKET;
        if (isOwn || !caller.may(right, camera)) {
            throw missing(caller, right, camera == null ? "" : " of camera " + camera);
        }
    }

    @Override
    public void requireSome(Caller caller, Right right) {
        if (!caller.maySome(right)) {
            throw missing(caller, right, "");
        }
    }

    private ProblemException missing(Caller caller, Right right, String where) {
        audit.refused(
                caller.name(),
                caller.from(),
                AuditAct.ACCESS_REFUSED,
                right.word() + where,
                ProblemCode.RIGHT_MISSING.code());
        return ProblemCode.RIGHT_MISSING.because(
                "The right \"" + right.word() + "\"" + where + " is missing for " + caller.name() + ".",
                SAFE,
                "Ask an administrator for a role that has it.");
    }

    @Override
    public boolean stillMay(Caller caller, Right right, @Nullable CameraId camera) {
        return sessions.now(caller).filter(now -> now.allows(right, camera)).isPresent();
    }

    static void setCookie(Context context, Made made) {
        int seconds = (int) ((made.token().untilUs() - made.token().madeUs()) / 1_000_000);
        context.cookie(cookie(made.text(), seconds));
    }

    static void removeCookie(Context context) {
        context.cookie(cookie("", 0));
    }

    private static Cookie cookie(String text, int seconds) {
        return new Cookie(Asking.COOKIE, text, "/", seconds, true, true, null, SameSite.STRICT);
    }
}
