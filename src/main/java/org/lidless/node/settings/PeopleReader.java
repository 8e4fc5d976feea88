package org.lidless.node.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.lidless.control.site.people.Account;
import org.lidless.control.site.people.CameraGroupName;
import org.lidless.control.site.people.DesiredPeople;
import org.lidless.control.site.people.DesiredPeople.Person;
import org.lidless.control.site.people.Grant;
import org.lidless.control.site.people.PersonName;
import org.lidless.domain.CameraId;
import org.lidless.node.settings.Located.Mapping;

/// Reads who may do what on a site, as its document says.
final class PeopleReader {

    static final String PEOPLE = "people";
    static final String GROUPS = "camera-groups";

    private static final List<String> PERSON_KEYS = List.of("name", "full-name", "roles", "active");
    private static final List<String> GROUP_KEYS = List.of("group", "cameras");
    private static final String ROLE_ALLOWED =
            "administrator, supervisor, operator, viewer or auditor, for some cameras as operator:CAMERA,@GROUP";

    private static final String NAME_ALLOWED = "a name of such letters, for example a mail address";

    /// A role, and where it is written.
    private record Given(Text text, Grant grant) {}

    private final List<Given> given = new ArrayList<>();
    private final Complaints complaints;
    private final Values values;

    PeopleReader(Complaints complaints, Values values) {
        this.complaints = complaints;
        this.values = values;
    }

    /// What is wrong is complained of and left out.
    DesiredPeople read(Keys keys) {
        TreeMap<PersonName, Person> people = new TreeMap<>();
        keys.items(PEOPLE).forEach(item -> person(item, people));
        TreeMap<CameraGroupName, SortedSet<CameraId>> groups = new TreeMap<>();
        keys.items(GROUPS).forEach(item -> group(item, groups));
        if (keys.has(GROUPS)) {
            given.forEach(each -> checkGroups(each, groups.keySet()));
        }
        return new DesiredPeople(
                keys.has(PEOPLE) ? Optional.of(people) : Optional.empty(),
                keys.has(GROUPS) ? Optional.of(groups) : Optional.empty());
    }

    private void person(Mapping item, SortedMap<PersonName, Person> into) {
        Keys keys = new Keys("a person", item, PERSON_KEYS, complaints);
        Optional<Text> text = keys.required("name", "what they sign in as, for example a mail address");
        Optional<PersonName> name = text.flatMap(said -> read("name", said, PersonName::typed, NAME_ALLOWED));
        Text fullName = keys.optional("full-name", "");
        if (fullName.value().length() > Account.FULL_NAME_CHARS_MAX) {
            complaints.invalid(
                    fullName.place(), "full-name", "too long", Account.FULL_NAME_CHARS_MAX + " letters at most");
            return;
        }
        Optional<Boolean> active = values.yesOrNo("active", keys.optional("active", "true"));
        List<Grant> grants = new ArrayList<>();
        List<Text> roles = keys.texts("roles");
        for (Text each : roles) {
            Optional<Grant> grant = read("roles", each, Grant::parse, ROLE_ALLOWED);
            grant.ifPresent(grants::add);
            grant.ifPresent(found -> given.add(new Given(each, found)));
        }
        if (text.isEmpty() || name.isEmpty() || active.isEmpty() || grants.size() < roles.size()) {
            return;
        }
        if (into.put(name.get(), new Person(fullName.value(), grants, !active.get())) != null) {
            complaints.invalid(text.get().place(), "name", "there twice: " + name.get(), "each person once");
        }
    }

    private void group(Mapping item, SortedMap<CameraGroupName, SortedSet<CameraId>> into) {
        Keys keys = new Keys("a camera group", item, GROUP_KEYS, complaints);
        Optional<Text> text = keys.required("group", "its name, for example hall");
        Optional<CameraGroupName> name = text.flatMap(said -> values.name("group", said, CameraGroupName::new));
        TreeSet<CameraId> cameras = new TreeSet<>();
        List<Text> named = keys.texts("cameras");
        named.forEach(each -> values.name("cameras", each, CameraId::new).ifPresent(cameras::add));
        if (text.isPresent() && name.isPresent() && into.put(name.get(), cameras) != null) {
            complaints.twice(text.get().place(), "camera group", name.get().value());
        }
    }

    private void checkGroups(Given given, Set<CameraGroupName> known) {
        for (CameraGroupName group : given.grant().groups()) {
            if (!known.contains(group)) {
                complaints.invalid(
                        given.text().place(),
                        "roles",
                        "\"" + given.text().value() + "\": there is no camera group \"" + group.value() + "\"",
                        "a camera group that this document names under \"" + GROUPS + ":\"");
            }
        }
    }

    private <T> Optional<T> read(String key, Text text, Function<String, T> made, String allowed) {
        try {
            return Optional.of(made.apply(text.value()));
        } catch (IllegalArgumentException wrong) {
            complaints.invalid(text.place(), key, "\"" + text.value() + "\": " + wrong.getMessage(), allowed);
            return Optional.empty();
        }
    }
}
