package org.lidless.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.people.Grant;
import org.lidless.control.site.people.PeopleDecider;
import org.lidless.control.site.people.PersonName;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.web.access.SessionToken.Use;
import org.lidless.web.access.Sessions.Known;
import org.lidless.web.access.Sessions.Made;
import org.lidless.wire.PeopleDesk.PersonOrder;
import org.lidless.wire.authority.Vault;
import org.lidless.world.SystemChance;

class SignInsTest {

    private static final String HERE = "10.0.0.1";
    private static final PersonName ANNA = new PersonName("anna");
    private static final CameraId GATE = new CameraId("gate");

    private final FakeSite site = FakeSite.with(FakeSite.person("anna", Grant.everywhere(PersonRole.ADMINISTRATOR)));
    private final Access m1 = site.access();
    private final Access m2 = site.access();

    @Test
    void aSignInIsValidAtEveryServerAndEndsAtAll() {
        Made made = m1.signIns().signIn(" Anna ", FakeSite.ANNAS, HERE);
        Known there = m2.sessions().recognise(made.text(), Use.COOKIE, HERE).orElseThrow();
        assertThat(there.caller().name()).isEqualTo("anna");
        assertThat(there.caller().may(Right.PEOPLE, null)).isTrue();
        assertThat(m1.guard().stillMay(there.caller(), Right.SIGNED_IN, null)).isTrue();
        m2.signIns().signOut(there);
        assertThat(m1.guard().stillMay(there.caller(), Right.SIGNED_IN, null)).isFalse();
        assertThat(m1.sessions().recognise(made.text(), Use.COOKIE, HERE)).isEmpty();
        assertThat(m1.guard().stillMay(there.caller(), Right.STATUS, null)).isFalse();
        assertThat(site.written)
                .anyMatch(line -> line.startsWith("anna | 10.0.0.1 | signed-in | by password | done"))
                .anyMatch(line -> line.startsWith("anna | 10.0.0.1 | signed-out"));
    }

    @Test
    void oneSignOutLeavesOthersAlone() {
        Made one = m1.signIns().signIn("anna", FakeSite.ANNAS, HERE);
        Made two = m1.signIns().signIn("anna", FakeSite.ANNAS, HERE);
        m1.signIns()
                .signOut(m1.sessions().recognise(one.text(), Use.COOKIE, HERE).orElseThrow());
        assertThat(m1.sessions().recognise(two.text(), Use.COOKIE, HERE)).isPresent();
        m1.people().signOut(Caller.LOCAL, "anna");
        assertThat(m1.sessions().recognise(two.text(), Use.COOKIE, HERE)).isEmpty();
    }

    @Test
    void anUnknownNameAndAWrongPasswordGetTheSameAnswer() {
        String wrong = problem(() -> m1.signIns().signIn("anna", "something else", HERE));
        assertThat(problem(() -> m1.signIns().signIn("nobody", "something else", HERE)))
                .isEqualTo(wrong);
        assertThat(problem(() -> m1.signIns().signIn("../../etc", "something else", HERE)))
                .isEqualTo(wrong);
        m1.people().add(Caller.LOCAL, new PersonOrder("ben", Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(problem(() -> m1.signIns().signIn("ben", "", HERE))).isEqualTo(wrong);
        assertThat(site.written).anyMatch(line -> line.contains("sign-in-refused"));
    }

    @Test
    void tooManyFailuresHaveToWaitEvenWithTheRightPassword() {
        for (int each = 0; each < SignInBrake.FREE_AT_ADDRESS; each++) {
            problem(() -> m1.signIns().signIn("anna", "something else", "10.0.0.9"));
        }
        assertThatThrownBy(() -> m1.signIns().signIn("anna", FakeSite.ANNAS, "10.0.0.9"))
                .isInstanceOfSatisfying(
                        SignIns.SlowedException.class,
                        slowed -> assertThat(slowed.seconds()).isEqualTo(1));
        assertThat(m1.signIns().signIn("anna", FakeSite.ANNAS, HERE)).isNotNull();
        site.pass(1_000_000);
        assertThat(m1.signIns().signIn("anna", FakeSite.ANNAS, "10.0.0.9")).isNotNull();
    }

    @Test
    void aSignInRunsOutWhenItIsNotUsedAndAfterAWeekAtAll() {
        Made made = m1.signIns().signIn("anna", FakeSite.ANNAS, HERE);
        site.pass(Sessions.IDLE_US - 1);
        Known known = m1.sessions().recognise(made.text(), Use.COOKIE, HERE).orElseThrow();
        Made renewed = m1.sessions().again(known.token().orElseThrow(), Use.COOKIE);
        site.pass(2);
        assertThat(m1.sessions().recognise(made.text(), Use.COOKIE, HERE)).isEmpty();
        SessionToken last = renewed.token();
        while (site.wallUs < last.signedInUs() + Sessions.WHOLE_US - Sessions.IDLE_US) {
            site.pass(Sessions.IDLE_US - 1);
            last = m1.sessions().again(last, Use.COOKIE).token();
        }
        assertThat(last.untilUs()).isLessThanOrEqualTo(last.signedInUs() + Sessions.WHOLE_US);
    }

    @Test
    void aTextForOneUseIsNoneForAnother() {
        SessionToken token = m1.signIns().signIn("anna", FakeSite.ANNAS, HERE).token();
        String ticket = m1.sessions().again(token, Use.TICKET).text();
        assertThat(m1.sessions().recognise(ticket, Use.TICKET, HERE)).isPresent();
        assertThat(m1.sessions().recognise(ticket, Use.COOKIE, HERE)).isEmpty();
        assertThat(m1.sessions().recognise(ticket, Use.BEARER, HERE)).isEmpty();
        Caller looks =
                m1.sessions().recognise(ticket, Use.TICKET, HERE).orElseThrow().caller();
        assertThat(looks.may(Right.LIVE, GATE)).isTrue();
        assertThat(looks.may(Right.PEOPLE, null)).isFalse();
        assertThat(m1.guard().stillMay(looks, Right.PEOPLE, null)).isFalse();
        assertThat(m1.guard().stillMay(looks, Right.LIVE, GATE)).isTrue();
        site.pass(Sessions.TICKET_US);
        assertThat(m1.sessions().recognise(ticket, Use.TICKET, HERE)).isEmpty();
    }

    @Test
    void aForgedOrAlteredTextLetsNobodyIn() {
        String text = m1.signIns().signIn("anna", FakeSite.ANNAS, HERE).text();
        String[] parts = text.split("\\.", -1);
        String none = SecretText.base64("{\"alg\":\"none\",\"typ\":\"lidless+jwt\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(m1.sessions().recognise(none + "." + parts[1] + ".", Use.COOKIE, HERE))
                .isEmpty();
        assertThat(m1.sessions().recognise(parts[0] + "." + parts[1] + ".AAAA", Use.COOKIE, HERE))
                .isEmpty();
        assertThat(m1.sessions().recognise(text + "A", Use.COOKIE, HERE)).isEmpty();
        for (String garbage : new String[] {"", ".", "..", "a.b.c", "\0", text.repeat(20)}) {
            assertThat(m1.sessions().recognise(garbage, Use.COOKIE, HERE)).isEmpty();
        }
        Access foreign = FakeSite.with(FakeSite.person("anna", Grant.everywhere(PersonRole.ADMINISTRATOR)))
                .access();
        assertThat(foreign.sessions().recognise(text, Use.COOKIE, HERE)).isEmpty();
    }

    @Test
    void aChangedRightBitesAtOnce() {
        site.add(FakeSite.person("ben", Grant.cameras(PersonRole.OPERATOR, GATE)));
        Made ben = m1.signIns().signIn("ben", FakeSite.ANNAS, HERE);
        Caller before = m2.sessions()
                .recognise(ben.text(), Use.COOKIE, HERE)
                .orElseThrow()
                .caller();
        assertThat(before.may(Right.EXPORT, GATE)).isTrue();
        site.agree(now -> PeopleDecider.change(
                now,
                new PersonName("ben"),
                "",
                List.of(Grant.cameras(PersonRole.VIEWER, GATE)),
                false,
                Optional.empty()));
        assertThat(m2.guard().stillMay(before, Right.EXPORT, GATE)).isFalse();
        assertThat(m2.guard().stillMay(before, Right.LIVE, GATE)).isTrue();
        m1.people()
                .change(
                        Caller.LOCAL,
                        new PersonOrder("ben", Optional.empty(), Optional.empty(), Optional.of(false)),
                        Optional.empty());
        assertThat(m2.sessions().recognise(ben.text(), Use.COOKIE, HERE)).isEmpty();
        assertThat(m2.guard().stillMay(before, Right.LIVE, GATE)).isFalse();
    }

    @Test
    void theFirstAdministratorChoosesNameAndPasswordOnce() {
        FakeSite fresh = new FakeSite();
        Access access = fresh.access();
        fresh.agree(access::due);
        String code = access.people().firstCode(Caller.LOCAL).code();
        assertThat(problem(
                        () -> access.signIns().enrol("AAAAA-BBBBB-CCCCC-DDDDD", "anna", "four words make one", HERE)))
                .contains(ProblemCode.PERSON_CODE_WRONG.code());
        assertThat(problem(() -> access.signIns().enrol(code, "anna", "short", HERE)))
                .contains(ProblemCode.PASSWORD_WEAK.code());
        assertThat(problem(() -> access.signIns().enrol(code, "anna", "1234567890", HERE)))
                .contains(ProblemCode.PASSWORD_WEAK.code());
        String typed = code.toLowerCase(Locale.ROOT).replace("-", " ");
        Made made = access.signIns().enrol(typed, "Anna", "four words make one", HERE);
        assertThat(access.sessions().recognise(made.text(), Use.COOKIE, HERE)).isPresent();
        assertThat(problem(() -> access.signIns().enrol(code, "eve", "four words make one", HERE)))
                .contains(ProblemCode.PERSON_CODE_WRONG.code());
        assertThat(fresh.now().toString() + fresh.written).doesNotContain(code).doesNotContain("four words");
    }

    @Test
    void anotherPasswordEndsEveryOtherSignIn() {
        Made one = m1.signIns().signIn("anna", FakeSite.ANNAS, HERE);
        Made two = m1.signIns().signIn("anna", FakeSite.ANNAS, HERE);
        Caller caller = m1.sessions()
                .recognise(one.text(), Use.COOKIE, HERE)
                .orElseThrow()
                .caller();
        assertThat(problem(() -> m1.signIns().changePassword(caller, "not hers", "another good one")))
                .contains(ProblemCode.SIGN_IN_REFUSED.code());
        Made after = m1.signIns().changePassword(caller, FakeSite.ANNAS, "another good one");
        assertThat(m2.sessions().recognise(two.text(), Use.COOKIE, HERE)).isEmpty();
        assertThat(m2.sessions().recognise(after.text(), Use.COOKIE, HERE)).isPresent();
        assertThat(m2.signIns().signIn("anna", "another good one", HERE).token().name())
                .isEqualTo(ANNA);
    }

    @Test
    void aServerWithoutTheSitesKeySaysSo() {
        Access stranger = new Access(
                site.world(),
                site,
                Vault.of("another root of 32 bytes or more!".getBytes(StandardCharsets.UTF_8), new SystemChance()),
                site);
        assertThat(problem(() -> stranger.signIns().signIn("anna", FakeSite.ANNAS, HERE)))
                .contains(ProblemCode.SECRETS_LOCKED.code());
    }

    private static String problem(ThrowingCallable deed) {
        String[] said = new String[1];
        assertThatThrownBy(deed)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> said[0] = thrown.problem().toString());
        return said[0];
    }
}
