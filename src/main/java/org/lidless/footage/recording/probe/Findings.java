package org.lidless.footage.recording.probe;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lidless.domain.CameraSource;
import org.lidless.footage.media.rtsp.CompanionView;
import org.lidless.footage.recording.CameraProbe.Outcome;

/// Says in plain words what was found.
final class Findings {

    private Findings() {}

    static void print(PrintWriter out, CameraSource camera, Conversation said, Measure seen, Outcome outcome) {
        out.println("Camera      " + camera.address());
        out.printf(Locale.ROOT, "Connected   after %.0f ms%n", outcome.connectUs() / 1e3);
        if (said.answers().isEmpty()) {
            return;
        }
        out.println("Signs in    " + signIn(said));
        out.println("Offers      " + offers(said));
        if (seen.samples() > 1) {
            out.println("Picture     " + picture(seen));
        }
        for (CompanionView each : outcome.further()) {
            out.println((each.isAudio() ? "Sound       " : "Metadata    ") + further(each));
        }
        said.good("SETUP")
                .flatMap(answer -> answer.headers().first("Transport"))
                .ifPresent(way -> out.println("Sends       " + way(way)));
        said.good("SETUP")
                .flatMap(answer -> answer.headers().first("Session"))
                .ifPresent(session -> out.println("Session     " + session(session, said)));
        List<Oddity> oddities = Oddities.of(said, seen, outcome.counts());
        out.println(oddities.isEmpty() ? "Odd         nothing" : "");
        for (Oddity each : oddities) {
            out.println("- " + each.wrong());
            out.println("  " + each.then());
        }
    }

    private static String signIn(Conversation said) {
        List<String> challenges = said.challenges();
        if (challenges.isEmpty()) {
            return "nobody has to";
        }
        List<String> ways = new ArrayList<>();
        String all = String.join(", ", challenges);
        if (all.contains("Basic")) {
            ways.add("basic");
        }
        if (all.contains("Digest")) {
            String algorithms = all.contains("SHA-256") ? all.contains("MD5") ? "SHA-256 and MD5" : "SHA-256" : "MD5";
            ways.add("digest with " + algorithms + (all.contains("qop") ? "" : ", without qop"));
        }
        return ways.isEmpty() ? Oddities.printable(all) : String.join(", ", ways);
    }

    private static String offers(Conversation said) {
        List<String> medias = said.described("m=");
        List<String> names = said.described("a=rtpmap:");
        List<String> kinds = medias.stream()
                .map(media -> Oddities.printable(media.split("\\s", 2)[0]))
                .toList();
        List<String> encodings = names.stream()
                .map(name -> Oddities.printable(name.replaceFirst("^\\S+\\s+", "")))
                .distinct()
                .toList();
        return kinds.isEmpty() ? "nothing" : String.join(", ", kinds) + " as " + String.join(", ", encodings);
    }

    private static String picture(Measure seen) {
        String size = seen.parameters()
                .map(each -> each.codec() + " " + each.width() + "×" + each.height() + ", ")
                .orElse("");
        String keys = seen.keySeconds() == 0
                ? "fewer than two key frames"
                : String.format(Locale.ROOT, "a key frame every %.1f s", seen.keySeconds());
        return String.format(
                Locale.ROOT,
                "%s%.1f frames/s, %.2f Mbit/s, %s%s (measured over %.1f s)",
                size,
                seen.framesPerSecond(),
                seen.megabitsPerSecond(),
                keys,
                seen.isReordered() ? ", with B-frames" : "",
                seen.seconds());
    }

    private static String further(CompanionView track) {
        String name = Oddities.printable(track.name());
        return switch (track.standing()) {
            case ARRIVING -> name + ", " + track.frames() + " frames";
            case WAITING -> name + ", none came so far";
            case SILENT -> name + ", agreed on, and none comes; the picture is recorded all the same";
            case UNREADABLE -> name + ", cannot be read and is left out; the picture is recorded all the same";
            case REFUSED -> name + ", refused; the picture is recorded all the same";
            case UNKNOWN -> name + ", which is not recorded; choose AAC, G.711, Opus or L16";
            case LEFT_OUT -> name + ", left out because no picture came with it";
            case OFF -> name + ", not wanted";
        };
    }

    private static String way(String transport) {
        if (transport.contains("interleaved")) {
            return "inside the RTSP connection";
        }
        return transport.contains("multicast") ? "in datagrams to a group" : "in datagrams";
    }

    private static String session(String header, Conversation said) {
        String seconds = header.replaceFirst("(?is).*timeout\\s*=\\s*([0-9]+).*", "$1");
        String timeout = seconds.equals(header) ? "60 s (it does not say)" : seconds + " s";
        boolean listed = said.good("OPTIONS")
                .flatMap(answer -> answer.headers().first("Public"))
                .filter(methods -> methods.contains("GET_PARAMETER"))
                .isPresent();
        return "ends after " + timeout + " without a sign of life; kept alive by "
                + (listed ? "GET_PARAMETER" : "OPTIONS");
    }
}
