package org.lidless.footage.playback.rtsp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.domain.CameraId;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;

/// What a player asks for by an address: `/live/CAMERA`, or `/footage/CAMERA?from=TIME&to=TIME`, each with
/// `stream=sub` when the sub stream is meant, and with `/trackN` behind the camera when one track is.
///
/// @param isLive whether it is the live picture
/// @param track  the number of a track
/// @param query  what is said behind `?`
public record RtspAddress(boolean isLive, StreamId stream, OptionalInt track, Map<String, String> query) {

    /// A longer one is refused.
    static final int CHARS_MAX = 2_048;

    private static final Pattern FORM =
            Pattern.compile("(?i:rtsps?)://[^/?]+/(live|footage)/([^/?]+)(?:/track(\\d))?/?(?:\\?([^?]*))?");
    private static final Pattern TRACK = Pattern.compile("/track\\d");

    public RtspAddress {
        query = Map.copyOf(query);
    }

    /// Empty when it names nothing that there could be.
    public static Optional<RtspAddress> of(String uri) {
        Matcher form = FORM.matcher(uri);
        if (uri.length() > CHARS_MAX || !form.matches()) {
            return Optional.empty();
        }
        Map<String, String> query = new TreeMap<>();
        String said = form.group(4) == null ? "" : form.group(4);
        for (String each : said.split("&", -1)) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                query.put(each.substring(0, equals), decoded(each.substring(equals + 1)));
            }
        }
        try {
            StreamKind kind = StreamKind.of(query.getOrDefault("stream", StreamKind.MAIN.word()));
            OptionalInt track =
                    form.group(3) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(form.group(3)));
            StreamId stream = new StreamId(new CameraId(decoded(form.group(2))), kind);
            return Optional.of(new RtspAddress(form.group(1).equals("live"), stream, track, query));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /// A plus sign is one: it stands in times.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notCoded) {
            return "";
        }
    }

    /// The address of a track of what an address names.
    public static String ofTrack(String uri, int track) {
        String whole = ofAll(uri);
        int question = whole.indexOf('?');
        String path = question < 0 ? whole : whole.substring(0, question);
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return plain + "/track" + track + (question < 0 ? "" : whole.substring(question));
    }

    /// The address without its track.
    static String ofAll(String uri) {
        return TRACK.matcher(uri).replaceFirst("");
    }
}
