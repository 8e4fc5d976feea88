package org.lidless.domain;

/// What `lidless explain` says about problems of cameras.
final class CameraProblemWords {

    static final String UNREACHABLE =
            "The recorder could not open a connection to the camera's address, or it was closed "
                    + "before an answer came. Recording of this camera waits; it is tried again by itself, at "
                    + "growing intervals, without end. Check the camera's power, its cable and the address in "
                    + "the settings.";

    static final String NOT_RTSP =
            "Something answers at the address, but it is not an RTSP server: often a web page's port "
                    + "(80, 8080) was given instead of the RTSP port (usually 554), or another device has the "
                    + "address now.";

    static final String CLOSED = "The camera ended the connection while it was being set up, or while it was sending. "
            + "Cameras do this when they restart, when too many clients are connected, or when another "
            + "client took the last session. The recorder connects again by itself.";

    static final String PASSWORD = "The recorder tries a refused password only a few times and then waits long between "
            + "attempts, so that the camera does not lock the account. Enter the right password in the "
            + "settings and restart the recorder.";

    static final String REFUSED =
            "The camera answered with an RTSP error: no such stream (404), or another refusal. The "
                    + "message names its answer. The recorder asks again by itself.";

    static final String SILENT =
            "No video arrived for several seconds although the session is open. The recorder closes "
                    + "the session and connects again. If it happens often, restart the camera or update its "
                    + "firmware.";

    static final String GARBAGE = "Bytes arrived that are neither RTSP nor RTP, or a message is larger than any camera "
            + "needs. The recorder closes the connection and tries again; other cameras are not "
            + "affected.";

    static final String CODEC = "The stream has no video in H.264, H.265, AV1 or MJPEG. Choose one of these in the "
            + "camera's own settings, or another stream address.";

    static final String BUSY =
            "The camera is alive and answers, but it serves only so many clients at a time (453, 503, "
                    + "or 403 once the user is let in). The recorder first ends a session of its own that it "
                    + "left behind, if there is one, and then asks again every few seconds. Close other "
                    + "clients, or allow the camera more sessions.";

    static final String UNTRUSTED = "The address begins with rtsps://, and the camera's certificate is neither from an "
            + "authority that this machine's Java trusts and for that address, nor the one whose "
            + "fingerprint is in the settings. Nothing is sent to such a camera, no password either. "
            + "The message names the certificate's fingerprint: when it is the camera's own, put it "
            + "under \"certificate\" in the settings.";

    static final String TRACK = "The picture is recorded all the same; sound and metadata never stop it. The camera "
            + "offers them and refuses, sends none, sends what cannot be read, or codes them in another "
            + "way than AAC, G.711, Opus, L16 and ONVIF's plain metadata. Look at the camera's own "
            + "settings, or write \"audio: off\" for it.";

    static final String NEEDS_PERSON =
            "The recorder has called the camera for five minutes, again and again and by the other "
                    + "transport. None of it brought steady video. It goes on calling. The message ends with "
                    + "what the last call met. Footage of this camera is missing since the first failed call.";

    private CameraProblemWords() {}

    static final String ADDRESS_REFUSED =
            "The address is one of this site's own machines, of the machine itself, or of its link, where no camera is "
                    + "looked for: else whoever may add cameras could have this server call what only it can reach. When "
                    + "there is a camera all the same, name the address or its network under \"web: camera-addresses:\" "
                    + "in the settings of the management servers and restart them.";
}
