package org.lidless.web.media;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.Movies;
import org.lidless.footage.playback.Still;
import org.lidless.footage.playback.TimelineJoin;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Timeline;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.AuditBook;
import org.lidless.wire.FootageReport.StretchReport;
import org.lidless.wire.Rfc3339;

/// Stored footage by HTTP: the timeline joined for a width, movies by ranges, stills.
public final class StoredRoutes implements RouteSet {

    static final int CAMERAS_MAX = 64;

    private static final long PX_MAX = 16_384;
    private static final long PX = 1_400;
    private static final long SPAN_MAX_US = 400L * 86_400 * 1_000_000;

    private final Timeline timeline;
    private final Movies movies;
    private final Function<StreamId, Optional<NodeId>> home;
    private final AuditBook book;

    /// @param home a camera's usual recorder
    /// @param book where it is written down who looks at what
    public StoredRoutes(Timeline timeline, Movies movies, Function<StreamId, Optional<NodeId>> home, AuditBook book) {
        this.book = book;
        this.timeline = timeline;
        this.movies = movies;
        this.home = home;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/timeline", Need.query(Right.PLAYBACK, "camera"), this::timeline);
        routes.get("/api/footage/{camera}/movie.mp4", Need.path(Right.PLAYBACK, "camera"), this::movie);
        routes.get("/api/footage/{camera}/still.mp4", Need.path(Right.PLAYBACK, "camera"), this::still);
    }

    /// @param px width in picture elements for which spans were joined
    record Joined(Instant from, Instant to, long px, List<Lane> lanes) {}

    /// @param home the camera's usual recorder: another one's spans were stood in
    record Lane(
            String camera,
            String stream,
            Optional<String> home,
            Optional<Instant> first,
            Optional<Instant> last,
            List<StretchReport> spans) {}

    private void timeline(Call call) {
        TimeSpan span = span(call);
        long px = call.number("px", 1, PX_MAX).orElse(PX);
        if (call.cameras().size() > CAMERAS_MAX) {
            throw wrong("At most " + CAMERAS_MAX + " cameras are drawn at once.");
        }
        StreamKind kind = kind(call);
        List<StreamId> streams = new ArrayList<>();
        for (CameraId camera : call.cameras()) {
            streams.add(new StreamId(camera, kind));
        }
        SequencedMap<StreamId, Timeline.OfStream> accounts = timeline.account(streams, span);
        long elementUs = Math.max(1, span.durationUs() / px);
        List<Lane> lanes = new ArrayList<>();
        accounts.forEach((stream, account) -> lanes.add(lane(stream, account, elementUs)));
        call.json(200, new Joined(TimeSpan.instant(span.fromUs()), TimeSpan.instant(span.toUs()), px, lanes));
    }

    private Lane lane(StreamId stream, Timeline.OfStream account, long elementUs) {
        return new Lane(
                stream.camera().value(),
                stream.kind().word(),
                home.apply(stream).map(NodeId::value),
                account.known().map(known -> TimeSpan.instant(known.fromUs())),
                account.known().map(known -> TimeSpan.instant(known.toUs())),
                TimelineJoin.of(account.stretches(), elementUs).stream()
                        .map(StoredRoutes::report)
                        .toList());
    }

    private static StretchReport report(Stretch stretch) {
        Instant from = TimeSpan.instant(stretch.span().fromUs());
        Instant to = TimeSpan.instant(stretch.span().toUs());
        double seconds = stretch.span().durationUs() / 1e6;
        return switch (stretch) {
            case Stretch.Have have ->
                StretchReport.have(from, to, seconds, have.node().value());
            case Stretch.Away away ->
                StretchReport.away(
                        from,
                        to,
                        seconds,
                        away.recorder().value(),
                        away.holder().value());
            case Stretch.Missing missing ->
                StretchReport.gap(from, to, seconds, missing.cause().word());
        };
    }

    private void movie(Call call) throws IOException {
        StreamId stream = new StreamId(call.camera(), kind(call));
        TimeSpan span = span(call);
        Movies.Movie movie = movies.of(stream, span);
        Viewed.stored(book, call.caller(), stream, span);
        Context context = call.context();
        context.contentType("video/mp4").header("Accept-Ranges", "bytes");
        context.header("Content-Disposition", "inline; filename=\"" + movie.name() + ".mp4\"");
        call.etag(movie.name() + "-" + movie.bytes());
        RangeAnswer.send(context, () -> movies.open(movie), movie.bytes());
    }

    private void still(Call call) {
        StreamId stream = new StreamId(call.camera(), kind(call));
        Instant at = call.moment("at").orElseThrow(() -> wrong("The request names no moment (\"at\")."));
        Still still = Still.at(timeline, stream, TimeSpan.micros(at))
                .orElseThrow(() -> ProblemCode.NOTHING_FOUND.because(
                        "There is no picture of " + stream + " at " + Rfc3339.millis(at) + ".",
                        "The timeline says what is missing there, and why.",
                        "Look at the timeline for what there is."));
        byte[] bytes = new byte[still.bytes().remaining()];
        ByteBuffer from = still.bytes().duplicate();
        from.get(bytes);
        call.context()
                .contentType(still.mime())
                .header("Lidless-Moment", Rfc3339.micros(TimeSpan.instant(still.timeUs())))
                .header("Lidless-Recorder", still.recorder().value())
                .result(bytes);
    }

    static StreamKind kind(Call call) {
        try {
            return StreamKind.of(call.query("stream").orElse(StreamKind.MAIN.word()));
        } catch (IllegalArgumentException neither) {
            throw wrong(neither.getMessage() + ".");
        }
    }

    static TimeSpan span(Call call) {
        Instant from = call.moment("from").orElseThrow(() -> wrong("The request names no beginning (\"from\")."));
        Instant to = call.moment("to").orElseThrow(() -> wrong("The request names no end (\"to\")."));
        long fromUs = TimeSpan.micros(from);
        long toUs = TimeSpan.micros(to);
        if (toUs <= fromUs || fromUs < 0 || toUs - fromUs > SPAN_MAX_US) {
            throw wrong("The span ends before it begins, or is longer than 400 days.");
        }
        return new TimeSpan(fromUs, toUs);
    }

    private static ProblemException wrong(String what) {
        return ProblemCode.REQUEST_REFUSED.because(
                what, "Safe: nothing was changed.", "docs/reference/openapi.yaml has what is expected.");
    }
}
