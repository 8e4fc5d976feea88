package org.lidless.simulator.personality;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How cameras describe their streams, other than the standard says (SDP, RFC 8866).
final class DescriptionQuirks {

    private static final String BACK_CHANNEL = "m=audio 0 RTP/AVP "
            + IntStream.range(98, 128).mapToObj(Integer::toString).collect(Collectors.joining(" "))
            + "\r\na=rtpmap:98 PCMA/8000\r\na=sendonly\r\na=control:track9\r\n";

    static final List<Quirk> ALL = List.of(
            new Quirk(
                    "sdp-sloppy",
                    "leaves out the origin, names the session twice, has nonsense for a connection and blanks at the"
                            + " ends of lines",
                    "TP-Link; retina's captured conversations",
                    new Describes(good -> good.replaceFirst("o=[^\r]*\r\n", "")
                            .replaceFirst("(s=[^\r]*\r\n)", "$1$1")
                            .replaceFirst("c=[^\r]*", "c=somewhere")
                            .replaceAll("(a=rtpmap:96 [^\r]*)", "$1   "))),
            new Quirk(
                    "sdp-empty-fmtp",
                    "says nothing in fmtp, and announces media that nobody knows",
                    "retina's captured conversations",
                    new Describes(good -> good.replaceFirst("a=fmtp:96 [^\r]*", "a=fmtp:96")
                            + "m=hologram 0 RTP/AVP 120\r\na=control:track7\r\n")),
            new Quirk(
                    "sdp-several-types",
                    "offers another payload type before the one that it sends",
                    "gortsplib #65",
                    new Describes(
                            good -> good.replace("RTP/AVP 96\r\n", "RTP/AVP 110 96\r\na=rtpmap:110 VP9/90000\r\n"))),
            new Quirk(
                    "sdp-other-rate",
                    "says that it sends 60 frames a second, and sends 25",
                    "open-nvr #229",
                    new Describes(good -> good.replaceFirst("(a=rtpmap:96 [^\r]*\r\n)", "$1a=framerate:60\r\n"))),
            new Quirk(
                    "sdp-fmtp-elsewhere",
                    "writes the format's parameters under another payload type",
                    "gortsplib #658",
                    new Describes(good -> good.replace("a=fmtp:96", "a=fmtp:97"))),
            new Quirk(
                    "sdp-back-channel-first",
                    "puts an audio back channel with thirty payload types before its video",
                    "Dahua; gortsplib #479",
                    new Describes(good -> good.replaceFirst("m=video", BACK_CHANNEL + "m=video"))),
            new Quirk(
                    "sprop-missing",
                    "tells no parameter sets beforehand",
                    "retina's notes; many",
                    new Describes(good -> good.replaceAll("sprop-[a-z-]+=[^;\r]*;?", ""))),
            new Quirk(
                    "sprop-broken",
                    "tells parameter sets that are none",
                    "retina's notes; many",
                    new Describes(good -> good.replaceAll("(sprop-[a-z-]+=)[^;\r]*", "$1Z0L%%,??"))),
            new Quirk(
                    "sprop-annex-b",
                    "tells parameter sets with start codes in front",
                    "retina's notes",
                    new Describes(good -> good.replaceAll("(sprop-parameter-sets=)", "$1AAAAAWdC,"))),
            new Quirk(
                    "mode-0",
                    "announces packetization mode 0 and sends fragments all the same",
                    "several",
                    new Describes(good -> good.replace("packetization-mode=1", "packetization-mode=0"))));

    private DescriptionQuirks() {}
}
