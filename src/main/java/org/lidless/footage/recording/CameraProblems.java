package org.lidless.footage.recording;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.lidless.domain.CameraSource;
import org.lidless.domain.GapCause;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.media.rtsp.RtspEnd;

/// Puts into words what goes wrong between this recorder and a camera, where RTSP has no say. Pure.
final class CameraProblems {

    private static final String MISSING = "Not recorded until the camera answers; the gap is stored.";

    private CameraProblems() {}

    /// No connection came about, or it broke.
    static RtspEnd unreachable(CameraSource source, IOException why) {
        if (why instanceof SSLException) {
            return insecure(source, why);
        }
        boolean refused = why instanceof ConnectException && text(why).contains("refused");
        String how;
        String remedy;
        if (why instanceof UnknownHostException) {
            how = "its name is not known";
            remedy = "Check the address in the settings, and the name service. It is tried again by itself.";
        } else if (refused) {
            how = "it refuses the connection";
            remedy = "Check that the camera is running and the port is right. It is tried again by itself.";
        } else if (why instanceof NoRouteToHostException) {
            how = "there is no way to it in the network";
            remedy = "Check the camera's power and its cable. It is tried again by itself.";
        } else {
            how = text(why);
            remedy = "Check the camera and the network. It is tried again by itself.";
        }
        return new RtspEnd(
                ProblemCode.CAMERA_UNREACHABLE.problem(
                        name(source) + " cannot be reached: " + how + ".", MISSING, remedy),
                refused ? GapCause.CAMERA_REFUSED : GapCause.NETWORK);
    }

    /// TLS did not come about.
    private static RtspEnd insecure(CameraSource source, IOException why) {
        Throwable cause = why;
        while (cause.getCause() != null && !(cause instanceof CameraTrust.Untrusted)) {
            cause = cause.getCause();
        }
        String what = name(source) + " cannot be called over TLS: " + text(why) + ".";
        String remedy = "Check that the address and port are those of RTSPS. It is tried again by itself.";
        if (cause instanceof CameraTrust.Untrusted untrusted) {
            what = name(source) + " shows a certificate that is not trusted: " + untrusted.getMessage() + ".";
            remedy = "If it is the camera's own, put \"certificate: " + untrusted.shown()
                    + "\" under it in the settings.";
        } else if (cause instanceof CertificateException other) {
            what = name(source) + " shows a certificate that is not trusted: " + other.getMessage() + ".";
            remedy = "Put its fingerprint under \"certificate:\" in the settings; lidless camera test prints it.";
        }
        return new RtspEnd(ProblemCode.CAMERA_UNTRUSTED.problem(what, MISSING, remedy), GapCause.CAMERA_REFUSED);
    }

    /// Nobody answered in time.
    static RtspEnd silentAtConnect(CameraSource source, long afterUs) {
        return new RtspEnd(
                ProblemCode.CAMERA_UNREACHABLE.problem(
                        name(source) + " did not answer within " + afterUs / 1_000_000 + " seconds.",
                        MISSING,
                        "Check the camera's power, its cable and the address. It is tried again by itself."),
                GapCause.NETWORK);
    }

    /// The camera refused these credentials before this process began, and is not asked yet.
    static Problem stillRefused(CameraSource source, long leftUs) {
        return ProblemCode.CAMERA_PASSWORD.problem(
                name(source) + " refused the user or the password before this start.",
                MISSING,
                "Enter the right ones in the settings: they are tried at once. These are tried again in "
                        + (leftUs / 60_000_000 + 1) + " min, so that the camera does not lock the account.");
    }

    /// What the recorder can do by itself has been done. What only a person can mend from the start keeps its own
    /// code.
    static Problem needsPerson(CameraSource source, Problem why, long calls, long lastedUs) {
        if (why.kind() == Problem.Kind.REQUEST) {
            return why;
        }
        return ProblemCode.CAMERA_NEEDS_PERSON.problem(
                name(source) + " has not sent steadily for " + lastedUs / 60_000_000 + " minutes, and " + calls
                        + " calls did not help. The last one: " + why.code().code() + ": " + why.what(),
                why.footage(),
                "Somebody has to look at it. " + why.remedy());
    }

    /// Samples arrive faster than they become durable, and no disk hangs.
    static Problem behind(CameraSource source, long queueUs) {
        return ProblemCode.RECORDER_BEHIND.problem(
                name(source) + " is recorded " + queueUs / 1_000_000
                        + " seconds behind: this recorder does not keep up.",
                "Kept in memory as long as that lasts, then missing with the cause ring-too-short.",
                "See what else takes this machine's processor or disk, or give the recorder fewer cameras.");
    }

    /// The program failed while serving this camera.
    static RtspEnd bug(CameraSource source, RuntimeException why) {
        return new RtspEnd(
                ProblemCode.BUG.problem(
                        "Recording of " + name(source) + " stopped over a fault in the program: " + why,
                        "Missing for this camera until it is connected again; other cameras go on.",
                        "It is tried again by itself. Please report this with the log."),
                GapCause.UNKNOWN);
    }

    /// The session ended, and nobody said why.
    static RtspEnd closed(CameraSource source) {
        return new RtspEnd(
                ProblemCode.CAMERA_CLOSED.problem(
                        name(source) + " closed the connection.", MISSING, "It is connected again by itself."),
                GapCause.NETWORK);
    }

    private static String name(CameraSource source) {
        return "Camera " + source.stream() + " (" + source.address() + ")";
    }

    private static String text(IOException why) {
        String message = why.getMessage();
        return message == null ? why.getClass().getSimpleName() : message.toLowerCase(Locale.ROOT);
    }
}
