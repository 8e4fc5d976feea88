package org.lidless.simulator;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lidless.domain.CameraId;
import org.lidless.footage.media.VideoCodec;

/// What a camera says of its stream (SDP, RFC 8866; H.264: RFC 6184 section 8.2, H.265: RFC 7798 section 7.2, AV1: the
/// payload format's section 7.2). JPEG has a number that needs no name (RFC 3551 table 5).
final class SessionText {

    /// The last word of the stream's control address.
    static final String TRACK = "track1";

    private static final String SIDE_TRACK = "track";
    private static final int FIRST_SIDE = 2;
    private static final Pattern SIDE = Pattern.compile(".*/track([2-9])/?");

    private SessionText() {}

    /// Which of the tracks beside the pictures an address means, from 0; none of them is empty.
    static OptionalInt side(String uri) {
        Matcher found = SIDE.matcher(uri);
        return found.matches() ? OptionalInt.of(Integer.parseInt(found.group(1)) - FIRST_SIDE) : OptionalInt.empty();
    }

    /// @param sides what comes beside the pictures: its control addresses count on from 2
    static String of(CameraId camera, Clip clip, List<SideTrack> sides) {
        List<byte[]> sets = clip.parameterSets();
        String format = switch (clip.codec()) {
            case H264 -> {
                String level = HexFormat.of().formatHex(sets.getFirst(), 1, 4);
                String all = sets.stream().map(SessionText::base64).collect(Collectors.joining(","));
                yield "a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;profile-level-id=" + level
                        + ";sprop-parameter-sets=" + all + "\r\n";
            }
            case H265 ->
                "a=rtpmap:96 H265/90000\r\na=fmtp:96 sprop-vps=" + base64(sets.get(0)) + ";sprop-sps="
                        + base64(sets.get(1)) + ";sprop-pps=" + base64(sets.get(2)) + "\r\n";
            case AV1 -> "a=rtpmap:96 AV1/90000\r\na=fmtp:96 profile=0;tier=0\r\n";
            case MJPEG -> "";
        };
        String good = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=" + camera + "\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n"
                + "a=range:npt=now-\r\na=control:*\r\nm=video 0 RTP/AVP " + payloadType(clip.codec())
                + "\r\n" + format + "a=framerate:"
                + Clip.FRAMES_PER_SECOND + "\r\na=control:" + TRACK + "\r\n";
        for (int side = 0; side < sides.size(); side++) {
            good += sides.get(side).text(SIDE_TRACK + (side + FIRST_SIDE));
        }
        return good;
    }

    static int payloadType(VideoCodec codec) {
        return codec == VideoCodec.MJPEG ? 26 : 96;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
