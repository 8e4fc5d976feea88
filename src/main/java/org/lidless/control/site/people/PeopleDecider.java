package org.lidless.control.site.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.lidless.control.site.people.PeopleFact.AccountAgreed;
import org.lidless.control.site.people.PeopleFact.AccountRemoved;
import org.lidless.control.site.people.PeopleFact.CodeAgreed;
import org.lidless.control.site.people.PeopleFact.CodeUsed;
import org.lidless.control.site.people.PeopleFact.GroupAgreed;
import org.lidless.control.site.people.PeopleFact.GroupRemoved;
import org.lidless.control.site.people.PeopleFact.LayoutAgreed;
import org.lidless.control.site.people.PeopleFact.SessionEnded;
import org.lidless.control.site.people.PeopleFact.TokenRemoved;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;

/// Decides what is asked about people into facts. Every method returns the facts that bring it about, none when
/// it is so already, or throws a [ProblemException] that says why not.
public final class PeopleDecider {

    private static final String NOTHING = "Not concerned: recording does not depend on it; nothing was changed.";

    private PeopleDecider() {}

    /// Somebody new.
    public static List<PeopleFact> add(People people, PersonName name, String fullName, List<Grant> grants) {
        if (people.account(name).isPresent()) {
            throw refused("There is an account " + name + " already.", "Change that one, or choose another name.");
        }
        checkFree(name);
        checkGroups(people, grants);
        Account fresh = Account.fresh(name, grants);
        return List.of(new AccountAgreed(new Account(
                name,
                fullName,
                fresh.password(),
                grants,
                false,
                fresh.outside(),
                fresh.generation(),
                fresh.version())));
    }

    /// Other rights.
    ///
    /// @param basedOn the account's version that whoever asks has seen; without one, whatever it is now
    public static List<PeopleFact> change(
            People people, PersonName name, String fullName, List<Grant> grants, boolean off, Optional<Long> basedOn) {
        Account is = known(people, name);
        checkVersion(is, basedOn);
        checkGroups(people, grants);
        if (is.grants().equals(grants) && is.off() == off && is.fullName().equals(fullName)) {
            return List.of();
        }
        return kept(people, is.granted(fullName, grants, off));
    }

    public static List<PeopleFact> remove(People people, PersonName name, Optional<Long> basedOn) {
        checkVersion(known(people, name), basedOn);
        if (isLast(people, name)) {
            throw last(name);
        }
        return List.of(new AccountRemoved(name));
    }

    /// Another password; every sign-in so far ends.
    public static List<PeopleFact> password(People people, PersonName name, String hash) {
        return List.of(new AccountAgreed(known(people, name).withPassword(hash)));
    }

    /// All sign-ins of somebody end.
    public static List<PeopleFact> signOut(People people, PersonName name) {
        return List.of(new AccountAgreed(known(people, name).signedOut()));
    }

    /// One sign-in ends; when too many have, all of theirs.
    public static List<PeopleFact> end(People people, PersonName name, String session, long untilUs, long nowUs) {
        if (people.ended().containsKey(session) || untilUs <= nowUs) {
            return List.of();
        }
        long open =
                people.ended().values().stream().filter(until -> until > nowUs).count();
        return open < People.ENDED_MAX ? List.of(new SessionEnded(session, untilUs, nowUs)) : signOut(people, name);
    }

    /// A code by which somebody chooses a password.
    public static List<PeopleFact> invite(People people, PersonCode code, long nowUs) {
        if (code.name().isPresent()) {
            known(people, code.name().get());
        } else if (people.isInCharge()) {
            throw refused(
                    "The site has an administrator already.",
                    "An administrator lets others in: lidless person add NAME --role ROLE, or People in the console.");
        }
        return List.of(new CodeAgreed(code, nowUs));
    }

    /// Somebody shows a code and chooses a password.
    ///
    /// @param name under which name; of a code for somebody, theirs
    /// @param hash of the password
    public static List<PeopleFact> enrol(
            People people, String id, Sha256 proof, PersonName name, String hash, long nowUs) {
        PersonCode code = people.codes().get(id);
        boolean fits = code != null && code.proof().equals(proof) && !code.isOver(nowUs);
        if (code == null
                || !fits
                || code.name().filter(only -> !only.equals(name)).isPresent()) {
            throw ProblemCode.PERSON_CODE_WRONG.because(
                    "The code is not valid, or not for the name " + name + ".",
                    "Not concerned: nobody was let in.",
                    "Type it again, or have a new one made: lidless person invite NAME.");
        }
        List<PeopleFact> facts = new ArrayList<>();
        facts.add(new CodeUsed(id));
        Optional<Account> is = people.account(name);
        if (code.name().isPresent()) {
            facts.add(new AccountAgreed(known(people, name).withPassword(hash)));
        } else if (people.isInCharge()) {
            throw refused("The site has an administrator already.", "Ask them for a code of your own.");
        } else {
            checkFree(name);
            List<Grant> all = List.of(Grant.everywhere(PersonRole.ADMINISTRATOR));
            Account first = is.map(account -> account.granted(account.fullName(), all, false))
                    .orElseGet(() -> Account.fresh(name, all));
            // Two versions at once would be two steps: what is new begins with its password.
            facts.add(new AccountAgreed(new Account(
                    name,
                    first.fullName(),
                    Optional.of(hash),
                    all,
                    false,
                    first.outside(),
                    first.generation() + 1,
                    first.version())));
        }
        return facts;
    }

    /// Somebody came in by the provider: their account is made, or has what their groups give now.
    public static List<PeopleFact> meet(People people, Account.Outside who, PersonName name, List<Grant> grants) {
        Optional<Account> is = people.outside(who);
        if (is.isEmpty() && people.account(name).isPresent()) {
            throw ProblemCode.OIDC_FAILED.because(
                    "The provider's person is called " + name + ", and there is another account of that name.",
                    "Not concerned: nobody was let in.",
                    "Rename or remove that account, or choose another claim for names in the provider's settings.");
        }
        if (is.isEmpty()) {
            checkFree(name);
            Account fresh = Account.fresh(name, grants);
            return List.of(new AccountAgreed(
                    new Account(name, "", Optional.empty(), grants, false, Optional.of(who), fresh.generation(), 1)));
        }
        boolean isSo = is.get().grants().equals(grants);
        return isSo ? List.of() : kept(people, is.get().known(who, grants));
    }

    /// @param owner only if it is theirs; without, whosever it is
    public static List<PeopleFact> removeToken(People people, String id, Optional<PersonName> owner) {
        ApiToken is = people.tokens().get(id);
        if (is == null || owner.filter(name -> !name.equals(is.owner())).isPresent()) {
            throw missing("There is no token " + id + ", or it is somebody else's.", "GET /api/tokens lists them.");
        }
        return List.of(new TokenRemoved(id));
    }

    public static List<PeopleFact> group(People people, CameraGroupName name, SortedSet<CameraId> cameras) {
        boolean isSo = cameras.equals(people.groups().get(name));
        return isSo ? List.of() : List.of(new GroupAgreed(name, cameras));
    }

    /// Whoever had rights by it has them no longer.
    public static List<PeopleFact> removeGroup(People people, CameraGroupName name) {
        if (!people.groups().containsKey(name)) {
            throw missing("There is no camera group " + name + ".", "GET /api/camera-groups lists them.");
        }
        List<PeopleFact> facts = new ArrayList<>();
        for (Account account : people.accounts().values()) {
            List<Grant> without = Grant.without(account.grants(), name);
            if (!without.equals(account.grants())) {
                facts.add(new AccountAgreed(account.granted(account.fullName(), without, account.off())));
            }
        }
        facts.add(new GroupRemoved(name));
        return facts;
    }

    /// @param basedOn the layout's version that whoever asks has seen
    public static List<PeopleFact> layout(
            People people, Layout.Key key, boolean shared, String text, Optional<Long> basedOn) {
        Layout is = people.layouts().get(key);
        long version = is == null ? 0 : is.version();
        if (basedOn.filter(seen -> seen != version).isPresent()) {
            throw ProblemCode.PEOPLE_CHANGED.because(
                    "The layout was saved by somebody else meanwhile.", NOTHING, "Fetch it again, then save.");
        }
        return List.of(new LayoutAgreed(new Layout(key.owner(), key.name(), shared, text, version + 1)));
    }

    /// Somebody who is there.
    ///
    /// @throws ProblemException `NOTHING_FOUND`
    public static Account known(People people, PersonName name) {
        return people.account(name)
                .orElseThrow(
                        () -> missing("There is no account " + name + ".", "lidless person list shows who there is."));
    }

    static void checkFree(PersonName name) {
        if (name.isReserved()) {
            throw refused(
                    "Nobody can be called " + name + ": the audit log calls those so who did not sign in.",
                    "Choose another name.");
        }
    }

    /// As long as somebody stays in charge.
    private static List<PeopleFact> kept(People people, Account then) {
        if (!then.isInCharge() && isLast(people, then.name())) {
            throw last(then.name());
        }
        return List.of(new AccountAgreed(then));
    }

    private static boolean isLast(People people, PersonName name) {
        return people.isInCharge()
                && people.accounts().values().stream()
                        .noneMatch(each -> each.isInCharge() && !each.name().equals(name));
    }

    private static void checkVersion(Account is, Optional<Long> basedOn) {
        if (basedOn.filter(seen -> seen != is.version()).isPresent()) {
            throw ProblemCode.PEOPLE_CHANGED.because(
                    "The account " + is.name() + " was changed by somebody else meanwhile.",
                    NOTHING,
                    "Look at what it is now, then ask again.");
        }
    }

    private static void checkGroups(People people, List<Grant> grants) {
        for (Grant grant : grants) {
            for (CameraGroupName group : grant.groups()) {
                if (!people.groups().containsKey(group)) {
                    throw refused("There is no camera group " + group + ".", "Make it first, or check its name.");
                }
            }
        }
    }

    private static ProblemException last(PersonName name) {
        return refused(
                name + " is the last administrator: without them nobody could say who may do what.",
                "Make somebody else an administrator of the whole site first.");
    }

    private static ProblemException refused(String what, String remedy) {
        return ProblemCode.REQUEST_REFUSED.because(what, NOTHING, remedy);
    }

    private static ProblemException missing(String what, String remedy) {
        return ProblemCode.NOTHING_FOUND.because(what, NOTHING, remedy);
    }
}
