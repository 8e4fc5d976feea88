package org.lidless.control.site.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.people.DesiredPeople.Person;
import org.lidless.control.site.people.PeopleFact.AccountAgreed;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.ProblemException;

final class DesiredPeopleTest {

    private static final PersonName ANNA = new PersonName("anna");
    private static final PersonName BERT = new PersonName("bert");
    private static final CameraGroupName HALL = new CameraGroupName("hall");
    private static final Grant ALL = Grant.everywhere(PersonRole.ADMINISTRATOR);

    private static People after(People people, List<PeopleFact> facts) {
        return facts.isEmpty() ? people : PeopleEdit.after(people, new PeopleChange(people.version(), facts));
    }

    /// Anna is in charge and has a password; Dora comes by the provider; the hall has a camera.
    private static People people() {
        TreeSet<CameraId> gate = new TreeSet<>(List.of(new CameraId("gate")));
        People people = after(People.NOBODY, List.of(new PeopleFact.GroupAgreed(HALL, gate)));
        people = after(people, PeopleDecider.add(people, ANNA, "", List.of(ALL)));
        people = after(people, PeopleDecider.password(people, ANNA, "a hash"));
        Grant ofHall = Grant.parse("viewer:@hall");
        return after(
                people,
                PeopleDecider.meet(
                        people, new Account.Outside("https://idp", "7"), new PersonName("dora"), List.of(ofHall)));
    }

    private static DesiredPeople wanted(SortedMap<PersonName, Person> accounts) {
        return new DesiredPeople(Optional.of(accounts), Optional.empty());
    }

    private static SortedMap<PersonName, Person> annaAnd(PersonName name, Person person) {
        SortedMap<PersonName, Person> accounts = new TreeMap<>();
        accounts.put(ANNA, new Person("", List.of(ALL), false));
        accounts.put(name, person);
        return accounts;
    }

    @Test
    void whatIsSoAlreadyNeedsNothing() {
        assertThat(DesiredPeople.of(people()).facts(people())).isEmpty();
        assertThat(DesiredPeople.SILENT.facts(people())).isEmpty();
        assertThat(DesiredPeople.of(people()).accounts().orElseThrow()).containsOnlyKeys(ANNA);
    }

    @Test
    void somebodyNewHasNoPasswordAndSomebodyKnownKeepsTheirs() {
        SortedMap<PersonName, Person> accounts =
                annaAnd(BERT, new Person("Bert B", List.of(Grant.parse("operator:gate,@hall")), false));
        accounts.put(ANNA, new Person("Anna A", List.of(ALL), false));
        People then = after(people(), wanted(accounts).facts(people()));
        assertThat(then.account(BERT).orElseThrow().password()).isEmpty();
        assertThat(then.account(BERT).orElseThrow().grants())
                .extracting(Grant::words)
                .containsExactly("operator:gate,@hall");
        assertThat(then.account(ANNA).orElseThrow().password()).contains("a hash");
        assertThat(then.account(ANNA).orElseThrow().generation())
                .isEqualTo(people().account(ANNA).orElseThrow().generation());
        assertThat(DesiredPeople.of(then).accounts()).contains(accounts);
    }

    @Test
    void whoIsLeftOutGoesButNotWhomTheProviderLetsIn() {
        People with = after(
                people(), wanted(annaAnd(BERT, new Person("", List.of(), true))).facts(people()));
        TreeMap<PersonName, Person> alone = new TreeMap<>();
        alone.put(ANNA, new Person("", List.of(ALL), false));
        People then = after(with, wanted(alone).facts(with));
        assertThat(then.accounts()).containsOnlyKeys(ANNA, new PersonName("dora"));
    }

    @Test
    void somebodyStaysInCharge() {
        TreeMap<PersonName, Person> nobody = new TreeMap<>();
        nobody.put(BERT, new Person("", List.of(ALL), false));
        assertThatThrownBy(() -> wanted(nobody).facts(people()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("in charge");
    }

    @Test
    void aGroupThatIsNeededStaysAndWhoeverHadRightsByOneThatGoesHasThemNoLonger() {
        DesiredPeople needing = new DesiredPeople(
                Optional.of(annaAnd(BERT, new Person("", List.of(Grant.parse("viewer:@hall")), false))),
                Optional.of(new TreeMap<>()));
        assertThatThrownBy(() -> needing.facts(people())).isInstanceOf(ProblemException.class);
        SortedMap<CameraGroupName, SortedSet<CameraId>> none = new TreeMap<>();
        DesiredPeople without = new DesiredPeople(Optional.empty(), Optional.of(none));
        People then = after(people(), without.facts(people()));
        assertThat(then.groups()).isEmpty();
        assertThat(then.account(new PersonName("dora")).orElseThrow().grants()).isEmpty();
    }

    @Test
    void whomTheProviderLetsInIsInNoDocument() {
        SortedMap<PersonName, Person> accounts = annaAnd(new PersonName("dora"), new Person("", List.of(ALL), false));
        assertThatThrownBy(() -> wanted(accounts).facts(people()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("identity provider");
    }

    /// The audit log calls so who did not sign in.
    @Test
    void nobodyIsCalledLocal() {
        SortedMap<PersonName, Person> accounts = annaAnd(new PersonName("local"), new Person("", List.of(), false));
        assertThatThrownBy(() -> wanted(accounts).facts(people())).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> PeopleDecider.add(people(), new PersonName("unknown"), "", List.of()))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void noFactHasAPasswordThatWasNotThere() {
        wanted(annaAnd(BERT, new Person("", List.of(ALL), false))).facts(people()).stream()
                .filter(AccountAgreed.class::isInstance)
                .map(each -> ((AccountAgreed) each).account())
                .forEach(each -> assertThat(each.password()).isEmpty());
    }
}
