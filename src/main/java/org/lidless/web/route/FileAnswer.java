package org.lidless.web.route;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.world.DiskFile;

/// A file as an answer, whole or one range of it (RFC 9110 section 14). Waits for the client, and keeps nothing
/// but one piece in memory.
final class FileAnswer {

    private static final int PIECE_BYTES = 256 << 10;
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    private FileAnswer() {}

    static void give(Context context, DiskFile file, long length, String type) throws IOException {
        context.header("Accept-Ranges", "bytes").contentType(type);
        long from = 0;
        long to = length;
        Optional<Matcher> asked = Optional.ofNullable(context.header("Range"))
                .map(RANGE::matcher)
                .filter(Matcher::matches)
                .filter(range -> !range.group(1).isEmpty() || !range.group(2).isEmpty());
        if (asked.isPresent()) {
            String first = asked.get().group(1);
            String last = asked.get().group(2);
            from = first.isEmpty() ? Math.max(0, length - Long.parseLong(last)) : Long.parseLong(first);
            to = first.isEmpty() || last.isEmpty() ? length : Math.min(length, Long.parseLong(last) + 1);
            if (from >= to) {
                context.status(416).header("Content-Range", "bytes */" + length);
                return;
            }
            context.status(206).header("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + length);
        }
        context.res().setContentLengthLong(to - from);
        OutputStream out = context.res().getOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        while (from < to) {
            piece.clear().limit((int) Math.min(PIECE_BYTES, to - from));
            int read = file.read(piece, from);
            if (read <= 0) {
                throw new IOException("the file is shorter than it said");
            }
            out.write(piece.array(), 0, piece.position());
            from += read;
        }
    }
}
