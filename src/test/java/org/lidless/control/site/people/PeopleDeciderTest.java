package org.lidless.control.site.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.domain.Sha256;

class PeopleDeciderTest {

    private static final PersonName ANNA = new PersonName("anna");
    private static final PersonName BEN = new PersonName("ben@example.org");
    private static final CameraId GATE = new CameraId("gate");
    private static final CameraId YARD = new CameraId("yard");
    private static final CameraGroupName OUTSIDE = new CameraGroupName("outside");
    private static final Sha256 PROOF = Sha256.parse("ab".repeat(32));
    private static final List<Grant> EVERYTHING = List.of(Grant.everywhere(PersonRole.ADMINISTRATOR));

    @Test
    void theFirstAdministratorComesByTheCodeAndNobodyElseByIt() {
        People people = after(
                People.NOBODY,
                now -> PeopleDecider.invite(now, new PersonCode("0123456789ab", PROOF, Optional.empty(), 1_000), 0));
        assertRefused(
                ProblemCode.PERSON_CODE_WRONG,
                () -> PeopleDecider.enrol(people, "0123456789ab", Sha256.NONE, ANNA, "hash", 500));
        assertRefused(
                ProblemCode.PERSON_CODE_WRONG,
                () -> PeopleDecider.enrol(people, "0123456789ab", PROOF, ANNA, "hash", 1_000));
        People led = after(people, now -> PeopleDecider.enrol(now, "0123456789ab", PROOF, ANNA, "hash", 500));
        assertThat(led.isInCharge()).isTrue();
        assertThat(led.codes()).isEmpty();
        assertRefused(
                ProblemCode.PERSON_CODE_WRONG, () -> PeopleDecider.enrol(led, "0123456789ab", PROOF, BEN, "hash", 500));
        assertRefused(
                ProblemCode.REQUEST_REFUSED,
                () -> PeopleDecider.invite(led, new PersonCode("0123456789ab", PROOF, Optional.empty(), 1_000), 0));
    }

    @Test
    void aCodeForSomebodyIsForNobodyElse() {
        People people = after(led(), now -> PeopleDecider.add(now, BEN, "Ben", List.of()));
        People invited = after(
                people,
                now -> PeopleDecider.invite(now, new PersonCode("0123456789ab", PROOF, Optional.of(BEN), 1_000), 0));
        assertRefused(
                ProblemCode.PERSON_CODE_WRONG,
                () -> PeopleDecider.enrol(invited, "0123456789ab", PROOF, ANNA, "hash", 500));
        People enrolled = after(invited, now -> PeopleDecider.enrol(now, "0123456789ab", PROOF, BEN, "hash", 500));
        assertThat(enrolled.account(BEN).orElseThrow().password()).contains("hash");
        assertThat(enrolled.entitlement(enrolled.account(BEN).orElseThrow()).allowsSome(Right.STATUS))
                .isFalse();
    }

    @Test
    void somebodyAlwaysStaysInCharge() {
        People people = led();
        assertRefused(ProblemCode.REQUEST_REFUSED, () -> PeopleDecider.remove(people, ANNA, Optional.empty()));
        assertRefused(
                ProblemCode.REQUEST_REFUSED,
                () -> PeopleDecider.change(people, ANNA, "", EVERYTHING, true, Optional.empty()));
        List<Grant> less = List.of(Grant.cameras(PersonRole.ADMINISTRATOR, GATE));
        assertRefused(
                ProblemCode.REQUEST_REFUSED,
                () -> PeopleDecider.change(people, ANNA, "", less, false, Optional.empty()));
        // Another administrator who has never chosen a password is nobody who could help.
        People two = after(people, now -> PeopleDecider.add(now, BEN, "", EVERYTHING));
        assertRefused(ProblemCode.REQUEST_REFUSED, () -> PeopleDecider.remove(two, ANNA, Optional.empty()));
        People both = after(two, now -> PeopleDecider.password(now, BEN, "hash"));
        assertThat(after(both, now -> PeopleDecider.remove(now, ANNA, Optional.empty()))
                        .accounts())
                .containsOnlyKeys(BEN);
        // The facts themselves are refused too, whoever made them.
        assertThatThrownBy(() -> PeopleEdit.after(
                        people, new PeopleChange(people.version(), List.of(new PeopleFact.AccountRemoved(ANNA)))))
                .hasMessageContaining("nobody would be left in charge");
    }

    @Test
    void rightsReachAsFarAsTheyWereGiven() {
        People people = after(led(), now -> PeopleDecider.group(now, OUTSIDE, cameras(YARD)));
        List<Grant> grants = List.of(
                Grant.cameras(PersonRole.OPERATOR, GATE),
                new Grant(PersonRole.VIEWER, false, new TreeSet<>(), new TreeSet<>(List.of(OUTSIDE))),
                Grant.everywhere(PersonRole.AUDITOR));
        People some = after(people, now -> PeopleDecider.add(now, BEN, "", grants));
        Entitlement ben = some.entitlement(some.account(BEN).orElseThrow());
        assertThat(ben.allows(Right.EXPORT, GATE)).isTrue();
        assertThat(ben.allows(Right.EXPORT, YARD)).isFalse();
        assertThat(ben.allows(Right.PLAYBACK, YARD)).isTrue();
        assertThat(ben.allows(Right.PLAYBACK, new CameraId("lobby"))).isFalse();
        assertThat(ben.allows(Right.PLAYBACK, null)).isFalse();
        assertThat(ben.allows(Right.STATUS, new CameraId("lobby"))).isTrue();
        assertThat(ben.allows(Right.AUDIT, null)).isTrue();
        assertThat(ben.allows(Right.CONFIGURE, null)).isFalse();
        Entitlement token = ben.within(new TreeSet<>(List.of(Right.PLAYBACK, Right.PEOPLE)), cameras(GATE));
        assertThat(token.allows(Right.PLAYBACK, GATE)).isTrue();
        assertThat(token.allows(Right.PLAYBACK, YARD)).isFalse();
        assertThat(token.allows(Right.PEOPLE, null)).isFalse();
        assertThat(token.allows(Right.STATUS, GATE)).isFalse();
    }

    /// An administrator for one camera may do with that camera what a camera is for, and nothing to the site.
    @Test
    void aRoleForACameraGivesNoRightToTheSite() {
        Entitlement some =
                Entitlement.of(List.of(Grant.cameras(PersonRole.ADMINISTRATOR, GATE)), People.NOBODY.groups());
        assertThat(some.allows(Right.LOCK, GATE)).isTrue();
        assertThat(some.allows(Right.CONFIGURE, null)).isFalse();
        assertThat(some.allows(Right.CONFIGURE, GATE)).isFalse();
        assertThat(some.allows(Right.PEOPLE, GATE)).isFalse();
    }

    @Test
    void aGroupThatGoesTakesItsRightsWithItAndGivesNobodyMore() {
        People people = after(led(), now -> PeopleDecider.group(now, OUTSIDE, cameras(YARD)));
        Grant byGroup = new Grant(PersonRole.VIEWER, false, new TreeSet<>(), new TreeSet<>(List.of(OUTSIDE)));
        People some = after(people, now -> PeopleDecider.add(now, BEN, "", List.of(byGroup)));
        assertThatThrownBy(() -> PeopleEdit.after(
                        some, new PeopleChange(some.version(), List.of(new PeopleFact.GroupRemoved(OUTSIDE)))))
                .hasMessageContaining("somebody has rights by camera group outside");
        People without = after(some, now -> PeopleDecider.removeGroup(now, OUTSIDE));
        assertThat(without.account(BEN).orElseThrow().grants()).isEmpty();
        assertThat(without.groups()).isEmpty();
    }

    @Test
    void whoWasFasterWins() {
        People people = after(led(), now -> PeopleDecider.add(now, BEN, "", List.of()));
        People changed = after(people, now -> PeopleDecider.change(now, BEN, "Ben", List.of(), false, Optional.of(1L)));
        assertRefused(
                ProblemCode.PEOPLE_CHANGED,
                () -> PeopleDecider.change(changed, BEN, "Benjamin", List.of(), false, Optional.of(1L)));
        assertThatThrownBy(() -> PeopleEdit.after(
                        changed, new PeopleChange(people.version(), PeopleDecider.signOut(people, BEN))))
                .hasMessageContaining("decided on people");
    }

    @Test
    void anotherPasswordAndSwitchingOffEndAllSignIns() {
        People people = after(led(), now -> PeopleDecider.add(now, BEN, "", List.of()));
        long before = people.account(BEN).orElseThrow().generation();
        People changed = after(people, now -> PeopleDecider.password(now, BEN, "hash"));
        assertThat(changed.account(BEN).orElseThrow().generation()).isEqualTo(before + 1);
        People off = after(changed, now -> PeopleDecider.change(now, BEN, "", List.of(), true, Optional.empty()));
        assertThat(off.account(BEN).orElseThrow().generation()).isEqualTo(before + 2);
    }

    @Test
    void endedSignInsAreForgottenWhenTheirTimeHasCome() {
        People people = after(led(), now -> PeopleDecider.end(now, ANNA, "one", 1_000, 10));
        assertThat(people.ended()).containsOnlyKeys("one");
        assertThat(PeopleDecider.end(people, ANNA, "one", 1_000, 10)).isEmpty();
        People later = after(people, now -> PeopleDecider.end(now, ANNA, "two", 3_000, 1_001));
        assertThat(later.ended()).containsOnlyKeys("two");
    }

    @Test
    void whoComesByAProviderGetsWhatTheirGroupsGiveAndNobodysAccount() {
        Account.Outside who = new Account.Outside("https://login.example.org", "4711");
        List<Grant> viewer = List.of(Grant.everywhere(PersonRole.VIEWER));
        assertRefused(ProblemCode.OIDC_FAILED, () -> PeopleDecider.meet(led(), who, ANNA, viewer));
        People met = after(led(), now -> PeopleDecider.meet(now, who, BEN, viewer));
        assertThat(PeopleDecider.meet(met, who, BEN, viewer)).isEmpty();
        // A name that the provider changed changes nothing here: the subject is who they are.
        People less = after(met, now -> PeopleDecider.meet(now, who, new PersonName("benjamin"), List.of()));
        assertThat(less.accounts()).containsOnlyKeys(ANNA, BEN);
        assertThat(less.account(BEN).orElseThrow().grants()).isEmpty();
    }

    private static People led() {
        People people = after(
                People.NOBODY,
                now -> PeopleDecider.invite(now, new PersonCode("ffffffffffff", PROOF, Optional.empty(), 1_000), 0));
        return after(people, now -> PeopleDecider.enrol(now, "ffffffffffff", PROOF, ANNA, "hash", 500));
    }

    private static SortedSet<CameraId> cameras(CameraId... cameras) {
        return new TreeSet<>(List.of(cameras));
    }

    private static People after(People people, Function<People, List<PeopleFact>> decision) {
        return PeopleEdit.after(people, new PeopleChange(people.version(), decision.apply(people)));
    }

    private static void assertRefused(ProblemCode code, ThrowingCallable deed) {
        assertThatThrownBy(deed)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo(code));
    }
}
