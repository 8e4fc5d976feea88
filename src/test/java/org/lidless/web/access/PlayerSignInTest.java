package org.lidless.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.people.Grant;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.web.access.SessionToken.Use;
import org.lidless.web.access.TokenBook.TokenOrder;

/// Players say who they are as RTSP has it.
class PlayerSignInTest {

    private static final String HERE = "10.0.0.1";
    private static final String WHAT = "RTSP gate/main";

    private final FakeSite site = FakeSite.with(FakeSite.person("anna", Grant.everywhere(PersonRole.ADMINISTRATOR)));
    private final Access access = site.access();
    private final PlayerGuard players = access.players();

    private Caller by(String authorization) {
        return players.identify(Optional.of(authorization), Optional.empty(), HERE, WHAT);
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    private static ProblemCode code(Runnable refused) {
        ProblemCode[] code = new ProblemCode[1];
        assertThatThrownBy(refused::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> code[0] = thrown.problem().code());
        return code[0];
    }

    @Test
    void aPasswordIsASignInThatIsWrittenDownAndCanBeEnded() {
        Caller anna = by(basic("anna", FakeSite.ANNAS));
        assertThat(anna.name()).isEqualTo("anna");
        assertThat(site.written).anyMatch(line -> line.startsWith("anna | 10.0.0.1 | signed-in | by password | done"));
        assertThat(access.guard().stillMay(anna, Right.LIVE, new CameraId("gate")))
                .isTrue();
        access.people().signOut(Caller.LOCAL, "anna");
        assertThat(access.guard().stillMay(anna, Right.LIVE, new CameraId("gate")))
                .isFalse();
    }

    @Test
    void aTokenReachesAsFarAsItsScopes() {
        Caller anna = by(basic("anna", FakeSite.ANNAS));
        TokenBook.TokenSecret token =
                access.tokens().add(anna, new TokenOrder("wall", List.of(Right.LIVE.word()), Optional.empty()));
        for (String said : List.of(basic("whoever", token.token()), "Bearer " + token.token())) {
            Caller wall = by(said);
            assertThat(wall.name()).isEqualTo("anna");
            assertThat(wall.may(Right.LIVE, new CameraId("gate"))).isTrue();
            assertThat(wall.may(Right.PLAYBACK, new CameraId("gate"))).isFalse();
        }
        access.tokens().remove(anna, token.id());
        assertThat(code(() -> by(basic("whoever", token.token())))).isEqualTo(ProblemCode.SIGN_IN_REFUSED);
        assertThat(code(() -> by("Bearer " + token.token()))).isEqualTo(ProblemCode.SIGN_IN_NEEDED);
        assertThat(site.written).anyMatch(line -> line.contains("access-refused | " + WHAT));
    }

    @Test
    void aTicketOfTheConsoleLetsIn() {
        Sessions.Made made = access.signIns().signIn("anna", FakeSite.ANNAS, HERE);
        String ticket = access.sessions().again(made.token(), Use.TICKET).text();
        assertThat(players.identify(Optional.empty(), Optional.of(ticket), HERE, WHAT)
                        .name())
                .isEqualTo("anna");
    }

    @Test
    void whoGuessesIsRefusedAndThenSlowed() {
        assertThat(code(() -> players.identify(Optional.empty(), Optional.empty(), HERE, WHAT)))
                .isEqualTo(ProblemCode.SIGN_IN_NEEDED);
        assertThat(site.written).as("every player asks without a word first").isEmpty();
        for (String said : List.of("Basic ***", "Basic " + "A".repeat(4_000), "Digest x", basic("anna", "wrong"))) {
            assertThat(code(() -> by(said))).isIn(ProblemCode.SIGN_IN_REFUSED, ProblemCode.SIGN_IN_NEEDED);
        }
        for (int i = 0; i < SignInBrake.FREE_AT_ADDRESS; i++) {
            code(() -> by(basic("anna", "wrong")));
        }
        assertThat(code(() -> by(basic("anna", FakeSite.ANNAS)))).isEqualTo(ProblemCode.SIGN_IN_SLOWED);
    }
}
