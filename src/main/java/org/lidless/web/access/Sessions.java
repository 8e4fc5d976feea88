package org.lidless.web.access;

import java.util.Collections;
import java.util.List;
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

    /// What stands in an address, unless it is asked for longer.
    static final long TICKET_US = 60_000_000;

    /// What clocks of two servers may be apart.
    private static final long APART_US = 5_000_000;

    /// What a ticket opens: what a browser shows or saves by itself. Whoever reads an address in somebody's log sees
    /// that for as long as it lasts, and can neither ask for anything else nor make a sign-in of it.
    private static final SortedSet<Right> OF_TICKETS =
            Collections.unmodifiableSortedSet(new TreeSet<>(List.of(Right.LIVE, Right.PLAYBACK, Right.EXPORT)));

    private static final String TOKEN_LEAD = "lidless_";

    /// What a ticket's sign-in is called that was made of an API token; no other name has a colon.
    private static final String OF_TOKEN = "token:";

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
        return again(
                of,
                use,
                Optional.empty(),
                switch (use) {
                    case COOKIE -> IDLE_US;
                    case BEARER -> BEARER_US;
                    case TICKET -> TICKET_US;
                });
    }

    /// A ticket, which ends with the sign-in or API token that it is made of.
    ///
    /// @param path for one address and what is below it
    Made ticket(Known of, Optional<String> path, long lastsUs) {
        return again(of.token().orElseGet(() -> ofToken(of.caller())), Use.TICKET, path, lastsUs);
    }

    private SessionToken ofToken(Caller caller) {
        PersonName name = new PersonName(caller.name());
        long generation = store.now().account(name).map(Account::generation).orElse(0L);
        long nowUs = clock.wallUs();
        return new SessionToken(
                Use.BEARER, name, OF_TOKEN + caller.key(), generation, nowUs, nowUs, nowUs, Optional.empty());
    }

    private Made again(SessionToken of, Use use, Optional<String> path, long lastsUs) {
        long nowUs = clock.wallUs();
        long untilUs = Math.min(nowUs + lastsUs, of.signedInUs() + WHOLE_US);
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
        Caller shown = new Caller(
                token.name().value(),
                from,
                new TreeSet<>(),
                means,
                key(token.generation(), token.session()),
                Entitlement.NONE);
        return standing(people, shown).map(caller -> new Known(caller, Optional.of(token)));
    }

    private Optional<Caller> standing(People people, Caller shown) {
        return people.account(new PersonName(shown.name()))
                .flatMap(account -> may(people, account, shown)
                        .map(may -> new Caller(
                                shown.name(), shown.from(), account.roles(), shown.means(), shown.key(), may)));
    }

    /// What somebody may do now by what they have shown; empty when that lets nobody in any more.
    private Optional<Entitlement> may(People people, Account account, Caller shown) {
        if (account.off()) {
            return Optional.empty();
        }
        if (shown.means() == Means.TOKEN) {
            return byToken(people, account, shown.key());
        }
        String session = shown.key().substring(shown.key().indexOf('.') + 1);
        if (!shown.key().equals(key(account.generation(), session))) {
            return Optional.empty();
        }
        Optional<Entitlement> all = session.startsWith(OF_TOKEN)
                ? byToken(people, account, session.substring(OF_TOKEN.length()))
                : Optional.of(people.entitlement(account))
                        .filter(_ -> !people.ended().containsKey(session));
        return shown.means() == Means.TICKET ? all.map(of -> of.within(OF_TICKETS, new TreeSet<>())) : all;
    }

    private Optional<Entitlement> byToken(People people, Account account, String id) {
        return Optional.ofNullable(people.tokens().get(id))
                .filter(token -> token.owner().equals(account.name()) && !token.isOver(clock.wallUs()))
                .map(token -> people.entitlement(account).within(token.scopes(), token.cameras()));
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
                && SecretText.same(apiProof(parts[2]).toString(), token.proof().toString());
        if (token == null || !fits) {
            return Optional.empty();
        }
        Caller shown =
                new Caller(token.owner().value(), from, new TreeSet<>(), Means.TOKEN, token.id(), Entitlement.NONE);
        return standing(people, shown).map(caller -> new Known(caller, Optional.empty()));
    }

    /// What somebody who was recognised may do now; empty when their sign-in or token is no more.
    Optional<Entitlement> now(Caller caller) {
        return standing(store.now(), caller).map(Caller::entitlement);
    }

    private static String key(long generation, String session) {
        return generation + "." + session;
    }
}
