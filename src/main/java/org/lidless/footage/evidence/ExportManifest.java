package org.lidless.footage.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an export holds and lacks, and who asked for it: written beside its movies as JSON and signed
/// (docs/formats/manifest.md).
///
/// @param product      name and version of the program
/// @param node         which node exported
/// @param exportedAtUs site time, µs since 1970
/// @param stream       whose footage
/// @param asked        the span that was asked for
/// @param movies       in order
/// @param stretches    what is in it, what is missing and what could not be had, in order of time
/// @param audit        the head of the node's audit chain when the export was finished
public record ExportManifest(
        String product,
        String node,
        long exportedAtUs,
        StreamId stream,
        TimeSpan asked,
        List<Movie> movies,
        List<Part> stretches,
        AuditHead audit) {

    /// The version of the format.
    public static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public ExportManifest {
        movies = List.copyOf(movies);
        stretches = List.copyOf(stretches);
    }

    /// A movie's file.
    ///
    /// @param name   without a directory: manifest and movies lie side by side
    /// @param span   site time of its samples
    /// @param sha256 of all its bytes
    public record Movie(String name, TimeSpan span, long samples, long bytes, Sha256 sha256) {}

    /// A stretch of time.
    ///
    /// @param kind     `recorded`, `gap` or `away`
    /// @param recorder who recorded it; empty for a gap
    /// @param holder   who holds what is away
    /// @param cause    of a gap
    public record Part(
            String kind, TimeSpan span, Optional<String> recorder, Optional<String> holder, Optional<String> cause) {}

    /// `gate.mp4` has `gate.manifest.json`.
    public static Path file(Path movie) {
        return movie.resolveSibling(stem(movie) + ".manifest.json");
    }

    /// `gate.mp4` has `gate.manifest.jws`.
    public static Path signature(Path movie) {
        return movie.resolveSibling(stem(movie) + ".manifest.jws");
    }

    private static String stem(Path movie) {
        String name = String.valueOf(movie.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /// Writes and signs it beside its first movie, in place of one that was there; durable when it returns.
    public void write(Disk disk, Path movie, EvidenceKey key) throws IOException {
        byte[] json = json().getBytes(StandardCharsets.UTF_8);
        put(disk, file(movie), json);
        put(disk, signature(movie), (key.sign(json) + "\n").getBytes(StandardCharsets.US_ASCII));
        Path directory = movie.toAbsolutePath().getParent();
        if (directory != null) {
            disk.forceDirectory(directory);
        }
    }

    private static void put(Disk disk, Path file, byte[] bytes) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        if (disk.exists(beside)) {
            disk.delete(beside);
        }
        try (DiskFile open = disk.create(beside)) {
            open.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, 0);
            open.force();
        }
        disk.rename(beside, file);
    }

    String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", VERSION)
                .put("product", product)
                .put("node", node)
                .put("exportedAt", TimeSpan.instant(exportedAtUs).toString())
                .put("camera", stream.camera().value())
                .put("stream", stream.kind().word());
        put(json.putObject("asked"), asked);
        json.put("reencoded", false);
        ArrayNode all = json.putArray("movies");
        for (Movie movie : movies) {
            ObjectNode each = all.addObject().put("file", movie.name());
            put(each, movie.span());
            each.put("samples", movie.samples())
                    .put("bytes", movie.bytes())
                    .put("sha256", movie.sha256().toString());
        }
        ArrayNode parts = json.putArray("stretches");
        for (Part part : stretches) {
            ObjectNode each = parts.addObject().put("kind", part.kind());
            put(each, part.span());
            part.recorder().ifPresent(recorder -> each.put("recorder", recorder));
            part.holder().ifPresent(holder -> each.put("holder", holder));
            part.cause().ifPresent(cause -> each.put("cause", cause));
        }
        json.put("audit", audit.toString());
        return json.toPrettyString() + "\n";
    }

    private static void put(ObjectNode json, TimeSpan span) {
        json.put("from", TimeSpan.instant(span.fromUs()).toString())
                .put("to", TimeSpan.instant(span.toUs()).toString());
    }
}
