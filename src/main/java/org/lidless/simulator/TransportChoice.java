package org.lidless.simulator;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How RTP goes to a client, chosen from what its SETUP offers (RFC 2326 section 12.39).
///
/// @param udp   by datagrams, and not inside the RTSP connection
/// @param first channel of RTP inside the connection, or the client's port for it; RTCP has the second
/// @param second channel or port of RTCP
record TransportChoice(boolean udp, int first, int second) {

    private static final Pattern INTERLEAVED = Pattern.compile("interleaved=(\\d{1,3})(?:-(\\d{1,3}))?");
    private static final Pattern CLIENT_PORT = Pattern.compile("client_port=(\\d{1,5})(?:-(\\d{1,5}))?");

    /// The first offer that can be served.
    static Optional<TransportChoice> from(String header) {
        for (String offer : header.split(",", -1)) {
            String words = offer.strip().toLowerCase(Locale.ROOT);
            if (words.contains("multicast")) {
                continue;
            }
            if (words.startsWith("rtp/avp/tcp")) {
                return Optional.of(pair(false, INTERLEAVED.matcher(words)).orElse(new TransportChoice(false, 0, 1)));
            }
            if (words.startsWith("rtp/avp")) {
                Optional<TransportChoice> ports = pair(true, CLIENT_PORT.matcher(words));
                if (ports.isPresent()) {
                    return ports;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<TransportChoice> pair(boolean udp, Matcher found) {
        if (!found.find()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(found.group(1));
        int second = found.group(2) == null ? first + 1 : Integer.parseInt(found.group(2));
        int max = udp ? 65_535 : 255;
        return first <= max && second <= max && (first > 0 || !udp)
                ? Optional.of(new TransportChoice(udp, first, second))
                : Optional.empty();
    }

    /// The value of the answer's `Transport`.
    ///
    /// @param serverPort where our RTP comes from; RTCP has the next
    /// @param ssrc       the sender's number
    String answer(int serverPort, int ssrc) {
        String sender = String.format(Locale.ROOT, ";ssrc=%08X", ssrc);
        return udp
                ? "RTP/AVP;unicast;client_port=" + first + "-" + second + ";server_port=" + serverPort + "-"
                        + (serverPort + 1) + sender
                : "RTP/AVP/TCP;unicast;interleaved=" + first + "-" + second + sender;
    }

    /// `tcp` or `udp`.
    String word() {
        return udp ? "udp" : "tcp";
    }
}
