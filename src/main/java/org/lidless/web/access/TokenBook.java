package org.lidless.web.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lidless.control.site.people.ApiToken;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PeopleDecider;
import org.lidless.control.site.people.PeopleFact;
import org.lidless.control.site.people.PersonName;
import org.lidless.domain.CameraId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Right;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.world.Chance;
import org.lidless.world.Clock;

/// Tokens by which programs ask in people's names. Any thread.
final class TokenBook {

    /// How long one is valid when nobody says otherwise, µs.
    static final long USUAL_US = 365L * 86_400 * 1_000_000;

    /// No token is valid longer.
    static final long LONGEST_US = 3_650L * 86_400 * 1_000_000;

    private final PeopleStore store;
    private final AccessAudit audit;
    private final Chance chance;
    private final Clock clock;

    TokenBook(PeopleStore store, AccessAudit audit, Chance chance, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.chance = chance;
        this.clock = clock;
    }

    /// A token as people see it.
    record TokenReport(String id, String name, String person, List<String> scopes, Instant made, Instant until) {

        static TokenReport of(ApiToken token) {
            return new TokenReport(
                    token.id(),
                    token.label(),
                    token.owner().value(),
                    token.scopes().stream().map(Right::word).toList(),
                    TimeSpan.instant(token.madeUs()),
                    TimeSpan.instant(token.untilUs()));
        }
    }

    /// A token with its secret, shown once.
    record TokenSecret(
            String id, String name, String person, List<String> scopes, Instant made, Instant until, String token) {

        /// Without the secret.
        @Override
        public String toString() {
            return "token " + id;
        }
    }

    /// What is wanted.
    record TokenOrder(String name, List<String> scopes, Optional<Instant> until) {}

    /// The caller's, or of somebody who may manage people everybody's; the oldest first.
    List<TokenReport> tokens(Caller by) {
        return store.now().tokens().values().stream()
                .filter(token ->
                        by.may(Right.PEOPLE, null) || token.owner().value().equals(by.name()))
                .sorted(Comparator.comparingLong(ApiToken::madeUs).thenComparing(ApiToken::id))
                .map(TokenReport::of)
                .toList();
    }

    /// One that can do at most what the caller can.
    TokenSecret add(Caller by, TokenOrder order) {
        SortedSet<Right> scopes = Words.rights(order.scopes());
        for (Right scope : scopes) {
            if (!by.maySome(scope)) {
                throw ProblemCode.RIGHT_MISSING.because(
                        "A token cannot have the right \"" + scope.word() + "\", which " + by.name() + " has not got.",
                        "Not concerned: no token was made.",
                        "Leave it out.");
            }
        }
        long nowUs = clock.wallUs();
        long untilUs = order.until().map(TimeSpan::micros).orElse(nowUs + USUAL_US);
        if (scopes.isEmpty() || untilUs <= nowUs || untilUs > nowUs + LONGEST_US) {
            throw Words.refused(
                    "A token has one right at least, and is valid for ten years at most.", "Choose others.");
        }
        String secret = SecretText.hex(chance, 32);
        ApiToken token = Words.name(
                order.name(),
                label -> new ApiToken(
                        SecretText.hex(chance, 6),
                        new PersonName(by.name()),
                        label,
                        Sessions.apiProof(secret),
                        scopes,
                        cameras(by),
                        nowUs,
                        untilUs));
        PeopleBook.agree(store, audit, by, AuditAct.TOKEN_MADE, subject(token), people -> {
            PeopleDecider.known(people, token.owner());
            return List.of(new PeopleFact.TokenAgreed(token));
        });
        TokenReport made = TokenReport.of(token);
        return new TokenSecret(
                made.id(),
                made.name(),
                made.person(),
                made.scopes(),
                made.made(),
                made.until(),
                Sessions.apiToken(token.id(), secret));
    }

    /// What a token makes reaches no further than itself.
    private SortedSet<CameraId> cameras(Caller by) {
        if (by.means() != Caller.Means.TOKEN) {
            return new TreeSet<>();
        }
        ApiToken own = store.now().tokens().get(by.key());
        return own == null ? new TreeSet<>() : own.cameras();
    }

    /// One's own, or of somebody who may manage people anybody's.
    void remove(Caller by, String id) {
        Optional<PersonName> owner =
                by.may(Right.PEOPLE, null) ? Optional.empty() : Optional.of(new PersonName(by.name()));
        People before = store.now();
        String subject = Optional.ofNullable(before.tokens().get(id))
                .map(TokenBook::subject)
                .orElse("unknown token");
        PeopleBook.agree(
                store,
                audit,
                by,
                AuditAct.TOKEN_REVOKED,
                subject,
                people -> PeopleDecider.removeToken(people, id, owner));
    }

    private static String subject(ApiToken token) {
        return "token " + token.id() + " of " + token.owner() + " (" + token.label() + ")";
    }
}
