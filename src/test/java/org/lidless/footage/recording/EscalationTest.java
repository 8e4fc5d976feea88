package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.EscalationStep;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;

class EscalationTest {

    private static final long SECOND = 1_000_000;

    private final Escalation ladder = new Escalation();

    @Test
    void aCameraThatAnswersAndSendsNothingIsAskedByTheOtherTransportAndThenForAPerson() {
        assertThat(climb(ProblemCode.CAMERA_SILENT, 12))
                .containsExactly(EscalationStep.RECONNECT, EscalationStep.OTHER_TRANSPORT, EscalationStep.NEEDS_PERSON);
    }

    @Test
    void aCameraWithoutAFreeSessionHasALeftOverOneTornDown() {
        assertThat(climb(ProblemCode.CAMERA_BUSY, 12))
                .containsExactly(EscalationStep.CLEAR_GHOST, EscalationStep.NEEDS_PERSON);
    }

    @Test
    void aCameraThatIsNotThereIsCalledUntilAPersonIsAsked() {
        assertThat(climb(ProblemCode.CAMERA_UNREACHABLE, 12))
                .containsExactly(EscalationStep.RECONNECT, EscalationStep.NEEDS_PERSON);
    }

    @Test
    void whatOnlyAPersonCanMendIsSaidAtOnce() {
        ladder.failed(problem(ProblemCode.CAMERA_PASSWORD), 0);
        ladder.failed(problem(ProblemCode.CAMERA_PASSWORD), SECOND);
        assertThat(ladder.step()).isEqualTo(EscalationStep.RECONNECT);
        ladder.failed(problem(ProblemCode.CAMERA_PASSWORD), 2 * SECOND);
        assertThat(ladder.step()).isEqualTo(EscalationStep.NEEDS_PERSON);
    }

    @Test
    void theOtherTransportIsAskedForEverySecondTime() {
        for (int call = 0; call < 3; call++) {
            assertThat(ladder.isOtherTransport()).isFalse();
            ladder.failed(problem(ProblemCode.CAMERA_SILENT), SECOND * call);
        }
        List<Boolean> other = new ArrayList<>();
        for (int call = 3; call < 7; call++) {
            other.add(ladder.isOtherTransport());
            ladder.failed(problem(ProblemCode.CAMERA_SILENT), SECOND * call);
        }
        assertThat(other).containsExactly(true, false, true, false);
    }

    @Test
    void steadyVideoLeavesTheLadder() {
        climb(ProblemCode.CAMERA_SILENT, 12);
        ladder.sends();
        assertThat(ladder.step()).isEqualTo(EscalationStep.NONE);
        assertThat(ladder.calls()).isZero();
        assertThat(ladder.isOtherTransport()).isFalse();
        ladder.failed(problem(ProblemCode.CAMERA_SILENT), 1_000 * SECOND);
        assertThat(ladder.step()).isEqualTo(EscalationStep.RECONNECT);
    }

    /// The steps that are climbed by calls that all fail in one way, half a minute apart.
    private List<EscalationStep> climb(ProblemCode code, int calls) {
        List<EscalationStep> climbed = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            if (ladder.failed(problem(code), 30 * SECOND * call)) {
                climbed.add(ladder.step());
            }
        }
        return climbed;
    }

    private static Problem problem(ProblemCode code) {
        return code.problem("what", "footage", "remedy");
    }

    @Test
    void theOtherTransportNeverLeavesTls() {
        StreamId stream = StreamId.main(new CameraId("cam-1"));
        Optional<Sha256> trusted = Optional.of(new Sha256(new byte[32]));
        CameraSource plain = new CameraSource(
                stream, URI.create("rtsp://camera/1"), Optional.empty(), Transport.TCP, Optional.empty());
        CameraSource secure =
                new CameraSource(stream, URI.create("rtsps://camera/1"), Optional.empty(), Transport.TCP, trusted);
        assertThat(plain.byOtherTransport().transport()).isEqualTo(Transport.UDP);
        assertThat(secure.byOtherTransport()).isEqualTo(secure);
    }
}
