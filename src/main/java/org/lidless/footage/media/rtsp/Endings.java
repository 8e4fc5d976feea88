package org.lidless.footage.media.rtsp;

import java.util.List;
import org.lidless.domain.CameraSource;
import org.lidless.domain.GapCause;
import org.lidless.domain.ProblemCode;

/// Why a session with this camera can end, each in the words of whoever has to act. Nothing of the password is in
/// any of them; what the camera said is shortened and printable.
final class Endings {

    private static final String FOOTAGE =
            "Missing from now on until the camera sends again; the gap is stored with its cause.";
    private static final String BY_ITSELF = "The recorder connects again by itself. ";
    private static final int QUOTE_CHARS_MAX = 60;

    private final String camera;
    private final String address;
    private final String port;

    Endings(CameraSource source) {
        camera = "Camera " + source.stream();
        address = source.address().toString();
        port = source.address().getHost() + ":" + source.port();
    }

    private static RtspEnd end(ProblemCode code, GapCause cause, String what, String remedy) {
        return new RtspEnd(code.problem(what, FOOTAGE, remedy), cause);
    }

    /// The first bytes were not RTSP.
    RtspEnd notRtsp(String firstBytes) {
        String speaks = firstBytes.startsWith("HTTP/") ? "answers as a web page (HTTP)" : "does not answer in RTSP";
        return end(
                ProblemCode.CAMERA_NOT_RTSP,
                GapCause.CAMERA_REFUSED,
                camera + ": " + port + " " + speaks + ", it said \"" + quoted(firstBytes) + "\".",
                "Enter the camera's RTSP port (usually 554) in the settings.");
    }

    RtspEnd closed(String during) {
        return end(
                ProblemCode.CAMERA_CLOSED,
                GapCause.CAMERA_REFUSED,
                camera + " closed the connection " + during + ".",
                BY_ITSELF + "If it goes on, see whether the camera restarts or has too many clients.");
    }

    RtspEnd closedWhileSending() {
        return end(
                ProblemCode.CAMERA_CLOSED,
                GapCause.NETWORK,
                camera + " closed the connection while it was sending, or the network cut it.",
                BY_ITSELF + "If it happens often, check the camera's power, cable and firmware.");
    }

    RtspEnd stopped() {
        return end(
                ProblemCode.CAMERA_CLOSED,
                GapCause.CAMERA_REFUSED,
                camera + " ended the session by itself.",
                BY_ITSELF + "If it goes on, see whether another client takes the camera's only session.");
    }

    RtspEnd passwordWrong(String user) {
        return end(
                ProblemCode.CAMERA_PASSWORD,
                GapCause.CAMERA_REFUSED,
                camera + " refuses user \"" + user + "\" with the password from the settings.",
                "Enter the right user and password in the settings. It is tried again only rarely, so that the camera"
                        + " does not lock the account.");
    }

    RtspEnd passwordMissing() {
        return end(
                ProblemCode.CAMERA_PASSWORD,
                GapCause.CAMERA_REFUSED,
                camera + " asks for a user and a password, and the settings have none.",
                "Enter the camera's user and password in the settings.");
    }

    RtspEnd signInUnspoken() {
        return end(
                ProblemCode.CAMERA_REFUSED,
                GapCause.CAMERA_REFUSED,
                camera + " asks to sign in by a way that the recorder does not speak.",
                "Switch the camera to digest authentication for RTSP.");
    }

    RtspEnd refused(String method, RtspMessage.Response answer) {
        return end(
                ProblemCode.CAMERA_REFUSED,
                GapCause.CAMERA_REFUSED,
                camera + " answered " + method + " with " + answer.status() + " " + quoted(answer.reason()) + ".",
                remedy(answer.status()));
    }

    /// It works, and has no session for us now.
    RtspEnd busy(String method, RtspMessage.Response answer) {
        return end(
                ProblemCode.CAMERA_BUSY,
                GapCause.CAMERA_REFUSED,
                camera + " has no session free: it answered " + method + " with " + answer.status() + " "
                        + quoted(answer.reason()) + ".",
                "It is asked again every few seconds. Close other clients of the camera, or allow it more sessions; one"
                        + " that a dead client left behind is free again after a minute.");
    }

    private String remedy(int status) {
        return switch (status) {
            case 404, 451, 454 -> "Check the stream's address in the settings: " + address + " is not known to it.";
            case 403 -> "The user may not see this stream, or the account is locked: look into the camera's users.";
            case 461 ->
                "The camera does not send by this transport: change transport in the settings, to auto for example.";
            default -> BY_ITSELF + "If it goes on, restart the camera or look into its log.";
        };
    }

    RtspEnd noAnswer(String method, long seconds) {
        return end(
                ProblemCode.CAMERA_SILENT,
                GapCause.CAMERA_SILENT,
                camera + " is connected but did not answer " + method + " within " + seconds + " s.",
                BY_ITSELF + "Check that " + port + " is its RTSP port; if so, restart the camera.");
    }

    RtspEnd silent(boolean everSent, long seconds, boolean datagrams) {
        String what = everSent
                ? " sent no video for " + seconds + " s although the connection is open."
                : " agreed to play but sent no video within " + seconds + " s.";
        String remedy = datagrams
                ? BY_ITSELF + "Its datagrams may be blocked on the way: try transport tcp."
                : BY_ITSELF + "If it happens often, restart the camera or update its firmware.";
        return end(ProblemCode.CAMERA_SILENT, GapCause.CAMERA_SILENT, camera + what, remedy);
    }

    RtspEnd garbage(String what) {
        return end(
                ProblemCode.CAMERA_GARBAGE,
                GapCause.CAMERA_REFUSED,
                camera + " sends what no camera should: " + what + ".",
                BY_ITSELF + "If it goes on, restart the camera or update its firmware.");
    }

    RtspEnd codec(List<String> offered) {
        String what = offered.isEmpty()
                ? " offers no video at this address."
                : " offers video as " + quoted(String.join(", ", offered)) + ", which cannot be recorded.";
        return end(
                ProblemCode.CAMERA_CODEC,
                GapCause.CAMERA_REFUSED,
                camera + what,
                "Choose H.265, H.264, AV1 or MJPEG in the camera's own settings, or another stream address.");
    }

    /// What the camera said, short and printable.
    private static String quoted(String said) {
        var text = new StringBuilder();
        for (int i = 0; i < said.length() && text.length() < QUOTE_CHARS_MAX; i++) {
            char each = said.charAt(i);
            if (each == '\n' || each == '\r') {
                break;
            }
            text.append(each >= ' ' && each < 0x7F && each != '"' ? each : '?');
        }
        return text.toString();
    }
}
