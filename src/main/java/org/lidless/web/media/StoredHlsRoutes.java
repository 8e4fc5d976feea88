package org.lidless.web.media;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.StoredHls;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.AuditBook;

/// Stored footage by HLS: `index.m3u8` is a span's playlist, which names the other files. Each segment that is taken
/// is written down, to the minute.
public final class StoredHlsRoutes implements RouteSet {

    private static final Pattern HEAD = Pattern.compile("h(\\d{1,18})\\.mp4");
    private static final Pattern SEGMENT = Pattern.compile("s(\\d{1,18})-(\\d{1,18})-(\\d{1,18})\\.mp4");

    private final StoredHls hls;
    private final AuditBook book;

    /// @param book where it is written down who looks at what
    public StoredHlsRoutes(StoredHls hls, AuditBook book) {
        this.hls = hls;
        this.book = book;
    }

    @Override
    public void addTo(Routes routes) {
        for (String lead : List.of("/api/footage", "/api/ticket/{ticket}/footage")) {
            routes.get(lead + "/{camera}/hls/{file}", Need.path(Right.PLAYBACK, "camera"), this::answer);
        }
    }

    private void answer(Call call) throws IOException {
        StreamKind kind = StoredRoutes.kind(call);
        StreamId stream = new StreamId(call.camera(), kind);
        String file = call.path("file");
        Matcher head = HEAD.matcher(file);
        Matcher segment = SEGMENT.matcher(file);
        if (file.equals("index.m3u8")) {
            playlist(call, stream);
        } else if (head.matches()) {
            ByteBuffer bytes = hls.head(stream, Long.parseLong(head.group(1)));
            byte[] whole = new byte[bytes.remaining()];
            bytes.get(whole);
            media(call.context()).result(whole);
        } else if (segment.matches()) {
            segment(call, stream, segment);
        } else {
            throw nothing(file);
        }
    }

    private void playlist(Call call, StreamId stream) {
        TimeSpan span = StoredRoutes.span(call);
        String suffix = stream.kind() == StreamKind.MAIN
                ? ""
                : "?stream=" + stream.kind().word();
        String text = hls.playlist(stream, span, suffix);
        call.context()
                .contentType("application/vnd.apple.mpegurl")
                .header("Cache-Control", "no-store")
                .result(text);
    }

    private void segment(Call call, StreamId stream, Matcher named) throws IOException {
        long baseUs = Long.parseLong(named.group(1));
        long fromUs = Long.parseLong(named.group(2));
        long toUs = Long.parseLong(named.group(3));
        boolean isOne = baseUs <= fromUs
                && fromUs - baseUs <= StoredHls.SPAN_MAX_US
                && fromUs < toUs
                && toUs - fromUs <= StoredHls.SEGMENT_US;
        if (!isOne) {
            throw nothing(named.group());
        }
        Viewed.stored(book, call.caller(), stream, fromUs);
        hls.segment(
                stream,
                baseUs,
                new TimeSpan(fromUs, toUs),
                () -> media(call.context()).outputStream());
    }

    private static Context media(Context context) {
        return context.contentType("video/mp4").header("Cache-Control", "private, max-age=3600");
    }

    private static ProblemException nothing(String file) {
        return ProblemCode.NOTHING_FOUND.because(
                "There is no " + file + " here.", "Not concerned.", "Read the playlist, which names its files.");
    }
}
