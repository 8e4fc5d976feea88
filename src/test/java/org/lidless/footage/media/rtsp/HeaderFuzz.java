package org.lidless.footage.media.rtsp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.fuzz.Parser;
import org.lidless.fuzz.Target;

/// Single lines of what a camera says: how to sign in, how media travels, where a track is.
public final class HeaderFuzz {

    private static final int LINES_MAX = 64;

    private HeaderFuzz() {}

    public static List<Target> targets() {
        return List.of(
                Parser.of(
                        "digest",
                        List.of(
                                "Digest realm=\"IP Camera(C1234)\", nonce=\"4d6a59304d\", stale=\"FALSE\"\nBasic realm=\"/\"",
                                "Digest realm=\"a\", nonce=\"b\", qop=\"auth,auth-int\", algorithm=SHA-256, opaque=\"c\"\n\n"
                                        + "Digest realm=\"a\", nonce=\"d\", stale=true, algorithm=MD5-sess",
                                "Basic realm=\"x\", Digest realm=\"y\", nonce=\"\", algorithm=SHA-512-256"),
                        List.of(
                                "Digest ",
                                "Basic ",
                                "nonce=\"",
                                "stale=true",
                                "qop=auth",
                                "\n\n",
                                "algorithm=",
                                "\\\""),
                        input -> digest(new String(input, ISO_8859_1))),
                Parser.of(
                        "transport",
                        List.of(
                                "RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=0A0B0C0D",
                                "RTP/AVP;unicast;client_port=5000-5001;server_port=6970-6971;ssrc= 7",
                                "RTP/AVP;multicast;destination=239.1.2.3;port=5000-5001;ttl=8"),
                        List.of("interleaved=", "server_port=", "multicast", "destination=ff05::", ";", "-", ","),
                        input -> TransportAnswer.parse(new String(input, ISO_8859_1), input.length % 2 == 0)
                                .hashCode()),
                Parser.of(
                        "url",
                        List.of(
                                "rtsp://192.0.2.7:554/stream/\ntrackID=1",
                                "rtsp://rtsp://192.0.2.7/\n/media/video?x=1",
                                "192.0.2.7/live\nrtsp://192.0.2.7/live/track1"),
                        List.of("rtsp://", "rtsps://", "//", "?", "%", "[::1]"),
                        input -> url(new String(input, ISO_8859_1))));
    }

    /// Each line that is not empty is a `WWW-Authenticate` line; an empty one ends an answer.
    private static long digest(String text) {
        var authorizer = new Authorizer(Optional.of(new Credentials("vie\"wer", "secret")), () -> 7);
        long sign = 0;
        for (String answer : text.split("\n\n", LINES_MAX)) {
            sign = sign * 31
                    + authorizer
                            .challenged(Arrays.asList(answer.split("\n", LINES_MAX)))
                            .name()
                            .hashCode();
            String header = authorizer.header("DESCRIBE", "rtsp://192.0.2.7/").orElse("");
            if (header.indexOf('\n') >= 0 || header.indexOf('\r') >= 0) {
                throw new AssertionError("a header of two lines: " + header);
            }
            sign = sign * 31 + header.length() / 64;
        }
        return sign;
    }

    private static long url(String text) {
        String[] both = text.split("\n", 2);
        String base = ControlUrl.base(both[0], "rtsp://192.0.2.7/stream");
        List<String> urls = ControlUrl.candidates(base, both.length > 1 ? both[1] : "");
        if (urls.isEmpty() || urls.size() > 3 || urls.stream().anyMatch(each -> each.indexOf('\n') >= 0)) {
            throw new AssertionError("not one to three of one line: " + urls);
        }
        return urls.size() * 31L + base.length() % 16;
    }
}
