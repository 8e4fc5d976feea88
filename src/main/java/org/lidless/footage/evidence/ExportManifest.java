package org.lidless.footage.evidence;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an export holds and lacks, and who asked for it, as JSON to be signed (docs/formats/manifest.md). Pure.
///
/// @param product      name and version of the program
/// @param node         which node exported
/// @param exportedAtUs site time, µs since 1970
/// @param order        who asked
/// @param asked        the span that was asked for
/// @param cameras      in the order asked for
/// @param papers       what lies beside the movies and is not in this manifest by itself
/// @param audit        the head of the node's audit chain when the export was finished
public record ExportManifest(
        String product,
        String node,
        long exportedAtUs,
        Order order,
        TimeSpan asked,
        List<Footage> cameras,
        List<Paper> papers,
        AuditHead audit) {

    /// The version of the format.
    public static final int VERSION = 2;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public ExportManifest {
        cameras = List.copyOf(cameras);
        papers = List.copyOf(papers);
    }

    /// Who asked for it.
    ///
    /// @param who  a person's name, or `local`
    /// @param from the address that the order came from
    /// @param atUs when, µs since 1970; a ZIP's entries carry it
    /// @param note what the person said about it
    public record Order(String who, String from, long atUs, String note) {}

    /// One camera's part.
    ///
    /// @param stretches what is in it, what is missing and what could not be had, in order of time
    /// @param segments  what the pools hold of that span, as it is stored: any of them ties the export to them
    public record Footage(StreamId stream, List<Movie> movies, List<Part> stretches, List<Segment> segments) {

        public Footage {
            movies = List.copyOf(movies);
            stretches = List.copyOf(stretches);
            segments = List.copyOf(segments);
        }
    }

    /// A movie's file.
    ///
    /// @param name without a directory: manifest and movies lie side by side
    /// @param span site time of its samples
    /// @param seal of all its bytes
    public record Movie(String name, TimeSpan span, long samples, long bytes, Seal seal) {}

    /// A stretch of time.
    ///
    /// @param kind     `recorded`, `gap` or `away`
    /// @param recorder who recorded it; empty for a gap
    /// @param epoch    under which it was recorded, where that is known
    /// @param holder   who holds what is away
    /// @param cause    of a gap
    public record Part(
            String kind,
            TimeSpan span,
            Optional<String> recorder,
            Optional<Long> epoch,
            Optional<String> holder,
            Optional<String> cause) {}

    /// A segment as it is stored (docs/formats/segment.md).
    ///
    /// @param file   its path inside its pool, with camera, epoch, recorder, run and number in its name
    /// @param span   site time of its samples; empty while it is written
    /// @param sha256 of all before its trailer, as that one and the next segment of its run say; empty while it
    /// is
    ///               written, or when it was never finished
    public record Segment(String file, Optional<TimeSpan> span, Optional<Sha256> sha256) {}

    /// A file that is no movie.
    public record Paper(String name, Sha256 sha256) {}

    /// UTF-8.
    public byte[] encode() {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", VERSION).put("product", product).put("node", node).put("exportedAt", moment(exportedAtUs));
        ObjectNode by = json.putObject("askedBy").put("who", order.who()).put("from", order.from());
        by.put("at", moment(order.atUs()));
        if (!order.note().isEmpty()) {
            by.put("note", order.note());
        }
        put(json.putObject("asked"), asked);
        json.put("reencoded", false).put("pieceBytes", Seal.PIECE_BYTES);
        ArrayNode all = json.putArray("cameras");
        cameras.forEach(camera -> put(all.addObject(), camera));
        ArrayNode beside = json.putArray("papers");
        papers.forEach(paper -> beside.addObject()
                .put("file", paper.name())
                .put("sha256", paper.sha256().toString()));
        json.put("audit", audit.toString());
        return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode json, Footage camera) {
        json.put("camera", camera.stream().camera().value())
                .put("stream", camera.stream().kind().word());
        ArrayNode movies = json.putArray("movies");
        for (Movie movie : camera.movies()) {
            ObjectNode each = movies.addObject().put("file", movie.name());
            put(each, movie.span());
            each.put("samples", movie.samples())
                    .put("bytes", movie.bytes())
                    .put("sha256", movie.seal().sha256().toString())
                    .put("crc32", HexFormat.of().toHexDigits(movie.seal().crc32()));
            ArrayNode pieces = each.putArray("pieces");
            movie.seal().pieces().forEach(piece -> pieces.add(piece.toString()));
        }
        ArrayNode parts = json.putArray("stretches");
        for (Part part : camera.stretches()) {
            ObjectNode each = parts.addObject().put("kind", part.kind());
            put(each, part.span());
            part.recorder().ifPresent(recorder -> each.put("recorder", recorder));
            part.epoch().ifPresent(epoch -> each.put("epoch", epoch));
            part.holder().ifPresent(holder -> each.put("holder", holder));
            part.cause().ifPresent(cause -> each.put("cause", cause));
        }
        ArrayNode segments = json.putArray("segments");
        for (Segment segment : camera.segments()) {
            ObjectNode each = segments.addObject().put("file", segment.file());
            segment.span().ifPresent(span -> put(each, span));
            segment.sha256().ifPresent(hash -> each.put("sha256", hash.toString()));
        }
    }

    private static void put(ObjectNode json, TimeSpan span) {
        json.put("from", moment(span.fromUs())).put("to", moment(span.toUs()));
    }

    private static String moment(long us) {
        return TimeSpan.instant(us).toString();
    }
}
