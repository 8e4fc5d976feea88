package org.lidless.footage.media.rtsp;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// What a camera answered to SETUP about the way that RTP travels (RFC 2326 section 12.39); the channels and ports
/// answered count, not those asked for.
///
/// @param interleaved whether in the RTSP connection
/// @param rtpChannel  of RTP, when interleaved
/// @param rtcpChannel of RTCP, when interleaved
/// @param rtpPort     the camera's, over UDP
/// @param rtcpPort    the camera's, over UDP
/// @param ssrc        the sender's number; some cameras tell a wrong one, some with spaces in front
/// @param group       where it sends by multicast
record TransportAnswer(
        boolean interleaved,
        int rtpChannel,
        int rtcpChannel,
        OptionalInt rtpPort,
        OptionalInt rtcpPort,
        OptionalInt ssrc,
        Optional<MulticastGroup> group) {

    private static final int CHANNEL_MAX = 255;
    private static final int PORT_MAX = 65_535;

    /// Reads the header; what is missing is as it was asked for.
    static TransportAnswer parse(String header, boolean askedInterleaved) {
        boolean interleaved = askedInterleaved;
        int[] channels = {0, 1};
        OptionalInt rtp = OptionalInt.empty();
        OptionalInt rtcp = OptionalInt.empty();
        OptionalInt ssrc = OptionalInt.empty();
        boolean multicast = false;
        String destination = "";
        int groupPort = 0;
        for (String part : header.split(",", 2)[0].split(";", -1)) {
            String[] pair = part.split("=", 2);
            String value = pair.length > 1 ? pair[1].strip() : "";
            switch (pair[0].strip().toLowerCase(Locale.ROOT)) {
                case "interleaved" -> {
                    int[] found = range(value, CHANNEL_MAX);
                    interleaved = true;
                    channels = found.length == 2 ? found : channels;
                }
                case "server_port" -> {
                    int[] ports = range(value, PORT_MAX);
                    if (ports.length == 2 && ports[0] > 0) {
                        rtp = OptionalInt.of(ports[0]);
                        rtcp = OptionalInt.of(ports[1]);
                    }
                }
                case "ssrc" -> ssrc = hex(value);
                case "multicast" -> multicast = true;
                case "destination" -> destination = value;
                case "port" -> {
                    int[] ports = range(value, PORT_MAX);
                    groupPort = ports.length == 2 ? ports[0] : 0;
                }
                default -> {
                    // Everything else (mode, source, ttl, client_port) changes nothing for a receiver.
                }
            }
        }
        Optional<MulticastGroup> group = multicast && groupPort > 0 && isGroup(destination)
                ? Optional.of(new MulticastGroup(destination, groupPort))
                : Optional.empty();
        return new TransportAnswer(interleaved && group.isEmpty(), channels[0], channels[1], rtp, rtcp, ssrc, group);
    }

    /// Whether it is the address of a multicast group in digits: 224.0.0.0 to 239.255.255.255, or ff00 and above.
    private static boolean isGroup(String address) {
        return address.matches("2(2[4-9]|3[0-9])(\\.[0-9]{1,3}){3}") || address.matches("(?i)ff[0-9a-f]{2}:[0-9a-f:]+");
    }

    private static int[] range(String text, int max) {
        String[] ends = text.split("-", 2);
        if (!ends[0].strip().matches("[0-9]{1,5}")) {
            return new int[0];
        }
        int low = Integer.parseInt(ends[0].strip());
        int high =
                ends.length > 1 && ends[1].strip().matches("[0-9]{1,5}") ? Integer.parseInt(ends[1].strip()) : low + 1;
        return low <= max && high <= max ? new int[] {low, high} : new int[0];
    }

    private static OptionalInt hex(String text) {
        return text.matches("[0-9A-Fa-f]{1,8}") ? OptionalInt.of((int) Long.parseLong(text, 16)) : OptionalInt.empty();
    }
}
