package org.lidless.node;

import java.nio.charset.StandardCharsets;
import org.lidless.domain.NodeId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.ExportRequest;
import org.lidless.footage.playback.ExportResult;

/// The page in a ZIP that says in plain words what it is and how to check it. Pure.
final class ExportReadme {

    private ExportReadme() {}

    static byte[] of(NodeId node, String key, ExportRequest request, Iterable<ExportResult> results) {
        StringBuilder text = new StringBuilder();
        line(text, "Video exported by Lidless recorder " + node + ".");
        line(text, "");
        line(
                text,
                "Asked for: " + TimeSpan.instant(request.span().fromUs()) + " to "
                        + TimeSpan.instant(request.span().toUs()) + " (UTC)"
                        + (request.asked().who().isEmpty()
                                ? ""
                                : ", by " + request.asked().who()));
        if (!request.asked().note().isEmpty()) {
            line(text, "Note:      " + request.asked().note().replaceAll("\\s+", " "));
        }
        line(text, "");
        for (ExportResult result : results) {
            camera(text, result);
        }
        line(text, "");
        line(text, "How to look at it: unpack the ZIP and open the .mp4 files in any player. The pictures are as");
        line(text, "the cameras sent them; nothing was encoded again. A gap stays a gap: the picture stands still");
        line(text, "until it goes on.");
        line(text, "");
        line(text, "How to check that nobody has changed it: open verify.html in a browser and drop this ZIP onto");
        line(text, "it. It works without a network, and nothing leaves your computer. Better still, take the page");
        line(text, "from the site itself (https://ITS-ADDRESS:8443/verify): who changes an export can change the");
        line(text, "page beside it, too. On the command line: lidless verify FILE.zip");
        line(text, "");
        line(text, "The check says which key has signed. It is the recorder's own if it is this one, and this page");
        line(text, "is no proof of that: ask the operator for \"lidless audit list --act key-used\" of " + node + ".");
        line(text, "Key: " + key);
        line(text, "");
        line(text, "manifest.json says exactly what is in it, what is missing and why, who recorded what, and who");
        line(text, "asked for it. manifest.jws is its signature.");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void camera(StringBuilder text, ExportResult result) {
        line(text, "Camera " + result.stream() + ":");
        result.movies()
                .forEach(movie -> line(
                        text,
                        "  " + movie.name() + "   " + TimeSpan.instant(movie.startUs()) + " to "
                                + TimeSpan.instant(movie.endUs()) + ", " + movie.samples() + " pictures"));
        if (result.movies().isEmpty()) {
            line(text, "  nothing of it is in this export");
        }
        result.gaps()
                .forEach(gap -> line(
                        text,
                        "  missing from " + TimeSpan.instant(gap.span().fromUs()) + " to "
                                + TimeSpan.instant(gap.span().toUs()) + ": "
                                + gap.cause().word()));
        result.away()
                .forEach(away -> line(
                        text,
                        "  INCOMPLETE: from " + TimeSpan.instant(away.span().fromUs()) + " to "
                                + TimeSpan.instant(away.span().toUs()) + " is held by recorder " + away.holder()
                                + ", which could not be reached; export again when it is back"));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append("\r\n");
    }
}
