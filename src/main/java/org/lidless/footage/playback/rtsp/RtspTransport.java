package org.lidless.footage.playback.rtsp;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The two channels of a track within the connection (RFC 2326 sections 10.12 and 12.39). Datagrams are not offered:
/// players ask again for this when they are told so.
///
/// @param media   channel of RTP
/// @param reports channel of RTCP
public record RtspTransport(int media, int reports) {

    private static final int CHANNEL_MAX = 255;
    private static final Pattern PAIR = Pattern.compile("interleaved=(\\d{1,3})(?:-(\\d{1,3}))?");

    /// The first that can be served of what the header `Transport` offers.
    ///
    /// @param track its number: it has channels of its own when the player leaves that to us
    public static Optional<RtspTransport> of(String header, int track) {
        for (String each : header.split(",", -1)) {
            String words = each.strip().toLowerCase(Locale.ROOT);
            if (words.startsWith("rtp/avp/tcp") && !words.contains("multicast") && !words.contains("mode=record")) {
                return Optional.of(pair(words, track))
                        .filter(pair ->
                                pair.media <= CHANNEL_MAX && pair.reports <= CHANNEL_MAX && pair.media != pair.reports);
            }
        }
        return Optional.empty();
    }

    private static RtspTransport pair(String words, int track) {
        Matcher said = PAIR.matcher(words);
        if (!said.find()) {
            return new RtspTransport(2 * track, 2 * track + 1);
        }
        int first = Integer.parseInt(said.group(1));
        return new RtspTransport(first, said.group(2) == null ? first + 1 : Integer.parseInt(said.group(2)));
    }

    /// The header of the answer.
    public String answer(int ssrc) {
        return String.format(
                Locale.ROOT, "RTP/AVP/TCP;unicast;interleaved=%d-%d;ssrc=%08X;mode=\"PLAY\"", media, reports, ssrc);
    }
}
