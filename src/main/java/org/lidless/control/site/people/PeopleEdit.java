package org.lidless.control.site.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.lidless.control.site.people.PeopleFact.AccountAgreed;
import org.lidless.control.site.people.PeopleFact.AccountRemoved;
import org.lidless.control.site.people.PeopleFact.CameraLoginAgreed;
import org.lidless.control.site.people.PeopleFact.CameraLoginRemoved;
import org.lidless.control.site.people.PeopleFact.CodeAgreed;
import org.lidless.control.site.people.PeopleFact.CodeUsed;
import org.lidless.control.site.people.PeopleFact.GroupAgreed;
import org.lidless.control.site.people.PeopleFact.GroupRemoved;
import org.lidless.control.site.people.PeopleFact.LayoutAgreed;
import org.lidless.control.site.people.PeopleFact.LayoutRemoved;
import org.lidless.control.site.people.PeopleFact.OidcAgreed;
import org.lidless.control.site.people.PeopleFact.SessionEnded;
import org.lidless.control.site.people.PeopleFact.SessionKeyAgreed;
import org.lidless.control.site.people.PeopleFact.TokenAgreed;
import org.lidless.control.site.people.PeopleFact.TokenRemoved;
import org.lidless.domain.CameraId;

/// The facts of one change being applied, each checked against what the ones before left. A contradiction throws;
/// then the edit is thrown away.
public final class PeopleEdit {

    private final People before;
    private final SortedMap<PersonName, Account> accounts;
    private final SortedMap<CameraGroupName, SortedSet<CameraId>> groups;
    private final SortedMap<String, ApiToken> tokens;
    private final SortedMap<String, PersonCode> codes;
    private final List<SessionKey> keys;
    private final SortedMap<String, Long> ended;
    private Optional<OidcSettings> oidc;
    private final SortedMap<String, CameraLogin> logins;
    private final SortedMap<Layout.Key, Layout> layouts;

    private PeopleEdit(People before) {
        this.before = before;
        accounts = new TreeMap<>(before.accounts());
        groups = new TreeMap<>(before.groups());
        tokens = new TreeMap<>(before.tokens());
        codes = new TreeMap<>(before.codes());
        keys = new ArrayList<>(before.keys());
        ended = new TreeMap<>(before.ended());
        oidc = before.oidc();
        logins = new TreeMap<>(before.logins());
        layouts = new TreeMap<>(before.layouts());
    }

    /// The people after a change.
    ///
    /// @throws IllegalStateException when it contradicts them, or was decided on others
    public static People after(People before, PeopleChange change) {
        check(change.basedOn() == before.version(), "decided on people " + change.basedOn());
        PeopleEdit edit = new PeopleEdit(before);
        change.facts().forEach(edit::apply);
        return edit.done();
    }

    private People done() {
        check(accounts.size() <= People.ACCOUNTS_MAX, "too many accounts");
        check(groups.size() <= People.GROUPS_MAX, "too many camera groups");
        check(tokens.size() <= People.TOKENS_MAX, "too many tokens");
        check(codes.size() <= People.CODES_MAX, "too many codes");
        check(logins.size() <= People.LOGINS_MAX, "too many logins of cameras");
        check(layouts.size() <= People.LAYOUTS_MAX, "too many layouts");
        check(ended.size() <= People.ENDED_MAX, "too many ended sign-ins");
        People after =
                new People(before.version() + 1, accounts, groups, tokens, codes, keys, ended, oidc, logins, layouts);
        check(after.isInCharge() || !before.isInCharge(), "nobody would be left in charge");
        return after;
    }

    private void apply(PeopleFact fact) {
        switch (fact) {
            case AccountAgreed agreed -> agree(agreed.account());
            case AccountRemoved removed -> remove(removed.name());
            case GroupAgreed agreed -> groups.put(agreed.name(), agreed.cameras());
            case GroupRemoved removed -> removeGroup(removed.name());
            case TokenAgreed agreed -> agree(agreed.token());
            case TokenRemoved removed -> tokens.remove(removed.id());
            case CodeAgreed agreed -> agree(agreed);
            case CodeUsed used -> check(codes.remove(used.id()) != null, "no such code");
            case SessionKeyAgreed agreed -> agree(agreed.key());
            case SessionEnded over -> end(over);
            case OidcAgreed agreed -> oidc = agreed.settings();
            case CameraLoginAgreed agreed -> logins.put(new CameraId(agreed.name()).value(), agreed.login());
            case CameraLoginRemoved removed -> logins.remove(removed.name());
            case LayoutAgreed agreed -> agree(agreed.layout());
            case LayoutRemoved removed -> layouts.remove(removed.key());
        }
    }

    private void agree(Account account) {
        Account is = accounts.get(account.name());
        check(account.version() == (is == null ? 1 : is.version() + 1), "an account's version rises by one");
        check(is == null || account.generation() >= is.generation(), "a generation never falls");
        for (Grant grant : account.grants()) {
            check(groups.keySet().containsAll(grant.groups()), "there is no such camera group: " + grant.groups());
        }
        boolean isMet = accounts.values().stream()
                .anyMatch(other -> !other.name().equals(account.name())
                        && account.outside().isPresent()
                        && other.outside().equals(account.outside()));
        check(!isMet, "two accounts for the same person of a provider");
        accounts.put(account.name(), account);
    }

    private void remove(PersonName name) {
        check(accounts.remove(name) != null, "no such account");
        tokens.values().removeIf(token -> token.owner().equals(name));
        codes.values().removeIf(code -> code.name().equals(Optional.of(name)));
        layouts.values().removeIf(layout -> layout.owner().equals(name) && !layout.shared());
    }

    private void removeGroup(CameraGroupName name) {
        boolean isNeeded = accounts.values().stream()
                .flatMap(account -> account.grants().stream())
                .anyMatch(grant -> grant.groups().contains(name));
        check(!isNeeded, "somebody has rights by camera group " + name);
        groups.remove(name);
    }

    private void agree(ApiToken token) {
        check(accounts.containsKey(token.owner()), "no such account");
        check(tokens.put(token.id(), token) == null, "a token of this name is known");
    }

    private void agree(CodeAgreed fact) {
        PersonCode code = fact.code();
        code.name().ifPresent(name -> check(accounts.containsKey(name), "no such account"));
        codes.values().removeIf(each -> each.isOver(fact.atUs()) || each.name().equals(code.name()));
        check(codes.put(code.id(), code) == null, "a code of this name is known");
    }

    private void agree(SessionKey key) {
        check(keys.stream().noneMatch(each -> each.id().equals(key.id())), "a key of this name is known");
        keys.add(key);
        while (keys.size() > SessionKey.KEYS_MAX) {
            keys.removeFirst();
        }
    }

    private void end(SessionEnded fact) {
        ended.values().removeIf(untilUs -> untilUs <= fact.atUs());
        ended.put(fact.session(), fact.untilUs());
    }

    private void agree(Layout layout) {
        Layout is = layouts.get(layout.key());
        check(layout.version() == (is == null ? 1 : is.version() + 1), "a layout's version rises by one");
        layouts.put(layout.key(), layout);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
