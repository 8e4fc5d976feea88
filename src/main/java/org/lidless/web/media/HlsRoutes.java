package org.lidless.web.media;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.footage.playback.live.LiveDesk;
import org.lidless.footage.playback.live.Piece;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.AuditBook;
import org.lidless.world.Clock;

/// Live pictures by HLS with low latency: `index.m3u8` is the stream's playlist, `master.m3u8` names it with its
/// codec.
public final class HlsRoutes implements RouteSet {

    /// Streams cut at a time.
    static final int CHANNELS_MAX = 8;

    private static final Pattern FILE = Pattern.compile("(h[0-9a-f]{1,16}|s\\d{1,12}|p\\d{1,12}\\.\\d{1,4})\\.mp4");
    private static final Pattern CODECS = Pattern.compile("codecs=\"([^\"]+)\"");
    private static final long WAIT_US = 8_000_000;
    private static final long NUMBER_MAX = 1L << 40;

    private final LiveDesk desk;
    private final Clock clock;
    private final AuditBook book;
    /// Guarded by itself.
    private final Map<StreamId, HlsChannel> channels = new HashMap<>();

    /// @param book where it is written down who looks at what
    public HlsRoutes(LiveDesk desk, AuditBook book, Clock clock) {
        this.book = book;
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        for (String path : List.of("/api/live/{camera}/{file}", "/api/ticket/{ticket}/live/{camera}/{file}")) {
            routes.get(path, Need.path(Right.LIVE, "camera"), this::answer);
        }
    }

    private void answer(Call call) {
        StreamKind kind = kind(call);
        StreamId stream = new StreamId(call.camera(), kind);
        if (!desk.isKnown(stream)) {
            throw nothing("Nobody records camera " + stream + ".");
        }
        String file = call.path("file");
        String suffix = kind == StreamKind.MAIN ? "" : "?stream=" + kind.word();
        try {
            HlsChannel channel = channel(stream);
            switch (file) {
                case "index.m3u8" -> {
                    Viewed.live(book, call.caller(), stream);
                    playlist(call, channel, suffix);
                }
                case "master.m3u8" -> master(call, channel, suffix);
                default -> media(call, channel, file);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw nothing("The server stops.");
        }
    }

    private HlsChannel channel(StreamId stream) {
        synchronized (channels) {
            channels.values().removeIf(HlsChannel::isClosed);
            HlsChannel known = channels.get(stream);
            if (known != null) {
                return known;
            }
            if (channels.size() >= CHANNELS_MAX) {
                throw ProblemCode.REQUEST_REFUSED.because(
                        "As many streams are cut for HLS as this server can (" + CHANNELS_MAX + ").",
                        "Safe: recording is not concerned.",
                        "Ask again in a while, or use another management server.");
            }
            HlsChannel begun = new HlsChannel(clock);
            begun.start(desk.open(stream, Optional.empty(), begun.news()));
            channels.put(stream, begun);
            return begun;
        }
    }

    private static void playlist(Call call, HlsChannel channel, String suffix) throws InterruptedException {
        long segment = call.number("_HLS_msn", 0, NUMBER_MAX).orElse(-1L);
        long part = call.number("_HLS_part", 0, NUMBER_MAX).orElse(-1L);
        String text = channel.playlist(segment, part, suffix, WAIT_US)
                .orElseThrow(() -> nothing("No picture of this camera comes just now."));
        text(call, text);
    }

    private static void master(Call call, HlsChannel channel, String suffix) throws InterruptedException {
        channel.playlist(-1, -1, suffix, WAIT_US);
        Piece.Format format = channel.format().orElseThrow(() -> nothing("No picture of this camera comes just now."));
        Matcher codecs = CODECS.matcher(format.mime());
        text(call, HlsPlaylist.master(codecs.find() ? codecs.group(1) : "", format.width(), format.height(), suffix));
    }

    private static void text(Call call, String playlist) {
        call.context()
                .contentType("application/vnd.apple.mpegurl")
                .header("Cache-Control", "no-store")
                .result(playlist);
    }

    private static void media(Call call, HlsChannel channel, String file) throws InterruptedException {
        Matcher named = FILE.matcher(file);
        if (!named.matches()) {
            throw nothing("There is no " + file + " here.");
        }
        byte[] bytes = channel.file(named.group(1), WAIT_US)
                .orElseThrow(() -> nothing("The segment is not there, or not any more."));
        call.context()
                .contentType("video/mp4")
                .header("Cache-Control", "no-store")
                .result(bytes);
    }

    private static StreamKind kind(Call call) {
        try {
            return StreamKind.of(call.query("stream").orElse(StreamKind.MAIN.word()));
        } catch (IllegalArgumentException neither) {
            throw nothing(neither.getMessage() + ".");
        }
    }

    private static ProblemException nothing(String what) {
        return ProblemCode.NOTHING_FOUND.because(
                what, "Recording does not depend on this.", "Read the playlist again.");
    }
}
