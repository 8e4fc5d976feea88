package org.lidless.footage.recording;

import org.lidless.domain.EscalationStep;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;

/// How far a recorder goes for a camera that does not send: a ladder that is climbed with each failed call and left
/// only when the camera has sent steadily again. It ends with a person who is asked, never in silence; calling goes
/// on all the same. Pure; belongs to the camera's follower.
///
/// RECONNECT with the first failure: called again, at growing pauses.
/// → OTHER_TRANSPORT after [#TRANSPORT_CALLS] calls that were answered in RTSP and brought no picture: every second
///   call asks for the other transport.
/// → CLEAR_GHOST when the camera has no session free: the session that was left over is torn down first, because it
///   may hold the camera's only place.
/// → NEEDS_PERSON [#PERSON_US] after the first failure, or after [#REQUEST_CALLS] calls when only a person can help: an
///   alarm; all of the above goes on.
final class Escalation {

    static final int TRANSPORT_CALLS = 3;
    static final int REQUEST_CALLS = 3;
    static final long PERSON_US = 300_000_000;

    private EscalationStep step = EscalationStep.NONE;
    private long calls;
    private long sinceUs;

    /// A call failed, or a session ended before it was steady. True when a step was climbed.
    boolean failed(Problem why, long nowUs) {
        if (calls == 0) {
            sinceUs = nowUs;
        }
        calls++;
        EscalationStep reached = reached(why, nowUs);
        if (reached.compareTo(step) <= 0) {
            return false;
        }
        step = reached;
        return true;
    }

    /// The camera sends steadily: the ladder is left.
    void sends() {
        step = EscalationStep.NONE;
        calls = 0;
    }

    EscalationStep step() {
        return step;
    }

    /// Calls since the camera last sent steadily.
    long calls() {
        return calls;
    }

    /// How long it has not, µs; 0 while it does.
    long lastedUs(long nowUs) {
        return calls == 0 ? 0 : nowUs - sinceUs;
    }

    /// Whether the next call is to ask for the other transport.
    boolean isOtherTransport() {
        return step.compareTo(EscalationStep.OTHER_TRANSPORT) >= 0 && calls % 2 == 1;
    }

    private EscalationStep reached(Problem why, long nowUs) {
        boolean isForPeople = why.kind() == Problem.Kind.REQUEST && calls >= REQUEST_CALLS;
        if (isForPeople || nowUs - sinceUs >= PERSON_US) {
            return EscalationStep.NEEDS_PERSON;
        }
        if (why.code() == ProblemCode.CAMERA_BUSY) {
            return EscalationStep.CLEAR_GHOST;
        }
        boolean isTaken = why.code() == ProblemCode.CAMERA_REFUSED || why.code() == ProblemCode.CAMERA_CLOSED;
        boolean isAnswered = isTaken || why.code() == ProblemCode.CAMERA_SILENT;
        return isAnswered && calls >= TRANSPORT_CALLS ? EscalationStep.OTHER_TRANSPORT : EscalationStep.RECONNECT;
    }
}
