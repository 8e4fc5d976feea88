package org.lidless.footage.recording.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lidless.footage.media.rtp.RtpCounts;
import org.lidless.footage.media.rtsp.RtspMessage.Response;

/// Finds what a camera gets wrong in a conversation and in what it sent. Pure.
final class Oddities {

    private static final double KEYS_APART_SECONDS = 10;

    private final List<Oddity> found = new ArrayList<>();

    private Oddities() {}

    static List<Oddity> of(Conversation said, Measure seen, RtpCounts counts) {
        var oddities = new Oddities();
        oddities.signIn(said);
        oddities.answers(said);
        oddities.description(said);
        oddities.media(seen, counts);
        return oddities.found;
    }

    private void when(boolean is, String wrong, String then) {
        if (is) {
            found.add(new Oddity(wrong, then));
        }
    }

    private void signIn(Conversation said) {
        String all = String.join("\n", said.challenges());
        boolean digest = all.contains("Digest");
        when(
                !all.isEmpty() && !digest,
                "It signs in by basic alone, which gives the password away.",
                "The recorder signs in by basic, because nothing else is offered. Switch it to digest, or use rtsps.");
        when(
                digest && !all.contains("qop"),
                "It knows the digest of RFC 2069 only, without qop.",
                "The recorder answers in that form.");
        boolean named = all.matches("(?is).*algorithm=\"?(MD5|SHA-256|SHA-512-256)(-sess)?\"?.*");
        when(
                all.contains("algorithm=") && !named,
                "It names a digest algorithm that no standard knows.",
                "The recorder takes it for MD5.");
    }

    private void answers(Conversation said) {
        List<Response> answers = said.answers();
        when(
                answers.stream().anyMatch(each -> each.reason().isEmpty()),
                "It gives no reason with its status.",
                "The recorder does not need one.");
        when(
                answers.stream().anyMatch(each -> each.cSeq().isEmpty()),
                "It does not number its answers.",
                "The recorder takes an answer for that to the last request.");
        String base = header(said, "DESCRIBE", "Content-Base");
        when(
                !base.isEmpty() && !base.toLowerCase(Locale.ROOT).matches("rtsps?://(?!rtsp).*"),
                "It gives \"" + printable(base) + "\" as Content-Base.",
                "The recorder mends it.");
        when(
                said.good("DESCRIBE").isPresent()
                        && header(said, "DESCRIBE", "Content-Type").isEmpty(),
                "It does not say that its description is one.",
                "The recorder reads it all the same.");
        String options = header(said, "OPTIONS", "Public");
        when(
                said.good("OPTIONS").isPresent() && !options.contains("GET_PARAMETER"),
                "It does not list GET_PARAMETER.",
                "The recorder keeps sessions alive by OPTIONS.");
        String transport = header(said, "SETUP", "Transport");
        when(
                transport.contains("interleaved") && !transport.contains("interleaved=0-1"),
                "It uses other channels than were asked for.",
                "The recorder uses those.");
        when(
                transport.contains("interleaved") && !transport.contains("RTP/AVP/TCP"),
                "It says RTP/AVP where it means RTP/AVP/TCP.",
                "The recorder looks at the channels.");
        when(transport.matches(".*ssrc=\\s.*"), "It writes blanks in front of its SSRC.", "The recorder ignores it.");
        String first = sessionOf(header(said, "SETUP", "Session"));
        String second = sessionOf(header(said, "PLAY", "Session"));
        when(
                !second.isEmpty() && !first.equals(second),
                "It names another session with PLAY than with SETUP.",
                "The recorder uses the first.");
        when(
                said.good("PLAY").isPresent()
                        && header(said, "PLAY", "RTP-Info").isEmpty(),
                "It does not tell where its packets begin.",
                "The recorder begins with the first that comes.");
    }

    private static String sessionOf(String header) {
        return header.split(";", -1)[0].strip();
    }

    private static String header(Conversation said, String method, String name) {
        Optional<Response> answer = said.good(method);
        return answer.flatMap(each -> each.headers().first(name)).orElse("");
    }

    private void description(Conversation said) {
        if (said.good("DESCRIBE").isEmpty()) {
            return;
        }
        String formats = String.join("\n", said.described("a=fmtp:"));
        when(
                said.described("o=").isEmpty() || said.described("s=").size() != 1,
                "Its description lacks lines that the standard wants, or has them twice.",
                "The recorder reads only what it needs.");
        when(
                !formats.contains("sprop"),
                "It tells no parameter sets beforehand.",
                "The recorder learns them from the stream, and records from the first picture that can be decoded.");
        when(
                formats.contains("packetization-mode=0"),
                "It announces packetization mode 0.",
                "The recorder takes fragments all the same.");
        when(
                said.described("a=sendonly").size() > 0,
                "It offers a back channel, to speak through it.",
                "The recorder leaves it alone.");
    }

    private void media(Measure seen, RtpCounts counts) {
        when(
                counts.garbage() > 0,
                "It sent " + counts.garbage() + " bytes that are neither RTSP nor RTP.",
                "The recorder skips to the next certain packet.");
        when(
                counts.unassigned() > 0,
                "It sent " + counts.unassigned() + " packets on channels that nobody asked for.",
                "The recorder drops and counts them.");
        when(
                counts.dropped() > 0,
                "It sent " + counts.dropped()
                        + " packets that do not belong: twice, of an earlier session, or of foreign"
                        + " payload types.",
                "The recorder drops and counts them.");
        when(
                counts.lost() > 0,
                counts.lost() + " packets were lost on the way, and " + counts.damaged() + " pictures hurt by it.",
                "The recorder marks these pictures. Over TCP nothing should be lost: look at" + " the camera's load.");
        when(
                seen.parametersTold() > 1,
                "Its picture's parameters changed " + (seen.parametersTold() - 1) + " times.",
                "The recorder goes on in the same segment with the new ones.");
        when(
                seen.keySecondsLongest() > KEYS_APART_SECONDS,
                String.format(
                        Locale.ROOT,
                        "Its key frames are up to %.0f s apart (a \"smart codec\").",
                        seen.keySecondsLongest()),
                "Everything is recorded; seeking is coarse, and a takeover without a shadow loses up to that.");
        when(
                seen.samples() > 0 && seen.keySeconds() == 0,
                "It sent less than two key frames while it was looked at.",
                "Look for longer with --seconds, or set a shorter key frame distance.");
    }

    /// What the camera said, fit for a terminal.
    static String printable(String said) {
        String plain = said.replaceAll("[^\\x20-\\x7E]", "?");
        return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
    }
}
