package org.lidless.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;

/// The console's files, from the program itself. A path that is none of theirs and not the API's is a page of the
/// console, which finds its way by itself. Any thread.
final class ConsoleFiles {

    private static final String ROOT = "/console/";
    private static final String PAGE = "index.html";
    /// Names without `..`, so that nobody climbs out.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private static final int FILE_BYTES_MAX = 16 << 20;
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private static final String EMPTY = "<!doctype html><html lang=\"en\"><title>Lidless</title><h1>Lidless</h1>"
            + "<p>This program was built without its console. The API answers under /api; see "
            + "<a href=\"/api/openapi.yaml\">/api/openapi.yaml</a>.</p></html>";

    private final ConcurrentMap<String, Optional<File>> read = new ConcurrentHashMap<>();

    private static final class File {
        private final byte[] bytes;
        private final Optional<byte[]> gzip;
        private final String etag;

        File(byte[] bytes, Optional<byte[]> gzip, String etag) {
            this.bytes = bytes;
            this.gzip = gzip;
            this.etag = etag;
        }

        byte[] bytes() {
            return bytes;
        }

        Optional<byte[]> gzip() {
            return gzip;
        }

        String etag() {
            return etag;
        }
    }

    void answer(Context context) throws IOException {
        String path = context.path().substring(1);
        if (path.startsWith("api/") || path.equals("api")) {
            throw notHere(context);
        }
        if (isFile(path)) {
            File found = NAME.matcher(path).matches() ? file(path).orElse(null) : null;
            if (found == null) {
                throw notHere(context);
            }
            tell(context, path, found);
            return;
        }
        Optional<File> page = file(PAGE);
        if (page.isPresent()) {
            tell(context, PAGE, page.get());
        } else {
            context.contentType("text/html; charset=utf-8").result(EMPTY);
        }
    }

    /// Files lie in `assets/` and at the top, there with a dot. Below a page, a dot is part of a camera's name.
    private static boolean isFile(String path) {
        return path.startsWith("assets/") || (path.indexOf('.') >= 0 && path.indexOf('/') < 0);
    }

    private static ProblemException notHere(Context context) {
        return new ProblemException(Problems.notHere(context));
    }

    private static void tell(Context context, String path, File file) {
        context.header("ETag", "\"" + file.etag() + "\"");
        context.header(
                "Cache-Control", path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Vary", "Accept-Encoding");
        if (("\"" + file.etag() + "\"").equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        String end = path.substring(path.lastIndexOf('.') + 1);
        context.contentType(TYPES.getOrDefault(end, "application/octet-stream"));
        String accepted = Optional.ofNullable(context.header("Accept-Encoding")).orElse("");
        if (file.gzip().isPresent() && accepted.contains("gzip")) {
            context.header("Content-Encoding", "gzip").result(file.gzip().get());
        } else {
            context.result(file.bytes());
        }
    }

    /// What was once asked for stays in memory; only names of files are kept, so that it stays small.
    private Optional<File> file(String path) throws IOException {
        Optional<File> known = read.get(path);
        if (known != null) {
            return known;
        }
        Optional<byte[]> bytes = bytes(path);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        File file = new File(
                bytes.get(),
                bytes(path + ".gz"),
                Sha256.of(bytes.get()).toString().substring(0, 16));
        read.put(path, Optional.of(file));
        return Optional.of(file);
    }

    private static Optional<byte[]> bytes(String path) throws IOException {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream(ROOT + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readNBytes(FILE_BYTES_MAX));
        }
    }
}
