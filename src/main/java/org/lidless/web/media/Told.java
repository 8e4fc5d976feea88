package org.lidless.web.media;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lidless.domain.Problem;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.playback.live.LiveItem;
import org.lidless.footage.playback.live.Piece;
import org.lidless.wire.Json;
import org.lidless.wire.ProblemReport;

/// What a client is told in words; docs/formats/live.md.
final class Told {

    private final Map<String, Object> members = new LinkedHashMap<>();

    private Told(String what) {
        members.put("tell", what);
    }

    private Told(String what, int id) {
        this(what);
        members.put("id", id);
    }

    private Told with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    private Told span(TimeSpan span) {
        return with("fromUs", span.fromUs()).with("toUs", span.toUs());
    }

    String text() {
        return new String(Json.encode(members), StandardCharsets.UTF_8);
    }

    static Told hello(String server, long nowUs) {
        return new Told("hello").with("version", 1).with("server", server).with("nowUs", nowUs);
    }

    static Told beat(long nowUs) {
        return new Told("beat").with("nowUs", nowUs);
    }

    static Told opened(int id, StreamId stream, boolean isLive) {
        return new Told("opened", id)
                .with("camera", stream.camera().value())
                .with("stream", stream.kind().word())
                .with("live", isLive);
    }

    static Told closed(int id, Optional<Problem> why) {
        Told told = new Told("closed", id);
        why.ifPresent(problem -> told.with("problem", ProblemReport.of(problem)));
        return told;
    }

    static Told problem(Problem why) {
        return new Told("problem").with("problem", ProblemReport.of(why));
    }

    static Told format(int id, Piece.Format format) {
        Told told = new Told("format", id)
                .with("track", format.track().word())
                .with("format", format.name())
                .with("mime", format.mime())
                .with("codec", format.codec());
        return format.width() == 0 ? told : told.with("width", format.width()).with("height", format.height());
    }

    static Told from(int id, Piece.From from) {
        String seam = switch (from.seam()) {
            case FIRST -> "first";
            case NONE, SAME -> "same";
            case KEY -> "key";
        };
        return new Told("recorder", id)
                .with("recorder", from.recorder().value())
                .with("standingIn", from.standingIn())
                .with("epoch", from.epoch().value())
                .with("seam", seam);
    }

    static Told item(int id, LiveItem item) {
        return switch (item) {
            case LiveItem.Picture picture -> throw new IllegalArgumentException("a picture is no word");
            case LiveItem.Hole hole ->
                new Told("gap", id).span(hole.span()).with("cause", hole.cause().word());
            case LiveItem.Gone gone ->
                new Told("away", id)
                        .span(gone.span())
                        .with("recorder", gone.recorder().value())
                        .with("holder", gone.holder().value());
            case LiveItem.Skipped skipped ->
                new Told("skipped", id).span(skipped.span()).with("samples", skipped.samples());
            case LiveItem.Waiting waiting ->
                new Told("waiting", id)
                        .with("sinceUs", waiting.sinceUs())
                        .with("why", waiting.why().word());
            case LiveItem.Flowing flowing -> new Told("flowing", id);
            case LiveItem.End end -> new Told("end", id);
        };
    }
}
