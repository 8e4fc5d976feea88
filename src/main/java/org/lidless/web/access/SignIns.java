package org.lidless.web.access;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.lidless.control.site.people.Account;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PeopleDecider;
import org.lidless.control.site.people.PeopleFact;
import org.lidless.control.site.people.PersonName;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.footage.evidence.AuditRecord;
import org.lidless.web.access.Sessions.Known;
import org.lidless.web.access.Sessions.Made;
import org.lidless.world.Clock;

/// Lets people in by name and password or by a one-time code, and out again. Whoever gets nothing learns nothing:
/// not whether there is such an account, nor by how long it takes. Any thread.
final class SignIns {

    private static final String SAFE = "Safe: recording does not depend on anybody being signed in.";

    private final PeopleStore store;
    private final Sessions sessions;
    private final PasswordHash hashes;
    private final SignInBrake brake;
    private final AccessAudit audit;
    private final Clock clock;

    SignIns(
            PeopleStore store,
            Sessions sessions,
            PasswordHash hashes,
            SignInBrake brake,
            AccessAudit audit,
            Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.hashes = hashes;
        this.brake = brake;
        this.audit = audit;
        this.clock = clock;
    }

    /// Somebody who has to wait; the problem says how long.
    static final class SlowedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;
        private final int seconds;

        SlowedException(int seconds) {
            super("slowed");
            this.seconds = seconds;
            this.problem = ProblemCode.SIGN_IN_SLOWED.problem(
                    "Too many attempts to sign in have failed. The next one can be made in " + seconds + " s.",
                    SAFE,
                    "Wait, then try again; or ask an administrator for a one-time code.");
        }

        Problem problem() {
            return problem;
        }

        int seconds() {
            return seconds;
        }
    }

    /// @throws ProblemException `SIGN_IN_REFUSED`, `SECRETS_LOCKED`, `AUDIT_UNWRITABLE`
    /// @throws SlowedException too many attempts
    Made signIn(String typed, String password, String from) {
        Optional<PersonName> name = name(typed);
        String account = name.map(PersonName::value).orElse("no such name");
        slow(account, from, brake.attempt(account, from, clock.elapsedUs()));
        People people = store.now();
        Optional<Account> is = name.flatMap(people::account).filter(each -> !each.off());
        boolean isShort = password.length() <= PasswordHash.CHARS_MAX;
        boolean fits = hashes.fits(isShort ? password : "", is.flatMap(Account::password)) && isShort;
        if (!fits || is.isEmpty()) {
            audit.refused(
                    account,
                    from,
                    AuditAct.SIGN_IN_REFUSED,
                    "by password",
                    refused().problem().code().code());
            throw refused();
        }
        return let(is.get(), from, "by password");
    }

    private Made let(Account account, String from, String how) {
        Made made = sessions.begin(account);
        audit.write(account.name().value(), from, AuditAct.SIGNED_IN, how, AuditRecord.DONE);
        brake.succeeded(account.name().value(), from, clock.elapsedUs());
        return made;
    }

    /// Somebody whom a provider has sent.
    Made signInOutside(Account account, String from, String provider) {
        if (account.off()) {
            audit.refused(
                    account.name().value(),
                    from,
                    AuditAct.SIGN_IN_REFUSED,
                    "by " + provider,
                    ProblemCode.SIGN_IN_REFUSED.code());
            throw refused();
        }
        return let(account, from, "by " + provider);
    }

    private void slow(String account, String from, long waitUs) {
        if (waitUs > 0) {
            audit.refused(account, from, AuditAct.SIGN_IN_REFUSED, "too early", ProblemCode.SIGN_IN_SLOWED.code());
            throw new SlowedException((int) ((waitUs + 999_999) / 1_000_000));
        }
    }

    /// Empty when it cannot be anybody's.
    static Optional<PersonName> name(String typed) {
        try {
            return Optional.of(PersonName.typed(typed));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    private static ProblemException refused() {
        return ProblemCode.SIGN_IN_REFUSED.because(
                "No account of this name has this password.", SAFE, "Try again; capitals count in passwords.");
    }

    /// Somebody shows a one-time code, chooses a password (and the first administrator a name), and is signed in.
    Made enrol(String code, String typed, String password, String from) {
        PersonName name = Words.person(typed);
        slow("a code", from, brake.waitUs("a code", from, clock.elapsedUs()));
        PasswordRule.check(name, password);
        String hash = hashes.of(password);
        try {
            String id = SecretText.id(code);
            People after = store.agree(
                    name.value(),
                    people -> PeopleDecider.enrol(
                            people, id, SecretText.proof("code", SecretText.typed(code)), name, hash, clock.wallUs()));
            return let(PeopleDecider.known(after, name), from, "by a one-time code");
        } catch (ProblemException refused) {
            if (refused.problem().code() == ProblemCode.PERSON_CODE_WRONG) {
                brake.failed("a code", from, clock.elapsedUs());
            }
            String outcome = refused.problem().code().code();
            audit.refused(name.value(), from, AuditAct.SIGN_IN_REFUSED, "by a one-time code", outcome);
            throw refused;
        }
    }

    /// One's own password; this sign-in goes on as a new one, the others end.
    Made changePassword(Caller caller, String old, String fresh) {
        PersonName name = new PersonName(caller.name());
        slow(caller.name(), caller.from(), brake.attempt(caller.name(), caller.from(), clock.elapsedUs()));
        Account is = PeopleDecider.known(store.now(), name);
        if (!hashes.fits(old.length() <= PasswordHash.CHARS_MAX ? old : "", is.password())) {
            audit.refused(
                    caller.name(),
                    caller.from(),
                    AuditAct.PASSWORD_CHANGED,
                    "password of " + name,
                    ProblemCode.SIGN_IN_REFUSED.code());
            throw refused();
        }
        brake.succeeded(caller.name(), caller.from(), clock.elapsedUs());
        PasswordRule.check(name, fresh);
        String hash = hashes.of(fresh);
        People after = audited(
                caller, "password of " + name, () -> store.agree(people -> PeopleDecider.password(people, name, hash)));
        return sessions.begin(PeopleDecider.known(after, name));
    }

    /// Somebody else's, by who may.
    void setPassword(Caller by, PersonName name, String fresh) {
        PasswordRule.check(name, fresh);
        PeopleDecider.known(store.now(), name);
        String hash = hashes.of(fresh);
        audited(by, "password of " + name, () -> store.agree(people -> PeopleDecider.password(people, name, hash)));
        brake.forgive(name.value());
    }

    private People audited(Caller by, String subject, Supplier<People> deed) {
        People after = deed.get();
        audit.write(by.name(), by.from(), AuditAct.PASSWORD_CHANGED, subject, AuditRecord.DONE);
        return after;
    }

    /// This sign-in ends, wherever it was used; an API token's goes on.
    void signOut(Known known) {
        known.token().ifPresent(token -> {
            long untilUs = token.signedInUs() + Sessions.WHOLE_US;
            store.agree(people -> ends(people, token, untilUs));
            audit.write(known.caller().name(), known.caller().from(), AuditAct.SIGNED_OUT, "", AuditRecord.DONE);
        });
    }

    private List<PeopleFact> ends(People people, SessionToken token, long untilUs) {
        return people.account(token.name()).isEmpty()
                ? List.of()
                : PeopleDecider.end(people, token.name(), token.session(), untilUs, clock.wallUs());
    }

    /// When the next attempt for an account can be made from anywhere new, µs from now; 0: now.
    long slowedUs(PersonName name) {
        return brake.waitUs(name.value(), "", clock.elapsedUs());
    }
}
