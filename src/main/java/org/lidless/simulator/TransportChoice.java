package org.lidless.simulator;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.simulator.Personality.Way;

/// How RTP goes to a client, chosen from what its SETUP offers (RFC 2326 section 12.39).
///
/// @param way    inside the RTSP connection, or in datagrams
/// @param first  channel of RTP inside the connection, or the client's or the group's port for it
/// @param second channel or port of RTCP
record TransportChoice(Way way, int first, int second) {

    /// Where cameras that send by multicast send to; it never leaves the machine.
    static final String GROUP = "239.255.77.77";

    private static final Pattern INTERLEAVED = Pattern.compile("interleaved=(\\d{1,3})(?:-(\\d{1,3}))?");
    private static final Pattern CLIENT_PORT = Pattern.compile("client_port=(\\d{1,5})(?:-(\\d{1,5}))?");

    /// The first offer that the camera can serve.
    ///
    /// @param groupPort even; where it would send RTP by multicast
    static Optional<TransportChoice> from(String header, Personality personality, int groupPort) {
        for (String offer : header.split(",", -1)) {
            Optional<TransportChoice> choice = offered(offer.strip().toLowerCase(Locale.ROOT), groupPort);
            if (choice.isPresent() && personality.offers(choice.get().way)) {
                return choice.map(each -> each.shifted(personality.channelShift()));
            }
        }
        return Optional.empty();
    }

    private static Optional<TransportChoice> offered(String words, int groupPort) {
        if (words.contains("multicast")) {
            return Optional.of(new TransportChoice(Way.MULTICAST, groupPort, groupPort + 1));
        }
        if (words.startsWith("rtp/avp/tcp")) {
            return Optional.of(pair(Way.INTERLEAVED, INTERLEAVED.matcher(words))
                    .orElse(new TransportChoice(Way.INTERLEAVED, 0, 1)));
        }
        return words.startsWith("rtp/avp") ? pair(Way.DATAGRAMS, CLIENT_PORT.matcher(words)) : Optional.empty();
    }

    private static Optional<TransportChoice> pair(Way way, Matcher found) {
        if (!found.find()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(found.group(1));
        int second = found.group(2) == null ? first + 1 : Integer.parseInt(found.group(2));
        boolean udp = way == Way.DATAGRAMS;
        int max = udp ? 65_535 : 255;
        return first <= max && second <= max && (first > 0 || !udp)
                ? Optional.of(new TransportChoice(way, first, second))
                : Optional.empty();
    }

    private TransportChoice shifted(int channels) {
        return isInterleaved() ? new TransportChoice(way, first + channels, second + channels) : this;
    }

    boolean isInterleaved() {
        return way == Way.INTERLEAVED;
    }

    /// The value of the answer's `Transport`.
    ///
    /// @param serverPort where our RTP comes from; RTCP has the next
    /// @param ssrc       the sender's number
    String answer(int serverPort, int ssrc) {
        String sender = String.format(Locale.ROOT, ";ssrc=%08X", ssrc);
        return switch (way) {
            case INTERLEAVED -> "RTP/AVP/TCP;unicast;interleaved=" + first + "-" + second + sender;
            case DATAGRAMS ->
                "RTP/AVP;unicast;client_port=" + first + "-" + second + ";server_port=" + serverPort + "-"
                        + (serverPort + 1) + sender;
            case MULTICAST ->
                "RTP/AVP;multicast;destination=" + GROUP + ";port=" + first + "-" + second + ";ttl=1" + sender;
        };
    }

    /// `tcp`, `udp` or `multicast`.
    String word() {
        return switch (way) {
            case INTERLEAVED -> "tcp";
            case DATAGRAMS -> "udp";
            case MULTICAST -> "multicast";
        };
    }
}
