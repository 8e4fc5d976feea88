package org.lidless.web.access;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lidless.control.site.people.Account;
import org.lidless.control.site.people.ApiToken;
import org.lidless.control.site.people.Entitlement;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PersonName;
import org.lidless.domain.Right;
import org.lidless.domain.Sha256;
import org.lidless.web.access.Caller.Means;
import org.lidless.web.access.SessionToken.Use;
import org.lidless.wire.authority.Vault;
import org.lidless.world.Chance;
import org.lidless.world.Clock;

/// Makes sign-ins and recognises them, on any management server alike: what there is to know is in the text that
/// the caller shows and in the agreed site. Any thread.
///
/// A sign-in goes: made → renewed as long as it is used within [#IDLE_US] → over after [#WHOLE_US] at the latest,
/// or when it is ended, its account's generation rises, or the account is switched off or removed.
final class Sessions {

    /// A sign-in that is not used for so long is over: longer than a shift.
    static final long IDLE_US = 12L * 3_600 * 1_000_000;

    /// No sign-in lasts longer.
    static final long WHOLE_US = 7L * 86_400 * 1_000_000;

    /// A cookie is made anew when it is older.
    static final long RENEWED_AFTER_US = 600_000_000;

    /// What is valid at other servers too and is held by scripts.
    static final long BEARER_US = 600_000_000;

    /// What stands in an address.
    static final long TICKET_US = 60_000_000;

    /// What clocks of two servers may be apart.
    private static final long APART_US = 5_000_000;

    /// What a ticket opens: what a browser shows or saves by itself. Whoever reads an address in somebody's log sees
    /// that for a minute, and can neither ask for anything else nor make a sign-in of it.
    private static final SortedSet<Right> OF_TICKETS =
            Collections.unmodifiableSortedSet(new TreeSet<>(List.of(Right.LIVE, Right.PLAYBACK, Right.EXPORT)));

    private static final String TOKEN_LEAD = "lidless_";

    private final PeopleStore store;
    private final SessionKeys keys;
    private final Chance chance;
    private final Clock clock;

    Sessions(PeopleStore store, Vault vault, Chance chance, Clock clock) {
        this.store = store;
        this.keys = new SessionKeys(vault);
        this.chance = chance;
        this.clock = clock;
    }

    /// A text, and what is in it.
    record Made(String text, SessionToken token) {}

    /// What the header of a request must be that changes something and comes with the cookie. A page elsewhere
    /// cannot know it: the cookie that it is made of is not shown to scripts.
    static String csrf(SessionToken token) {
        return SecretText.proof("csrf", token.session()).toString().substring(0, 32);
    }

    /// Somebody, and by what they were recognised.
    ///
    /// @param token of a sign-in
    record Known(Caller caller, Optional<SessionToken> token) {}

    /// Somebody showed who they are: a sign-in begins.
    Made begin(Account account) {
        long nowUs = clock.wallUs();
        String session = SecretText.base64(SecretText.random(chance, 16));
        return make(new SessionToken(
                Use.COOKIE,
                account.name(),
                session,
                account.generation(),
                nowUs,
                nowUs,
                nowUs + IDLE_US,
                Optional.empty()));
    }

    /// The same sign-in for another use, or for longer.
    Made again(SessionToken of, Use use) {
        return again(of, use, Optional.empty());
    }

    /// @param path of a ticket that is for one address and what is below it
    Made again(SessionToken of, Use use, Optional<String> path) {
        long nowUs = clock.wallUs();
        long lasts = switch (use) {
            case COOKIE -> IDLE_US;
            case BEARER -> BEARER_US;
            case TICKET -> TICKET_US;
        };
        long untilUs = Math.min(nowUs + lasts, of.signedInUs() + WHOLE_US);
        return make(
                new SessionToken(use, of.name(), of.session(), of.generation(), of.signedInUs(), nowUs, untilUs, path));
    }

    private Made make(SessionToken token) {
        return new Made(keys.sign(store.now(), token), token);
    }

    boolean isDueForRenewal(SessionToken token) {
        return token.use() == Use.COOKIE && clock.wallUs() - token.madeUs() > RENEWED_AFTER_US;
    }

    /// Who a sign-in's text belongs to; empty when it lets nobody in (any more).
    Optional<Known> recognise(String text, Use use, String from) {
        People people = store.now();
        Optional<SessionToken> read = SessionToken.checked(text, id -> keys.find(people, id));
        if (read.isEmpty() || read.get().use() != use) {
            return Optional.empty();
        }
        SessionToken token = read.get();
        long nowUs = clock.wallUs();
        boolean isInTime =
                nowUs < token.untilUs() && nowUs >= token.madeUs() - APART_US && nowUs < token.signedInUs() + WHOLE_US;
        if (!isInTime) {
            return Optional.empty();
        }
        Means means = switch (use) {
            case COOKIE -> Means.COOKIE;
            case BEARER -> Means.BEARER;
            case TICKET -> Means.TICKET;
        };
        return standing(people, token.name(), token.session(), token.generation())
                .map(account -> new Known(
                        caller(people, account, from, means, key(token.generation(), token.session())),
                        Optional.of(token)));
    }

    private static Optional<Account> standing(People people, PersonName name, String session, long generation) {
        return people.account(name)
                .filter(account -> account.generation() == generation
                        && !account.off()
                        && !people.ended().containsKey(session));
    }

    private static Caller caller(People people, Account account, String from, Means means, String key) {
        return new Caller(account.name().value(), from, account.roles(), means, key, may(people, account, means));
    }

    private static Entitlement may(People people, Account account, Means means) {
        Entitlement all = people.entitlement(account);
        return means == Means.TICKET ? all.within(OF_TICKETS, new TreeSet<>()) : all;
    }

    /// Whether this text could be an API token at all.
    static boolean isApiToken(String text) {
        return text.startsWith(TOKEN_LEAD);
    }

    /// A new API token's text.
    static String apiToken(String id, String secret) {
        return TOKEN_LEAD + id + "_" + secret;
    }

    static Sha256 apiProof(String secret) {
        return SecretText.proof("token", secret);
    }

    /// Who an API token belongs to.
    Optional<Known> recogniseToken(String text, String from) {
        String[] parts = text.length() > 200 ? new String[0] : text.split("_", -1);
        if (parts.length != 3 || !(parts[0] + "_").equals(TOKEN_LEAD)) {
            return Optional.empty();
        }
        People people = store.now();
        ApiToken token = people.tokens().get(parts[1]);
        boolean fits = token != null
                && SecretText.same(apiProof(parts[2]).toString(), token.proof().toString())
                && !token.isOver(clock.wallUs());
        if (token == null || !fits) {
            return Optional.empty();
        }
        return people.account(token.owner())
                .filter(account -> !account.off())
                .map(account -> new Known(
                        new Caller(
                                account.name().value(),
                                from,
                                new TreeSet<>(account.roles()),
                                Means.TOKEN,
                                token.id(),
                                within(people, account, token)),
                        Optional.empty()));
    }

    private static Entitlement within(People people, Account account, ApiToken token) {
        return people.entitlement(account).within(token.scopes(), token.cameras());
    }

    /// What somebody who was recognised may do now; empty when their sign-in or token is no more.
    Optional<Entitlement> now(Caller caller) {
        People people = store.now();
        Optional<Account> is = people.account(new PersonName(caller.name())).filter(account -> !account.off());
        return is.filter(account -> stands(people, account, caller))
                .map(account -> caller.means() == Means.TOKEN
                        ? within(
                                people,
                                account,
                                Objects.requireNonNull(people.tokens().get(caller.key())))
                        : may(people, account, caller.means()));
    }

    private boolean stands(People people, Account account, Caller caller) {
        return switch (caller.means()) {
            case COOKIE, BEARER, TICKET -> {
                String session = caller.key().substring(caller.key().indexOf('.') + 1);
                yield caller.key().equals(key(account.generation(), session))
                        && !people.ended().containsKey(session);
            }
            case TOKEN -> {
                ApiToken token = people.tokens().get(caller.key());
                yield token != null && !token.isOver(clock.wallUs());
            }
        };
    }

    private static String key(long generation, String session) {
        return generation + "." + session;
    }
}
