package org.lidless.control.site.people;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.lidless.domain.CameraId;

/// Everybody who may do something on the site, as agreed at one place in the log, and what is kept secret.
/// Immutable, and sorted so that every node walks it alike.
///
/// @param version  how many changes have taken effect: what the next one is decided on
/// @param accounts by name
/// @param groups   camera groups and their cameras
/// @param tokens   by id
/// @param codes    by id, those that were neither used nor forgotten
/// @param keys     by which sign-ins are signed, the newest last
/// @param ended    sign-ins that were ended before their time, and when that would have come, site time in µs
/// @param oidc     by which provider people sign in too
/// @param logins   users and passwords of cameras, by name
/// @param layouts  by owner and name
public record People(
        long version,
        SortedMap<PersonName, Account> accounts,
        SortedMap<CameraGroupName, SortedSet<CameraId>> groups,
        SortedMap<String, ApiToken> tokens,
        SortedMap<String, PersonCode> codes,
        List<SessionKey> keys,
        SortedMap<String, Long> ended,
        Optional<OidcSettings> oidc,
        SortedMap<String, CameraLogin> logins,
        SortedMap<Layout.Key, Layout> layouts) {

    /// Nobody yet.
    public static final People NOBODY = new People(
            0,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            new TreeMap<>(),
            Optional.empty(),
            new TreeMap<>(),
            new TreeMap<>());

    public static final int ACCOUNTS_MAX = 5_000;
    public static final int GROUPS_MAX = 500;
    public static final int TOKENS_MAX = 2_000;
    public static final int CODES_MAX = 500;
    public static final int LOGINS_MAX = 5_000;
    public static final int LAYOUTS_MAX = 1_000;

    /// With more, the oldest are forgotten, and their people signed out altogether: [PeopleDecider].
    public static final int ENDED_MAX = 10_000;

    public People {
        accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        tokens = Collections.unmodifiableSortedMap(new TreeMap<>(tokens));
        codes = Collections.unmodifiableSortedMap(new TreeMap<>(codes));
        keys = List.copyOf(keys);
        ended = Collections.unmodifiableSortedMap(new TreeMap<>(ended));
        logins = Collections.unmodifiableSortedMap(new TreeMap<>(logins));
        layouts = Collections.unmodifiableSortedMap(new TreeMap<>(layouts));
    }

    public Optional<Account> account(PersonName name) {
        return Optional.ofNullable(accounts.get(name));
    }

    /// Who signs in by a provider as this.
    public Optional<Account> outside(Account.Outside who) {
        return accounts.values().stream()
                .filter(each -> each.outside().equals(Optional.of(who)))
                .findFirst();
    }

    /// What somebody may do now; nothing while they may not sign in.
    public Entitlement entitlement(Account account) {
        return account.off() ? Entitlement.NONE : Entitlement.of(account.grants(), groups);
    }

    /// Whether somebody can sign in who may say who may do what.
    public boolean isInCharge() {
        return accounts.values().stream().anyMatch(Account::isInCharge);
    }

    /// The key that signs; none on a site that has not got one yet.
    public Optional<SessionKey> newestKey() {
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.getLast());
    }

    /// To go on with after the site was restored from a backup: nobody is signed in, no code of before is valid.
    public People restored() {
        SortedMap<PersonName, Account> signedOut = new TreeMap<>();
        accounts.forEach((name, account) -> signedOut.put(name, account.signedOut()));
        return new People(
                version,
                signedOut,
                groups,
                tokens,
                new TreeMap<>(),
                new ArrayList<>(),
                new TreeMap<>(),
                oidc,
                logins,
                layouts);
    }

    /// Nothing that could be guessed at.
    @Override
    public String toString() {
        return "people as of version " + version + ": " + accounts.keySet();
    }
}
