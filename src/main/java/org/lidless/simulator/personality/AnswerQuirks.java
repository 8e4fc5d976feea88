package org.lidless.simulator.personality;

import java.util.List;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.simulator.Personality;

/// How cameras answer DESCRIBE, SETUP and PLAY, other than the standard says (RFC 2326).
final class AnswerQuirks {

    static final List<Quirk> ALL = List.of(
            new Quirk(
                    "control-root",
                    "means a control address from the root of its address",
                    "go2rtc #1236",
                    new TakesTrackAt("/media/track1", "^rtsp://[^/]+/media/track1$", true)),
            new Quirk(
                    "control-query",
                    "has a query in its address, and the track behind it",
                    "go2rtc #1236",
                    new TakesTrackAt("track1?mode=main", ".*/track1\\?mode=main$", true)),
            new Quirk(
                    "control-replaces",
                    "means a control address in place of the last part of its base, as the standard says",
                    "go2rtc #1236",
                    new TakesTrackAt("cam-1/track8", "^rtsp://[^/]+/cam-1/track8$", false)),
            new Quirk(
                    "base-without-scheme",
                    "gives a Content-Base without rtsp://",
                    "Anjvision; moonfire #356",
                    new Answers("DESCRIBE", good -> good.replaceFirst("Content-Base: rtsp://", "Content-Base: "))),
            new Quirk(
                    "base-twice-scheme",
                    "gives a Content-Base with rtsp:// twice",
                    "go2rtc #830, #1852",
                    new Answers(
                            "DESCRIBE",
                            good -> good.replaceFirst("Content-Base: rtsp://", "Content-Base: rtsp://rtsp://"))),
            new Quirk(
                    "no-content-type",
                    "does not say that its description is one",
                    "retina's captured conversations",
                    new Answers("DESCRIBE", good -> good.replaceFirst("Content-Type: [^\r]*\r\n", ""))),
            new Quirk(
                    "no-reason",
                    "gives no reason with its status",
                    "retina's captured conversations",
                    new Answers("", good -> good.replaceFirst("^RTSP/1.0 ([0-9]+) [^\r]*", "RTSP/1.0 $1"))),
            new Quirk(
                    "bare-line-feeds",
                    "ends its lines with a line feed alone",
                    "retina's captured conversations",
                    new Answers("SETUP", good -> good.replace("\r\n", "\n"))),
            new Quirk(
                    "crlf-before-messages",
                    "sends empty lines before its answers",
                    "several",
                    new Answers("", good -> "\r\n\r\n" + good)),
            new Quirk(
                    "no-cseq",
                    "numbers no answer",
                    "retina's captured conversations",
                    new Answers("", good -> good.replaceFirst("CSeq: [^\r]*\r\n", ""))),
            new Quirk(
                    "other-channels",
                    "answers SETUP with other interleaved channels and uses those",
                    "Escam, OpenIPC",
                    new ShiftsChannels(4)),
            new Quirk(
                    "says-udp-sends-tcp",
                    "answers SETUP with RTP/AVP and interleaves all the same",
                    "Hikvision; retina's captured conversations",
                    new Answers("SETUP", good -> good.replace("RTP/AVP/TCP;", "RTP/AVP;"))),
            new Quirk(
                    "no-server-port",
                    "does not tell from which port its datagrams come",
                    "retina's captured conversations",
                    new Answers("SETUP", good -> good.replaceFirst(";server_port=[0-9-]+", ""))),
            new Quirk(
                    "ssrc-blanks",
                    "tells its SSRC with blanks in front",
                    "Hikvision; retina's captured conversations",
                    new Answers("SETUP", good -> good.replace(";ssrc=", ";ssrc=  "))),
            new Quirk(
                    "ssrc-wrong",
                    "tells an SSRC that it does not use",
                    "retina's notes",
                    new Answers("SETUP", good -> good.replaceFirst(";ssrc=[0-9A-F]+", ";ssrc=00000001"))),
            new Quirk(
                    "no-rtp-info",
                    "tells neither number nor time of the first packet",
                    "TP-Link Tapo C320WS; retina's notes",
                    new Answers("PLAY", good -> good.replaceFirst("RTP-Info: [^\r]*\r\n", ""))),
            new Quirk(
                    "session-changes",
                    "tells another session with PLAY than with SETUP, and goes by the first",
                    "H264DVR 1.0; retina #85",
                    new Answers("PLAY", good -> good.replaceFirst("Session: ", "Session: 1"))));

    private AnswerQuirks() {}

    /// Describes its track at one address and sets it up at no other.
    ///
    /// @param tellsBase whether it gives a Content-Base
    private record TakesTrackAt(String control, String expected, boolean tellsBase) implements Personality {

        @Override
        public String answer(Request request, String good) {
            return tellsBase ? good : good.replaceFirst("Content-Base: [^\r]*\r\n", "");
        }

        @Override
        public String description(String good) {
            return good.replace("a=control:track1", "a=control:" + control);
        }

        @Override
        public Reaction onRequest(Request request) {
            boolean elsewhere =
                    request.method().equals("SETUP") && !request.uri().matches(expected);
            return elsewhere ? new Reaction.Refusal(404, "Not Found") : new Reaction.Ordinary();
        }
    }

    private record ShiftsChannels(int by) implements Personality {

        @Override
        public int channelShift() {
            return by;
        }
    }
}
