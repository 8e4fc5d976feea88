package org.lidless.control.site.people;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.control.site.people.PeopleFact.AccountAgreed;
import org.lidless.control.site.people.PeopleFact.AccountRemoved;
import org.lidless.control.site.people.PeopleFact.GroupAgreed;
import org.lidless.domain.CameraId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;

/// Who is to be let in and may do what, as a site's document says it. Passwords, codes and tokens are in no document;
/// whom the identity provider lets in has the rights that it gives, and is in none either. Pure.
///
/// @param accounts everybody by name; a document that does not speak of them leaves them as they are
/// @param groups   camera groups and their cameras; the same
public record DesiredPeople(
        Optional<SortedMap<PersonName, Person>> accounts,
        Optional<SortedMap<CameraGroupName, SortedSet<CameraId>>> groups) {

    /// A document says nothing of them.
    public static final DesiredPeople SILENT = new DesiredPeople(Optional.empty(), Optional.empty());

    /// Somebody.
    ///
    /// @param fullName may be empty
    /// @param off      may not sign in for the time being
    public record Person(String fullName, List<Grant> grants, boolean off) {

        public Person {
            grants = List.copyOf(grants);
        }
    }

    public DesiredPeople {
        accounts = accounts.map(each -> Collections.unmodifiableSortedMap(new TreeMap<>(each)));
        groups = groups.map(each -> Collections.unmodifiableSortedMap(new TreeMap<>(each)));
    }

    /// As they are now.
    public static DesiredPeople of(People people) {
        TreeMap<PersonName, Person> accounts = new TreeMap<>();
        people.accounts().values().stream()
                .filter(each -> each.outside().isEmpty())
                .forEach(each -> accounts.put(each.name(), new Person(each.fullName(), each.grants(), each.off())));
        return new DesiredPeople(Optional.of(accounts), Optional.of(people.groups()));
    }

    /// Only what another one speaks of.
    public DesiredPeople like(DesiredPeople other) {
        return new DesiredPeople(
                other.accounts.isPresent() ? accounts : Optional.empty(),
                other.groups.isPresent() ? groups : Optional.empty());
    }

    public boolean isSilent() {
        return accounts.isEmpty() && groups.isEmpty();
    }

    /// Nobody, and no group.
    public boolean isEmpty() {
        return accounts.filter(each -> !each.isEmpty()).isEmpty()
                && groups.filter(each -> !each.isEmpty()).isEmpty();
    }

    /// What brings it about; nothing when it is so.
    ///
    /// @throws ProblemException `REQUEST_REFUSED`
    public List<PeopleFact> facts(People now) {
        List<PeopleFact> facts = new ArrayList<>();
        SortedSet<CameraGroupName> surplus = new TreeSet<>();
        groups.ifPresent(wanted -> {
            surplus.addAll(now.groups().keySet());
            surplus.removeAll(wanted.keySet());
            wanted.forEach((name, cameras) -> {
                if (!cameras.equals(now.groups().get(name))) {
                    facts.add(new GroupAgreed(name, cameras));
                }
            });
        });
        accounts.ifPresent(wanted -> wanted.forEach((name, person) -> agree(now, name, person, facts)));
        for (Account is : now.accounts().values()) {
            boolean isSaid = accounts.isPresent() && is.outside().isEmpty();
            if (isSaid && !accounts.get().containsKey(is.name())) {
                facts.add(new AccountRemoved(is.name()));
            }
            if (!isSaid) {
                withoutGroups(is, surplus, facts);
            }
        }
        surplus.forEach(group -> facts.add(new PeopleFact.GroupRemoved(group)));
        check(now, facts);
        return facts;
    }

    private static void agree(People now, PersonName name, Person person, List<PeopleFact> facts) {
        Account is = now.accounts().get(name);
        if (is == null) {
            PeopleDecider.checkFree(name);
            facts.add(new AccountAgreed(new Account(
                    name, person.fullName(), Optional.empty(), person.grants(), person.off(), Optional.empty(), 1, 1)));
            return;
        }
        if (is.outside().isPresent()) {
            throw refused(
                    name + " signs in by the identity provider, which says what they may do.",
                    "Leave them out of the document.");
        }
        boolean isSo = is.grants().equals(person.grants())
                && is.off() == person.off()
                && is.fullName().equals(person.fullName());
        if (!isSo) {
            facts.add(new AccountAgreed(is.granted(person.fullName(), person.grants(), person.off())));
        }
    }

    /// Of whom the document says nothing: with a group that goes, their rights by it go.
    private static void withoutGroups(Account is, SortedSet<CameraGroupName> surplus, List<PeopleFact> facts) {
        List<Grant> kept = is.grants();
        for (CameraGroupName group : surplus) {
            kept = Grant.without(kept, group);
        }
        if (!kept.equals(is.grants())) {
            facts.add(new AccountAgreed(is.granted(is.fullName(), kept, is.off())));
        }
    }

    /// The first half of the pair of checks, in words for who wrote the document.
    private static void check(People now, List<PeopleFact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        try {
            PeopleEdit.after(now, new PeopleChange(now.version(), facts));
        } catch (IllegalStateException | IllegalArgumentException impossible) {
            throw refused(
                    "People cannot be as the document says: " + impossible.getMessage() + ".",
                    "Name the camera groups that are used, and keep an administrator who can sign in.");
        }
    }

    private static ProblemException refused(String what, String remedy) {
        return ProblemCode.REQUEST_REFUSED.because(
                what, "Not concerned: recording does not depend on it; nothing was changed.", remedy);
    }
}
